import { createHash } from 'node:crypto'
import { SystemError } from '../../core/faults.ts'
import type { MeasuredFile } from '../../ports/keyed-store.ts'
import { type HttpAnswer, readSome } from '../http/client.ts'
import { type FileRange, measureRange, requireDigest, streamFile } from '../http/local-file.ts'
import { describeBody } from './answers.ts'
import { refuseObject } from './bucket-store.ts'
import type { S3Bucket, S3Request } from './s3-bucket.ts'

/** As many as an object may have. */
const MOST_PARTS = 10_000

interface SentPart {
  readonly etag: string
  /** Base64. */
  readonly checksum: string
}

/**
 * Sends a large file in parts, each checked by the server; the object appears with the last step or not at all. Where it
 * fails, the parts are taken away.
 *
 * @param partBytes of each part, more where there would be too many.
 */
export async function writeInParts(
  bucket: S3Bucket,
  key: string,
  file: MeasuredFile,
  partBytes: number,
): Promise<void> {
  const uri = `${bucket.root}/${key}`
  const id = await begin(bucket, key, file)
  try {
    const size = Math.max(partBytes, Math.ceil(file.size / MOST_PARTS))
    const whole = createHash('sha256')
    const parts: SentPart[] = []
    for (let start = 0; start < file.size; start += size) {
      const range = { start, end: Math.min(start + size, file.size) - 1 }
      const { sha256: digest } = await measureRange(file.path, range, whole)
      parts.push(await sendPart(bucket, key, id, { path: file.path, range, digest, number: parts.length + 1 }))
    }
    // the parts are what was read just now: nothing is put together where that is no longer what was judged
    requireDigest(file.path, whole, file.sha256)
    await complete(bucket, key, id, parts)
  } catch (error) {
    await abort(bucket, key, id).catch(() => {})
    throw error
  }
  async function abort({ ask }: S3Bucket, at: string, uploadId: string): Promise<void> {
    const request = { method: 'DELETE', key: at, query: { uploadId }, doing: `take back ${uri}` } as const
    await ask(request, async (answer) => void (await readSome(answer)))
  }
}

async function begin(bucket: S3Bucket, key: string, file: MeasuredFile): Promise<string> {
  const headers = {
    'content-type': 'application/octet-stream',
    'x-amz-checksum-algorithm': 'SHA256',
    'x-amz-checksum-type': 'COMPOSITE',
    'x-amz-meta-sha256': file.sha256,
  }
  const said = await askXml(bucket, {
    method: 'POST',
    key,
    query: { uploads: '' },
    headers,
    doing: doingOf(bucket, key),
  })
  const id = /<UploadId>([^<]+)</.exec(said)?.[1]
  if (id !== undefined) return id
  throw new SystemError(`${bucket.root}/${key}: the store names no upload`, { help: 'check that the endpoint is S3' })
}

async function sendPart(
  { root, search, ask }: S3Bucket,
  key: string,
  uploadId: string,
  part: { readonly path: string; readonly range: FileRange; readonly digest: Buffer; readonly number: number },
): Promise<SentPart> {
  const { path, range, digest, number } = part
  const [sha256, checksum] = [digest.toString('hex'), digest.toString('base64')]
  const size = range.end - range.start + 1
  const headers = {
    'content-length': String(size),
    'x-amz-content-sha256': sha256,
    'x-amz-sdk-checksum-algorithm': 'SHA256',
    'x-amz-checksum-sha256': checksum,
  }
  const query = { partNumber: String(number), uploadId }
  const body = () => streamFile({ path, sha256, size }, range)
  const doing = `put part ${number} of ${root}/${key}`
  return ask({ method: 'PUT', key, query, headers, body, doing }, async (answer) => {
    const etag = answer.headers['etag']
    if (answer.status === 200 && etag !== undefined) return { etag, checksum }
    throw await refuseObject(`${root}/${key}`, 'written', answer, search)
  })
}

async function complete(bucket: S3Bucket, key: string, uploadId: string, parts: readonly SentPart[]): Promise<void> {
  const entries = parts.map(
    ({ etag, checksum }, index) =>
      `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag.replaceAll('"', '&quot;')}</ETag><ChecksumSHA256>${checksum}</ChecksumSHA256></Part>`,
  )
  const body = `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${entries.join('')}</CompleteMultipartUpload>`
  const headers = {
    'content-type': 'application/xml',
    'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
  }
  const doing = doingOf(bucket, key)
  const said = await askXml(bucket, { method: 'POST', key, query: { uploadId }, headers, body, doing })
  const uri = `${bucket.root}/${key}`
  // a failure may come behind a status that promised none
  if (/<Error>/.test(said))
    throw new SystemError(`${uri}: cannot be put together${describeBody(said)}`, { help: AGAIN })
  const checksum = /<ChecksumSHA256>([^<]+)</.exec(said)?.[1]
  const digests = Buffer.concat(parts.map((part) => Buffer.from(part.checksum, 'base64')))
  const wanted = createHash('sha256').update(digests).digest('base64')
  if (checksum === undefined || checksum.replace(/-\d+$/, '') === wanted) return
  throw new SystemError(`${uri}: the store put together other parts (${checksum}) than were sent (${wanted})`, {
    help: AGAIN,
  })
}

const AGAIN = 'run it again; what was begun is visible to nobody'

async function askXml({ root, search, ask }: S3Bucket, request: S3Request): Promise<string> {
  return ask(request, async (answer: HttpAnswer) => {
    if (answer.status === 200) return readSome(answer, 1_000_000)
    throw await refuseObject(`${root}/${request.key}`, 'written', answer, search)
  })
}

const doingOf = ({ root }: S3Bucket, key: string) => `put ${root}/${key}`
