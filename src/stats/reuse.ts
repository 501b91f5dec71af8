/** How the answers of earlier looks were kept: nobody saw them, or each pass or fail was seen before the next look. */
export type Secrecy = 'hidden' | 'shown'

/** Looks at one test set, and the confidence stated for each by itself. */
export interface Looks {
  /** This one included, at least 1. */
  readonly looks: number
  /** In (0, 1). */
  readonly confidence: number
  readonly secrecy: Secrecy
}

/**
 * ln(1/δ') for the error δ' that each of H looks may have so that all of them together err with δ = 1 − confidence at
 * most: δ' = δ/H where nobody saw the answers between, δ/2^H where each was seen and could steer the next.
 *
 * @example computeDemand({ looks: 4, confidence: 0.95, secrecy: 'hidden' }) // 4.38… = ln(80)
 * @see Renggli et al. (2019), Continuous integration of machine learning models with ease.ml/ci, section 3.
 */
export function computeDemand({ looks, confidence, secrecy }: Looks): number {
  return (secrecy === 'hidden' ? Math.log(looks) : looks * Math.LN2) - Math.log1p(-confidence)
}

/**
 * What the confidence stated for one look is still worth after that many, by the same bounds: 1 − Hδ or 1 − 2^H δ, at
 * least 0.
 *
 * @example computeWorth({ looks: 5, confidence: 0.95, secrecy: 'hidden' }) // 0.75
 */
export function computeWorth({ looks, confidence, secrecy }: Looks): number {
  const times = secrecy === 'hidden' ? looks : 2 ** looks
  return Math.max(0, 1 - times * (1 - confidence))
}

/**
 * How far the accuracy measured on that many rows may lie above the true one (Hoeffding, one-sided): sqrt(L / 2n).
 *
 * @param demand of `computeDemand`
 * @see Hoeffding (1963), JASA 58.
 */
export function computeHoeffdingTolerance(rows: number, demand: number): number {
  return Math.sqrt(demand / (2 * rows))
}

/** Rows whose accuracy is true to within `tolerance` (Hoeffding, one-sided): L / 2ε², rounded up. */
export function computeHoeffdingLabels(tolerance: number, demand: number): number {
  return Math.ceil(demand / (2 * tolerance * tolerance))
}

/**
 * How far the measured difference of two models' accuracies may lie above the true one (Bennett, one-sided), where they
 * disagree on a share `disagreement` of the rows: the ε with n p h(ε/p) = L, h(u) = (1+u) ln(1+u) − u.
 *
 * @param disagreement in (0, 1]; 0 gives 0: models that never disagree do not differ
 * @see Bennett (1962), JASA 57.
 */
export function computeBennettTolerance(rows: number, disagreement: number, demand: number): number {
  if (disagreement <= 0) return 0
  const target = demand / (rows * disagreement)
  // h is convex with h(u) ≥ u²/2 − u³/6: Newton from above its root comes down to it without a step too far
  let u = Math.sqrt(2 * target) + target
  for (let step = 0; step < 100; step += 1) {
    const next = u - (computeH(u) - target) / Math.log1p(u)
    if (!(next < u)) break
    u = next
  }
  return u * disagreement
}

/** Rows on which the difference is true to within `tolerance` (Bennett, one-sided): L / (p h(ε/p)), rounded up. */
export function computeBennettLabels(tolerance: number, disagreement: number, demand: number): number {
  return disagreement <= 0 ? 0 : Math.ceil(demand / (disagreement * computeH(tolerance / disagreement)))
}

/** (1+u) ln(1+u) − u for u ≥ 0; its series where the difference would lose digits. */
function computeH(u: number): number {
  if (u > 0.05) return (1 + u) * Math.log1p(u) - u
  let sum = 0
  let power = u
  for (let k = 2; k <= 14; k += 1) {
    power *= k === 2 ? u : -u
    sum += power / (k * (k - 1))
  }
  return sum
}
