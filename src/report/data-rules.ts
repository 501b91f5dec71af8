import { formatPlural } from '../core/count.ts'
import type { ContractCheckResult } from '../core/result.ts'
import { placeOf } from './advice.ts'
import { formatCount, formatPercent, formatScalar } from './numbers.ts'
import { type ModelSection, type RowState, STATES, stateOf } from './section.ts'

/** One rule of a data contract as a row; plain text. */
export interface RuleRow {
  readonly check: ContractCheckResult
  readonly state: RowState
  /** `12 of 7,043 rows (0.2 %)`, or the value compared. */
  readonly measured: string
  /** `contracts/customers.odcs.yaml:31`; null where it is not known. */
  readonly place: string | null
}

export interface DataRules {
  /** Worst first, in the order of the contract within. */
  readonly rows: readonly RuleRow[]
  readonly open: readonly RuleRow[]
  /** Tables that the rules are about, each once. */
  readonly objects: readonly string[]
  /** `41 of 41 rules hold, 1 warning`. */
  readonly headline: string
}

/** The contract's rules of a section; null where none was asked. */
export function listDataRules(section: ModelSection): DataRules | null {
  const checks = section.checks.filter((check) => check.kind === 'contract')
  if (checks.length === 0) return null
  const rows = checks
    .map(
      (check): RuleRow => ({
        check,
        state: stateOf(check),
        measured: describeRule(check) ?? (stateOf(check) === 'skip' ? '' : 'not measured'),
        place: placeOf(check),
      }),
    )
    .toSorted((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state))
  const open = rows.filter((row) => row.state !== 'pass' && row.state !== 'skip')
  const count = (state: RowState) => rows.filter((row) => row.state === state).length
  const judged = rows.length - count('skip')
  const parts = [
    `${formatCount(count('pass'))} of ${formatPlural(judged, 'rule')} hold`,
    count('fail') > 0 ? `${formatCount(count('fail'))} broken` : '',
    count('inconclusive') > 0 ? `${formatCount(count('inconclusive'))} not judged` : '',
    count('warning') > 0 ? formatPlural(count('warning'), 'warning') : '',
    count('skip') > 0 ? `${formatCount(count('skip'))} left to people` : '',
  ]
  const objects = [...new Set(checks.flatMap((check) => check.target.object ?? []))]
  return { rows, open, objects, headline: parts.filter((part) => part !== '').join(', ') }
}

/** What tells rules apart that read alike: their table and what of quality they are about, as far as rows differ in it. */
export function listDistinctions(
  rows: readonly RuleRow[],
): readonly { readonly title: string; readonly pick: (row: RuleRow) => string }[] {
  const dataOf = ({ check }: RuleRow) => check.target.object ?? ''
  const dimensionOf = ({ check }: RuleRow) => check.dimension ?? ''
  return [
    ...(new Set(rows.map(dataOf)).size > 1 ? [{ title: 'data', pick: dataOf }] : []),
    ...(rows.some((row) => dimensionOf(row) !== '') ? [{ title: 'dimension', pick: dimensionOf }] : []),
  ]
}

/** What a result shows in place of a cell that is not public. */
const MASK = '•••'
const MOST_ROWS = 10

/** `rows 41, 42 and 43` where all of their cells are masked, so that a table would say no more; null where one is not. */
export function describeMaskedRows({ samples }: ContractCheckResult): string | null {
  const isMasked = samples.every(
    ({ row, values }) => row !== null && Object.values(values).every((cell) => cell === MASK),
  )
  if (samples.length === 0 || !isMasked) return null
  const numbers = samples.slice(0, MOST_ROWS).map(({ row }) => formatCount(row!))
  return `${numbers.length === 1 ? 'row' : 'rows'} ${numbers.join(', ')} (masked: no column of them is classified public)`
}

/** `12 of 7,043 rows (0.2 %)`, the value compared, or null where nothing was measured. */
export function describeRule({ statistics, observed }: ContractCheckResult): string | null {
  const { rows, failing, percent, value } = statistics
  if (value !== undefined && value !== null) return formatScalar(observed ?? value)
  if (failing === null) return observed === null ? null : formatScalar(observed)
  if (rows === null) return formatPlural(failing, 'row')
  const share = percent === null || failing === 0 ? '' : ` (${formatPercent(percent)})`
  return `${formatCount(failing)} of ${formatPlural(rows, 'row')}${share}`
}
