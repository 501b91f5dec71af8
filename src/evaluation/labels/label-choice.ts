import { createRandomStream } from '../../stats/random.ts'
import type { Stratum } from './label-strata.ts'

/** Tells the random stream of chosen rows from the others. */
const CHOICE_STREAM = 11

/** Two rows of a stratum are the fewest that show how much they differ. */
const LEAST_OF_STRATUM = 2
/** Tells the random stream of the order of chosen rows from the others. */
const ORDER_STREAM = 13

/** A row to be labelled, and how many rows of its stratum it stands for. */
export interface ChosenRow {
  readonly row: number
  readonly stratum: string
  readonly weight: number
}

/**
 * Chooses which rows to label.
 *
 * Where only rows on which the models differ can change the result (`disagreeing`), all of these, or a random sample.
 * Otherwise a sample of every stratum: `spread` says how much the rows of a stratum are expected to differ, and a
 * stratum gets rows in proportion to its size times that (Neyman), at least two. The chance of each row is known, so
 * weights of 1 / chance bring estimates back to all rows. They come in random order, two of every stratum first and then
 * all strata in proportion, so that whoever labels only a first part of them has a sample of the same kind.
 *
 * @param rows how many to choose; all that count where there are fewer
 * @param spread expected standard deviation of a row's share in the difference, by stratum
 */
export function chooseRows(
  strata: readonly Stratum[],
  rows: number,
  {
    only,
    spread,
    seed,
  }: { readonly only: 'disagreeing' | 'all'; readonly spread: readonly number[]; readonly seed: number },
): readonly ChosenRow[] {
  const counts = allocate(strata, rows, only, spread)
  const placed = strata.flatMap((stratum, index) => {
    const chosen = drawRows(stratum.rows, counts[index]!, seed, index)
    const weight = stratum.rows.length / chosen.length
    const stream = createRandomStream(seed, ORDER_STREAM, index)
    const keyed = chosen.map((row) => ({ row, key: stream.nextUniform() })).sort((a, b) => a.key - b.key)
    return keyed.map(({ row, key }, place) => ({
      chosen: { row, stratum: stratum.name, weight },
      at: place < LEAST_OF_STRATUM ? -1 : (place + key) / chosen.length,
    }))
  })
  return placed.sort((a, b) => a.at - b.at).map(({ chosen }) => chosen)
}

/** How many rows of each stratum are labelled. */
function allocate(
  strata: readonly Stratum[],
  rows: number,
  only: 'disagreeing' | 'all',
  spread: readonly number[],
): readonly number[] {
  const sizes = strata.map((stratum) => (only === 'disagreeing' && stratum.agrees ? 0 : stratum.rows.length))
  const shares = sizes.map((size, index) => size * Math.max(spread[index]!, 1e-6))
  const counts = sizes.map((size) => Math.min(size, LEAST_OF_STRATUM))
  let open = sizes.map((_, index) => index).filter((index) => counts[index]! < sizes[index]!)
  let left = rows - counts.reduce((sum, count) => sum + count, 0)
  // A stratum that is labelled whole gives back what its share was beyond it.
  while (left > 0 && open.length > 0) {
    const total = open.reduce((sum, index) => sum + shares[index]!, 0)
    const wanted = open.map((index) => Math.max(1, Math.floor((left * shares[index]!) / total)))
    open.forEach((index, position) => {
      const more = Math.min(wanted[position]!, sizes[index]! - counts[index]!, left)
      counts[index]! += more
      left -= more
    })
    open = open.filter((index) => counts[index]! < sizes[index]!)
  }
  return counts
}

/** A random sample without repetition, in file order. */
function drawRows(rows: readonly number[], count: number, seed: number, stratum: number): readonly number[] {
  if (count >= rows.length) return rows
  const stream = createRandomStream(seed, CHOICE_STREAM, stratum)
  const chosen: number[] = []
  let needed = count
  for (const [position, row] of rows.entries()) {
    if (needed === 0) break
    if (stream.nextUniform() * (rows.length - position) < needed) {
      chosen.push(row)
      needed -= 1
    }
  }
  return chosen
}
