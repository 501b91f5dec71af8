import { findMetric } from '../core/metric.ts'
import type { GateCheckResult } from '../core/result.ts'
import type { GateNumbers } from './gate-numbers.ts'
import { countDecimals, formatCount, formatNumber } from './numbers.ts'
import { chooseScale, type Scale } from './quantity.ts'
import { decodeIdPart, nameSlice } from './section.ts'

/** The numbers of one metric, or one other number, that an expression named. */
export interface OperandRow {
  /** `log loss`, `recall for contract = One year`, `rows`. */
  readonly label: string
  readonly numbers: Pick<GateNumbers, 'baseline' | 'candidate' | 'difference'>
  /** What has no column of its own: `low −0.012, p_value 0.031`. */
  readonly others: string
}

/** A gate that is an expression: what the policy calls it, null where it gives no name, and how it reads. */
export interface ExpressionText {
  readonly name: string | null
  readonly text: string
}

/** null for a gate that is none. */
export function readExpression({ id, title, statistics }: GateCheckResult): ExpressionText | null {
  if (statistics.operands === undefined) return null
  const name = decodeIdPart(id.split('/')[1] ?? '')
  return title.startsWith(`${name}: `) ? { name, text: title.slice(name.length + 2) } : { name: null, text: title }
}

/** An expression may look at every slice; a reader at so many rows. */
const MOST_ROWS = 12

const COLUMNS: readonly string[] = ['candidate', 'baseline', 'difference']

/** What an expression looked at, one row for each metric; numbers that are not there are `undefined`. */
export function listOperands({ statistics }: GateCheckResult): readonly OperandRow[] {
  const groups = new Map<string, [field: string, value: number | null][]>()
  for (const [path, value] of Object.entries(statistics.operands ?? {})) {
    const field = path.slice(path.lastIndexOf('.') + 1)
    const subject = /^(metrics|slices)\b/.test(path) ? path.slice(0, -field.length - 1) : path
    groups.set(subject, [...(groups.get(subject) ?? []), [field, value]])
  }
  const rows = [...groups].map(([subject, fields]) => describeOperand(subject, fields))
  const more = rows.length - MOST_ROWS
  if (more <= 0) return rows
  const none = { baseline: null, candidate: null, difference: null }
  return [...rows.slice(0, MOST_ROWS), { label: `and ${formatCount(more)} more`, numbers: none, others: '' }]
}

function describeOperand(subject: string, fields: readonly (readonly [string, number | null])[]): OperandRow {
  const { label, metric } = nameSubject(subject)
  const numbers = fields.flatMap(([field, value]) => (value === null || field === 'rows' ? [] : [value]))
  const scale = chooseScale(metric, numbers)
  const decimals = countDecimals(
    numbers.map((value) => value / scale.size),
    null,
  )
  const least = metric === null || scale.isWhole ? 0 : decimals
  const cell = (name: string) => {
    const found = fields.find(([field]) => field === name)
    return found === undefined ? null : write(name, found[1], scale, least)
  }
  const rest = metric === null ? [] : fields.filter(([field]) => !COLUMNS.includes(field))
  return {
    label,
    numbers:
      metric === null
        ? { baseline: null, candidate: write('count', fields[0]![1], scale, least), difference: null }
        : { baseline: cell('baseline'), candidate: cell('candidate'), difference: cell('difference') },
    others: rest.map(([field, value]) => `${field} ${write(field, value, scale, least)}`).join(', '),
  }
}

function write(field: string, value: number | null, scale: Scale, decimals: number): string {
  if (value === null) return 'undefined'
  if (field === 'rows' || field === 'count') return formatCount(value)
  if (field === 'p_value') return formatNumber(value, 3)
  return ['difference', 'low', 'high'].includes(field)
    ? scale.formatSigned(value, decimals)
    : scale.format(value, decimals)
}

/** `metrics.recall`, `metrics["my metric"]`, `slices["contract=One year"].recall`, and what is no metric: `rows`, `changes.commits`. */
function nameSubject(subject: string): { readonly label: string; readonly metric: string | null } {
  const keys = [...subject.matchAll(/\[("(?:[^"\\]|\\.)*")\]|\.?([A-Za-z_]\w*)/g)].map(([, quoted, name]) =>
    quoted === undefined ? name! : readQuoted(quoted),
  )
  const [root, first, second] = keys
  if (root === 'metrics' && first !== undefined) return { label: titleOf(first), metric: first }
  if (root === 'slices' && first !== undefined && second !== undefined) {
    return { label: `${titleOf(second)} for ${nameSlice(first)}`, metric: second }
  }
  return { label: root === 'changes' ? `changes of ${first}` : subject, metric: null }
}

const titleOf = (metric: string): string => findMetric(metric)?.title ?? metric

/** Result files are not trusted: what does not parse stays as it is. */
function readQuoted(text: string): string {
  try {
    return String(JSON.parse(text))
  } catch {
    return text
  }
}
