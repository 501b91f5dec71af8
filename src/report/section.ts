import type { Baseline, CheckResult, Result } from '../core/result.ts'
import { listSliceParts, parseSliceName } from '../core/slice-name.ts'
import { type Verdict, worstVerdict } from '../core/verdict.ts'

/** All results of one model, judged together: what a reader takes for one answer. */
export interface ModelSection {
  /** null: results of no model in particular. */
  readonly model: string | null
  /** In the order given. */
  readonly results: readonly Result[]
  readonly checks: readonly CheckResult[]
  readonly verdict: Verdict
  readonly blocks: boolean
  readonly baseline: Baseline | null
}

const RANK: Readonly<Record<Verdict, number>> = { fail: 0, inconclusive: 1, warn: 2, pass: 3, skip: 4 }

/** Several reports are made of the same results. */
const SECTIONS = new WeakMap<readonly Result[], readonly ModelSection[]>()

/** One section per model, the worst first and equal ones in the order of the results. */
export function groupByModel(results: readonly Result[]): readonly ModelSection[] {
  const known = SECTIONS.get(results)
  if (known !== undefined) return known
  const sections = makeSections(results)
  SECTIONS.set(results, sections)
  return sections
}

function makeSections(results: readonly Result[]): readonly ModelSection[] {
  const byModel = new Map<string | null, Result[]>()
  for (const result of results) {
    const own = byModel.get(result.model)
    if (own === undefined) byModel.set(result.model, [result])
    else own.push(result)
  }
  const sections = [...byModel].map(([model, own]) => makeSection(model, own))
  return sections.sort((a, b) => Number(b.blocks) - Number(a.blocks) || RANK[a.verdict] - RANK[b.verdict])
}

function makeSection(model: string | null, results: readonly Result[]): ModelSection {
  return {
    model,
    results,
    checks: results.flatMap((result) => result.checks),
    verdict: worstVerdict(results.map((result) => result.verdict)),
    blocks: results.some((result) => result.blocks),
    baseline: results.find((result) => result.baseline !== null)?.baseline ?? null,
  }
}

/** How a row of a report stands: a check's verdict, and `warning` for a fault that does not block or is waived. */
export type RowState = 'pass' | 'fail' | 'inconclusive' | 'warning' | 'skip'

/** Whether it stands for a judgement that ended in an error, or that nobody handed in: its words are those of its result. */
export function isUnjudged({ kind, id }: CheckResult): boolean {
  return kind === 'evidence' && id.startsWith('evidence/')
}

/** Worst first. */
export const STATES: readonly RowState[] = ['fail', 'inconclusive', 'warning', 'skip', 'pass']

export function stateOf(check: CheckResult): RowState {
  if (check.verdict === 'pass' || check.verdict === 'skip') return check.verdict
  if (check.waiver !== null) return 'warning'
  return check.verdict === 'fail' && check.severity !== 'error' ? 'warning' : check.verdict
}

/** `pass` for none. */
export function worstState(states: readonly RowState[]): RowState {
  return STATES.find((state) => states.includes(state)) ?? 'pass'
}

/** Whether the data is what speaks against a model, more than its gates do: then it stands first. */
export function isDataWorse({ checks }: ModelSection): boolean {
  const worst = (kind: 'contract' | 'gate') =>
    STATES.indexOf(worstState(checks.filter((check) => check.kind === kind && check.severity !== 'info').map(stateOf)))
  return worst('contract') < Math.min(worst('gate'), STATES.indexOf('warning'))
}

/** The baseline as people call it: `production`, else `baseline`; `full` with its version or path. */
export function nameBaseline(baseline: Baseline | null): { readonly short: string; readonly full: string } {
  if (baseline === null) return { short: 'baseline', full: 'the baseline' }
  const stage = /^stage:(.+)$/s.exec(baseline.source)?.[1]
  const short = stage ?? 'baseline'
  if (baseline.version !== null) return { short, full: `${short} ${baseline.version}` }
  const path = /^file:(.+)$/s.exec(baseline.source)?.[1]
  return { short, full: path === undefined ? short : `the baseline ${path}` }
}

/** The rows that a check is about, where they are not all. */
export interface SliceName {
  /** `contract`, of a pair `contract & gender`. */
  readonly column: string
  /** `One year`, of a pair `One year & F`. */
  readonly value: string
  /** `contract = One year`, of a pair `contract = One year & gender = F`. */
  readonly text: string
}

/** The slice in the last part of a check's id (`…/contract=One year`, `…/contract=One year & gender=F`); null where there is none. */
export function parseSlice({ id, target }: CheckResult): SliceName | null {
  if (target.slice === null) return null
  const parts = splitPair(id.slice(id.lastIndexOf('/') + 1)).map((part) => part.split('=').map(decodeIdPart))
  if (!parts.every(({ length }) => length === 2)) return { column: 'slice', value: target.slice, text: target.slice }
  const values = parts.map(([, value]) => value!)
  // the second check of one slice has `-2` behind its id, which is none of the value's
  if (!target.slice.endsWith(values.at(-1)!)) values.push(values.pop()!.replace(/-\d+$/, ''))
  return {
    column: parts.map(([column]) => column).join(' & '),
    value: values.join(' & '),
    text: parts.map(([column], index) => `${column} = ${values[index]}`).join(' & '),
  }
}

/** The halves of `A=x & B=y`; a value may hold the sign between them, a column of a pair does not. */
function splitPair(part: string): readonly string[] {
  const second = part.indexOf('=', part.indexOf('=') + 1)
  const between = second < 0 ? -1 : part.lastIndexOf(' & ', second)
  return between < 0 ? [part] : [part.slice(0, between), part.slice(between + 3)]
}

/** A slice as a policy or a result names it (`contract=One year & gender=F`) in words: `contract = One year & gender = F`. */
export function nameSlice(slice: string): string {
  const { column, value } = parseSliceName(slice)
  if (value === undefined) return slice
  return listSliceParts(column, value)
    .map((part) => `${part.column} = ${part.value}`)
    .join(' & ')
}

/** Only `%`, `/` and `=` are encoded in a part of an id. */
export function decodeIdPart(part: string): string {
  return part.replace(/%(25|2F|3D)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** In the order of numbers where both are, else as they are: horizons 1, 2, 10. */
export function compareSliceValues(a: string, b: string): number {
  const [left, right] = [a, b].map((value) => (value.trim() === '' ? Number.NaN : Number(value)))
  return Number.isFinite(left) && Number.isFinite(right) ? left! - right! : 0
}
