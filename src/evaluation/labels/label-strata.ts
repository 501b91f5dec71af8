import { sortOrder } from '../../stats/sort-order.ts'

/** What two models said of the same rows, labelled or not: classes as texts, and scores where there are some. */
export interface AnsweredRows {
  readonly candidate: { readonly predictions: readonly string[]; readonly scores: Float64Array | null }
  readonly baseline: { readonly predictions: readonly string[]; readonly scores: Float64Array | null }
}

/** Rows that both models answer alike: `Yes|No` where the candidate says Yes and the baseline No. */
export interface Stratum {
  readonly name: string
  /** Whether both models predict the same class. */
  readonly agrees: boolean
  /** Indices of its rows. */
  readonly rows: readonly number[]
}

/** Strata of rows on which the scores differ little, more, and most. */
const SCORE_PARTS = 3

/**
 * Cuts rows into strata by what both models predict, and where scores count also by how far they lie apart. It rests on
 * the two models' answers alone, so the same strata come out when the labels are back.
 */
export function findStrata({ candidate, baseline }: AnsweredRows, byScores: boolean): readonly Stratum[] {
  const strata = new Map<string, { agrees: boolean; rows: number[] }>()
  const parts = byScores ? rankGaps(candidate.scores, baseline.scores) : null
  candidate.predictions.forEach((ours, row) => {
    const theirs = baseline.predictions[row]!
    const pair = `${escapeName(ours)}|${escapeName(theirs)}`
    const name = parts === null ? pair : `${pair}|${parts[row]! + 1}`
    const known = strata.get(name)
    if (known) known.rows.push(row)
    else strata.set(name, { agrees: ours === theirs, rows: [row] })
  })
  return [...strata].map(([name, stratum]) => ({ name, ...stratum })).sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Which third of the distances between the two scores a row lies in; equal distances in one. */
function rankGaps(ours: Float64Array | null, theirs: Float64Array | null): Uint8Array | null {
  if (ours === null || theirs === null) return null
  const gaps = ours.map((score, row) => Math.abs(score - theirs[row]!))
  const order = sortOrder(gaps)
  const edges = Array.from({ length: SCORE_PARTS - 1 }, (_, part) => {
    const position = Math.floor((order.length * (part + 1)) / SCORE_PARTS)
    return gaps[order[position]!]!
  })
  return Uint8Array.from(gaps, (gap) => edges.filter((edge) => gap >= edge).length)
}

function escapeName(text: string): string {
  return text.replace(/[%|]/g, encodeURIComponent)
}
