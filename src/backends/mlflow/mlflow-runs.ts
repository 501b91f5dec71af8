import { InputError, SystemError } from '../../core/faults.ts'
import type { TrackedRun } from '../../ports/tracker.ts'
import type { Http, HttpOptions } from '../http/client.ts'
import { askService, digestData, makeBasic, reachService, type Service, type ServiceRule } from '../http/service.ts'

const PLACES = 'MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD'

/** The answer of `runs/get`; metrics hold the last value of each key. */
interface Answer {
  readonly run?: {
    readonly info?: { readonly run_id?: unknown; readonly experiment_id?: unknown }
    readonly data?: { readonly metrics?: unknown; readonly params?: unknown }
  }
}

/**
 * A run of the MLflow tracking server that MLFLOW_TRACKING_URI names, by its REST interface (2.0).
 *
 * @param found what files may reach; null: the caller named the run.
 * @throws InputError where there is no such run or no server is named.
 */
export async function readMlflowRun(
  id: string,
  found: ServiceRule | null,
  http: Http,
  variables: HttpOptions['variables'],
): Promise<TrackedRun> {
  const service = findServer(variables)
  const doing = `read run ${id} of MLflow`
  const url = new URL(`${service.base.href}api/2.0/mlflow/runs/get?${new URLSearchParams({ run_id: id })}`)
  const explain = (data: unknown): string | null => {
    const { error_code: code, message } = (data ?? {}) as { error_code?: unknown; message?: unknown }
    if (code !== 'RESOURCE_DOES_NOT_EXIST') return typeof message === 'string' ? message.slice(0, 300) : null
    throw new InputError({
      message: `mlflow:${id}: there is no such run at ${service.base.host}`,
      help: 'name the id of a run of this server (MLFLOW_TRACKING_URI)',
    })
  }
  const options = { reach: reachService(service, found), doing, explain }
  const { run } = (await askService(http, service, { method: 'GET', url }, options)) as Answer
  if (run?.data === undefined) {
    throw new SystemError(`cannot ${doing}: the answer of ${url.host} holds no run`, {
      help: 'check that MLFLOW_TRACKING_URI is the address of a tracking server',
    })
  }
  const metrics = readPairs(run.data.metrics)
  const parameters = readPairs(run.data.params)
  return {
    uri: `${service.base.href}#/experiments/${String(run.info?.experiment_id)}/runs/${id}`,
    metrics,
    parameters,
    sha256: digestData({ metrics, parameters }),
  }
}

/** `[{key, value, …}]` as `{key: value}`. */
function readPairs(entries: unknown): Readonly<Record<string, unknown>> {
  const pairs = Array.isArray(entries) ? (entries as readonly { key?: unknown; value?: unknown }[]) : []
  return Object.fromEntries(pairs.map(({ key, value }) => [String(key), value]))
}

/** The server as MLflow's own client finds it. @throws InputError */
function findServer(variables: HttpOptions['variables']): Service {
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
  const user = variables['MLFLOW_TRACKING_USERNAME'] ?? decodeURIComponent(base.username)
  const password = variables['MLFLOW_TRACKING_PASSWORD'] ?? decodeURIComponent(base.password)
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
