import type { MeasuredFile } from '../../ports/keyed-store.ts'
import type { BucketSettings } from '../../ports/remote-data.ts'
import { type HttpAnswer, readSome } from '../http/client.ts'
import { streamFile } from '../http/local-file.ts'
import { type ObjectMarks, refuseObject, type WritableBucket } from './bucket-store.ts'
import type { StoreContext } from './object-store.ts'
import { connectS3, type S3Bucket } from './s3-bucket.ts'
import { writeInParts } from './s3-parts.ts'

/** Larger ones go in parts, of which a cut one alone is sent again. */
const LARGEST_WHOLE = 128 * 1024 * 1024

/** A bucket of S3 as a store. @param largestWhole bytes of the largest file that is sent in one piece. */
export async function openS3Store(
  name: string,
  settings: BucketSettings,
  context: StoreContext,
  largestWhole = LARGEST_WHOLE,
): Promise<WritableBucket> {
  const bucket = await connectS3(name, settings, context)
  const { root, search, ask } = bucket

  return {
    root,
    async look(key, isBeforeWriting) {
      const uri = `${root}/${key}`
      const headers = { 'x-amz-checksum-mode': 'ENABLED' }
      const found = await ask({ method: 'HEAD', key, headers, doing: `look at ${uri}` }, async (answer) => {
        if (answer.status === 200) return readMarks(answer)
        if (answer.status === 404) return null
        if (answer.status === 403 && isBeforeWriting) return null
        throw await refuseObject(uri, 'read', answer, search)
      })
      // a refusal without a body does not tell a bucket that is not there from an object that is not
      if (found === null && !isBeforeWriting) await open(bucket, key, async () => null)
      return found
    },
    open: (key, consume) => open(bucket, key, consume),
    async write(key, file) {
      if (file.size > largestWhole) return writeInParts(bucket, key, file, largestWhole)
      const isTaken = await writeWhole(bucket, key, file, true)
      if (!isTaken) await writeWhole(bucket, key, file, false)
    },
  }
}

async function open<T>(
  { root, search, ask }: S3Bucket,
  key: string,
  consume: (answer: HttpAnswer) => Promise<T>,
): Promise<T | null> {
  const uri = `${root}/${key}`
  return ask({ method: 'GET', key, doing: `fetch ${uri}` }, async (answer) => {
    if (answer.status === 200) return consume(answer)
    if (answer.status !== 404) throw await refuseObject(uri, 'read', answer, search)
    const said = await readSome(answer)
    if (!/<Code>NoSuchBucket</.test(said)) return null
    throw await refuseObject(root, 'read', { ...answer, body: readAgain(said) }, search)
  })
}

/** One request whose bytes the server itself checks. @returns false where it does not know conditions. */
async function writeWhole(
  { root, search, ask }: S3Bucket,
  key: string,
  file: MeasuredFile,
  isConditional: boolean,
): Promise<boolean> {
  const uri = `${root}/${key}`
  const headers = {
    'content-type': 'application/octet-stream',
    'content-length': String(file.size),
    'x-amz-content-sha256': file.sha256,
    'x-amz-sdk-checksum-algorithm': 'SHA256',
    'x-amz-checksum-sha256': Buffer.from(file.sha256, 'hex').toString('base64'),
    'x-amz-meta-sha256': file.sha256,
    ...(isConditional ? { 'if-none-match': '*' } : {}),
  }
  const request = { method: 'PUT', key, headers, body: () => streamFile(file), doing: `put ${uri}` } as const
  return ask(request, async (answer) => {
    // 412: another run was first; 409: it is about to be
    if (answer.status === 200 || answer.status === 412 || answer.status === 409) return true
    if (answer.status === 501 && isConditional) return false
    throw await refuseObject(uri, 'written', answer, search)
  })
}

function readMarks({ headers }: HttpAnswer): ObjectMarks {
  const checksum = headers['x-amz-checksum-sha256'] ?? ''
  const etag = headers['etag']?.replaceAll('"', '') ?? ''
  // of an object in parts it is a digest of digests, which not all servers mark by the number behind it
  const isWhole = !etag.includes('-') && /^[A-Za-z0-9+/]{43}=$/.test(checksum)
  const computed = isWhole ? Buffer.from(checksum, 'base64').toString('hex') : null
  const noted = headers['x-amz-meta-sha256'] ?? null
  const isEncrypted = /aws:kms/.test(headers['x-amz-server-side-encryption'] ?? '')
  const isOfBytes =
    /^[0-9a-f]{32}$/.test(etag) &&
    !isEncrypted &&
    headers['x-amz-server-side-encryption-customer-algorithm'] === undefined
  return { size: Number(headers['content-length']), sha256: computed ?? noted, md5: isOfBytes ? etag : null }
}

async function* readAgain(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
