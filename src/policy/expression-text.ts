import { formatNumber } from './gate-numbers.ts'
import type { Judgement } from './judgement.ts'

/** Numbers beyond these are counted only. */
const MOST_SHOWN = 6

/** `metrics.recall.difference = -0.012, rows = 1409`; null where no number was looked at. */
export function describeOperands({ operands }: Pick<Judgement, 'operands'>): string | null {
  if (operands === null) return null
  const entries = Object.entries(operands)
  const shown = entries.slice(0, MOST_SHOWN).map(([path, value]) => `${path} = ${formatOperandValue(value)}`)
  const rest = entries.length - shown.length
  return shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

function formatOperandValue(value: number | null): string {
  if (value === null) return 'undefined'
  if (Number.isInteger(value)) return String(value)
  const rounded = formatNumber(value, 6)
  // what six digits would call nothing is shown as it is
  return Number(rounded) === 0 ? value.toPrecision(3) : String(Number(rounded))
}
