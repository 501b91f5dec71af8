import { createHash } from 'node:crypto'
import { InputError, SystemError } from '../../core/faults.ts'
import { findHost, type NetworkRule } from '../../core/network-rule.ts'
import { isMap } from '../../core/plain-map.ts'
import { type Http, type HttpAnswer, type HttpRequest, type Reach, reachAny, readSome } from './client.ts'

/** A program with an HTTP interface that the environment names, such as a tracker of training runs. */
export interface Service {
  /** For messages: `MLflow`. */
  readonly name: string
  /** Of the environment. */
  readonly base: URL
  readonly headers: Readonly<Record<string, string>>
  /** Variable that the address came from. */
  readonly addressFrom: string
  /** `MLFLOW_TRACKING_TOKEN`, or null where nothing was found. */
  readonly credentialsFrom: string | null
  /** Where credentials are looked for. */
  readonly credentialPlaces: string
}

/** What a policy lets files reach, and where it stands. */
export interface ServiceRule {
  readonly rule: NetworkRule
  readonly file: string
}

const MOST_BYTES = 32_000_000

/**
 * Which addresses may be asked of a service: its own, whatever that resolves to, where the caller named what is asked
 * for; where a configuration did, only if `network.allow` names the host.
 *
 * @param found null: the caller named it.
 */
export function reachService(service: Service, found: ServiceRule | null): Reach {
  if (found === null) return reachAny
  return (url) => {
    if (findHost(found.rule.allow, url) !== null) return 'named'
    throw new InputError({
      message: `${url.host} (${service.addressFrom}) may not be reached: network.allow of ${found.file} does not name it`,
      help: `add ${JSON.stringify(url.host)} to network.allow there`,
    })
  }
}

/**
 * Asks a service and gives its answer as data.
 *
 * @param doing for messages: `read run 4f0c of MLflow`.
 * @param explain what the service says of a failure; null where its words say nothing.
 * @throws SystemError where it does not answer, refuses the credentials, or answers with something other than JSON.
 * @throws whatever `explain` throws.
 */
export async function askService(
  http: Http,
  service: Service,
  request: Omit<HttpRequest, 'headers'>,
  { reach, doing, explain }: { readonly reach: Reach; readonly doing: string; explain(data: unknown): string | null },
): Promise<unknown> {
  const headers = { accept: 'application/json', 'accept-encoding': 'identity', ...service.headers }
  const options = { reach, doing, followsRedirects: false }
  return http.exchange(
    { ...request, headers: request.body === undefined ? headers : { ...headers, 'content-type': 'application/json' } },
    options,
    async (answer) => {
      const text = await readSome(answer, MOST_BYTES)
      const isCut = Buffer.byteLength(text) >= MOST_BYTES
      const data = parseJson(text)
      const said = explain(data)?.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ') ?? null
      if (answer.status === 401 || answer.status === 403) throw refuseCredentials(service, doing, answer, said)
      if (answer.status === 200 && data !== undefined) return data
      const words = said === null ? '' : `: ${said}`
      const host = answer.url.host
      if (answer.status === 200 && isCut) {
        throw new SystemError(`cannot ${doing}: the answer of ${host} is larger than ${MOST_BYTES / 1_000_000} MB`, {
          help: 'log fewer metrics and parameters in one run, or write those that count to a file and name that',
        })
      }
      if (answer.status === 200) {
        throw new SystemError(`cannot ${doing}: ${host} answers with something other than JSON`, {
          help: `check that ${service.addressFrom} is the address of ${service.name} itself`,
        })
      }
      const isElsewhere = answer.status >= 300 && answer.status < 400
      throw new SystemError(`cannot ${doing}: ${host} answers ${answer.status}${words}`, {
        help: isElsewhere
          ? `it leads elsewhere, maybe to a login: check ${service.addressFrom}, and credentials (${service.credentialPlaces})`
          : `check ${service.addressFrom}, or try again later`,
      })
    },
  )
}

/** What to say of 401 and 403. @param said what the service says of it; null where its words say nothing. */
export function refuseCredentials(
  service: Service,
  doing: string,
  answer: HttpAnswer,
  said: string | null,
): SystemError {
  const used =
    service.credentialsFrom === null
      ? `no credentials were found: looked for ${service.credentialPlaces}`
      : `asked with the credentials of ${service.credentialsFrom}`
  const words = said === null ? '' : `: ${said}`
  return new SystemError(`cannot ${doing}: ${answer.url.host} answers ${answer.status}${words}; ${used}`, {
    help:
      service.credentialsFrom === null
        ? 'set one of them; a job that pull requests from forks start has no secrets'
        : 'let them read the run',
  })
}

/** The data of a JSON text; undefined for any other text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Digest of plain data as JSON whose keys are sorted. */
export function digestData(data: unknown): string {
  const sorted = JSON.stringify(data, (_, value: unknown) =>
    isMap(value) ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))) : value,
  )
  return createHash('sha256').update(sorted).digest('hex')
}
