import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Figure } from '../core/result.ts'
import { describeOption } from './chart-options.ts'

use([LineChart, BarChart, CustomChart, GridComponent, SVGRenderer])

/**
 * A figure as SVG text, drawn here and now: no script, no style sheet, no reference to anything outside. Colours are the
 * page's CSS variables, so that the drawing follows light and dark.
 *
 * @param id unique in the page; the drawing is named by the element `ID-title`
 */
export function renderChart(figure: Figure, id: string): string {
  const { option, width, height } = describeOption(figure)
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption(option as EChartsCoreOption)
    return tidy(chart.renderToSVGString(), id)
  } finally {
    chart.dispose()
  }
}

/** Takes out what only the library's own browser part needs, and its running numbers, which differ from call to call. */
function tidy(svg: string, id: string): string {
  return svg
    .replace(/<style\b[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/ (class|pointer-events|ecmeta_[a-z_]+)="[^"]*"/g, '')
    .replace(/zr\d+-/g, `${id}-`)
    .replace(
      /^<svg [^>]*viewBox="([^"]*)"[^>]*>/,
      `<svg class="chart" viewBox="$1" role="img" aria-labelledby="${id}-title">`,
    )
    .replace(/\n+/g, '')
}
