import type { AggregateProbe } from '../core/probe.ts'
import type { Cell } from './cell.ts'

/** Beyond these, squares are no doubles, and the engine's standard deviation would fail all of the query. */
const LARGEST_SQUARED = '1e150'

/** An aggregate as SQL: the cells that it is over, and its value as a double. */
export interface RenderedAggregate {
  readonly present: string
  readonly value: string
}

/** SQL of a number over a column's cells. Sums are compensated (Kahan), so that their order makes no odds. */
export function renderAggregate(kind: AggregateProbe['function'], cell: Cell): RenderedAggregate {
  if (kind === 'distinct')
    return { present: `count(${cell.key})`, value: `CAST(count(DISTINCT ${cell.key}) AS DOUBLE)` }
  const length = /^(min|max|mean)Length$/.exec(kind)?.[1]
  if (length !== undefined) {
    const text = `length(${cell.text})`
    return { present: `count(${cell.text})`, value: render(length, `CAST(${text} AS DOUBLE)`) }
  }
  return { present: `count(${cell.value})`, value: render(kind, `CAST(${cell.value} AS DOUBLE)`) }
}

function render(kind: string, value: string): string {
  switch (kind) {
    case 'min':
    case 'max':
    case 'median':
      return `${kind}(${value})`
    case 'sum':
      return `fsum(${value})`
    case 'mean':
      return `favg(${value})`
    default:
      return `CASE WHEN coalesce(max(abs(${value})), 0) < ${LARGEST_SQUARED} THEN stddev_samp(${value}) FILTER (WHERE abs(${value}) < ${LARGEST_SQUARED}) END`
  }
}
