import { readJsonNumber } from '../../core/json-number.ts'
import { makeLookup } from '../../core/lookup.ts'
import { isMap } from '../../core/plain-map.ts'
import { readOneNumber } from './plain-numbers.ts'
import type { StatedNumber } from './stated-metrics.ts'

const SECTIONS = ['binary_classification_metrics', 'multiclass_classification_metrics', 'regression_metrics'] as const

/** Model Monitor's names for metrics that are named otherwise here. */
const NAMES: Readonly<Record<string, string>> = makeLookup({
  auc: 'roc_auc',
  true_negative_rate: 'specificity',
  f0_5: 'f0.5',
  weighted_recall: 'recall_weighted',
  weighted_precision: 'precision_weighted',
  weighted_f0_5: 'f0.5_weighted',
  weighted_f1: 'f1_weighted',
  weighted_f2: 'f2_weighted',
})

/**
 * The numbers of SageMaker's model quality: `statistics.json` of Model Monitor, and `evaluation.json` of a pipeline's
 * evaluation step, which has the same form. Matrices and curves are no numbers. null for another document.
 */
export function readSageMaker(document: unknown): readonly StatedNumber[] | null {
  if (!isMap(document)) return null
  const sections = SECTIONS.flatMap((name) => (isMap(document[name]) ? [document[name]] : []))
  if (sections.length === 0) return null
  const dataset = document['dataset']
  const count = isMap(dataset) ? readJsonNumber(dataset['item_count']) : null
  const rows = typeof count === 'number' ? { rows: count } : {}
  return sections.flatMap((section) =>
    Object.entries(section).flatMap(([written, entry]) => {
      const name = NAMES[written] ?? written
      const plain = readJsonNumber(entry)
      const numbers = plain === undefined ? (readOneNumber(name, entry) ?? []) : [{ name, value: plain }]
      return numbers.map((number) => ({ ...rows, ...number }))
    }),
  )
}
