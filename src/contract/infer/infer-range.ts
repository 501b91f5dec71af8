import { splitName } from './infer-names.ts'

/** Bounds as a contract writes them; null: none. */
export interface InferredRange {
  readonly minimum: string | null
  readonly maximum: string | null
}

/** Quantities whose bounds everybody knows, by a word of the name; they hold where the data keeps them. */
const KNOWN: readonly (readonly [RegExp, number, number, isWhole?: true])[] = [
  [/^(age|alter|edad|ages)$/, 0, 120],
  [
    /^(rate|ratio|share|fraction|probability|proba|prob|score|anteil|quote|wahrscheinlichkeit|taux|tasa|confidence)$/,
    0,
    1,
  ],
  [/^(percent|percentage|pct|prozent|pourcentage|porcentaje)$/, 0, 100],
  [/^(month|monat|mois|mes)$/, 1, 12, true],
  [/^(hour|stunde|heure|hora)$/, 0, 23, true],
  [/^(year|jahr|annee|ano)$/, 1900, 2100, true],
  [/^(lat|latitude|breitengrad)$/, -90, 90],
  [/^(lon|lng|long|longitude|laengengrad)$/, -180, 180],
]

/** How far beyond what was seen a bound lies, in spans of the data. */
const SLACK = 0.5

/**
 * Bounds that next month's data keep too: those that everybody knows, 0 for what is never negative, else round numbers
 * half a span beyond what was seen. One value alone tells no range.
 */
export function inferRange(name: string, low: number, high: number, isWhole: boolean): InferredRange | null {
  const words = splitName(name)
  for (const [word, minimum, maximum, needsWhole] of KNOWN) {
    if (needsWhole === true && !isWhole) continue
    if (words.some((one) => word.test(one)) && low >= minimum && high <= maximum) {
      return { minimum: String(minimum), maximum: String(maximum) }
    }
  }
  const span = high - low
  if (!(span > 0) || !Number.isFinite(span)) return null
  if (!isWhole && low >= 0 && high <= 1 && high > 0.9) return { minimum: '0', maximum: '1' }
  const bottom = low - SLACK * span
  const minimum = low >= 0 && bottom <= SLACK * span ? 0 : roundOutward(bottom, 'down')
  return { minimum: format(minimum), maximum: format(roundOutward(high + SLACK * span, 'up')) }
}

const STEPS: readonly number[] = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** The next round number on that side: two digits at most. */
function roundOutward(value: number, direction: 'up' | 'down'): number {
  if (value === 0) return 0
  const isAway = value > 0 === (direction === 'up')
  const size = Math.abs(value)
  const power = 10 ** Math.floor(Math.log10(size))
  const steps = isAway
    ? STEPS.find((step) => step * power >= size * (1 - 1e-12))
    : STEPS.findLast((step) => step * power <= size * (1 + 1e-12))
  return Math.sign(value) * (steps ?? 1) * power
}

/** Without the noise of binary fractions. */
function format(value: number): string {
  return String(Number(value.toPrecision(6)))
}

/** The largest round number of one or two digits that is no more than `count`: 7,043 / 4 gives 1500. */
export function roundDown(count: number): number {
  return count < 1 ? 0 : Math.floor(roundOutward(count, 'down'))
}
