import { makeLookup } from '../core/lookup.ts'
import { BINARY_METRICS, findMetric, METRICS_TO_COME } from '../core/metric.ts'
import { nearestName } from '../text/nearest-name.ts'
import type { DataPath } from '../yaml/located-document.ts'
import type { RawGate } from './gate-settings.ts'
import type { ModelSource } from './model-source.ts'
import type { GateSettings } from './project.ts'

/** Commands that judge candidates by metrics. */
export const JUDGING = ['compare', 'check'] as const

type Source = Pick<ModelSource, 'placeOf' | 'fault' | 'later'>

/**
 * Gates that can be judged; those whose metric or expression is still to come are noted as later.
 *
 * @param slices columns that `*` stands for; null where they are not known here.
 */
export function resolveGates(
  gates: readonly RawGate[],
  slices: readonly string[] | null,
  source: Source,
): readonly GateSettings[] {
  return gates.flatMap((gate, index) => resolveGate(gate, slices, ['gates', index], source) ?? [])
}

function resolveGate(
  gate: RawGate,
  slices: readonly string[] | null,
  path: DataPath,
  source: Source,
): GateSettings | null {
  const slice = resolveSlice(gate.slice, slices, path, source)
  if (gate.expr !== undefined) {
    source.later([...path, 'expr'], 'gates by expression are not there yet', JUDGING)
    return null
  }
  const metric = resolveMetric(gate.metric!, [...path, 'metric'], source)
  if (metric === null) return null
  const kind = gate.min !== undefined ? 'min' : gate.max !== undefined ? 'max' : 'margin'
  const bound = gate[kind]!
  checkRange(metric, kind, bound, path, source)
  return {
    ...(gate.name === undefined ? {} : { name: gate.name }),
    metric,
    kind,
    bound,
    confidence: gate.confidence ?? null,
    slice,
    severity: gate.severity,
    onInconclusive: gate.on_inconclusive ?? (slice === null ? 'fail' : 'warn'),
    power: gate.power ?? null,
    place: source.placeOf(path),
  }
}

/** The canonical name; null where the metric is unknown (a fault) or still to come (noted). */
export function resolveMetric(name: string, path: DataPath, source: Source): string | null {
  const metric = findMetric(name)
  if (metric !== undefined) return metric.name
  const base = name.replace(/_(macro|weighted|micro)$/, '')
  if (METRICS_TO_COME.includes(name) || (base !== name && findMetric(base) !== undefined)) {
    source.later(path, `the metric ${name} is not there yet`, JUDGING)
    return null
  }
  const known = BINARY_METRICS.map((info) => info.name)
  const nearest = nearestName(name, [...known, ...METRICS_TO_COME])
  source.fault(
    path,
    `there is no metric ${JSON.stringify(name)}`,
    nearest === null ? `metrics: ${known.join(', ')}` : `did you mean "${nearest}"?`,
  )
  return null
}

function resolveSlice(
  written: string | undefined,
  slices: readonly string[] | null,
  path: DataPath,
  source: Source,
): GateSettings['slice'] {
  if (written === undefined) return null
  const equals = written.indexOf('=')
  const column = equals < 0 ? written : written.slice(0, equals)
  const value = equals < 0 ? undefined : written.slice(equals + 1)
  // A column that is not declared is declared by the gate; only "*" needs columns to stand for.
  if (column === '*' && slices?.length === 0) {
    source.fault(
      [...path, 'slice'],
      'slice "*" stands for all declared slices, and none is declared',
      'list columns in evaluation: {slices: [column]}',
    )
  }
  return { column, value }
}

const RANGES: Readonly<Record<string, readonly [number, number]>> = makeLookup({
  log_loss: [0, Number.POSITIVE_INFINITY],
  mcc: [-1, 1],
  cohen_kappa: [-1, 1],
})

/** A bound that the metric can never reach is a slip (80 for 0.80) that would switch the gate off, or shut it for good. */
function checkRange(metric: string, kind: GateSettings['kind'], bound: number, path: DataPath, source: Source): void {
  const [low, high] = RANGES[metric] ?? [0, 1]
  const [least, most] = kind === 'margin' ? [0, high - low] : [low, high]
  if (bound >= least && bound <= most) return
  const percent = bound > 1 && bound <= 100 && high === 1 ? `; for ${bound} % write ${bound / 100}` : ''
  source.fault(
    [...path, kind],
    `${kind} ${bound} is out of reach: ${metric} lies between ${low} and ${high}`,
    `write a number between ${least} and ${most}${percent}`,
  )
}
