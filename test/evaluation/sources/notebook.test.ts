import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMetricsDocument } from '../../../src/evaluation/sources/metrics-document.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/metric-sources')
const text = (name: string) => readFileSync(join(FOLDER, name), 'utf8')
const expected = JSON.parse(text('expected.json'))

const read = (content: string) => readMetricsDocument(content, 'out.ipynb', { task: 'binary', positive: null })
const valuesOf = (content: string) =>
  Object.fromEntries([...read(content).metrics].map(([name, { value }]) => [name, value]))

type Output = Readonly<Record<string, unknown>>
const notebook = (...cells: readonly { readonly tags?: readonly string[]; readonly outputs: readonly Output[] }[]) =>
  JSON.stringify({
    nbformat: 4,
    cells: cells.map(({ tags = [], outputs }) => ({ cell_type: 'code', metadata: { tags }, outputs })),
  })
const print = (...lines: readonly string[]): Output => ({ output_type: 'stream', name: 'stdout', text: lines })

describe('an executed notebook', () => {
  it('states what scrapbook glued, as papermill ran it', () => {
    const { roc_auc, accuracy } = expected['notebook-0.3']
    expect(valuesOf(text('notebook-scrapbook.ipynb'))).toEqual({ roc_auc, accuracy })
  })

  it('states the JSON that its cell tagged metrics printed', () => {
    const { roc_auc, accuracy } = expected['notebook-0.5']
    expect(valuesOf(text('notebook-tagged.ipynb'))).toEqual({ roc_auc, accuracy })
  })

  it('states the classification report that a cell printed', () => {
    const values = valuesOf(text('notebook-report.ipynb'))
    const { accuracy, precision, recall, f1 } = expected['notebook-0.5']
    for (const [name, value] of Object.entries<number>({ accuracy, precision, recall, f1 })) {
      expect(values[name]).toBeCloseTo(value, 6)
    }
  })

  it('of papermill that failed states nothing', () => {
    expect(() => read(text('notebook-failed.ipynb'))).toThrow(/code cell \d+ of the notebook failed: ValueError/)
  })

  it('takes the last tagged cell that states a number, before any report', () => {
    const report = print(...text('report-binary-4.txt').split(/(?<=\n)/))
    const content = notebook(
      { tags: ['metrics'], outputs: [print('{"f1": 0.1}\n')] },
      {
        tags: ['metrics'],
        outputs: [print('loading\n', '{"f1": 0.5,\n', ' "recall": 0.6}\n'), { ...print('{}'), name: 'stderr' }],
      },
      { tags: ['metrics'], outputs: [] },
      { outputs: [report] },
    )
    expect(valuesOf(content)).toEqual({ f1: 0.5, recall: 0.6 })
  })

  it.each([
    ['a dictionary as Python shows it', { 'text/plain': "{'f1': 0.5, 'name': 'x'}" }],
    ['JSON', { 'application/json': { f1: 0.5 } }],
  ])('reads the value of a tagged cell that is %s', (_, data) => {
    expect(valuesOf(notebook({ tags: ['metrics'], outputs: [{ output_type: 'execute_result', data }] }))).toEqual({
      f1: 0.5,
    })
  })

  it('takes a later scrap before an earlier one of the same name', () => {
    const glue = (data: number): Output => ({
      output_type: 'display_data',
      data: { 'application/scrapbook.scrap.json+json': { name: 'f1', data, encoder: 'json', version: 1 } },
    })
    expect(valuesOf(notebook({ outputs: [glue(0.1), glue(0.5)] }))).toEqual({ f1: 0.5 })
  })

  it.each([
    ['nothing tagged and no report', notebook({ outputs: [print('{"f1": 0.5}')] })],
    ['a tagged cell that was never run', notebook({ tags: ['metrics'], outputs: [] })],
  ])('with %s is refused', (_, content) => {
    expect(() => read(content)).toThrow('no metric is stated here (read as notebook)')
  })
})

describe('a notebook that nobody wrote by hand', () => {
  it('names a failure that has no name, and reads nothing of what is nested without end', () => {
    const failed = notebook({ outputs: [{ output_type: 'error', ename: { toString: 1 } }] })
    expect(() => read(failed)).toThrow('code cell 1 of the notebook failed: with an error')
    const nested = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const cell = `{"cell_type":"code","metadata":{"tags":["metrics"]},"outputs":[{"output_type":"display_data","data":{"application/json":${nested}}}]}`
    expect(() => read(`{"nbformat":4,"cells":[${cell}]}`)).toThrow('no metric is stated here')
  })

  it('states no more numbers than a result can hold', () => {
    const numbers = Object.fromEntries(Array.from({ length: 10_001 }, (_, key) => [`k${key}`, key]))
    expect(() => readMetricsDocument(JSON.stringify(numbers), 'm.json', { task: 'binary', positive: null })).toThrow(
      'm.json: states 10,001 numbers; at most 10,000 are read',
    )
  })
})
