import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Figure } from '../../src/core/result.ts'
import { drawXyChart, escapeMermaid, type XyChart } from '../../src/report/mermaid.ts'
import { plotFigure } from '../../src/report/mermaid-figures.ts'
import { HOSTILE, readFixture } from './fixtures.ts'

const CHART: XyChart = {
  title: 'ROC',
  x: { title: 'false positive rate', low: 0, high: 1 },
  y: { title: 'true positive rate', low: 0, high: 1 },
  lines: [
    [0, 0.61234, 1],
    [0, 0.5, 1],
  ],
}

/** All that a drawing may consist of: labels in quotes without any sign that Mermaid reads, and plain numbers. */
const LABEL = `"(?:[\\p{L}\\p{M}\\p{N} .,()+/=_·…→−–±≤≥²³°-]|%(?![%{]))+"`
const NUMBER = '-?\\d+(?:\\.\\d+)?'
const GRAMMAR = new RegExp(
  [
    '^```mermaid\\n---\\nconfig:\\n  themeVariables:\\n    xyChart:\\n      plotColorPalette: "[#0-9a-f, ]+"\\n---\\nxychart-beta',
    `  title ${LABEL}`,
    `  x-axis ${LABEL} (?:${NUMBER} --> ${NUMBER}|\\[${LABEL}(?:, ${LABEL})*\\])`,
    `  y-axis ${LABEL} ${NUMBER} --> ${NUMBER}`,
    `(?:  line \\[${NUMBER}(?:, ${NUMBER})*\\]\\n)+\`\`\`$`,
  ].join('\\n'),
  'u',
)

describe('a label', () => {
  it.each(['ROC', 'R² ≥ 0.5', 'gain at 10 %', 'Größe (m)', '合同', 'a_b-c/d=e'])('%j stands as it is', (text) => {
    expect(escapeMermaid(text)).toBe(text)
  })

  it.each([
    '',
    'a"b',
    '`md`',
    '%%{init: {}}%%',
    '%%comment',
    'a;b',
    '#quot;',
    '<b>',
    'a&b',
    '{x}',
    '[x]',
    'a\\n',
    'click: x',
    'a|b',
    '$$x$$',
    "it's",
    'a\u202Eb',
    'a\u200Bb',
  ])('%j stands nowhere', (text) => {
    expect(escapeMermaid(text)).toBeNull()
  })

  it('is one line of at most 60 letters', () => {
    expect(escapeMermaid('a\n```\nb')).toBeNull()
    expect(escapeMermaid('a\n b')).toBe('a b')
    expect(escapeMermaid('x'.repeat(99))).toBe(`${'x'.repeat(59)}…`)
  })
})

describe('a drawing', () => {
  it('is an xychart with an axis of numbers and one line each', () => {
    expect(drawXyChart(CHART)!.markdown.split('\n').slice(7, -1)).toEqual([
      'xychart-beta',
      '  title "ROC"',
      '  x-axis "false positive rate" 0 --> 1',
      '  y-axis "true positive rate" 0 --> 1',
      '  line [0, 0.612, 1]',
      '  line [0, 0.5, 1]',
    ])
  })

  it('numbers what it cannot name, and says beside it what the numbers mean', () => {
    const { markdown, legend } = drawXyChart({
      ...CHART,
      title: '%%{init: {}}%%',
      x: { title: 'contract', categories: ['One "year"', 'Two year', '`x`'] },
    })!
    expect(markdown).toContain('  title "plot"\n  x-axis "contract" ["1", "Two year", "3"]\n')
    expect(legend).toEqual(['plot: %%{init: {}}%%', '1: One "year"', '3: `x`'])
  })

  it.each<[string, Partial<XyChart>]>([
    ['no line', { lines: [] }],
    ['a hole', { lines: [[0, Number.NaN, 1]] }],
    ['an axis without length', { x: { title: 'x', low: 1, high: 1 } }],
    ['an infinite end', { y: { title: 'y', low: 0, high: Number.POSITIVE_INFINITY } }],
    ['numbers that need an exponent', { y: { title: 'y', low: 0, high: 1e30 } }],
  ])('of %s is none', (_, change) => {
    expect(drawXyChart({ ...CHART, ...change })).toBeNull()
  })

  it('holds nothing but labels and numbers, whatever the texts and values', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.string({ unit: fc.constantFrom(...'%{}"`;#<>&[]:\\\n ab1'), maxLength: 30 }),
      fc.constant(HOSTILE),
    )
    const number = fc.double({ noDefaultInfinity: true, noNaN: true, min: -1e9, max: 1e9 })
    fc.assert(
      fc.property(
        text,
        text,
        fc.array(text, { minLength: 1, maxLength: 4 }),
        number,
        number,
        (a, b, names, low, high) => {
          const chart = drawXyChart({
            title: a,
            x: { title: b, categories: names },
            y: { title: a, low, high },
            lines: [names.map(() => low)],
          })
          if (low < high) expect(chart!.markdown).toMatch(GRAMMAR)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a figure as a drawing', () => {
  const roc = readFixture('compare-pass').figures.find(({ id }) => id === 'roc')!
  const bent: Figure = {
    ...roc,
    series: [
      {
        name: 'candidate',
        points: [
          { x: 0, y: 0 },
          { x: 0, y: 0.5 },
          { x: 0.5, y: 1 },
          { x: 1, y: 1 },
        ],
      },
      {
        name: 'production',
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
      },
    ],
  }

  it('takes its lines at equal distances, the diagonal beside them', () => {
    const plot = plotFigure(bent)!
    const lines = plot.chart.markdown.split('\n').filter((line) => line.startsWith('  line'))
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^ {2}line \[0\.5, 0\.525, 0\.55, .+, 0\.975, 1, 1, /)
    expect(lines[1]).toBe(lines[2])
    expect(plot.lines.map(({ name }) => name)).toEqual(['candidate', 'production', 'diagonal'])
  })

  it('can be read as numbers too', () => {
    expect(plotFigure(bent)!.readings).toEqual({
      axis: 'false positive rate',
      places: ['0.100', '0.250', '0.500', '0.750', '0.900'],
      values: [
        { name: 'candidate', cells: ['0.600', '0.750', '1.000', '1.000', '1.000'] },
        { name: 'production', cells: ['0.100', '0.250', '0.500', '0.750', '0.900'] },
      ],
    })
  })

  it('shows lines only where all of them were measured', () => {
    const series = [
      {
        name: 'a',
        points: [
          { x: 10, y: 5 },
          { x: 30, y: 6 },
        ],
      },
      {
        name: 'b',
        points: [
          { x: 20, y: 7 },
          { x: 40, y: 9 },
        ],
      },
    ]
    expect(plotFigure({ ...roc, series })!.chart.markdown).toContain(' 20 --> 30\n')
    expect(plotFigure({ ...roc, series: [series[0]!, { name: 'c', points: [{ x: 99, y: 1 }] }] })).toBeNull()
  })

  it('of names has them on its axis', () => {
    const points = ['Jan', 'Feb', 'Mar'].map((x, y) => ({ x, y }))
    const plot = plotFigure({ ...roc, series: [{ name: 'mean', points }] })!
    expect(plot.chart.markdown).toContain('["Jan", "Feb", "Mar"]\n')
    expect(plot.readings.values).toEqual([{ name: 'mean', cells: ['0.000', '1.000', '2.000'] }])
  })

  it('is none where lines cannot show it', () => {
    const { figures } = readFixture('compare-pass')
    const kinds = figures.filter(({ kind }) => kind !== 'line')
    expect(kinds.length).toBeGreaterThan(0)
    expect(kinds.map(plotFigure)).toEqual(kinds.map(() => null))
  })
})
