import { formatPlural } from '../core/count.ts'

/** How many digits behind the point show a difference from that bound: at least three (none of thousands), at most six. */
export function decimalsOf(bound: number): number {
  const text = String(bound)
  const written = /e-(\d+)$/.exec(text)?.[1] ?? text.split('.')[1]?.length ?? 0
  return Math.min(6, Math.max(Math.abs(bound) >= 1000 ? 0 : 3, Number(written)))
}

/** `0.412`; never `-0.000`. */
export function formatNumber(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  return Number(text) === 0 ? text.replace('-', '') : text
}

/** `+0.004`, `-0.021`, `0.000`. */
export function formatSigned(value: number, decimals: number): string {
  const text = formatNumber(value, decimals)
  return Number(text) > 0 ? `+${text}` : text
}

/** `two-sided 95 % interval -0.094 to +0.052`. */
export function formatInterval(
  interval: readonly [number, number],
  confidence: number,
  decimals: number,
  isDifference: boolean,
): string {
  const format = isDifference ? formatSigned : formatNumber
  return `${nameInterval(confidence)} ${format(interval[0], decimals)} to ${format(interval[1], decimals)}`
}

/** `two-sided 95 % interval`. */
export function nameInterval(confidence: number): string {
  return `two-sided ${Number((confidence * 100).toFixed(4))} % interval`
}

/** `1 row`, `1,409 rows`. */
export function formatRows(rows: number | null): string {
  return formatPlural(rows ?? 0, 'row')
}
