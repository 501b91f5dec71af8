import type { LeaveOneOut } from '../../stats/jackknife.ts'
import { createRandomStream } from '../../stats/random.ts'
import type { CellStatistic, OrderStatistic, Statistic, SumStatistic } from '../statistic.ts'
import { isPlain, sumByUnit, type Units } from '../units.ts'
import type { MeasureRounds } from './comparison-resampling.ts'

/** Tells the random streams of blocks from those of resamples. */
const BLOCK_STREAM = 4
/** Up to so many blocks, and about so many rows measured in all. */
const MOST_BLOCKS = 2000
const FEWEST_BLOCKS = 200
const ROWS_MEASURED = 1e8

/** The metric's value on the rows as they are. */
export function measureOnce(statistic: Statistic, units: Units): number {
  const { weights } = units
  switch (statistic.kind) {
    case 'cells':
      return statistic.measure(sumCells(statistic, weights))
    case 'sums':
      return statistic.measure(Float64Array.from(statistic.terms, (terms) => sumWeighted(terms, weights)))
    case 'order':
      return statistic.measure(weights)
  }
}

/** Weight of the rows in each cell. */
function sumCells({ cells, size }: CellStatistic, weights: Float64Array | null): Float64Array {
  const totals = new Float64Array(size)
  for (let i = 0; i < cells.length; i++) totals[cells[i]!]! += weights === null ? 1 : weights[i]!
  return totals
}

function sumWeighted(terms: Float64Array, weights: Float64Array | null): number {
  let sum = 0
  if (weights === null) for (let i = 0; i < terms.length; i++) sum += terms[i]!
  else for (let i = 0; i < terms.length; i++) sum += weights[i]! * terms[i]!
  return sum
}

/**
 * The metric without each unit in turn. A metric that can only be measured anew is measured without blocks of units,
 * put together by chance, where there are more than 2,000 of them (200 for a million rows): error and acceleration of
 * sums of independent parts are the same by blocks. Both models leave out the same blocks.
 */
export function leaveOutUnits(statistic: Statistic, units: Units): LeaveOneOut['values'] {
  switch (statistic.kind) {
    case 'sums':
      return leaveOutOfSums(statistic, units)
    case 'cells':
      return leaveOutOfCells(statistic, units)
    case 'order':
      return (
        (isLeftOutByBlocks(statistic, units) ? null : statistic.leaveOut()) ??
        prepareBlocks([statistic], units)(0, countBlocks(units))[0]!
      )
  }
}

function leaveOutOfSums({ terms, measure }: SumStatistic, units: Units): Float64Array {
  const byUnit = terms.map((values) => sumByUnit(values, units))
  const totals = Float64Array.from(byUnit, (values) => sumWeighted(values, null))
  const rest = new Float64Array(terms.length)
  const result = new Float64Array(units.count)
  for (let unit = 0; unit < result.length; unit++) {
    for (let t = 0; t < rest.length; t++) rest[t] = totals[t]! - byUnit[t]![unit]!
    result[unit] = measure(rest)
  }
  return result
}

function leaveOutOfCells(statistic: CellStatistic, units: Units): Float64Array {
  const { weights, ofRow, count } = units
  const totals = sumCells(statistic, weights)
  const rest = totals.slice()
  const rows = listByUnit(units)
  const result = new Float64Array(count)
  let next = 0
  for (let unit = 0; unit < count; unit++) {
    const start = next
    while (next < rows.length && (ofRow === null ? next : ofRow[rows[next]!]!) === unit) {
      rest[statistic.cells[rows[next]!]!]! -= weights === null ? 1 : weights[rows[next]!]!
      next++
    }
    result[unit] = statistic.measure(rest)
    // Put back as it was, so that no rounding piles up.
    for (let i = start; i < next; i++) rest[statistic.cells[rows[i]!]!] = totals[statistic.cells[rows[i]!]!]!
  }
  return result
}

/** The rows, those of one unit together, in the order of units. */
function listByUnit({ ofRow, count, rows }: Units): Int32Array {
  const list = new Int32Array(rows)
  if (ofRow === null) return list.map((_, i) => i)
  const places = new Int32Array(count + 1)
  for (let i = 0; i < rows; i++) places[ofRow[i]! + 1]!++
  for (let unit = 0; unit < count; unit++) places[unit + 1]! += places[unit]!
  for (let i = 0; i < rows; i++) list[places[ofRow[i]!]!++] = i
  return list
}

/** How many blocks the units are put into where metrics are measured without each of them. */
export function countBlocks({ rows, count }: Units): number {
  return Math.min(MOST_BLOCKS, Math.max(FEWEST_BLOCKS, Math.floor(ROWS_MEASURED / rows)), count)
}

/** Whether the metric can only be measured anew without each block. */
export function isLeftOutByBlocks({ kind }: Statistic, units: Units): boolean {
  return kind === 'order' && !isPlain(units)
}

/** Makes ready to measure metrics without each of the blocks, by metric. */
export function prepareBlocks(statistics: readonly OrderStatistic[], units: Units): MeasureRounds {
  const blocks = countBlocks(units)
  const blockOf = assignBlocks(units.count, blocks)
  const weights = units.weights ?? new Float64Array(units.rows).fill(1)
  const byBlock: number[][] = Array.from({ length: blocks }, () => [])
  for (let i = 0; i < units.rows; i++) byBlock[blockOf[units.ofRow === null ? i : units.ofRow[i]!]!]!.push(i)
  const rest = weights.slice()
  return (from, to) => {
    const values = statistics.map(() => new Float64Array(to - from))
    for (let block = from; block < to; block++) {
      for (const row of byBlock[block]!) rest[row] = 0
      statistics.forEach((statistic, s) => {
        values[s]![block - from] = statistic.measure(rest)
      })
      for (const row of byBlock[block]!) rest[row] = weights[row]!
    }
    return values
  }
}

/** A block for each unit: blocks of the same size, within one, and units dealt to them by chance. */
function assignBlocks(count: number, blocks: number): Int32Array {
  const blockOf = new Int32Array(count).map((_, unit) => unit % blocks)
  if (blocks === count) return blockOf
  const stream = createRandomStream(1, BLOCK_STREAM, 0)
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(stream.nextUniform() * (last + 1))
    const block = blockOf[last]!
    blockOf[last] = blockOf[other]!
    blockOf[other] = block
  }
  return blockOf
}
