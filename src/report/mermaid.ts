import { cleanText } from '../text/escape.ts'

/** A chart of lines over one axis, as plain data. */
export interface XyChart {
  readonly title: string
  readonly x: { readonly title: string } & (
    | { readonly low: number; readonly high: number }
    | { readonly categories: readonly string[] }
  )
  readonly y: { readonly title: string; readonly low: number; readonly high: number }
  /** Values at equal distances from the left end of the axis to the right one, or one for each category. */
  readonly lines: readonly (readonly number[])[]
}

/** A drawn chart, and what its labels had to be left out of it. */
export interface DrawnChart {
  /** The code block, fences included. */
  readonly markdown: string
  /** `x: …`, `1: …`: texts that could not stand in the drawing; plain text. */
  readonly legend: readonly string[]
}

/** The squares that name the lines in a text, and the colours that they stand for, readable on light and dark. */
export const LINE_SIGNS = ['🟦', '🟧', '⬜', '🟪'] as const
const COLOURS = ['#3b82f6', '#e07a1f', '#9ca3af', '#8b5cf6']

const MOST_LETTERS = 60

/** Letters and digits of any script, and signs that mean nothing to Mermaid, HTML or Markdown within quotes. */
const INERT = /^(?:[\p{L}\p{M}\p{N} .,()+/=_·…→−–±≤≥²³°-]|%(?![%{]))*$/u

/**
 * A text as it may stand between the quotes of a label; null where it holds a sign that Mermaid, or the page around it,
 * could read as more than text (quotes, backticks, `%%{`, `#…;`, `<`, line breaks, `\`, `:`).
 */
export function escapeMermaid(text: string): string | null {
  const line = cleanText(text, MOST_LETTERS)
  return line !== '' && INERT.test(line) ? line : null
}

/** A fenced Mermaid drawing that GitHub shows as a picture; null where the numbers make none. */
export function drawXyChart(chart: XyChart): DrawnChart | null {
  const { x, y } = chart
  const lines = chart.lines.slice(0, LINE_SIGNS.length)
  const ends = [y.low, y.high, ...('low' in x ? [x.low, x.high] : [])]
  if (lines.length === 0 || !ends.every(isDrawable) || y.low >= y.high || !lines.flat().every(isDrawable)) return null
  if ('low' in x && x.low >= x.high) return null
  const legend: string[] = []
  const label = (text: string, substitute: string) => {
    const inert = escapeMermaid(text)
    if (inert === null && cleanText(text) !== '') legend.push(`${substitute}: ${text}`)
    return `"${inert ?? substitute}"`
  }
  const write = (value: number, [low, high]: readonly [number, number]) => formatPlain(value, high - low)
  const title = label(chart.title, 'plot')
  const axis =
    'low' in x
      ? `${write(x.low, [x.low, x.high])} --> ${write(x.high, [x.low, x.high])}`
      : `[${x.categories.map((name, index) => label(name, String(index + 1))).join(', ')}]`
  const range = [y.low, y.high] as const
  const code = [
    '---',
    'config:',
    '  themeVariables:',
    '    xyChart:',
    `      plotColorPalette: "${COLOURS.join(', ')}"`,
    '---',
    'xychart-beta',
    `  title ${title}`,
    `  x-axis ${label(x.title, 'x')} ${axis}`,
    `  y-axis ${label(y.title, 'y')} ${write(y.low, range)} --> ${write(y.high, range)}`,
    ...lines.map((line) => `  line [${line.map((value) => write(value, range)).join(', ')}]`),
  ]
  return { markdown: `\`\`\`mermaid\n${code.join('\n')}\n\`\`\``, legend }
}

const isDrawable = (value: number): boolean => Number.isFinite(value) && Math.abs(value) < 1e15

/** Without an exponent, which Mermaid does not read, to a five-hundredth of the range. */
function formatPlain(value: number, range: number): string {
  const decimals = Math.min(15, Math.max(0, Math.ceil(-Math.log10(range / 500))))
  return String(value.toFixed(decimals))
    .replace(/^-(0(?:\.0+)?)$/, '$1')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
}
