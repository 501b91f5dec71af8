import { describe, expect, it } from 'vitest'
import { resultSchema } from '../../../src/core/result.ts'
import { compareFiles, findFaults, gatesOf, makeRows, metricOf, openSession, writeCsv } from './session.ts'

const rows = makeRows(400, 0.5)
const csv = writeCsv(rows)
const quick = { resamples: 100 }

describe('columns that are not there', () => {
  it('are named with the nearest and with those that are', async () => {
    expect(await findFaults({ 'new.csv': csv }, { id: 'idd' })).toEqual([
      'new.csv: column idd is not there → did you mean id? The file has: id, label, score, region',
    ])
  })

  it('are named for all files at once', async () => {
    const files = { 'new.csv': csv, 'prod.csv': writeCsv(rows.map(({ id }) => ({ id }))) }
    const faults = await findFaults(files, { baseline: 'prod.csv', label: 'churn', slice: ['regio'] })
    expect(faults).toEqual([
      'new.csv: column churn is not there → The file has: id, label, score, region',
      'new.csv: column regio is not there → did you mean region? The file has: id, label, score, region',
      'prod.csv: column score is not there → The file has: id',
    ])
  })

  it('may be those that a baseline need not repeat: labels and slices', async () => {
    const files = { 'new.csv': csv, 'prod.csv': writeCsv(rows.map(({ id, score }) => ({ id, score }))) }
    const result = await compareFiles(files, { ...quick, baseline: 'prod.csv', slice: ['region'] })
    expect(metricOf(result, 'metric/roc_auc').statistics.difference?.value).toBe(0)
  })
})

describe('flags', () => {
  it('that are missing are all named', async () => {
    const faults = await findFaults({}, { candidate: undefined, id: undefined, label: undefined, score: [] })
    expect(faults).toEqual([
      '--candidate is missing → name the file with the predictions of the candidate',
      '--id is missing → name the column that tells rows apart',
      '--label is missing → name the column with the truth',
      'neither --score nor --prediction is given → name the column with what the model said; or run it where a modelgate.yml is, or name one by --config',
    ])
  })

  it.each([
    [{ metric: ['roc_ouc'] }, 'unknown metric "roc_ouc" → did you mean roc_auc?'],
    [{ score: [], prediction: 'label', metric: ['roc_auc'] }, 'metric roc_auc needs scores'],
    [{ method: 'delong', metric: ['recall'] }, 'delong for roc_auc'],
  ])('%j are refused by name', async (flags, message) => {
    expect((await findFaults({ 'new.csv': csv }, flags)).join('\n')).toContain(message)
  })

  it('do not look at a modelgate.yml, even a broken one', async () => {
    const result = await compareFiles({ 'new.csv': csv, 'modelgate.yml': ': broken' }, quick)
    expect(result.verdict).toBe('pass')
  })

  it('name a method for the metrics that can have it, where no metric is named', async () => {
    const result = await compareFiles(
      { 'new.csv': csv, 'prod.csv': csv },
      { ...quick, baseline: 'prod.csv', method: 'wilson' },
    )
    expect(metricOf(result, 'metric/roc_auc').statistics.difference?.method).toBe('delong')
  })
})

describe('gates', () => {
  it.each([
    ['gates:\n  - {metric: roc_ouc, min: 0.5}\n', 'roc_auc'],
    ['gates:\n  - {metric: recall, slice: regio, margin: 0.1}\n', 'column regio is not there'],
    [
      'gates:\n  - {metric: recall, slice: region=nroth, margin: 0.1}\n',
      'no row has region = "nroth" → did you mean north?',
    ],
    ['gates:\n  - {metric: recall, slice: "*", margin: 0.1}\n', 'none is declared'],
    ['gates:\n  - {expr: "1 < 2"}\n', 'names no measured number'],
    ['waivers: []\n', 'gates'],
  ])('%j are refused', async (text, message) => {
    const faults = await findFaults({ 'new.csv': csv, 'gates.yml': text }, { gates: 'gates.yml' })
    expect(faults.join('\n')).toContain(message)
  })

  it('may name a slice that no flag declares', async () => {
    const gate = 'gates:\n  - {metric: recall, slice: region=north, min: 0}\n'
    const result = await compareFiles({ 'new.csv': csv, 'gates.yml': gate }, { ...quick, gates: 'gates.yml' })
    expect(gatesOf(result).map(({ id }) => id)).toEqual(['gate/recall/min/region=north'])
    expect(result.checks.filter(({ id }) => id.startsWith('metric/') && id.includes('='))).toEqual([])
  })
})

describe('ids and labels', () => {
  it('missing ids and labels are unusable', async () => {
    expect(await findFaults({ 'new.csv': `${csv},1,0.5,north\n` })).toHaveLength(1)
    expect((await findFaults({ 'new.csv': `${csv}x,,0.5,north\n` }))[0]).toContain('1 row without a label')
  })

  it('text labels need the positive class named', async () => {
    const text = writeCsv(rows.map((row) => ({ ...row, label: row.label === 1 ? 'Yes' : 'No' })))
    expect((await findFaults({ 'new.csv': text }))[0]).toContain(
      '"No", "Yes": which is the positive class has to be named',
    )
    const named = await compareFiles({ 'new.csv': text }, { ...quick, positive: 'Yes' })
    const turned = await compareFiles({ 'new.csv': text }, { ...quick, positive: 'No' })
    const auc = (result: typeof named) => metricOf(result, 'metric/roc_auc').statistics.candidate.value!
    expect(auc(named) + auc(turned)).toBeCloseTo(1, 12)
  })

  it('more than two labels are unusable', async () => {
    expect((await findFaults({ 'new.csv': `${csv}x,2,0.5,north\n` }))[0]).toContain('holds 3 values')
  })

  it('a byte order mark and CRLF change no number', async () => {
    const plain = await compareFiles({ 'new.csv': csv }, quick)
    const windows = await compareFiles({ 'new.csv': `\uFEFF${writeCsv(rows, '\r\n')}` }, quick)
    expect(windows.checks).toEqual(plain.checks)
  })

  it('a dialect that flags declare changes no number either', async () => {
    const plain = await compareFiles({ 'new.csv': csv, 'prod.csv': csv }, { ...quick, baseline: 'prod.csv' })
    const other = csv.replaceAll(',', ';').replaceAll('.', ',')
    const dialect = { delimiter: ';', decimal: ',', baseline: 'prod.csv' }
    const declared = await compareFiles({ 'new.csv': other, 'prod.csv': other }, { ...quick, ...dialect })
    expect(declared.checks).toEqual(plain.checks)
    expect((await findFaults({ 'new.csv': other }, quick))[0]).toContain("set --delimiter ';'")
  })

  it('ids keep leading zeros and all digits', async () => {
    const long = rows.map((row, index) => ({ ...row, id: `0012345678901234567${String(index).padStart(3, '0')}` }))
    const result = await compareFiles(
      { 'new.csv': writeCsv(long), 'prod.csv': writeCsv(long.toReversed()) },
      { ...quick, baseline: 'prod.csv' },
    )
    expect(metricOf(result, 'metric/accuracy').statistics.difference?.value).toBe(0)
  })
})

describe('scores', () => {
  const withScore = (score: string) => writeCsv(rows.map((row, index) => (index < 3 ? { ...row, score } : row)))

  it.each(['', 'NaN'])(
    'that are %j leave the metrics of scores and of their threshold undefined, with the count',
    async (score) => {
      const result = await compareFiles({ 'new.csv': withScore(score) }, quick)
      for (const name of ['roc_auc', 'log_loss', 'accuracy']) {
        const check = metricOf(result, `metric/${name}`)
        expect(check).toMatchObject({ verdict: 'inconclusive', observed: null })
        expect(check.help).toContain('3')
      }
    },
  )

  it('that are missing leave the metrics of a prediction column alone', async () => {
    const text = writeCsv(rows.map((row, index) => ({ ...row, score: index < 3 ? '' : row.score, pred: row.label })))
    const result = await compareFiles({ 'new.csv': text }, { ...quick, prediction: 'pred' })
    expect(metricOf(result, 'metric/accuracy')).toMatchObject({
      observed: 1,
      help: expect.stringContaining('column pred'),
    })
    expect(metricOf(result, 'metric/roc_auc').observed).toBeNull()
  })

  it.each(['1.5', '-0.1', 'inf'])('that are %s leave those undefined that need probabilities', async (score) => {
    const result = await compareFiles({ 'new.csv': withScore(score) }, quick)
    expect(metricOf(result, 'metric/roc_auc').verdict).toBe('pass')
    for (const name of ['log_loss', 'brier', 'ece']) {
      expect(metricOf(result, `metric/${name}`)).toMatchObject({
        verdict: 'inconclusive',
        help: expect.stringContaining('3'),
      })
    }
  })

  it('that are constant rank nothing: ROC AUC one half', async () => {
    const result = await compareFiles({ 'new.csv': writeCsv(rows.map((row) => ({ ...row, score: 0.3 }))) }, quick)
    expect(metricOf(result, 'metric/roc_auc').observed).toBe(0.5)
    expect(metricOf(result, 'metric/recall').observed).toBe(0)
    expect(metricOf(result, 'metric/precision').verdict).toBe('inconclusive')
  })

  it('that are no numbers are unusable', async () => {
    expect((await findFaults({ 'new.csv': withScore('high') })).join('\n')).toContain('"score" must hold numbers')
  })

  it('say by what rule they became predictions', async () => {
    const result = await compareFiles({ 'new.csv': csv }, { ...quick, threshold: 0.4 })
    expect(metricOf(result, 'metric/specificity').help).toBe(
      'without a prediction column a row counts as positive where score >= 0.4',
    )
    expect(metricOf(result, 'metric/roc_auc').help).toBeNull()
  })
})

describe('small and odd tables', () => {
  it('of 5 rows are measured and not judged by intervals', async () => {
    const result = await compareFiles({ 'new.csv': writeCsv(rows.slice(0, 5)) }, quick)
    expect(metricOf(result, 'metric/accuracy').statistics.rows).toBe(5)
  })

  it('of one class have no ROC AUC', async () => {
    const result = await compareFiles({ 'new.csv': writeCsv(rows.filter(({ label }) => label === 1)) }, quick)
    expect(metricOf(result, 'metric/roc_auc').verdict).toBe('inconclusive')
    expect(metricOf(result, 'metric/recall').verdict).toBe('pass')
  })

  it('hide numbers of slices under 5 rows', async () => {
    const sliced = rows.map((row, index) => ({ ...row, region: index < 4 ? 'tiny' : index % 7 === 0 ? '' : 'rest' }))
    const result = await compareFiles({ 'new.csv': writeCsv(sliced) }, { ...quick, slice: ['region'] })
    expect(metricOf(result, 'metric/accuracy/region=tiny')).toMatchObject({
      observed: null,
      statistics: { rows: 4, candidate: { value: null, interval: null } },
      help: 'numbers of fewer than 5 rows are not shown',
    })
    expect(metricOf(result, 'metric/accuracy/region=(null)').verdict).toBe('pass')
  })

  it('cut by a column of names are refused', async () => {
    expect((await findFaults({ 'new.csv': csv }, { ...quick, slice: ['id'] }))[0]).toContain(
      'slice column id holds 400 values; at most 100',
    )
  })
})

describe('labelled rows in a file of their own', () => {
  const data = writeCsv(rows.map(({ id, label, region }) => ({ id, label, region: region! })))
  const said = (from: number, to: number) => writeCsv(rows.slice(from, to).map(({ id, score }) => ({ id, score })))
  const gates = 'gates:\n  - {metric: roc_auc, min: 0.5}\n  - {metric: roc_auc, margin: 0.9}\n'
  const flags = { ...quick, data: 'test.csv', baseline: 'prod.csv', gates: 'gates.yml', slice: ['region'] }
  const files = (candidate: string) => ({
    'test.csv': data,
    'new.csv': candidate,
    'prod.csv': said(0, 400),
    'gates.yml': gates,
  })

  it('give labels and slices to predictions that hold neither', async () => {
    const result = await compareFiles(files(said(0, 400)), flags)
    expect(gatesOf(result).map(({ verdict }) => verdict)).toEqual(['pass', 'pass'])
    expect(result.materials.map(({ name, uri, rows: count }) => [name, uri, count])).toEqual([
      ['candidate', 'new.csv', 400],
      ['baseline', 'prod.csv', 400],
      ['evaluation', 'test.csv', 400],
    ])
  })

  it('all have to be answered, or no gate is judged: a model does not choose its questions', async () => {
    const result = await compareFiles(files(said(0, 300)), flags)
    expect(gatesOf(result).map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive'])
    expect(result.summary).toBe(
      'Not comparable: 100 rows of the 400 in test.csv have no prediction in new.csv; 1 more gate likewise.',
    )
    expect(metricOf(result, 'metric/roc_auc').statistics.rows).toBe(300)
  })

  it('must have the labels and slices that predictions repeat', async () => {
    const relabelled = writeCsv(
      rows.map((row, index) => ({ ...row, label: index < 2 ? 1 - Number(row.label) : row.label })),
    )
    expect((await findFaults(files(relabelled), flags))[0]).toContain(
      'new.csv: 2 rows have another value in column label than in test.csv',
    )
  })
})

it('a result is as its schema says', async () => {
  const files = {
    'new.csv': csv,
    'prod.csv': writeCsv(makeRows(400, 0.5, 1)),
    'gates.yml': 'gates:\n  - {metric: f1, margin: 0.1}\n',
  }
  const result = await compareFiles(files, { ...quick, baseline: 'prod.csv', gates: 'gates.yml', slice: ['region'] })
  expect(resultSchema.parse(result)).toEqual(result)
})

it('the same comparison gives the same result', async () => {
  const { compare } = await openSession({ 'new.csv': csv, 'prod.csv': writeCsv(makeRows(400, 0.5, 1)) })
  const flags = { ...quick, baseline: 'prod.csv', slice: ['region'] }
  expect(await compare(flags)).toEqual(await compare(flags))
})
