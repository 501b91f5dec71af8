import { cleanText } from '../text/escape.ts'
import { countDecimals, formatBound, formatNumber } from './numbers.ts'

/** A part of a drawing as plain data. */
export type Option = Readonly<Record<string, unknown>>

/** What all drawings share. */
export const base: Option = { animation: false, textStyle: { fontFamily: 'inherit', color: 'var(--ink)' } }
const quiet = { color: 'var(--muted)', fontSize: 12 }
/** Whether it lies in [0, 1]. */
export const isShare = (value: number) => value >= 0 && value <= 1
/** A place on an axis of names. */
export const labelOf = (x: number | string) =>
  typeof x === 'number' ? formatNumber(x, countDecimals([x], null)) : cleanText(x, 34)

/** Categories as they are, numbers with thousands and a real minus. */
function writeTick(label: unknown): string {
  return typeof label === 'number' ? formatBound(label) : String(label).replace(/^-/, '−')
}

function axis(hasGrid: boolean): Option {
  return {
    axisLine: { lineStyle: { color: 'var(--line)' } },
    axisTick: { show: false },
    axisLabel: { ...quiet, hideOverlap: true, formatter: writeTick },
    splitLine: { show: hasGrid, lineStyle: { color: 'var(--line)' } },
    nameTextStyle: quiet,
  }
}

/** `isUnit`: from 0 to 1; `fromZero`: with 0 in view, as bars need it. */
export function numberAxis(isUnit: boolean, fromZero = false): Option {
  return { type: 'value', ...axis(true), ...(isUnit ? { min: 0, max: 1 } : { scale: !fromZero }) }
}

/** Names in the order given. */
export function categoryAxis(data: readonly string[]): Option {
  return { type: 'category', data, ...axis(false) }
}
