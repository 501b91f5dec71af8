import { InputError } from '../../core/faults.ts'
import type { TrackedRun } from '../../ports/tracker.ts'
import type { Http, HttpOptions } from '../http/client.ts'
import { digestData, type ServiceRule } from '../http/service.ts'
import { askRun, findServer } from './tracking-server.ts'

/**
 * A run of the MLflow tracking server that MLFLOW_TRACKING_URI names.
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
  const run = await askRun(id, { service, found, http })
  if (run === null) {
    throw new InputError({
      message: `mlflow:${id}: there is no such run at ${service.base.host}`,
      help: 'name the id of a run of this server (MLFLOW_TRACKING_URI)',
    })
  }
  const metrics = readPairs(run.data.metrics)
  const parameters = readPairs(run.data.params)
  return {
    uri: `${service.base.href}#/experiments/${readId(run.info?.experiment_id)}/runs/${id}`,
    metrics,
    parameters,
    sha256: digestData({ metrics, parameters }),
  }
}

/** `[{key, value, …}]` as `{key: value}`. */
function readPairs(entries: unknown): Readonly<Record<string, unknown>> {
  const pairs = Array.isArray(entries) ? (entries as readonly ({ key?: unknown; value?: unknown } | null)[]) : []
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const { key, value } = pair ?? {}
      // MLflow's values are numbers and text, and nothing else is kept
      const isPlain = typeof value === 'number' || typeof value === 'string'
      return typeof key === 'string' && isPlain ? [[key, value]] : []
    }),
  )
}

function readId(id: unknown): string {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : 'unknown'
}
