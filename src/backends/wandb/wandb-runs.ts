import { InputError, SystemError } from '../../core/faults.ts'
import type { TrackedRun } from '../../ports/tracker.ts'
import { makeBasic, readUserInfo } from '../http/basic-login.ts'
import type { Http, HttpOptions } from '../http/client.ts'
import { askService, digestData, reachService, type Service, type ServiceRule } from '../http/service.ts'

/** As the SDK asks for one run (`wandb.Api().run`), of its fields those that are read. */
const QUERY = `query Run($project: String!, $entity: String!, $name: String!) {
  project(name: $project, entityName: $entity) {
    run(name: $name) {
      name
      config
      summaryMetrics
    }
  }
}`

/** Deeper than any run's settings, and far below what would exhaust the stack. */
const DEPTH_LIMIT = 100
const DEFAULT_BASE = 'https://api.wandb.ai'

type Plain = Readonly<Record<string, unknown>>

/** `config` and `summaryMetrics` are JSON inside of the JSON. */
interface Answer {
  readonly data?: {
    readonly project?: { readonly run?: { readonly config?: unknown; readonly summaryMetrics?: unknown } | null } | null
  } | null
  readonly errors?: readonly { readonly message?: unknown }[]
}

/**
 * A run of Weights & Biases by its GraphQL interface: the service's own, or the server that WANDB_BASE_URL names.
 *
 * @param path `entity/project/run`
 * @param found what files may reach; null: the caller named the run.
 * @throws InputError where there is no such run that the key may read.
 */
export async function readWandbRun(
  path: string,
  found: ServiceRule | null,
  http: Http,
  variables: HttpOptions['variables'],
): Promise<TrackedRun> {
  const service = findServer(variables)
  const [entity, project, name] = path.split('/')
  const doing = `read run ${path} of ${service.name}`
  const body = JSON.stringify({ query: QUERY, variables: { project, entity, name } })
  const url = new URL('graphql', service.base)
  const options = { reach: reachService(service, found), doing, explain: findError }
  const asked = { method: 'POST', url, body, isReading: true } as const
  const answer = ((await askService(http, service, asked, options)) ?? {}) as Answer
  const run = answer.data?.project?.run
  if (!run) {
    const said = findError(answer)
    // a project of somebody else's is answered as one that is not there
    const credentials = service.credentialsFrom === null ? `; no key was found in ${service.credentialPlaces}` : ''
    throw new InputError({
      message: `wandb:${path}: ${said ?? `there is no such run at ${url.host}`}${credentials}`,
      help: "name entity, project and the run's id, as they stand in the address of its page",
    })
  }
  const metrics = withoutOwn(parseField(run.summaryMetrics, 'summaryMetrics', doing))
  const parameters = Object.fromEntries(
    Object.entries(withoutOwn(parseField(run.config, 'config', doing))).map(([key, entry]) => [
      key,
      readSetting(entry),
    ]),
  )
  return { uri: pageOf(service.base, path), metrics, parameters, sha256: digestData({ metrics, parameters }) }
}

/** The server as the SDK finds it. @throws InputError */
export function findServer(variables: HttpOptions['variables']): Service {
  const written = variables['WANDB_BASE_URL'] || DEFAULT_BASE
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) {
    throw new InputError({
      message: 'WANDB_BASE_URL is no address that begins with https:// or http://',
      help: `set it to the server's address, or take it out for ${DEFAULT_BASE}`,
    })
  }
  const base = new URL(written)
  const key = variables['WANDB_API_KEY'] || readUserInfo(base).password
  // the address is shown in results, and what it holds beside a place is none of theirs
  base.username = ''
  base.password = ''
  base.search = ''
  base.hash = ''
  base.pathname = `${base.pathname.replace(/\/+$/, '')}/`
  return {
    name: 'Weights & Biases',
    base,
    headers: key ? { authorization: makeBasic('api', key) } : {},
    addressFrom: variables['WANDB_BASE_URL'] ? 'WANDB_BASE_URL' : 'the service of Weights & Biases',
    credentialsFrom: variables['WANDB_API_KEY'] ? 'WANDB_API_KEY' : key ? 'WANDB_BASE_URL' : null,
    credentialPlaces: 'WANDB_API_KEY',
  }
}

/** What GraphQL says of a failure; null where it says nothing. */
export function findError(data: unknown): string | null {
  const { errors } = (data ?? {}) as Answer
  const message = Array.isArray(errors) ? (errors[0] as { readonly message?: unknown })?.message : null
  return typeof message === 'string' ? message.slice(0, 300) : null
}

function parseField(text: unknown, field: string, doing: string): Plain {
  if (text === null || text === undefined) return {}
  try {
    const data = typeof text === 'string' ? (JSON.parse(text) as unknown) : text
    if (typeof data === 'object' && data !== null && !isDeeper(data, DEPTH_LIMIT)) return data as Plain
  } catch {
    // told below
  }
  throw new SystemError(`cannot ${doing}: its ${field} is no JSON object of up to ${DEPTH_LIMIT} levels`)
}

function isDeeper(data: object, limit: number): boolean {
  let level: readonly unknown[] = [data]
  for (let depth = 0; depth <= limit; depth += 1) {
    level = level.flatMap((entry) => (typeof entry === 'object' && entry !== null ? Object.values(entry) : []))
    if (level.length === 0) return false
  }
  return true
}

/** Keys that begin with `_` (`_runtime`, `_wandb`) are the program's own. */
function withoutOwn(data: Plain): Plain {
  return Object.fromEntries(Object.entries(data).filter(([key]) => !key.startsWith('_') && key !== 'wandb_version'))
}

/** Settings are kept as `{"value": 0.1, "desc": null}`. */
function readSetting(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && Object.hasOwn(entry, 'value')
    ? (entry as Plain)['value']
    : entry
}

/** The interface of the service has a host of its own; a server's pages are at its address. */
function pageOf(base: URL, path: string): string {
  const [entity, project, run] = path.split('/')
  const root = base.host === 'api.wandb.ai' ? 'https://wandb.ai/' : base.href
  return `${root}${entity}/${project}/runs/${run}`
}
