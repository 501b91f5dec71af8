import { readFileSync } from 'node:fs'
import type { BinaryRows, MulticlassRows } from '../../src/evaluation/rows.ts'
import type { MetricContext, Statistic } from '../../src/evaluation/statistic.ts'

/** The columns of a table in test/fixtures/classification. */
export function readColumns(name: string): (column: string) => readonly string[] {
  const [header, ...lines] = readFileSync(new URL(`../fixtures/classification/${name}.csv`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
  const names = header!.split(',')
  const table = lines.map((line) => line.split(','))
  return (column) => table.map((row) => row[names.indexOf(column)]!)
}

/** A table of a binary task as rows, its score in whole parts of 1. */
export function readBinaryRows(name: string, parts: number): BinaryRows & { readonly weights: Float64Array } {
  const column = readColumns(name)
  const scores = Float64Array.from(column('score'), (score) => Number(score) / parts)
  return {
    task: 'binary',
    weights: Float64Array.from(column('weight'), Number),
    groups: null,
    labels: Uint8Array.from(column('label'), Number),
    candidate: { scores, predictions: Uint8Array.from(scores, (score) => (score >= 0.5 ? 1 : 0)) },
    baseline: null,
  }
}

/** A table of many classes as rows, those for which `isKept` says so by label and prediction. */
export function readClassRows(
  name: string,
  parts: number,
  classes: number,
  isKept: (label: number, prediction: number) => boolean = () => true,
): MulticlassRows & { readonly weights: Float64Array } {
  const column = readColumns(name)
  const predictions = column('prediction').map(Number)
  const kept = column('label')
    .map(Number)
    .flatMap((label, row) => (isKept(label, predictions[row]!) ? [row] : []))
  const pick = (from: string) => kept.map((row) => Number(column(from)[row]))
  const names = Array.from({ length: classes }, (_, c) => String(c))
  return {
    task: 'multiclass',
    weights: Float64Array.from(pick('weight')),
    groups: null,
    classes: names,
    labels: Int32Array.from(pick('label')),
    candidate: {
      predictions: Int32Array.from(pick('prediction')),
      scores: names.map((c) => Float64Array.from(pick(c), (score) => score / parts)),
    },
    baseline: null,
  }
}

export const NO_CONTEXT: MetricContext = { costs: null, compared: null }

/** A statistic on rows that weigh, in whichever form it has. */
export function measureStatistic(statistic: Statistic, weights: Float64Array | null): number {
  const weigh = (row: number) => (weights === null ? 1 : weights[row]!)
  switch (statistic.kind) {
    case 'cells': {
      const totals = new Float64Array(statistic.size)
      statistic.cells.forEach((cell, row) => {
        totals[cell]! += weigh(row)
      })
      return statistic.measure(totals)
    }
    case 'sums':
      return statistic.measure(
        Float64Array.from(statistic.terms, (terms) => terms.reduce((sum, term, row) => sum + weigh(row) * term, 0)),
      )
    case 'order':
      return statistic.measure(weights)
  }
}
