import type { ModelSettings } from '../../config/project.ts'
import type { PredictPlan } from './predict-request.ts'

/** Metrics that only a run of the model tells. */
const MEASURED_BY_RUN: readonly string[] = ['predict_latency', 'predict_memory']

/**
 * When a model's command runs; null where it names none.
 *
 * @param isDerived whether a stage asks for predictions that were made in the same run.
 * @param asked names of the metrics that are wanted: those named, and those of gates.
 */
export function planPredict(
  { candidate, folder }: Pick<ModelSettings, 'candidate' | 'folder'>,
  isDerived: boolean,
  asked: Iterable<string>,
): PredictPlan | null {
  if (candidate === null || candidate.predict === null) return null
  const isMeasured = [...asked].some((name) => MEASURED_BY_RUN.includes(name))
  return { ...candidate.predict, folder, isRequired: isDerived, isMeasured }
}
