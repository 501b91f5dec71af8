import { createRandomStream } from '../../stats/random.ts'
import type { CellStatistic, Statistic } from '../statistic.ts'
import { sumByUnit, type Units } from '../units.ts'

/** Tells the random streams of rows from those of cell counts. */
const ROW_STREAM = 2

/** What several metrics need of one resample, taken once. */
class ResampleParts {
  private readonly units: Units
  /** By unit; null where they are the same for all. */
  private readonly sums: (Float64Array | null)[] = []
  private readonly sumPlaces = new Map<Float64Array, number>()
  private readonly cells: { readonly cells: Int32Array; readonly totals: Float64Array }[] = []
  private readonly cellPlaces = new Map<Int32Array, Float64Array>()
  private needsWeights = false
  private results = new Float64Array(0)
  private readonly weights: Float64Array

  constructor(units: Units) {
    this.units = units
    this.weights = new Float64Array(units.rows)
  }

  /** How to measure the statistic after `take`. */
  prepare(statistic: Statistic): () => number {
    switch (statistic.kind) {
      case 'sums': {
        const places = statistic.terms.map((terms) => this.placeSum(terms))
        const own = new Float64Array(places.length)
        return () => {
          for (let t = 0; t < own.length; t++) own[t] = this.results[places[t]!]!
          return statistic.measure(own)
        }
      }
      case 'cells': {
        const totals = this.placeCells(statistic)
        return () => statistic.measure(totals)
      }
      case 'order':
        this.needsWeights = true
        return () => statistic.measure(this.weights)
    }
  }

  private placeSum(terms: Float64Array): number {
    const known = this.sumPlaces.get(terms)
    if (known !== undefined) return known
    const place = this.sums.length
    const sums = sumByUnit(terms, this.units)
    // Where all units add the same, as ones do, every resample has the same sum.
    const isFixed = sums.every((sum) => sum === sums[0])
    this.sums.push(isFixed ? null : sums)
    this.sumPlaces.set(terms, place)
    const results = new Float64Array(place + 1)
    results.set(this.results)
    results[place] = isFixed ? sums.length * (sums[0] ?? 0) : 0
    this.results = results
    return place
  }

  private placeCells({ cells, size }: CellStatistic): Float64Array {
    const totals = this.cellPlaces.get(cells) ?? new Float64Array(size)
    if (!this.cellPlaces.has(cells)) this.cells.push({ cells, totals })
    this.cellPlaces.set(cells, totals)
    this.needsWeights = true
    return totals
  }

  /** Takes a resample in, by how often each unit was drawn. */
  take(counts: Int32Array): void {
    for (let s = 0; s < this.sums.length; s++) {
      const values = this.sums[s]
      if (values) this.results[s] = sumProducts(values, counts)
    }
    if (!this.needsWeights) return
    this.weighRows(counts)
    for (const { cells, totals } of this.cells) {
      totals.fill(0)
      for (let i = 0; i < cells.length; i++) totals[cells[i]!]! += this.weights[i]!
    }
  }

  private weighRows(counts: Int32Array): void {
    const { weights, ofRow } = this.units
    const rows = this.weights
    for (let i = 0; i < rows.length; i++) rows[i] = counts[ofRow === null ? i : ofRow[i]!]!
    if (weights !== null) for (let i = 0; i < rows.length; i++) rows[i]! *= weights[i]!
  }
}

function sumProducts(values: Float64Array, counts: Int32Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += counts[i]! * values[i]!
  return sum
}

/** Numbers of the rounds `from` to `to`, the last left out: by metric, then round. Each round stands for itself. */
export type MeasureRounds = (from: number, to: number) => readonly Float64Array[]

/** Makes ready to measure metrics on resampled units: one draw a replicate serves all of them. */
export function prepareResampling(statistics: readonly Statistic[], units: Units, seed: number): MeasureRounds {
  const parts = new ResampleParts(units)
  const measures = statistics.map((statistic) => parts.prepare(statistic))
  const counts = new Int32Array(units.count)
  return (from, to) => {
    const values = measures.map(() => new Float64Array(to - from))
    for (let replicate = from; replicate < to; replicate++) {
      createRandomStream(seed, ROW_STREAM, replicate).fillRowCounts(counts)
      parts.take(counts)
      for (let s = 0; s < measures.length; s++) values[s]![replicate - from] = measures[s]!()
    }
    return values
  }
}
