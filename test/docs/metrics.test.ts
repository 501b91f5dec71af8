import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findMetric, listMetricNames, type MetricInfo, type Task } from '../../src/core/metric.ts'
import { chooseMethod } from '../../src/evaluation/comparison/comparison-methods.ts'
import { createStatistics } from '../../src/evaluation/metrics/metric-statistics.ts'
import type { TaskRows } from '../../src/evaluation/rows.ts'

/** One row of a table of docs/metrics.md; cells as they stand there. */
interface Entry {
  readonly section: string
  readonly names: readonly string[]
  readonly library: readonly string[]
  readonly better: string
  readonly definition: string
  readonly interval: string
}

const listCodes = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!)

const ENTRIES: readonly Entry[] = readFileSync(resolve(import.meta.dirname, '../../docs/metrics.md'), 'utf8')
  .split(/^## /m)
  .slice(1)
  .flatMap((text) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line): Entry => {
        const cells = line
          .slice(1, -1)
          .split(/(?<!\\)\|/)
          .map((cell) => cell.trim())
        // a name in brackets is a pattern, no metric
        const [name, library, better, definition, , interval] = cells as [
          string,
          string,
          string,
          string,
          string,
          string,
        ]
        const names = listCodes(name.replace(/\(.*\)/, ''))
        return { section: text.split('\n')[0]!, names, library: listCodes(library), better, definition, interval }
      }),
  )

const EVERY = 'Any task: what is not measured on rows'
const SECTIONS: readonly (readonly [Task, readonly string[]])[] = [
  ['binary', ['Binary', EVERY]],
  ['multiclass', ['Many classes', EVERY]],
  ['regression', ['Regression', EVERY]],
  ['forecast', ['Forecasts', 'Regression', EVERY]],
  ['ranking', ['Ranking', EVERY]],
  ['graded', ['Graded answers', EVERY]],
]

const COUNT = 12
const alternate = Array.from({ length: COUNT }, (_, i) => i % 2)
const numbers = Float64Array.from({ length: COUNT }, (_, i) => (i + 1) / (COUNT + 1))
const shared = { weights: null, groups: null }
const numeric = {
  ...shared,
  labels: numbers,
  scales: numbers,
  candidate: { predictions: numbers, lower: numbers, upper: numbers },
  baseline: null,
}
const scored = { candidate: { scores: numbers }, baseline: null }

/** A few rows of each task, to see what a metric is computed from. */
const ROWS: Readonly<Record<Task, TaskRows>> = {
  binary: {
    ...shared,
    task: 'binary',
    labels: Uint8Array.from(alternate),
    candidate: { predictions: Uint8Array.from(alternate), scores: numbers },
    baseline: null,
  },
  multiclass: {
    ...shared,
    task: 'multiclass',
    classes: ['a', 'b'],
    labels: Int32Array.from(alternate),
    candidate: { predictions: Int32Array.from(alternate), scores: [numbers, numbers.map((score) => 1 - score)] },
    baseline: null,
  },
  regression: { ...numeric, task: 'regression' },
  forecast: { ...numeric, task: 'forecast' },
  ranking: { ...shared, ...scored, task: 'ranking', queries: Int32Array.from(alternate), labels: numbers },
  graded: { ...shared, ...scored, task: 'graded' },
}

/** The default interval in the words of the page, from what the code chooses for few rows and for many. */
function describeInterval(metric: MetricInfo, task: Task): string {
  if (metric.needs === 'run') return 'none'
  const context = {
    costs: [
      [0, 1],
      [5, 0],
    ],
    compared: { codes: Int32Array.from(alternate), names: ['x', 'y'] },
  }
  const [statistic] = createStatistics([metric], ROWS[task], 'candidate', context)
  const sampling = { isPlain: true, isByCells: statistic!.kind === 'cells' }
  const few = chooseMethod(metric, null, { ...sampling, units: 20_000, rarer: 10_000 })
  const many = chooseMethod(metric, null, { ...sampling, units: 20_001, rarer: 10_000 })
  const rare = chooseMethod(metric, null, { ...sampling, units: 20_001, rarer: 199 })
  const least = chooseMethod(metric, null, { ...sampling, units: 20_001, rarer: 200 })
  if (few === 'delong' && many === 'delong') return 'DeLong'
  if (many === few) return 'bca'
  return rare === least ? 'bca, normal' : 'bca, normal from 200 rows of the rarer class'
}

describe('docs/metrics.md', () => {
  it.each(SECTIONS)('names every metric of %s once, and no other', (task, sections) => {
    const told = ENTRIES.filter(({ section }) => sections.includes(section)).flatMap(({ names }) => names)
    expect(told.toSorted()).toEqual([...listMetricNames(task)].sort())
  })

  it.each(SECTIONS)('tells which end is better and how intervals of %s are made as the code does', (task, sections) => {
    for (const { section, names, better, interval } of ENTRIES) {
      if (!sections.includes(section)) continue
      for (const name of names) {
        const metric = findMetric(name, task)!
        expect([name, better, interval]).toEqual([name, metric.better, describeInterval(metric, task)])
      }
    }
  })

  it('gives names of scikit-learn only to the metric that they ask for', () => {
    for (const { names, library } of ENTRIES) {
      const resolved = library.map((name) => findMetric(name)?.name).filter((name) => name !== undefined)
      expect(resolved.filter((name) => !names.includes(name) && name !== 'top_2_accuracy')).toEqual([])
    }
  })

  it('defines each metric', () => {
    expect(ENTRIES.filter(({ definition }) => definition.length < 8)).toEqual([])
  })
})
