import { describe, expect, it } from 'vitest'
import { compareFiles, findFaults, gatesOf, metricOf, writeCsv } from './session.ts'

/** Requests of each task that cannot be answered, and what is said instead. */

const NOTHING = { id: undefined, label: undefined, score: [] }
const quick = { resamples: 100 }

const rows = Array.from({ length: 60 }, (_, row) => ({
  id: row,
  species: ['Adelie', 'Chinstrap', 'Gentoo'][row % 3]!,
  said: ['Adelie', 'Gentoo', 'Gentoo'][row % 3]!,
  mass: 3000 + row * 10,
  guess: 3010 + row * 9,
  p_a: [0.7, 0.1, 0.2][row % 3]!,
  p_c: [0.2, 0.4, 0.3][row % 3]!,
  p_g: [0.1, 0.5, 0.5][row % 3]!,
  query: `q${row % 6}`,
  gain: row % 2,
  w: 1 + (row % 2),
}))
const csv = writeCsv(rows)
const files = { 'new.csv': csv }
const bySpecies = { ...NOTHING, task: 'multiclass', id: 'id', label: 'species' }
const byMass = { ...NOTHING, task: 'regression', id: 'id', label: 'mass' }

describe('flags that do not fit the task', () => {
  it.each([
    [{ ...bySpecies }, 'neither --score nor --prediction is given'],
    [{ ...bySpecies, score: ['p_a'] }, 'many classes need a score column for each → write --score CLASS=COLUMN'],
    [{ ...bySpecies, score: ['Adelie=p_a', 'p_c'] }, '--score p_c: several scores belong to a class each'],
    [{ ...bySpecies, score: ['Adelie=p_a', 'Adelie=p_c'] }, '--score names class Adelie twice'],
    [{ ...bySpecies, prediction: 'said', positive: 'Adelie' }, 'task multiclass has no positive'],
    [{ ...byMass }, '--prediction is missing → name the column with the predicted number'],
    [{ ...byMass, prediction: 'guess', lower: 'p_a' }, '--lower needs --upper beside it'],
    [{ ...byMass, prediction: 'guess', score: ['p_a'] }, 'task regression has no score'],
    [
      { ...byMass, prediction: 'guess', metric: ['coverage'] },
      'metric coverage needs both ends of prediction intervals',
    ],
    [
      { ...byMass, task: 'forecast', prediction: 'guess', metric: ['mase'] },
      'metric mase needs the error of the naive forecast',
    ],
    [{ ...byMass, prediction: 'guess', metric: ['roc_auc'] }, 'unknown metric "roc_auc" for task regression'],
    [{ ...byMass, prediction: 'guess', costs: ['false_positive=1'] }, 'task regression has no costs'],
    [{ ...NOTHING, task: 'ranking', id: 'id', label: 'gain', score: ['p_a'] }, '--query is missing'],
    [{ ...NOTHING, task: 'graded', id: 'id', label: 'gain', score: ['p_a'] }, 'task graded has no label'],
    [{ ...NOTHING, task: 'graded', id: 'id' }, '--score is missing'],
    [{ label: 'gain', score: ['p_a'], metric: ['expected_cost'] }, 'metric expected_cost needs costs'],
    [
      { label: 'gain', score: ['p_a'], metric: ['demographic_parity_difference'] },
      'compares the values of a column, and no slice is declared',
    ],
    [
      { label: 'gain', score: ['p_a'], costs: ['false_negatives=1'] },
      '--costs false_negatives=1 is no cost → did you mean false_negative?',
    ],
    [{ label: 'gain', score: ['p_a'], costs: ['false_negative=much'] }, 'write KEY=NUMBER'],
    [{ ...bySpecies, prediction: 'said', costs: ['Adelie=1'] }, 'write ACTUAL:PREDICTED=NUMBER'],
    [{ label: 'gain', score: ['p_a'], slice: ['query & query'] }, '--slice "query & query" is no pair of columns'],
    [{ label: 'gain', score: ['p_a'], weight: 'wt' }, 'new.csv: column wt is not there → The file has: id'],
    [{ ...byMass, prediction: 'guess', test: 'mcnemar-mid-p' }, 'mcnemar-mid-p tests none of'],
  ])('%j', async (flags, message) => {
    expect((await findFaults(files, flags)).join('\n')).toContain(message)
  })
})

describe('rows that do not fit the task', () => {
  const change = (changed: (row: number) => Readonly<Record<string, string | number>>) => ({
    'new.csv': writeCsv(rows.map((each, row) => ({ ...each, ...changed(row) }))),
  })

  it('a class without a score column is named', async () => {
    const faults = await findFaults(files, { ...bySpecies, score: ['Adelie=p_a', 'Gentoo=p_g'] })
    expect(faults[0]).toContain('no score column is named for class "Chinstrap" of column species of new.csv')
  })

  it('a cost of a class that no row has is named', async () => {
    const faults = await findFaults(files, { ...bySpecies, prediction: 'said', costs: ['Adelie:Gento=2'] })
    expect(faults).toEqual(['costs name the class "Gento", which no row has → did you mean "Gentoo"?'])
  })

  it('text among numbers is named with its row', async () => {
    const broken = change((row) => (row === 6 ? { guess: 'n/a' } : {}))
    expect((await findFaults(broken, { ...byMass, prediction: 'guess' }))[0]).toContain(
      'column "guess" must hold numbers; in row 7 it holds none (1 such row)',
    )
  })

  it('a prediction that is missing is counted', async () => {
    const broken = change((row) => (row < 2 ? { guess: '' } : {}))
    expect((await findFaults(broken, { ...byMass, prediction: 'guess' }))[0]).toContain(
      'new.csv: 2 rows without a finite number in column guess',
    )
  })

  it('a weight that is not above 0 is counted with its place', async () => {
    const broken = change((row) => (row === 3 ? { w: 0 } : {}))
    expect((await findFaults(broken, { ...byMass, prediction: 'guess', weight: 'w' }))[0]).toContain(
      'new.csv: 1 row whose weight in column w is not above 0 (first: row 4, 0)',
    )
  })

  it('a relevance below 0 and an id that stands twice in a query are named', async () => {
    const flags = { ...NOTHING, task: 'ranking', id: 'id', query: 'query', label: 'gain', score: ['p_a'] }
    expect(
      (
        await findFaults(
          change((row) => (row === 1 ? { gain: -1 } : {})),
          flags,
        )
      )[0],
    ).toContain('1 row with a relevance below 0 (first: row 2)')
    expect(
      (
        await findFaults(
          change((row) => (row === 6 ? { id: 0 } : {})),
          flags,
        )
      )[0],
    ).toContain('stands more than once within one query (column query), 1 row too many (first: "q0 / 0")')
  })
})

describe('gates of a task', () => {
  const gate = (line: string) => ({ ...files, 'prod.csv': csv, 'gates.yml': `gates:\n  - {${line}}\n` })
  const judged = { gates: 'gates.yml', baseline: 'prod.csv', ...quick }

  it.each([
    ['metric: f1_macro, margin: 0.01', { ...bySpecies, prediction: 'said' }, 'gate/f1_macro/margin'],
    ['metric: mae, max: 100, confidence: 0.9', { ...byMass, prediction: 'guess' }, 'gate/mae/max'],
    [
      'metric: rmse, slice: "gain & w", margin: 50',
      { ...byMass, prediction: 'guess', 'min-rows': 20 },
      'gate/rmse/margin/gain=0 & w=1',
    ],
    ['metric: rmse, slice: "gain=0 & w=1", max: 100', { ...byMass, prediction: 'guess' }, 'gate/rmse/max/gain=0 & w=1'],
    [
      'metric: demographic_parity_difference, slice: w, max: 1',
      { label: 'gain', score: ['p_a'] },
      'gate/demographic_parity_difference/max/w',
    ],
  ])('%s', async (line, flags, id) => {
    const [first] = gatesOf(await compareFiles(gate(line), { ...flags, ...judged }))
    expect(first).toMatchObject({ id, verdict: 'pass' })
  })

  it('on what no column gives are faults of the gate', async () => {
    const faults = await findFaults(gate('metric: coverage, min: 0.5'), { ...byMass, prediction: 'guess', ...judged })
    expect(faults[0]).toContain('gate on coverage needs both ends of prediction intervals')
    const other = await findFaults(gate('metric: mae, slice: "gain=0 & w=7", max: 1'), {
      ...byMass,
      prediction: 'guess',
      ...judged,
    })
    expect(other[0]).toContain('no row has gain & w = "0 & 7" → did you mean 0 & 1?')
  })

  it('on a number of runs that nothing states are inconclusive by name', async () => {
    const result = await compareFiles(gate('metric: model_size, max: 1000'), {
      ...byMass,
      prediction: 'guess',
      ...judged,
    })
    expect(gatesOf(result)[0]).toMatchObject({ id: 'gate/model_size/max', verdict: 'inconclusive' })
    expect(metricOf(result, 'metric/model_size').verdict).toBe('inconclusive')
  })
})

describe('files of grades', () => {
  const promptfoo = (scores: Readonly<Record<string, readonly number[]>>) =>
    JSON.stringify({
      results: {
        version: 3,
        results: Object.entries(scores).flatMap(([provider, list]) =>
          list.map((score, testIdx) => ({
            provider: { id: provider },
            promptIdx: 0,
            testIdx,
            vars: { question: `q${testIdx}` },
            prompt: { raw: 'Answer', label: 'Answer' },
            score,
            success: score > 0.5,
            namedScores: {},
          })),
        ),
      },
    })
  const old = Array.from({ length: 40 }, (_, item) => (item % 4) / 4)
  const both = { 'results.json': promptfoo({ old, new: old.map((score) => Math.min(1, score + 0.2)) }) }
  const graded = { ...NOTHING, task: 'graded', ...quick }

  it('give items, scores and systems by themselves', async () => {
    const flags = { ...graded, candidate: 'results.json#new', baseline: 'results.json#old' }
    const result = await compareFiles(both, flags)
    const { statistics } = metricOf(result, 'metric/mean_score')
    expect(statistics.rows).toBe(40)
    expect(statistics.difference?.value).toBeCloseTo(0.2, 12)
  })

  it('of several systems need one named', async () => {
    const [fault] = await findFaults(both, { ...graded, candidate: 'results.json' })
    expect(fault).toMatch(/there are 2 systems in this file → name one of: .* \(FILE#SYSTEM\)/)
  })

  it('have no columns to cut by', async () => {
    const flags = { ...graded, candidate: 'results.json#new', slice: ['topic'] }
    expect((await findFaults(both, flags))[0]).toContain('a file of grades has no columns, and topic is asked for')
  })

  it('may be rows of JSON instead', async () => {
    const rowsOfJson = JSON.stringify([
      { item: 'a', grade: 1 },
      { item: 'b', grade: 0 },
      { item: 'a', grade: 0 },
    ])
    const result = await compareFiles(
      { 'rows.json': rowsOfJson },
      { ...graded, candidate: 'rows.json', id: 'item', score: ['grade'] },
    )
    expect(metricOf(result, 'metric/mean_score').observed).toBe(0.25)
    expect(await findFaults({ 'rows.json': rowsOfJson }, { ...graded, candidate: 'rows.json' })).toEqual([
      'rows.json: no score is named → name the column: --score COLUMN, or score: under evaluation',
    ])
  })
})
