import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { chooseRows } from '../../../src/evaluation/labels/label-choice.ts'
import { estimateDifference, type LabelledStratum } from '../../../src/evaluation/labels/label-estimate.ts'
import { type AnsweredRows, findStrata } from '../../../src/evaluation/labels/label-strata.ts'
import type { Statistic } from '../../../src/evaluation/statistic.ts'
import { createRandomStream } from '../../../src/stats/random.ts'

/** Labels, and two models' classes of one telephone company's customers. */
function readChurn(candidate: string, threshold: number) {
  const column = (path: string, name: string) => {
    const [header, ...lines] = readFileSync(`examples/churn/${path}`, 'utf8').trim().split('\n')
    const at = header!.split(',').indexOf(name)
    const id = header!.split(',').indexOf('customer_id')
    return new Map(lines.map((line) => [line.split(',')[id]!, line.split(',')[at]!]))
  }
  const labels = column('data/test.csv', 'churn')
  const scores = (variant: string) => column(`variants/${variant}/predictions.csv`, 'score')
  const [ours, theirs] = [scores(candidate), scores('production')]
  const ids = [...labels.keys()]
  const answer = (of: Map<string, string>) => {
    const own = Float64Array.from(ids, (id) => Number(of.get(id)))
    return { scores: own, predictions: [...own].map((score) => (score >= threshold ? 'Yes' : 'No')) }
  }
  return { labels: ids.map((id) => labels.get(id)!), rows: { candidate: answer(ours), baseline: answer(theirs) } }
}

type Measured = 'accuracy' | 'recall'

function makeStatistic(labels: readonly string[], predictions: readonly string[], metric: Measured): Statistic {
  const cells = Int32Array.from(
    labels,
    (label, row) => 2 * Number(label === 'Yes') + Number(predictions[row] === 'Yes'),
  )
  const measure = ([tn, fp, fn, tp]: Float64Array | number[]) =>
    metric === 'accuracy' ? (tn! + tp!) / (tn! + fp! + fn! + tp!) : tp! / (fn! + tp!)
  return { kind: 'cells', cells, size: 4, measure, undefinedBecause: null, notes: [] }
}

/** Labels the chosen rows and estimates; strata without labels stand by one row, assumed to be right. */
function estimate(labels: readonly string[], rows: AnsweredRows, count: number, seed: number, metric: Measured) {
  const strata = findStrata(rows, false)
  const only = metric === 'accuracy' ? 'disagreeing' : 'all'
  const chosen = chooseRows(strata, count, { only, spread: strata.map(() => 0.5), seed })
  const positions: number[] = []
  const labelled = strata.map((stratum): LabelledStratum => {
    const own = chosen.filter((one) => one.stratum === stratum.name).map(({ row }) => row)
    const kept = own.length > 0 ? own : [stratum.rows[0]!]
    const at = kept.map((row) => positions.push(row) - 1)
    const { name, agrees } = stratum
    return { name, agrees, size: stratum.rows.length, rows: at, isAssumed: own.length === 0 }
  })
  const assumed = new Set(labelled.filter((one) => one.isAssumed).flatMap((one) => one.rows))
  const seen = positions.map((row, at) => (assumed.has(at) ? rows.candidate.predictions[row]! : labels[row]!))
  const statistic = (model: 'candidate' | 'baseline') =>
    makeStatistic(
      seen,
      positions.map((row) => rows[model].predictions[row]!),
      metric,
    )
  return {
    labels: chosen.length,
    ...estimateDifference([statistic('candidate'), statistic('baseline')], labelled, 0.95, [-1, 1]),
  }
}

function shareRight(labels: readonly string[], rows: AnsweredRows, metric: Measured): number {
  const of = (model: 'candidate' | 'baseline') => {
    const counted = labels.flatMap((label, row) => (metric === 'accuracy' || label === 'Yes' ? [row] : []))
    return counted.filter((row) => rows[model].predictions[row] === labels[row]).length / counted.length
  }
  return of('candidate') - of('baseline')
}

const resample = (rows: AnsweredRows, labels: readonly string[], seed: number) => {
  const stream = createRandomStream(seed, 50, 0)
  const order = labels.map(() => Math.floor(stream.nextUniform() * labels.length))
  const take = ({ predictions }: AnsweredRows['candidate']) => ({
    predictions: order.map((row) => predictions[row]!),
    scores: null,
  })
  return {
    labels: order.map((row) => labels[row]!),
    rows: { candidate: take(rows.candidate), baseline: take(rows.baseline) },
  }
}

describe('labels where they count', () => {
  const { labels, rows } = readChurn('close', 0.5)
  const disagreeing = labels.filter(
    (_, row) => rows.candidate.predictions[row] !== rows.baseline.predictions[row],
  ).length

  it('gives the difference of all labels from those of the rows on which the models disagree', () => {
    const found = estimate(labels, rows, labels.length, 1, 'accuracy')
    expect(found.labels).toBe(disagreeing)
    expect(found.value).toBeCloseTo(shareRight(labels, rows, 'accuracy'), 12)
  })

  it('has the interval of all rows for at most a fifth of the labels', () => {
    const found = estimate(labels, rows, labels.length, 1, 'accuracy')
    const difference = shareRight(labels, rows, 'accuracy')
    const discordant = labels.map(
      (label, row) =>
        Number(rows.candidate.predictions[row] === label) - Number(rows.baseline.predictions[row] === label),
    )
    const variance = discordant.reduce((sum, one) => sum + (one - difference) ** 2, 0) / labels.length
    expect(disagreeing / labels.length).toBeLessThan(0.12)
    expect(found.standardError).toBeCloseTo(Math.sqrt(variance / labels.length), 8)
    expect(labels.length / found.labels).toBeGreaterThanOrEqual(5)
  })

  it.each(['accuracy', 'recall'] as const)('covers the true difference of %s from a part of the labels', (metric) => {
    const truth = shareRight(labels, rows, metric)
    const runs = Array.from({ length: 1_000 }, (_, seed) => {
      const drawn = resample(rows, labels, seed)
      return estimate(drawn.labels, drawn.rows, metric === 'accuracy' ? disagreeing / 2 : 400, seed, metric)
    })
    const covered = runs.filter(({ interval }) => interval && interval[0] <= truth && truth <= interval[1]).length
    const mean = runs.reduce((sum, { value }) => sum + value!, 0) / runs.length
    const error = Math.sqrt(runs.reduce((sum, { value }) => sum + (value! - mean) ** 2, 0) / runs.length)
    expect(covered / runs.length).toBeGreaterThanOrEqual(0.94 - 0.007)
    expect(Math.abs(mean - truth)).toBeLessThan((3 * error) / Math.sqrt(runs.length))
    const stated = runs.reduce((sum, { standardError }) => sum + standardError!, 0) / runs.length
    expect(Math.abs(stated / error - 1)).toBeLessThan(0.15)
  })

  it('cuts strata by how far scores lie apart where scores count', () => {
    const strata = findStrata(rows, true)
    expect(strata.reduce((sum, one) => sum + one.rows.length, 0)).toBe(labels.length)
    expect(strata.map(({ name }) => name)).toContain('No|No|1')
  })

  it('chooses the same rows for the same seed, each once, and weighs them up to all', () => {
    const strata = findStrata(rows, false)
    const choose = (seed: number) => chooseRows(strata, 200, { only: 'all', spread: strata.map(() => 0.5), seed })
    const chosen = choose(7)
    expect(choose(7)).toEqual(chosen)
    expect(choose(8)).not.toEqual(chosen)
    expect(chosen).toHaveLength(200)
    expect(new Set(chosen.map(({ row }) => row)).size).toBe(200)
    expect(chosen.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(labels.length, 8)
  })

  it('puts two rows of every stratum first, so that a list can be labelled from the top', () => {
    const strata = findStrata(rows, true)
    const chosen = chooseRows(strata, 300, { only: 'all', spread: strata.map(() => 0.5), seed: 1 })
    const least = ({ rows: own }: (typeof strata)[number]) => Math.min(2, own.length)
    const first = chosen
      .slice(
        0,
        strata.reduce((sum, stratum) => sum + least(stratum), 0),
      )
      .map(({ stratum }) => stratum)
    for (const one of strata) expect(first.filter((stratum) => stratum === one.name)).toHaveLength(least(one))
    const half = chosen.slice(0, 150)
    const largest = strata.reduce((one, other) => (other.rows.length > one.rows.length ? other : one))
    const share = (of: typeof chosen) => of.filter(({ stratum }) => stratum === largest.name).length / of.length
    expect(Math.abs(share(half) - share(chosen))).toBeLessThan(0.1)
  })

  it('does not take few labels that happen to be alike for certainty', () => {
    const part = { agrees: false, size: 50, isAssumed: false }
    const strata: LabelledStratum[] = [
      { ...part, name: 'No|Yes', rows: [0, 1, 2] },
      { ...part, name: 'Yes|No', rows: [3, 4, 5] },
      { name: 'No|No', agrees: true, size: 400, rows: [6], isAssumed: true },
    ]
    const labels = ['No', 'No', 'No', 'Yes', 'Yes', 'Yes', 'No']
    const candidate = makeStatistic(labels, labels, 'accuracy')
    const baseline = makeStatistic(labels, ['Yes', 'Yes', 'Yes', 'No', 'No', 'No', 'No'], 'accuracy')
    const found = estimateDifference([candidate, baseline], strata, 0.95, [-1, 1])
    expect(found.value).toBeCloseTo(0.2, 12)
    // were the 94 other labels sure to be like these, it would begin at 0.165
    expect(found.interval![0]).toBeLessThan(0.14)
  })

  it('has no interval from one label of a larger stratum', () => {
    const strata: LabelledStratum[] = [{ name: 'No|Yes', agrees: false, size: 10, rows: [0], isAssumed: false }]
    const statistic = (prediction: string) => makeStatistic(['Yes'], [prediction], 'accuracy')
    expect(estimateDifference([statistic('Yes'), statistic('No')], strata, 0.95, [-1, 1])).toMatchObject({
      value: 1,
      interval: null,
      reason: 'one labelled row of stratum No|Yes says nothing of the others: label two',
    })
  })
})
