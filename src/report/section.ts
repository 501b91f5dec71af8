import type { Baseline, CheckResult, Result } from '../core/result.ts'
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

/** One section per model, the worst first and equal ones in the order of the results. */
export function groupByModel(results: readonly Result[]): readonly ModelSection[] {
  const models = [...new Set(results.map((result) => result.model))]
  const sections = models.map((model) =>
    makeSection(
      model,
      results.filter((result) => result.model === model),
    ),
  )
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

/** The baseline as people call it: `production`, else `baseline`; `full` with its version or path. */
export function nameBaseline(baseline: Baseline | null): { readonly short: string; readonly full: string } {
  if (baseline === null) return { short: 'baseline', full: 'the baseline' }
  const stage = /^stage:(.+)$/s.exec(baseline.source)?.[1]
  const short = stage ?? 'baseline'
  if (baseline.version !== null) return { short, full: `${short} ${baseline.version}` }
  const path = /^file:(.+)$/s.exec(baseline.source)?.[1]
  return { short, full: path === undefined ? short : `the baseline ${path}` }
}

/** `contract = One year` from the last part of a check's id (`…/contract=One year`); null where there is no slice. */
export function parseSlice(check: CheckResult): { readonly column: string; readonly value: string } | null {
  if (check.target.slice === null) return null
  const last = check.id.split('/').at(-1) ?? ''
  const [column, value] = last.split('=', 2)
  if (column === undefined || value === undefined) return { column: 'slice', value: check.target.slice }
  return { column: decodeIdPart(column), value: decodeIdPart(value) }
}

/** Only `%`, `/` and `=` are encoded in a part of an id. */
function decodeIdPart(part: string): string {
  return part.replace(/%(25|2F|3D)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
