import type { Fault } from '../core/faults.ts'
import { BINARY_METRICS, findMetric, METRICS_TO_COME } from '../core/metric.ts'
import { nearestName } from '../text/nearest-name.ts'
import type { Gate } from './gate.ts'
import type { SliceValues } from './gate-checks.ts'

/** What is wrong with gates before any row is read: metrics that are unknown, to come, or need what is not there. */
export function findGateFaults(
  gates: readonly Gate[],
  evaluation: { readonly hasScore: boolean; readonly declared: readonly string[] },
): readonly Fault[] {
  return gates.flatMap((gate): readonly Fault[] => {
    const { place } = gate
    const metric = findMetric(gate.metric)
    if (metric === undefined) return [{ ...describeUnknownMetric(gate.metric), place }]
    const faults: Fault[] = []
    if (gate.kind === 'margin' && metric.better === 'none') {
      faults.push({
        message: `a margin on ${metric.name} cannot be judged: neither a higher nor a lower one is better`,
        help: 'use min or max',
        place,
      })
    }
    if (metric.needsScore && !evaluation.hasScore) {
      faults.push({
        message: `gate on ${metric.name} needs scores, and no score column is named`,
        help: 'name it: --score COLUMN, or score: under evaluation',
        place,
      })
    }
    if (gate.slice?.column === '*' && evaluation.declared.length === 0) {
      faults.push({
        message: 'slice "*" stands for all declared slices, and none is declared',
        help: 'declare them: --slice COLUMN, or slices: under evaluation',
        place,
      })
    }
    return faults
  })
}

/** A metric name that is none, or none yet, with the nearest that is. */
export function describeUnknownMetric(name: string): Fault {
  if (METRICS_TO_COME.includes(name) || /_(macro|micro|weighted)$/.test(name)) {
    return { message: `metric ${name} is not there yet`, help: `there are: ${METRIC_NAMES.join(', ')}` }
  }
  const nearest = nearestName(name, METRIC_NAMES)
  return {
    message: `unknown metric ${JSON.stringify(name)}`,
    help: nearest ? `did you mean ${nearest}?` : `there are: ${METRIC_NAMES.join(', ')}`,
  }
}

const METRIC_NAMES = BINARY_METRICS.map((metric) => metric.name)

/** Slice values that gates name and the rows do not hold; none to find where there are no rows. */
export function findSliceFaults(gates: readonly Gate[], slices: readonly SliceValues[]): readonly Fault[] {
  return gates.flatMap(({ slice, place }): readonly Fault[] => {
    const known = slices.find((entry) => entry.column === slice?.column)?.values ?? []
    if (slice?.value === undefined || known.length === 0) return []
    const names = known.map((value) => value ?? '(null)')
    if (names.includes(slice.value)) return []
    const nearest = nearestName(slice.value, names)
    return [
      {
        message: `no row has ${slice.column} = ${JSON.stringify(slice.value)}`,
        help: `${nearest ? `did you mean ${nearest}? ` : ''}${slice.column} holds ${names.slice(0, 10).join(', ')}${names.length > 10 ? ` and ${names.length - 10} more` : ''}`,
        place,
      },
    ]
  })
}
