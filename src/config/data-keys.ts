import type { RawModel } from './model-settings.ts'
import type { ModelSource } from './model-source.ts'

/** Names that evidence has for other materials than data sets, and what they name there. */
const TAKEN: ReadonlyMap<string, string> = new Map([
  ['model', "the model's file"],
  ['candidate', "the candidate's predictions"],
  ['baseline', 'what the candidate is compared with'],
  ['parameters', 'the file of parameters'],
  ['contract', 'data contracts'],
  ['golden', 'the golden rows'],
  ['profile', 'the profile'],
])

/** Faults of data sets that evidence could not tell from other materials; `evaluation` may be the evaluation data alone. */
export function checkDataKeys({ data, evaluation }: Pick<RawModel, 'data' | 'evaluation'>, source: ModelSource): void {
  for (const key of Object.keys(data)) {
    const isOther = key === 'evaluation' && evaluation !== undefined && evaluation.data !== key
    const named = isOther ? 'the data set that evaluation.data names' : TAKEN.get(key)
    if (named === undefined) continue
    source.fault(['data', key], `${JSON.stringify(key)} names ${named} in evidence`, 'call the data set otherwise')
  }
}
