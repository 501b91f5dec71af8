import { logBinomialProbability } from './binomial.ts'
import type { RandomStream } from './random.ts'

function drawByInversion(stream: RandomStream, n: number, p: number): number {
  const odds = p / (1 - p)
  const none = Math.exp(n * Math.log1p(-p))
  for (;;) {
    let left = stream.nextUniform()
    let chance = none
    for (let k = 0; k <= n; k++) {
      if (left <= chance) return k
      left -= chance
      chance *= ((n - k) / (k + 1)) * odds
    }
  }
}

/** Hörmann's BTRS: a transformed uniform as hat, a squeeze that accepts most draws at once. */
function drawByRejection(stream: RandomStream, n: number, p: number): number {
  const deviation = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * deviation
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const centre = n * p + 0.5
  const squeeze = 0.92 - 4.2 / b
  const alpha = (2.83 + 5.1 / b) * deviation
  let logMode: number | null = null
  for (;;) {
    const u = stream.nextUniform() - 0.5
    const v = stream.nextUniform()
    const edge = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / edge + b) * u + centre)
    if (edge >= 0.07 && v <= squeeze) return k
    if (k < 0 || k > n) continue
    logMode ??= logBinomialProbability(Math.floor((n + 1) * p), n, p)
    if (Math.log((v * alpha) / (a / (edge * edge) + b)) <= logBinomialProbability(k, n, p) - logMode) return k
  }
}

/**
 * A draw from the binomial law of n trials with chance p in [0, 1]; exact up to rounding, in constant time.
 *
 * @see Hörmann, W. (1993), The generation of binomial random variates, J. Stat. Comput. Simul. 46 (BTRS).
 */
export function drawBinomial(stream: RandomStream, n: number, p: number): number {
  if (n === 0 || p <= 0) return 0
  if (p >= 1) return n
  if (p > 0.5) return n - drawBinomial(stream, n, 1 - p)
  return n * p < 10 ? drawByInversion(stream, n, p) : drawByRejection(stream, n, p)
}

/**
 * Resamples as many rows as `counts` holds, with replacement, and puts into `drawn` how many fell into each cell: the
 * law of resampling the rows themselves, at the cost of the cells.
 */
export function drawMultinomial(stream: RandomStream, counts: ArrayLike<number>, drawn: Int32Array): void {
  let rowsAhead = 0
  for (let cell = 0; cell < counts.length; cell++) rowsAhead += counts[cell]!
  let left = rowsAhead
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell]!
    const here = count === rowsAhead ? left : drawBinomial(stream, left, count / rowsAhead)
    drawn[cell] = here
    left -= here
    rowsAhead -= count
  }
}
