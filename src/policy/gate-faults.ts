import type { Fault } from '../core/faults.ts'
import { listAverages, listMetricNames, type MetricInfo, type Task } from '../core/metric.ts'
import { describeSliceValue } from '../core/slice-name.ts'
import { nearestName } from '../text/nearest-name.ts'
import type { ExpressionGate, Gate, MetricGate, SliceValues } from './gate.ts'
import { comparesGroups, findNamedMetric, listExpressionSlices, type MetricNames } from './gate-metrics.ts'

/** What is known of an evaluation before any row is read. */
interface EvaluationShape extends MetricNames {
  readonly hasScore: boolean
  readonly declared: readonly string[]
}

/** What is wrong with gates before any row is read: metrics that are unknown, or need what is not there. */
export function findGateFaults(gates: readonly Gate[], evaluation: EvaluationShape): readonly Fault[] {
  return gates.flatMap((gate) =>
    (gate.kind === 'expr' ? findExpressionFaults(gate, evaluation) : findMetricFaults(gate, evaluation)).map(
      (fault): Fault => ({ ...fault, place: gate.kind === 'expr' ? gate.expression.place : gate.place }),
    ),
  )
}

function findMetricFaults(gate: MetricGate, evaluation: EvaluationShape): readonly Fault[] {
  const metric = findNamedMetric(gate.metric, evaluation)
  if (metric === undefined) return [describeUnknownMetric(gate.metric, evaluation.task)]
  return [...findKindFaults(gate, metric), ...findScoreFaults(metric, evaluation), ...findStarFaults(gate, evaluation)]
}

/** What a gate asks of a metric that the metric cannot give, whatever the rows are. */
export function findKindFaults({ kind, slice }: MetricGate, metric: MetricInfo): readonly Fault[] {
  const faults: Fault[] = []
  if (kind === 'margin' && metric.better === 'none') {
    faults.push({
      message: `a margin on ${metric.name} cannot be judged: neither a higher nor a lower one is better`,
      help: 'use min or max',
    })
  }
  if (comparesGroups(metric) && (slice === null || slice.value !== undefined)) {
    faults.push({
      message: `${metric.name} compares the values of a column with each other, and the gate names ${slice === null ? 'none' : 'one value'}`,
      help: `name the column: slice: ${slice?.column ?? 'COLUMN'}`,
    })
  }
  if (metric.needs === 'run' && slice !== null) {
    faults.push({ message: `${metric.name} is not measured by rows, so it has no slices`, help: 'take out "slice"' })
  }
  return faults
}

function findExpressionFaults(gate: ExpressionGate, evaluation: EvaluationShape): readonly Fault[] {
  const names = new Set(
    gate.expression.operands.flatMap((operand) => (operand.kind === 'metric' ? [operand.metric] : [])),
  )
  const faults = [...names].flatMap((name) => {
    const metric = findNamedMetric(name, evaluation)
    if (metric === undefined) return [describeUnknownMetric(name, evaluation.task)]
    return [...findOperandFaults(gate, metric), ...findScoreFaults(metric, evaluation)]
  })
  const isOverNothing = gate.expression.usesEverySlice && evaluation.declared.length === 0
  return [...faults, ...(isOverNothing ? [NONE_DECLARED] : findStarFaults(gate, evaluation))]
}

/** What an expression asks of a metric that the metric cannot give, whatever the rows are. */
export function findOperandFaults({ expression, slice }: ExpressionGate, metric: MetricInfo): readonly Fault[] {
  if (comparesGroups(metric)) {
    return [
      {
        message: `${metric.name} compares the values of a column, which an expression cannot name`,
        help: `write a gate of its own: {metric: ${metric.name}, slice: COLUMN, max: 0.1}`,
      },
    ]
  }
  const isCut =
    slice !== null ||
    expression.operands.some(
      (operand) => operand.kind === 'metric' && operand.metric === metric.name && operand.slice !== null,
    )
  return metric.needs === 'run' && isCut
    ? [{ message: `${metric.name} is not measured by rows, so it has no slices`, help: 'name it under metrics alone' }]
    : []
}

function findScoreFaults(metric: MetricInfo, { hasScore }: EvaluationShape): readonly Fault[] {
  if (!metric.needsScore || hasScore) return []
  return [
    {
      message: `gate on ${metric.name} needs scores, and no score column is named`,
      help: 'name it: --score COLUMN, or score: under evaluation',
    },
  ]
}

const NONE_DECLARED: Fault = {
  message: 'the expression runs over all declared slices, and none is declared',
  help: 'declare them: --slice COLUMN, or slices: under evaluation',
}

function findStarFaults({ slice }: Gate, { declared }: EvaluationShape): readonly Fault[] {
  if (slice?.column !== '*' || declared.length > 0) return []
  return [{ ...NONE_DECLARED, message: 'slice "*" stands for all declared slices, and none is declared' }]
}

/** A metric name that is none, or none of that task's, with the nearest that is. */
export function describeUnknownMetric(name: string, task: Task = 'binary'): Fault {
  const names = listMetricNames(task)
  const averages = listAverages(name, task)
  const meant = averages.length > 0 ? averages.join(', ') : nearestName(name, names)
  return {
    message: `unknown metric ${JSON.stringify(name)}${task === 'binary' ? '' : ` for task ${task}`}`,
    help: meant ? `did you mean ${meant}?` : `there are: ${names.join(', ')}`,
  }
}

/** Slice values that gates name and the rows do not hold; none to find where there are no rows. */
export function findSliceFaults(gates: readonly Gate[], slices: readonly SliceValues[]): readonly Fault[] {
  return gates.flatMap((gate): readonly Fault[] => {
    const { slice } = gate
    return [
      ...(slice?.value === undefined ? [] : [{ column: slice.column, value: slice.value, place: gate.place }]),
      ...listExpressionSlices(gate).map((named) => ({
        ...named,
        place: gate.kind === 'expr' ? gate.expression.place : gate.place,
      })),
    ].flatMap(({ column, value, place }) => {
      const fault = findSliceFault(column, value, slices)
      return fault === null ? [] : [{ ...fault, place }]
    })
  })
}

function findSliceFault(column: string, value: string, slices: readonly SliceValues[]): Fault | null {
  const known = slices.find((entry) => entry.column === column)?.values ?? []
  if (known.length === 0) return null
  if (known.some((each) => (each ?? '(null)') === value)) return null
  const names = known.map((each) => describeSliceValue(column, each))
  const nearest = nearestName(describeSliceValue(column, value), names)
  return {
    message: `no row has ${column} = ${JSON.stringify(describeSliceValue(column, value))}`,
    help: `${nearest ? `did you mean ${nearest}? ` : ''}${column} holds ${names.slice(0, 10).join(', ')}${names.length > 10 ? ` and ${names.length - 10} more` : ''}`,
  }
}
