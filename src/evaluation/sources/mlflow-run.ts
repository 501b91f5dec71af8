import { isMap } from '../../core/plain-map.ts'
import { listNumbers } from './plain-numbers.ts'
import type { StatedNumber } from './stated-metrics.ts'

/**
 * The metrics of a run of MLflow that somebody wrote as JSON: `Run.to_dictionary()`, `mlflow runs describe`, or the
 * answer of `runs/get`. null for another document.
 */
export function readMlflowRun(document: unknown): readonly StatedNumber[] | null {
  const run = isMap(document) && isMap(document['run']) ? document['run'] : document
  if (!isMap(run) || !isMap(run['info']) || !isMap(run['data'])) return null
  if (typeof (run['info']['run_id'] ?? run['info']['run_uuid']) !== 'string') return null
  const { metrics } = run['data']
  if (!Array.isArray(metrics)) return listNumbers(metrics ?? {})
  return metrics.flatMap((entry: unknown) =>
    isMap(entry) && typeof entry['key'] === 'string' ? listNumbers({ [entry['key']]: entry['value'] }) : [],
  )
}
