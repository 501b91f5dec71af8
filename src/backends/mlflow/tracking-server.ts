import { InputError, SystemError } from '../../core/faults.ts'
import { makeBasic, readUserInfo } from '../http/basic-login.ts'
import type { Http, HttpOptions } from '../http/client.ts'
import { askService, reachService, type Service, type ServiceRule } from '../http/service.ts'

const PLACES = 'MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD'

/** A tracking server, and what of it may be asked. */
export interface TrackingServer {
  readonly service: Service
  /** What files may reach; null: the caller named what is asked for. */
  readonly found: ServiceRule | null
  readonly http: Http
}

/** A run in the answer of `runs/get`; metrics hold the last value of each key. */
export interface AnsweredRun {
  readonly info?: { readonly experiment_id?: unknown; readonly artifact_uri?: unknown } | null
  readonly data: { readonly metrics?: unknown; readonly params?: unknown }
  readonly outputs?: { readonly model_outputs?: unknown } | null
}

/** A run, by the server's REST interface (2.0); null where it has none of that id. @throws SystemError */
export async function askRun(id: string, server: TrackingServer): Promise<AnsweredRun | null> {
  const doing = `read run ${id} of MLflow`
  const query = new URLSearchParams({ run_id: id })
  const answer = await askServer(`runs/get?${query}`, doing, server)
  if (answer === undefined) return null
  const { run } = (answer ?? {}) as { readonly run?: AnsweredRun }
  if (typeof run?.data === 'object' && run.data !== null) return run
  throw new SystemError(`cannot ${doing}: the answer of ${server.service.base.host} holds no run`, {
    help: 'check that MLFLOW_TRACKING_URI is the address of a tracking server',
  })
}

/** What the server answers below `api/2.0/mlflow/`; undefined where it has no such thing. @throws SystemError */
export async function askServer(
  path: string,
  doing: string,
  { service, found, http }: TrackingServer,
): Promise<unknown> {
  const missing = Symbol('missing')
  const explain = (data: unknown): string | null => {
    const { code, words } = readRefusal(data)
    if (code === MISSING) throw missing
    return words
  }
  const url = new URL(`${service.base.href}api/2.0/mlflow/${path}`)
  const options = { reach: reachService(service, found), doing, explain }
  try {
    return await askService(http, service, { method: 'GET', url }, options)
  } catch (error) {
    if (error === missing) return undefined
    throw error
  }
}

/** The error code of what is not there. */
export const MISSING = 'RESOURCE_DOES_NOT_EXIST'

/** What the server says of a failure: its code, and its words for people in one line; null where it says none. */
export function readRefusal(data: unknown): { readonly code: unknown; readonly words: string | null } {
  const { error_code: code, message, detail } = (data ?? {}) as Readonly<Record<string, unknown>>
  const words = message ?? detail
  return {
    code,
    words: typeof words === 'string' ? words.slice(0, 300).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ') : null,
  }
}

/** The server as MLflow's own client finds it. @throws InputError */
export function findServer(variables: HttpOptions['variables']): Service {
  const written = variables['MLFLOW_TRACKING_URI'] ?? ''
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) {
    const found = written === '' ? 'is not set' : 'is no address that begins with https:// or http://'
    throw new InputError({
      message: `MLFLOW_TRACKING_URI ${found}`,
      help: "set it to the tracking server's address in the job's environment",
    })
  }
  const base = new URL(written)
  const token = variables['MLFLOW_TRACKING_TOKEN']
  const own = readUserInfo(base)
  const user = variables['MLFLOW_TRACKING_USERNAME'] ?? own.user
  const password = variables['MLFLOW_TRACKING_PASSWORD'] ?? own.password
  base.username = ''
  base.password = ''
  base.search = ''
  base.hash = ''
  base.pathname = `${base.pathname.replace(/\/+$/, '')}/`
  // as MLflow's client: user and password, where both are there, else the token
  const [authorization, credentialsFrom] =
    user !== '' && password !== ''
      ? [makeBasic(user, password), 'MLFLOW_TRACKING_USERNAME']
      : token
        ? [`Bearer ${token}`, 'MLFLOW_TRACKING_TOKEN']
        : [null, null]
  return {
    name: 'MLflow',
    base,
    headers: authorization === null ? {} : { authorization },
    addressFrom: 'MLFLOW_TRACKING_URI',
    credentialsFrom,
    credentialPlaces: PLACES,
  }
}
