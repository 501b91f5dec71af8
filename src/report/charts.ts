import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Figure } from '../core/result.ts'
import { type ChartPoint, describeOption, listPoints } from './chart-options.ts'

use([LineChart, BarChart, CustomChart, GridComponent, SVGRenderer])

/** A figure as it is drawn, and where in the drawing its points lie. */
export interface Drawing {
  readonly svg: string
  readonly marks: readonly Mark[]
}

/** A point of a figure and its place in the drawing's own units; null where the drawing has none for it. */
export interface Mark extends ChartPoint {
  readonly at: readonly [number, number] | null
}

/**
 * A figure as SVG text, drawn here and now: no script, no style, no reference to anything outside. Colours are the page's
 * CSS variables, so that the drawing follows light and dark.
 *
 * @param id unique in the page; the drawing is named by the element `ID-title`
 */
export function drawChart(figure: Figure, id: string): Drawing {
  const { option, width, height } = describeOption(figure)
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption(option as EChartsCoreOption)
    const svg = tidy(chart.renderToSVGString(), id)
    const marks = listPoints(figure).map((point): Mark => {
      const [x, y] = chart.convertToPixel({ gridIndex: 0 }, [...point.place]) as [number, number]
      const isDrawn = Number.isFinite(x) && Number.isFinite(y)
      return { ...point, at: isDrawn ? [Math.round(x * 10) / 10, Math.round(y * 10) / 10] : null }
    })
    return { svg, marks }
  } finally {
    chart.dispose()
  }
}

/**
 * Takes out what only the library's own browser part needs, its running numbers, which differ from call to call, and
 * styles, which the page's content security policy refuses.
 */
function tidy(svg: string, id: string): string {
  return svg
    .replace(/<style\b[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/ (class|pointer-events|ecmeta_[a-z_]+)="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) => writeAttributes(style))
    .replace(/zr\d+-/g, `${id}-`)
    .replace(
      /^<svg [^>]*viewBox="([^"]*)"[^>]*>/,
      `<svg class="chart" viewBox="$1" role="img" aria-labelledby="${id}-title">`,
    )
    .replace(/\n+/g, '')
}

/** `font-size:12px;` as ` font-size="12px"`. */
function writeAttributes(style: string): string {
  return style
    .split(';')
    .filter((rule) => rule.includes(':'))
    .map((rule) => ` ${rule.slice(0, rule.indexOf(':')).trim()}="${rule.slice(rule.indexOf(':') + 1).trim()}"`)
    .join('')
}
