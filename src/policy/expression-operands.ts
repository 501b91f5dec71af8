import type { Place } from '../core/faults.ts'
import { formatSlice } from './gate.ts'

/** The numbers of one metric that an expression may name. `low` and `high` are the ends of the difference's interval. */
export const METRIC_FIELDS = [
  'candidate',
  'baseline',
  'difference',
  'low',
  'high',
  'candidate_low',
  'candidate_high',
  'p_value',
  'rows',
] as const
export type MetricField = (typeof METRIC_FIELDS)[number]

/** What changed since the baseline, each as a count. */
export const CHANGE_FIELDS = ['parameters', 'data', 'environment', 'commits'] as const
export type ChangeField = (typeof CHANGE_FIELDS)[number]

/** Counts of what an expression may rest on beside metrics; null where nobody knows. */
export interface ExpressionFacts {
  readonly rows: number | null
  readonly changes: Readonly<Record<ChangeField, number | null>> | null
}

/** One number that an expression names. */
export type Operand =
  | {
      readonly kind: 'metric'
      /** As written: a name or an alias. */
      readonly metric: string
      readonly field: MetricField
      /** null: the gate's own rows; `every`: each value of the declared slices, of which a variable runs over. */
      readonly slice: { readonly column: string; readonly value: string } | 'every' | null
    }
  | { readonly kind: 'rows' }
  | { readonly kind: 'changes'; readonly field: ChangeField }

/** Numbers by the path that names them: `metrics.recall.difference`, `slices["contract=One year"].recall.low`, `rows`. */
export type OperandValues = Readonly<Record<string, number>>

/** What an expression says of numbers: whether it holds, or a part that has no value (`0 / 0`), or what went wrong. */
export type ExpressionOutcome =
  | { readonly kind: 'value'; readonly holds: boolean }
  | { readonly kind: 'undefined'; readonly part: string }
  | { readonly kind: 'error'; readonly message: string }

/** A CEL expression that was parsed and whose types fit. */
export interface Expression {
  readonly text: string
  readonly place: Place
  /** Every number that it names, also where `||` would never look at it. */
  readonly operands: readonly Operand[]
  /** Whether a variable runs over all declared slices. */
  readonly usesEverySlice: boolean
  /**
   * @param values a number for each operand, `every` by its slices
   * @param everySlice the declared slices, as `slices["contract=One year"]` names them
   */
  evaluate(values: OperandValues, everySlice: readonly string[]): ExpressionOutcome
}

/** The path of an operand as an expression writes it; `slice` (`contract=One year`) takes the place of its own. */
export function formatOperand(operand: Operand, slice: string | null): string {
  if (operand.kind === 'rows') return 'rows'
  if (operand.kind === 'changes') return `changes.${operand.field}`
  const metric = `${formatKey(operand.metric)}.${operand.field}`
  return slice === null ? `metrics${metric}` : `slices[${JSON.stringify(slice)}]${metric}`
}

/** The paths under which an operand's numbers have to be: one, or one for each declared slice. */
export function listPaths(operand: Operand, everySlice: readonly string[]): readonly string[] {
  if (operand.kind !== 'metric' || operand.slice === null) return [formatOperand(operand, null)]
  const slices = operand.slice === 'every' ? everySlice : [formatSlice(operand.slice)]
  return slices.map((slice) => formatOperand(operand, slice))
}

const formatKey = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`)

type Nested = Map<string, number | Nested>

/** The values as the maps that an expression reads: `{metrics: {recall: {difference: -0.01}}, slices: {…}}`. */
export function nestOperands(values: OperandValues): Readonly<Record<string, number | Nested>> {
  const root: Nested = new Map([
    ['metrics', new Map()],
    ['slices', new Map()],
  ])
  for (const [path, value] of Object.entries(values)) {
    const keys = splitPath(path)
    let map = root
    for (const key of keys.slice(0, -1)) {
      const next = map.get(key)
      const inner: Nested = next instanceof Map ? next : new Map()
      map.set(key, inner)
      map = inner
    }
    map.set(keys.at(-1)!, value)
  }
  return Object.fromEntries(root)
}

function splitPath(path: string): readonly string[] {
  return [...path.matchAll(/\[("(?:[^"\\]|\\.)*")\]|\.?([A-Za-z_]\w*)/g)].map(([, quoted, name]) =>
    quoted === undefined ? name! : (JSON.parse(quoted) as string),
  )
}
