import { InputError, SystemError } from '../../core/faults.ts'
import { type HttpAnswer, readSome } from '../http/client.ts'

/** Where credentials were looked for, for the message of a refusal. */
export interface CredentialSearch {
  /** `none`, or `AWS_ACCESS_KEY_ID`: what was found and used. */
  readonly used: string | null
  /** What to set where it does not suffice. */
  readonly places: string
}

/**
 * Lets a good answer pass.
 *
 * @param uri of what was asked for, as messages may show it.
 * @throws InputError where it is not there, SystemError where it may not be read or the server failed.
 */
export async function requireGood(uri: string, answer: HttpAnswer, search: CredentialSearch | null): Promise<void> {
  const { status } = answer
  if (status === 200) return
  const said = describeBody(await readSome(answer).catch(() => ''))
  const host = answer.url.host
  if (status === 404 || status === 410) {
    throw new InputError({
      message: `${uri}: there is no such file (${status} of ${host}${said})`,
      help: 'mend the location; capital letters count',
    })
  }
  if (status === 401 || status === 403) {
    const credentials =
      search === null
        ? 'an address is asked without credentials'
        : search.used === null
          ? `no credentials were found: looked for ${search.places}`
          : `asked with the credentials of ${search.used}`
    throw new SystemError(`${uri}: may not be read (${status} of ${host}${said}); ${credentials}`, {
      help:
        search === null
          ? 'use a signed address by --data, or s3://, gs:// or az:// with credentials of the environment'
          : search.used === null
            ? 'set one of them; a job that pull requests from forks start has no secrets'
            : `grant them to read and to list, or set others: ${search.places}`,
    })
  }
  const tried = answer.attempts > 1 ? `, tried ${answer.attempts} times` : ''
  if (status >= 300 && status < 400) {
    throw new SystemError(`${uri}: ${host} answers ${status} and leads elsewhere${said}`, {
      help: 'check region and endpoint in the environment',
    })
  }
  const message = `${uri}: ${host} answers ${status}${said}${tried}`
  const wait = answer.headers['retry-after']
  throw new SystemError(message, {
    help:
      wait === undefined
        ? 'try again later'
        : `try again later: the server asks to wait (Retry-After: ${wait.slice(0, 40)})`,
  })
}

/** Whether the object, or that version of it, is not there: S3 answers 405 for a version that marks a deletion. */
export function isAbsent({ status, headers }: HttpAnswer): boolean {
  return status === 404 || status === 410 || (status === 405 && headers['x-amz-delete-marker'] === 'true')
}

/** `: NoSuchKey, The specified key does not exist.`: the code and message that stores put into XML or JSON; '' without. */
export function describeBody(text: string): string {
  const parts = ['Code', 'Message'].map((tag) => new RegExp(`<${tag}>([^<]{1,300})`).exec(text)?.[1])
  if (parts[0] === undefined && text.trimStart().startsWith('{')) {
    const json = parseJson(text) as { error?: { message?: unknown } | string; error_description?: unknown } | null
    const error = json?.error
    const told = typeof error === 'object' ? error?.message : (json?.error_description ?? error)
    parts.push(typeof told === 'string' ? told.slice(0, 300) : undefined)
  }
  const said = parts.flatMap((part) => part?.replace(/\p{Cc}+/gu, ' ').trim() || [])
  return said.length === 0 ? '' : `: ${said.join(', ')}`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
