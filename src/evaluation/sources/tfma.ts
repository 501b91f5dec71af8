import { InputError } from '../../core/faults.ts'
import { readJsonNumber } from '../../core/json-number.ts'
import { makeLookup } from '../../core/lookup.ts'
import { isMap } from '../../core/plain-map.ts'
import type { StatedNumber } from './stated-metrics.ts'

/** TFMA's and Keras' names for metrics that are named otherwise here. */
const NAMES: Readonly<Record<string, string>> = makeLookup({
  auc: 'roc_auc',
  auc_precision_recall: 'pr_auc',
  binary_accuracy: 'accuracy',
  categorical_accuracy: 'accuracy',
  sparse_categorical_accuracy: 'accuracy',
  binary_crossentropy: 'log_loss',
  categorical_crossentropy: 'log_loss',
  sparse_categorical_crossentropy: 'log_loss',
})

/** Of Keras, in percent. */
const OTHER_UNITS: ReadonlySet<string> = new Set(['mean_absolute_percentage_error'])

interface Metric {
  /** Model (of an evaluation of several), output and class or top k; empty where it has none. */
  readonly scope: readonly string[]
  readonly name: string
  readonly value: unknown
}

/**
 * The numbers over all rows of an evaluation by TensorFlow Model Analysis, as JSON: `slicing_metrics` of an EvalResult
 * (pairs of slice and metrics), MetricsForSlice messages (one, a list, or one a line), or what
 * `get_metrics_for_slice()` answers. Plots and matrices are no numbers. null for another document.
 *
 * @throws InputError for a validation result, which holds verdicts and no metrics.
 */
export function readTfma(document: unknown, file: string): readonly StatedNumber[] | null {
  if (isMap(document) && (document['validationOk'] ?? document['validation_ok']) !== undefined) {
    throw new InputError({
      message: 'this is the validation of a TFMA evaluation, which holds no metrics',
      place: { file },
      help: "write the evaluation's metrics: json.dump(tfma.load_eval_result(PATH).slicing_metrics, file)",
    })
  }
  const metrics = readSlices(document) ?? readMessages(document) ?? readSingle(document)
  if (metrics === null) return null
  const numbers = metrics.flatMap(makeNumber)
  const rows = numbers.find(({ name }) => name === 'example_count')?.value
  return typeof rows === 'number' ? numbers.map((number) => ({ rows, ...number })) : numbers
}

/** `[[[], {"": {"": {"auc": {…}}}}], …]`, where `[]` is the slice of all rows. */
function readSlices(document: unknown): readonly Metric[] | null {
  const pairs = isMap(document) ? document['slicing_metrics'] : document
  if (!Array.isArray(pairs) || pairs.length === 0) return null
  const isPair = (pair: unknown) => Array.isArray(pair) && pair.length === 2 && Array.isArray(pair[0]) && isMap(pair[1])
  if (!pairs.every(isPair)) return null
  const overall = (pairs as readonly [readonly unknown[], unknown][]).find(([slice]) => slice.length === 0)
  return entriesOf(overall?.[1]).flatMap(([output, keys]) =>
    entriesOf(keys).flatMap(([key, metrics]) =>
      entriesOf(metrics).map(([name, value]) => ({ scope: [output, key], name, value })),
    ),
  )
}

function readMessages(document: unknown): readonly Metric[] | null {
  const messages = Array.isArray(document) ? document : [document]
  const listOf = (message: unknown): unknown => fieldOf(message, 'metricKeysAndValues', 'metric_keys_and_values')
  if (messages.length === 0 || !messages.every((message) => Array.isArray(listOf(message)))) return null
  const overall = messages.find((message) => {
    const keys = fieldOf(fieldOf(message, 'sliceKey', 'slice_key'), 'singleSliceKeys', 'single_slice_keys')
    return keys === undefined || (Array.isArray(keys) && keys.length === 0)
  })
  return ((listOf(overall) ?? []) as readonly unknown[]).map((entry) => {
    const key = fieldOf(entry, 'key', 'key')
    const model = String(fieldOf(key, 'modelName', 'model_name') ?? '')
    const subKey = entriesOf(fieldOf(key, 'subKey', 'sub_key')).map(([kind, number]) => `${kind}:${number}`)
    return {
      scope: [model === 'candidate' ? '' : model, String(fieldOf(key, 'outputName', 'output_name') ?? ''), ...subKey],
      name: String(fieldOf(key, 'name', 'name') ?? ''),
      value: fieldOf(entry, 'value', 'value'),
    }
  })
}

/** `{"auc": {"doubleValue": 0.72}}`. */
function readSingle(document: unknown): readonly Metric[] | null {
  const entries = entriesOf(document)
  if (!entries.some(([, value]) => fieldOf(value, 'doubleValue', 'double_value') !== undefined)) return null
  return entries.map(([name, value]) => ({ scope: [], name, value }))
}

function makeNumber({ scope, name: written, value: stated }: Metric): readonly StatedNumber[] {
  const bounded = fieldOf(stated, 'boundedValue', 'bounded_value')
  const sampled = fieldOf(stated, 'tDistributionValue', 't_distribution_value')
  const value = [
    fieldOf(stated, 'doubleValue', 'double_value'),
    fieldOf(bounded, 'value', 'value'),
    fieldOf(sampled, 'unsampledValue', 'unsampled_value'),
  ]
    .map((entry) => readJsonNumber(isMap(entry) ? entry['value'] : entry))
    .find((number) => number !== undefined)
  if (value === undefined) return []
  const [low, high] = [
    readJsonNumber(fieldOf(bounded, 'lowerBound', 'lower_bound')),
    readJsonNumber(fieldOf(bounded, 'upperBound', 'upper_bound')),
  ]
  const interval = typeof low === 'number' && typeof high === 'number' ? { interval: [low, high] as const } : {}
  const parts = scope.filter((part) => part !== '')
  const plain = written.replace(/^post_export_metrics\//, '')
  if (parts.length > 0) return [{ name: [...parts, plain].join('.'), value, ...interval }]
  if (OTHER_UNITS.has(plain)) return [{ name: plain, value, ...interval, isOwn: true }]
  return [{ name: NAMES[plain] ?? plain, value, ...interval }]
}

/** A field by its name in JSON or as the message declares it. */
function fieldOf(node: unknown, camel: string, snake: string): unknown {
  return isMap(node) ? (node[camel] ?? node[snake]) : undefined
}

function entriesOf(node: unknown): readonly (readonly [string, unknown])[] {
  return isMap(node) ? Object.entries(node) : []
}
