import { createHash } from 'node:crypto'
import type { MeasuredFile } from '../../ports/keyed-store.ts'
import type { HttpAnswer } from '../http/client.ts'
import { measureRange, requireDigest, streamFile } from '../http/local-file.ts'
import { type AzureContainer, connectAzure } from './azure-container.ts'
import { type ObjectMarks, refuseObject, type WritableBucket } from './bucket-store.ts'
import { encodeKey, type StoreContext } from './object-store.ts'

/** Larger ones go in blocks, of which a cut one alone is sent again. */
const LARGEST_WHOLE = 128 * 1024 * 1024
const MOST_BLOCKS = 50_000

/**
 * A container of Azure as a store. A blob is written only where none of that name is, with md5s that the service checks
 * and the sha256 noted beside it.
 *
 * @param largestWhole bytes of the largest file that is sent in one piece.
 */
export async function openAzureStore(
  account: string | null,
  name: string,
  now: () => Date,
  context: StoreContext,
  largestWhole = LARGEST_WHOLE,
): Promise<WritableBucket> {
  const container = await connectAzure(account, name, now, context)
  const { root, base, search, ask } = container

  return {
    root,
    look(key, isBeforeWriting) {
      const uri = `${root}/${key}`
      return ask({ method: 'HEAD', url: addressOf(base, key), doing: `look at ${uri}` }, async (answer) => {
        if (answer.status === 200) return readMarks(answer)
        if (isAbsentBlob(answer) || (isBeforeWriting && answer.status === 404)) return null
        throw await refuseObject(answer.status === 404 ? root : uri, 'read', answer, search)
      })
    },
    open(key, consume) {
      const uri = `${root}/${key}`
      const headers = { 'accept-encoding': 'identity' }
      return ask({ method: 'GET', url: addressOf(base, key), headers, doing: `fetch ${uri}` }, async (answer) => {
        if (answer.status === 200) return consume(answer)
        if (isAbsentBlob(answer)) return null
        throw await refuseObject(answer.status === 404 ? root : uri, 'read', answer, search)
      })
    },
    async write(key, file) {
      if (file.size > largestWhole) return writeInBlocks(container, key, file, largestWhole)
      const headers = {
        'content-type': 'application/octet-stream',
        'content-length': String(file.size),
        'content-md5': Buffer.from(file.md5, 'hex').toString('base64'),
        'x-ms-blob-type': 'BlockBlob',
        ...headersOfNew(file),
      }
      await put(container, key, '', headers, () => streamFile(file))
    },
  }
}

/** The blob appears with the list of its blocks, or not at all; blocks without a list are gone after a week. */
async function writeInBlocks(
  container: AzureContainer,
  key: string,
  file: MeasuredFile,
  blockBytes: number,
): Promise<void> {
  const size = Math.max(blockBytes, Math.ceil(file.size / MOST_BLOCKS))
  const whole = createHash('sha256')
  const ids: string[] = []
  for (let start = 0; start < file.size; start += size) {
    const range = { start, end: Math.min(start + size, file.size) - 1 }
    const block = await measureRange(file.path, range, whole)
    // ids of one blob are all of the same length
    const id = Buffer.from(`${file.sha256.slice(0, 16)}-${String(ids.length).padStart(6, '0')}`).toString('base64')
    const headers = { 'content-length': String(block.size), 'content-md5': block.md5.toString('base64') }
    const part = { path: file.path, sha256: block.sha256.toString('hex'), size: block.size }
    await put(container, key, `comp=block&blockid=${encodeURIComponent(id)}`, headers, () => streamFile(part, range))
    ids.push(id)
  }
  // the blocks are what was read just now: nothing is put together where that is no longer what was judged
  requireDigest(file.path, whole, file.sha256)
  const list = `<?xml version="1.0" encoding="utf-8"?><BlockList>${ids.map((id) => `<Latest>${id}</Latest>`).join('')}</BlockList>`
  const headers = {
    'content-length': String(list.length),
    'content-type': 'application/xml',
    'x-ms-blob-content-type': 'application/octet-stream',
    'x-ms-blob-content-md5': Buffer.from(file.md5, 'hex').toString('base64'),
    ...headersOfNew(file),
  }
  await put(container, key, 'comp=blocklist', headers, list)
}

const headersOfNew = ({ sha256 }: MeasuredFile) => ({ 'if-none-match': '*', 'x-ms-meta-sha256': sha256 })

async function put(
  { root, base, search, ask }: AzureContainer,
  key: string,
  query: string,
  headers: Readonly<Record<string, string>>,
  body: string | (() => ReturnType<typeof streamFile>),
): Promise<void> {
  const uri = `${root}/${key}`
  const url = addressOf(base, key)
  url.search = query
  await ask({ method: 'PUT', url, headers, body, doing: `put ${uri}` }, async (answer) => {
    // 409 and 412: another run was first
    if (answer.status === 201 || answer.headers['x-ms-error-code'] === 'BlobAlreadyExists' || answer.status === 412) {
      return
    }
    throw await refuseObject(answer.status === 404 ? root : uri, 'written', answer, search)
  })
}

const addressOf = (base: string, key: string) => new URL(`${base}/${encodeKey(key)}`)

/** A container that is not there is told by the same status. */
function isAbsentBlob({ status, headers }: HttpAnswer): boolean {
  return status === 404 && headers['x-ms-error-code'] !== 'ContainerNotFound'
}

function readMarks({ headers }: HttpAnswer): ObjectMarks {
  const md5 = headers['content-md5']
  return {
    size: Number(headers['content-length']),
    sha256: headers['x-ms-meta-sha256'] ?? null,
    md5: md5 === undefined ? null : Buffer.from(md5, 'base64').toString('hex'),
  }
}
