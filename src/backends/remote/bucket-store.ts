import { SystemError } from '../../core/faults.ts'
import type { ExpectedFile, KeyedStore, MeasuredFile } from '../../ports/keyed-store.ts'
import { type HttpAnswer, readSome } from '../http/client.ts'
import { proveStored, refuseBytes, saveStored } from '../http/stored-file.ts'
import { type CredentialSearch, describeBody } from './answers.ts'

/** What a bucket says of an object. */
export interface ObjectMarks {
  readonly size: number
  /** Lower-case hex: computed by the store, else noted when it was put there; null: neither. */
  readonly sha256: string | null
  readonly md5: string | null
}

/** A bucket that takes objects. */
export interface WritableBucket {
  /** `s3://bucket`. */
  readonly root: string
  /**
   * null where there is no such object.
   *
   * @param isBeforeWriting credentials that may not list are told 403 of what is not there; then null too.
   * @throws SystemError where it may not be looked at or there is no such bucket.
   */
  look(key: string, isBeforeWriting: boolean): Promise<ObjectMarks | null>
  /** null where there is no such object. @throws SystemError */
  open<T>(key: string, consume: (answer: HttpAnswer) => Promise<T>): Promise<T | null>
  /** Puts it there unless something is: that is no error. @throws SystemError where the bucket does not take it. */
  write(key: string, file: MeasuredFile): Promise<void>
}

/**
 * Objects of a bucket by key.
 *
 * @param prefix '' or what stands before all keys, without slashes at its ends.
 */
export function openBucketStore(bucket: WritableBucket, prefix: string): KeyedStore {
  const location = prefix === '' ? bucket.root : `${bucket.root}/${prefix}`
  const keyOf = (key: string) => (prefix === '' ? key : `${prefix}/${key}`)

  /** Asks for the bytes only where nothing that the bucket says tells them from others. */
  async function judge(key: string, found: ObjectMarks, file: ExpectedFile): Promise<void> {
    const uri = `${location}/${key}`
    if (found.size !== file.size) throw refuseBytes(uri, `has ${found.size} bytes, the record says ${file.size}`)
    if (found.sha256 !== null && found.sha256 !== file.sha256) {
      throw refuseBytes(uri, `is sha256:${found.sha256}, the record says sha256:${file.sha256}`)
    }
    if (found.md5 !== null && file.md5 !== undefined && found.md5 !== file.md5) {
      throw refuseBytes(uri, `has md5 ${found.md5}, and not ${file.md5}`)
    }
    if (found.sha256 !== null || (found.md5 !== null && file.md5 !== undefined)) return
    await bucket.open(keyOf(key), (answer) => proveStored(answer.body, file, uri))
  }

  return {
    location,
    async put(key, file) {
      const before = await bucket.look(keyOf(key), true)
      if (before !== null) return judge(key, before, file)
      await bucket.write(keyOf(key), file)
      const after = await bucket.look(keyOf(key), false)
      if (after !== null) return judge(key, after, file)
      throw new SystemError(`${location}/${key}: was taken by the store, and is not there`, {
        help: 'look whether a rule of the bucket takes objects away, and run it again',
      })
    },
    fetch: (key, file, target) =>
      bucket.open(keyOf(key), (answer) => saveStored(answer.body, target, file, `${location}/${key}`)),
    async has(key, file) {
      const found = await bucket.look(keyOf(key), false)
      if (found === null) return false
      await judge(key, found, file)
      return true
    },
  }
}

/** What to say where a bucket does not do what it was asked for. */
export async function refuseObject(
  uri: string,
  doing: 'read' | 'written',
  answer: HttpAnswer,
  { used, places }: CredentialSearch,
): Promise<SystemError> {
  const { status } = answer
  const said = describeBody(await readSome(answer).catch(() => ''))
  const host = answer.url.host
  if (status === 404) {
    return new SystemError(`${uri}: there is no such bucket (404 of ${host}${said})`, {
      help: 'mend store.url in modelgate.yml, or make the bucket; capital letters count',
    })
  }
  if (status === 401 || status === 403) {
    const credentials =
      used === null
        ? `no credentials were found: looked for ${places}`
        : `asked with the credentials of ${used}${doing === 'read' ? ', which are told so too of what is not there where they may not list' : ''}`
    return new SystemError(`${uri}: may not be ${doing} (${status} of ${host}${said}); ${credentials}`, {
      help:
        used === null
          ? 'set one of them; a job that pull requests from forks start has no secrets'
          : `grant them to ${doing === 'read' ? 'read and to list' : 'read, to list and to write'}, or set others: ${places}`,
    })
  }
  const tried = answer.attempts > 1 ? `, tried ${answer.attempts} times` : ''
  return new SystemError(`${uri}: cannot be ${doing}: ${host} answers ${status}${said}${tried}`, {
    help:
      status >= 300 && status < 400
        ? 'check region and endpoint: it leads elsewhere'
        : status < 500
          ? 'check store.url, region and endpoint'
          : 'run it again later; what was begun is visible to nobody',
  })
}
