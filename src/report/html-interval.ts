import { escapeHtml } from '../text/escape.ts'
import type { JudgedInterval } from './gate-numbers.ts'

const WIDTH = 200
const HEIGHT = 24
/** Free at both sides, so that the ends of the interval are seen to be ends. */
const PADDING = 10

/**
 * A judged interval as SVG: the line with its ends, the value, the gate's limit, what lies beyond it shaded, and zero
 * where it is in view. Colours come from the page's style sheet by class. Empty where an end is infinite.
 */
export function renderIntervalSvg(interval: JudgedInterval): string {
  const { low, value, high, limit, allowed, text } = interval
  if (![low, value, high, limit].every(Number.isFinite)) return ''
  const [start, end] = [Math.min(low, limit), Math.max(high, limit)]
  const span = end - start || 1
  const place = (number: number) => round(PADDING + ((number - start) / span) * (WIDTH - 2 * PADDING))
  const [left, middle, right, edge] = [place(low), place(value), place(high), place(limit)]
  const beyond = allowed === 'above' ? `x="0" width="${edge}"` : `x="${edge}" width="${round(WIDTH - edge)}"`
  const center = HEIGHT / 2
  return [
    `<svg class="interval" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">`,
    `<title>${escapeHtml(`interval ${text}, limit ${String(limit).replace('-', '−')}`)}</title>`,
    `<rect class="beyond" ${beyond} y="0" height="${HEIGHT}"/>`,
    start < 0 && end > 0 ? `<line class="zero" x1="${place(0)}" x2="${place(0)}" y1="3" y2="${HEIGHT - 3}"/>` : '',
    `<line class="limit" x1="${edge}" x2="${edge}" y1="0" y2="${HEIGHT}"/>`,
    `<line class="range" x1="${left}" x2="${right}" y1="${center}" y2="${center}"/>`,
    ...[left, right].map((x) => `<line class="range" x1="${x}" x2="${x}" y1="${center - 4}" y2="${center + 4}"/>`),
    `<circle class="value" cx="${middle}" cy="${center}" r="4"/>`,
    '</svg>',
  ].join('')
}

const round = (number: number): number => Math.round(number * 10) / 10
