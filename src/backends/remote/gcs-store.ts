import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { SystemError } from '../../core/faults.ts'
import { type HttpAnswer, type HttpRequest, readSome } from '../http/client.ts'
import { streamFile } from '../http/local-file.ts'
import { parseJson } from '../http/service.ts'
import { type ObjectMarks, refuseObject, type WritableBucket } from './bucket-store.ts'
import { connectGcs } from './gcs-bucket.ts'
import { encodeKey, type StoreContext } from './object-store.ts'

/**
 * A bucket of Google Cloud Storage as a store. An object is written only where none of that name is, with the md5 that the
 * service checks and the sha256 noted beside it.
 */
export async function openGcsStore(name: string, context: StoreContext): Promise<WritableBucket> {
  const { root, objects, uploads, reach, token, search: found } = await connectGcs(name, context, 'read_write')
  const search = found ?? { used: null, places: 'nothing: an emulator takes none' }
  const own = { 'accept-encoding': 'identity', ...(token === null ? {} : { authorization: `Bearer ${token}` }) }
  const addressOf = (key: string, query: string) =>
    new URL(`${objects}/${encodeKey(key).replaceAll('/', '%2F')}?${query}`)
  const ask = <T>(request: HttpRequest, doing: string, consume: (answer: HttpAnswer) => Promise<T>) =>
    context.http.exchange(request, { reach, doing, followsRedirects: false }, consume)

  return {
    root,
    look(key, isBeforeWriting) {
      const uri = `${root}/${key}`
      const url = addressOf(key, 'fields=size,md5Hash,metadata')
      return ask({ method: 'GET', url, headers: own }, `look at ${uri}`, async (answer) => {
        if (answer.status === 404) return notThere(answer, isBeforeWriting)
        if (answer.status === 403 && isBeforeWriting) return null
        if (answer.status !== 200) throw await refuseObject(uri, 'read', answer, search)
        return readMarks(await readSome(answer), uri)
      })
    },
    open(key, consume) {
      const uri = `${root}/${key}`
      return ask({ method: 'GET', url: addressOf(key, 'alt=media'), headers: own }, `fetch ${uri}`, async (answer) => {
        if (answer.status === 200) return consume(answer)
        if (answer.status === 404) return notThere(answer, false)
        throw await refuseObject(uri, 'read', answer, search)
      })
    },
    write(key, file) {
      const uri = `${root}/${key}`
      const url = new URL(`${uploads}?uploadType=multipart&ifGenerationMatch=0`)
      const boundary = randomUUID()
      const facts = {
        name: key,
        md5Hash: Buffer.from(file.md5, 'hex').toString('base64'),
        metadata: { sha256: file.sha256 },
      }
      const head = `--${boundary}\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${JSON.stringify(facts)}\r\n--${boundary}\r\ncontent-type: application/octet-stream\r\n\r\n`
      const tail = `\r\n--${boundary}--\r\n`
      const headers = {
        ...own,
        'content-type': `multipart/related; boundary=${boundary}`,
        'content-length': String(Buffer.byteLength(head) + file.size + tail.length),
      }
      const body = () => Readable.from(joinParts(head, streamFile(file), tail), { objectMode: false })
      // the condition makes it safe to send it again
      const request: HttpRequest = { method: 'POST', url, headers, body, isReading: true }
      return ask(request, `put ${uri}`, async (answer) => {
        if (answer.status === 200 || answer.status === 412) return
        throw await refuseObject(answer.status === 404 ? root : uri, 'written', answer, search)
      })
    },
  }

  /** Both are told by words alone. */
  async function notThere(answer: HttpAnswer, isBeforeWriting: boolean): Promise<null> {
    const said = await readSome(answer)
    if (isBeforeWriting || !/bucket does not exist/i.test(said)) return null
    throw new SystemError(`${root}: there is no such bucket (404 of ${answer.url.host})`, {
      help: 'mend store.url in modelgate.yml, or make the bucket',
    })
  }
}

async function* joinParts(head: string, bytes: Readable, tail: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(head)
  for await (const part of bytes) yield part as Uint8Array
  yield Buffer.from(tail)
}

function readMarks(text: string, uri: string): ObjectMarks {
  const data = parseJson(text) as { size?: unknown; md5Hash?: unknown; metadata?: { sha256?: unknown } } | undefined
  if (data === undefined) throw new SystemError(`${uri}: what the store says of it cannot be read`)
  const { size, md5Hash, metadata } = data
  return {
    size: Number(size),
    md5: typeof md5Hash === 'string' ? Buffer.from(md5Hash, 'base64').toString('hex') : null,
    sha256: typeof metadata?.sha256 === 'string' ? metadata.sha256 : null,
  }
}
