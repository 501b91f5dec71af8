import type { BucketSettings } from '../../ports/remote-data.ts'
import { isAbsent, requireGood } from './answers.ts'
import { MOST_OBJECTS, type ObjectStore, readFacts, type StoreContext, type StoredObject } from './object-store.ts'
import { connectS3 } from './s3-bucket.ts'
import { readXml } from './xml.ts'

/** A bucket of S3, for reading. */
export async function openS3(bucket: string, settings: BucketSettings, context: StoreContext): Promise<ObjectStore> {
  const { root, search, ask } = await connectS3(bucket, settings, context)
  return {
    root,
    read: (key, consume) =>
      ask({ method: 'GET', key, doing: `fetch ${root}/${key}` }, async (answer) => {
        await requireGood(`${root}/${key}`, answer, search)
        return consume(answer)
      }),
    stat(key, version) {
      const query = version === null ? {} : { versionId: version }
      return ask({ method: 'HEAD', key, query, doing: `look at ${root}/${key}` }, async (answer) => {
        if (isAbsent(answer)) return null
        await requireGood(`${root}/${key}`, answer, search)
        return readFacts(answer, 'x-amz-version-id')
      })
    },
    async list(prefix) {
      const objects: StoredObject[] = []
      let token: string | undefined
      do {
        const query = {
          'list-type': '2',
          'encoding-type': 'url',
          prefix,
          ...(token === undefined ? {} : { 'continuation-token': token }),
        }
        const uri = `${root}/${prefix}`
        const page = await ask({ method: 'GET', key: '', query, doing: `fetch ${uri}` }, async (answer) => {
          await requireGood(uri, answer, search)
          return readXml(answer, 'ListBucketResult', 'Contents')
        })
        for (const entry of page.entries) {
          // keys are written as in a form, where + is a space
          const key = decodeURIComponent((entry['Key'] ?? '').replaceAll('+', ' '))
          objects.push({ key, size: Number(entry['Size']) })
        }
        token = page.root['IsTruncated'] === 'true' ? page.root['NextContinuationToken'] : undefined
      } while (token !== undefined && objects.length <= MOST_OBJECTS)
      return objects
    },
  }
}
