import { checkId } from '../../core/check-id.ts'
import type { Place } from '../../core/faults.ts'
import type { FailingRow, MeasuredValues, Measurement, Probe } from '../../core/probe.ts'
import type { ContractCheckResult } from '../../core/result.ts'
import { type CheckVerdict, isBlocking, type OnInconclusive, type Severity } from '../../core/verdict.ts'

/** What a check is about, whatever it finds. */
export interface CheckSubject {
  readonly id: string
  readonly title: string
  readonly severity: Severity
  readonly object: string
  /** A column, or the way to a value inside of one: `address.street`, `tags[]`. */
  readonly column: string | null
  readonly expected: string | null
  readonly unit: string | null
  /** What of the data's quality the contract says that it is about: `completeness`. */
  readonly dimension?: string | null
  readonly place: Place
}

/** What a measured value means. */
export interface Judgement {
  readonly verdict: CheckVerdict
  readonly observed: ContractCheckResult['observed']
  readonly statistics: ContractCheckResult['statistics']
  readonly samples: readonly FailingRow[]
  /** What to do; null where nothing is to be done or noted. */
  readonly help: string | null
}

/** One demand of a contract: what to measure, and what the measured values mean. */
export interface ContractCheck extends CheckSubject {
  /** None: there is nothing to measure, the judgement says why. */
  readonly probes: readonly Probe[]
  /** Takes one value per probe, in order. */
  judge(values: readonly unknown[]): Judgement
  /** What to say where something is not measured; null or none: that the check is inconclusive. */
  readonly excuse?: (measurements: readonly Measurement[]) => Judgement | null
}

/** `contract/OBJECT/PROPERTY/RULE`; for a demand on the whole object `property` is null. */
export function contractCheckId(object: string, property: string | null, rule: string): string {
  return checkId('contract', object, property, rule)
}

/** A check whose judge takes what its probe gives. */
export function makeCheck<P extends Probe>(
  subject: CheckSubject,
  probe: P,
  judge: (value: MeasuredValues[P['kind']]) => Judgement,
): ContractCheck {
  return makeJointCheck(subject, [probe], ([value]) => judge(value as MeasuredValues[P['kind']]))
}

/** What probes give, in their order. */
type ValuesOf<P extends readonly Probe[]> = { readonly [K in keyof P]: MeasuredValues[P[K]['kind']] }

/** A check whose judge needs what several probes give. */
export function makeJointCheck<const P extends readonly Probe[]>(
  subject: CheckSubject,
  probes: P,
  judge: (values: ValuesOf<P>) => Judgement,
): ContractCheck {
  return { ...subject, probes, judge: (values) => judge(values as ValuesOf<P>) }
}

/** A demand that nothing here can measure: inconclusive by name, or skipped where it is words for people. */
export function makeUnmeasured(subject: CheckSubject, verdict: 'inconclusive' | 'skip', help: string): ContractCheck {
  return { ...subject, probes: [], judge: () => ({ ...UNMEASURED, verdict, help }) }
}

const UNMEASURED = { observed: null, statistics: { rows: null, failing: null, percent: null }, samples: [] } as const

/** A judgement that what was measured settles nothing. */
export function inconclusive(help: string, rows: number | null = null): Judgement {
  return { ...UNMEASURED, verdict: 'inconclusive', statistics: { ...UNMEASURED.statistics, rows }, help }
}

/** A judgement that there was nothing to judge. */
export function skip(help: string): Judgement {
  return { ...UNMEASURED, verdict: 'skip', help }
}

/** Failing rows as statistics; the percentage of no rows is null. */
export function countStatistics(rows: number, failing: number): Judgement['statistics'] {
  return { rows, failing, percent: rows === 0 ? null : (100 * failing) / rows }
}

/** A demand that no row may break. Over zero rows nothing is said. */
export function judgeRows(
  measured: { readonly rows: number; readonly failing: number; readonly samples: readonly FailingRow[] },
  help: () => string,
): Judgement {
  const { rows, failing, samples } = measured
  if (rows === 0) return inconclusive('the data has no rows', 0)
  return {
    verdict: failing === 0 ? 'pass' : 'fail',
    observed: failing,
    statistics: countStatistics(rows, failing),
    samples: failing === 0 ? [] : samples,
    help: failing === 0 ? null : help(),
  }
}

/** The judgement of a check: what was not measured makes it inconclusive, so that no judge can make it a pass. */
export function judgeCheck(check: ContractCheck, measurements: readonly Measurement[]): Judgement {
  const missing = measurements.find((measurement) => !measurement.measured)
  if (missing === undefined || missing.measured) {
    return check.judge(measurements.map((measurement) => (measurement.measured ? measurement.value : undefined)))
  }
  return check.excuse?.(measurements) ?? inconclusive(`not measured: ${missing.reason}`)
}

/** Cells whose column is not classified `public` are not shown. */
export const MASK = '•••'

/** The result of a check from its judgement. */
export function finishCheck(
  check: CheckSubject,
  judgement: Judgement,
  onInconclusive: OnInconclusive,
  isPublic: (column: string) => boolean,
): ContractCheckResult {
  return {
    id: check.id,
    kind: 'contract',
    title: check.title,
    verdict: judgement.verdict,
    severity: check.severity,
    blocks: isBlocking(judgement.verdict, check.severity, onInconclusive),
    target: { object: check.object, column: check.column, metric: null, slice: null },
    observed: judgement.observed,
    expected: check.expected,
    unit: check.unit,
    dimension: check.dimension ?? null,
    statistics: judgement.statistics,
    samples: judgement.samples.map((sample) => maskSample(sample, isPublic)),
    source: { file: check.place.file, line: check.place.line ?? null },
    waiver: null,
    help: judgement.help,
  }
}

/** That a cell is empty is what the check says anyway; what stands in it is shown of public columns alone. */
function maskSample({ row, values }: FailingRow, isPublic: (column: string) => boolean) {
  const shown = Object.entries(values).map(([column, text]) => [
    column,
    text === null || isPublic(column) ? text : MASK,
  ])
  return { row, values: Object.fromEntries(shown) as Record<string, string | null> }
}
