import { z } from 'zod'
import type { Place } from '../core/faults.ts'
import { findMetric, type MetricInfo } from '../core/metric.ts'
import type { DataPath } from '../yaml/located-document.ts'
import type { ModelSource } from './model-source.ts'
import { duration, strictMap, text, texts } from './settings-schema.ts'

const WAYS = ['command', 'sql'] as const

const ownMetric = strictMap({
  command: texts(
    'Command that prints the number as JSON, as an argument vector with {predictions}, {data}, {model} and {out}',
  )
    .min(1)
    .optional(),
  sql: text('Aggregate over the columns of labels and predictions, joined by id: sum(amount * (1 - score))').optional(),
  better: z.enum(['higher', 'lower', 'none']).default('none').describe('Which end is better; a margin needs one'),
  timeout: duration('Longest time of the command, such as 5m; default 10m').default(600_000),
}).superRefine((metric, context) => {
  const given = WAYS.filter((way) => metric[way] !== undefined)
  if (given.length === 1) return
  const [message, help] =
    given.length === 0
      ? ['a metric of your own needs command or sql', 'say how it is measured']
      : ['a metric of your own has command or sql, this one has both', 'keep one of them']
  context.addIssue({ code: 'custom', path: given.slice(1), message, params: { help } })
})

/** `own:` of an evaluation. */
export const ownMetricsSchema = z
  .record(z.string(), ownMetric)
  .describe('Metrics of your own, by name: a command that prints JSON, or an SQL aggregate')
export type RawOwnMetrics = z.output<typeof ownMetricsSchema>

/** A metric of the user's own. */
export interface OwnMetricSettings {
  readonly name: string
  readonly better: MetricInfo['better']
  readonly measure:
    | { readonly kind: 'command'; readonly command: readonly string[]; readonly timeoutMs: number }
    | { readonly kind: 'sql'; readonly expression: string }
  readonly place: Place
}

/** Names that checks, gates and expressions can carry. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*$/

/** The metrics of an evaluation's `own:`; faults of names go to the source. @param path of the key */
export function resolveOwnMetrics(
  raw: RawOwnMetrics,
  path: DataPath,
  source: ModelSource,
): readonly OwnMetricSettings[] {
  return Object.entries(raw).flatMap(([name, { command, sql, better, timeout }]): readonly OwnMetricSettings[] => {
    const at = [...path, name]
    if (!NAME.test(name)) {
      source.fault(at, `${JSON.stringify(name)} cannot be the name of a metric`, 'use letters, digits and _')
    } else if (findMetric(name) !== undefined) {
      source.fault(at, `${name} is a metric already`, 'choose another name, so that nobody takes it for that')
    }
    const place = source.placeOf(at)
    if (command !== undefined) {
      return [{ name, better, measure: { kind: 'command', command, timeoutMs: timeout }, place }]
    }
    return sql === undefined ? [] : [{ name, better, measure: { kind: 'sql', expression: sql }, place }]
  })
}
