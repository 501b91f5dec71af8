import { describe, expect, it } from 'vitest'
import type { Figure } from '../../src/core/result.ts'
import { describeOption, styleSeries } from '../../src/report/chart-options.ts'

const figure = (
  kind: Figure['kind'],
  names: readonly string[],
  points: Figure['series'][number]['points'],
): Figure => ({
  id: 'x',
  kind,
  title: 'title',
  x: 'metric',
  y: 'difference',
  series: names.map((name) => ({ name, points })),
})
const line = (count: number) => Array.from({ length: count }, (_, i) => ({ x: i / count, y: i / count }))

describe('styleSeries', () => {
  it.each([
    [['candidate', 'production'], 0],
    [['production', 'candidate'], 1],
    [['difference'], 0],
  ])('of %j sets off the series at %d', (names, main) => {
    const styled = styleSeries(figure('line', names, line(3)))
    expect(styled.map(({ colour }) => colour === 'var(--chart-1)')).toEqual(names.map((_, index) => index === main))
    expect(new Set(styled.map(({ colour, dash }) => `${colour} ${dash}`)).size).toBe(names.length)
  })

  it('draws so many series and points, whatever a file holds', () => {
    const names = Array.from({ length: 40 }, (_, i) => `series ${i}`)
    const styled = styleSeries(figure('line', names, line(3000)))
    expect(styled).toHaveLength(8)
    expect(styled[0]!.series.points).toHaveLength(500)
  })
})

describe('describeOption', () => {
  it('draws shares over shares on a square with its diagonal', () => {
    const { option } = describeOption(figure('line', ['candidate'], line(10)))
    expect(option).toMatchObject({ xAxis: { min: 0, max: 1 }, yAxis: { min: 0, max: 1 } })
    expect((option['series'] as readonly { data: unknown }[])[0]!.data).toEqual([
      [0, 0],
      [1, 1],
    ])
  })

  it('lays intervals one below the other, their values along the bottom, with a line at zero', () => {
    const points = [
      { x: 'ROC AUC', y: 0.01, low: -0.01, high: 0.03 },
      { x: 'recall', y: 0.02, low: 0.01, high: 0.03 },
    ]
    const { option, height } = describeOption(figure('interval', ['difference'], points))
    expect(option).toMatchObject({
      xAxis: { type: 'value', name: 'difference' },
      yAxis: { type: 'category', data: ['ROC AUC', 'recall'], inverse: true },
      series: [
        {
          data: [
            [0, 0],
            [0, 1],
          ],
        },
        {
          data: [
            [0, -0.01, 0.03, 0.01],
            [1, 0.01, 0.03, 0.02],
          ],
        },
      ],
    })
    expect(height).toBe(124)
  })

  it('starts bars at zero', () => {
    const { option } = describeOption(figure('bar', ['candidate'], [{ x: '0.00–0.05', y: 12 }]))
    expect(option).toMatchObject({ xAxis: { type: 'category', data: ['0.00–0.05'] }, yAxis: { scale: false } })
  })
})
