import type { OwnMetricSettings } from '../../config/own-metrics.ts'
import type { DataSource } from '../../core/data-source.ts'
import { readJsonNumber } from '../../core/json-number.ts'
import { makeOwnMetric } from '../../core/metric.ts'
import type { Probe, QueryMeasured, RowsMeasured } from '../../core/probe.ts'
import type { MetricComparison } from '../../evaluation/metric-comparison.ts'
import { type MetricTable, makeOwnMetricQuery } from '../../evaluation/own-metric-query.ts'
import type { Engine } from '../../ports/engine.ts'
import type { Services } from '../services.ts'
import { type OwnMeasured, type OwnMetricInput, runOwnCommand } from './own-command.ts'

/**
 * Measures one metric of the user's own on one model. A command may give further numbers beside it, `NAME.KEY`; the
 * metric itself is always there, the first.
 *
 * @throws InputError where a command cannot be started.
 */
export async function measureOwnMetric(
  metric: OwnMetricSettings,
  input: OwnMetricInput,
  services: Services,
): Promise<readonly OwnMeasured[]> {
  const { name, measure } = metric
  const found =
    measure.kind === 'sql'
      ? [{ name, ...(await measureSql(measure.expression, input, services)) }]
      : await runOwnCommand(metric, measure, input, services)
  return found.some((each) => each.name === name)
    ? [...found].sort((left, right) => Number(right.name === name) - Number(left.name === name))
    : [{ name, value: null, reason: `its command printed no number under "value" or "${name}"` }, ...found]
}

type Value = Omit<OwnMeasured, 'name'>

async function measureSql(expression: string, input: OwnMetricInput, services: Services): Promise<Value> {
  const engine = await services.engine()
  const labels = input.data === null ? null : await describeTable(input.data, engine, services.signal)
  const predictions = await describeTable(input.predictions, engine, services.signal)
  const probe = makeOwnMetricQuery(expression, labels, predictions, input.id)
  const [measured] = await engine.measure(predictions.source, [probe], services.signal)
  if (measured === undefined || !measured.measured) {
    return { value: null, reason: measured?.reason ?? 'the engine gave no answer' }
  }
  const { value } = measured.value as QueryMeasured
  const number = readJsonNumber(value) ?? null
  return {
    value: number,
    reason: number === null ? `its SQL gives ${JSON.stringify(value)}, which is no number` : null,
  }
}

/** The columns, and which of a text format hold numbers alone. */
async function describeTable(source: DataSource, engine: Engine, signal: AbortSignal): Promise<MetricTable> {
  const columns = (await engine.describe(source, signal)).map(({ name }) => name)
  if (source.format === 'parquet') return { source, columns, numbers: new Set() }
  const probes = columns.map(
    (name): Probe => ({
      kind: 'rows',
      column: { names: [name], type: 'number', format: null, missing: [''] },
      test: { kind: 'type' },
      keys: [],
    }),
  )
  const measured = await engine.measure(source, probes, signal)
  const isNumeric = (index: number) => {
    const each = measured[index]
    return each?.measured === true && (each.value as RowsMeasured).failing === 0
  }
  return { source, columns, numbers: new Set(columns.filter((_, index) => isNumeric(index))) }
}

/**
 * A metric of the user's own as a comparison: two numbers of which nobody knows the sampling error.
 *
 * @param rows that both were measured on.
 * @param baseline null: there is none.
 */
export function compareOwnMetric(
  { name, better }: Pick<OwnMetricSettings, 'name' | 'better'>,
  rows: number,
  candidate: OwnMeasured,
  baseline: OwnMeasured | null,
  confidence: number,
): MetricComparison {
  const none = { interval: null, method: null, pValue: null, test: null, standardError: null }
  const difference =
    candidate.value === null || (baseline?.value ?? null) === null ? null : candidate.value - baseline!.value!
  const reasons = [candidate.reason, baseline?.reason ? `of the baseline ${baseline.reason}` : null].filter(Boolean)
  return {
    metric: makeOwnMetric(name, better),
    rows,
    method: null,
    candidate: { value: candidate.value, interval: null },
    baseline: baseline && { value: baseline.value, interval: null },
    difference: baseline && { ...none, value: difference, confidence },
    standardError: null,
    reason: reasons.join('; ') || 'a metric of your own: nobody knows its sampling error',
  }
}
