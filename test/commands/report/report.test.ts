import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorkspace } from '../../../src/backends/filesystem/workspace.ts'
import { runReport } from '../../../src/commands/report/run.ts'
import type { Services } from '../../../src/commands/services.ts'
import { InputError } from '../../../src/core/faults.ts'
import { LOCAL_SERVICES } from '../../support/local-services.ts'
import { NO_REPORT } from '../../support/report-inputs.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/results')

type ReportInputs = Parameters<typeof runReport>[0]

const given = (inputs: Partial<ReportInputs>): ReportInputs => ({
  ...NO_REPORT,
  results: [],
  expect: [],
  summary: false,
  model: [],
  operands: [],
  'dry-run': false,
  ...inputs,
})

let folder = ''
let services: Services

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'))
  await cp(FIXTURES, join(folder, 'results'), { recursive: true })
  services = {
    ...LOCAL_SERVICES,
    workspace: createWorkspace({ root: folder }),
    resultsFolder: join(folder, 'results'),
    clock: { now: () => new Date('2026-11-21T08:00:00Z') },
    provenance: { trust: 'local', source: null, tool: { name: 'modelgate', version: '0.0.0' } },
  } as unknown as Services
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const report = (inputs: Partial<ReportInputs>) => runReport(given(inputs), services)
const faultsOf = async (inputs: Partial<ReportInputs>) => {
  const error = await report(inputs).catch((caught: unknown) => caught)
  return (error as Error).message
}
const readResult = async (name: string) => JSON.parse(await readFile(join(FIXTURES, `${name}.json`), 'utf8'))
const write = (name: string, value: unknown) =>
  writeFile(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value))

describe('report', () => {
  it('writes Markdown and HTML where it is told to and names them', async () => {
    const operands = ['results/compare-pass.json', 'results/validate-pass.json']
    const outcome = await report({ operands, markdown: 'out/report.md', html: 'out/report.html' })
    expect(await readFile(join(folder, 'out/report.md'), 'utf8')).toMatch(
      /^### ✅ churn: may replace production v1\.3\.0\n/,
    )
    expect(await readFile(join(folder, 'out/report.html'), 'utf8')).toMatch(/^<!doctype html>/)
    expect(outcome.document).toEqual({
      schema: 'modelgate.report/v1',
      verdict: 'pass',
      blocks: false,
      results: 2,
      written: { markdown: 'out/report.md', html: 'out/report.html', junit: null, sarif: null },
      comment: null,
      checkRun: null,
    })
    expect(outcome.outputs).toMatchObject({
      verdict: 'pass',
      blocks: 'false',
      markdown: 'out/report.md',
      html: 'out/report.html',
    })
    expect(outcome.text).toContain('Written: out/report.md, out/report.html')
  })

  it('tells the worst verdict and has no result of its own to fail by', async () => {
    const outcome = await report({ operands: ['results/compare-pass.json', 'results/validate-fail.json'] })
    expect(outcome.results).toEqual([])
    expect(outcome.outputs).toMatchObject({ verdict: 'fail', blocks: 'true' })
  })

  it("takes all of the job's results folder where no file is named, and gives the host a step summary", async () => {
    const outcome = await report({})
    expect(outcome.document).toMatchObject({ results: 5 })
    expect(outcome.markdown).toMatch(/^### ⛔ churn: no/)
  })

  it('reads files of several results and chooses models', async () => {
    const spam = { ...(await readResult('validate-fail')), model: 'spam' }
    const results = [await readResult('compare-pass'), spam]
    await write('both.json', { schema: 'modelgate.results/v1', verdict: 'fail', blocks: true, results })
    expect((await report({ operands: ['both.json'] })).document).toMatchObject({ results: 2, verdict: 'fail' })
    expect((await report({ operands: ['both.json'], model: ['churn'] })).document).toMatchObject({
      results: 1,
      verdict: 'pass',
    })
    expect(await faultsOf({ operands: ['both.json'], model: ['chrun'] })).toBe(
      'no result is about model "chrun"\n  → the results are about churn, spam',
    )
  })

  it('writes JUnit and SARIF where it is told to', async () => {
    await report({ operands: ['results/compare-pass.json'], junit: 'out/junit.xml', sarif: 'out/report.sarif' })
    expect(await readFile(join(folder, 'out/junit.xml'), 'utf8')).toContain('<testsuites')
    expect(JSON.parse(await readFile(join(folder, 'out/report.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' })
  })

  it('takes a folder for all results below it, and a model that must have one and has none for inconclusive', async () => {
    await cp(join(FIXTURES, 'compare-pass.json'), join(folder, 'uploads/churn/01-compare.json'))
    const outcome = await report({ operands: ['uploads'], expect: ['churn', 'spam'] })
    expect(outcome.document).toMatchObject({ results: 2, verdict: 'inconclusive', blocks: true })
    expect(outcome.results.map(({ model, verdict, blocks }) => [model, verdict, blocks])).toEqual([
      ['spam', 'inconclusive', true],
    ])
    expect(await report({ operands: ['no-such-folder'], expect: ['spam'] })).toMatchObject({ document: { results: 1 } })
    await expect(report({ operands: ['no-such-folder'] })).rejects.toThrow(InputError)
  })

  it('says on a laptop that it does not know where to comment', async () => {
    const warnings: string[] = []
    const logger = { info: () => {}, debug: () => {}, warning: (message: string) => void warnings.push(message) }
    await runReport(given({ operands: ['results/compare-pass.json'], comment: true }), { ...services, logger })
    expect(warnings).toEqual([expect.stringMatching(/^no comment: .*--pull-request/)])
  })

  it('says so where there is nothing to report', async () => {
    const empty = { ...services, resultsFolder: join(folder, 'none') }
    await expect(runReport(given({}), empty)).rejects.toThrow(/there is no result file in .*none\n {2}→ name files/)
  })
})

describe('a file that is no result', () => {
  it('is named with the path inside, all files and faults in one message', async () => {
    const result = await readResult('compare-pass')
    result.checks[3].verdict = 'maybe'
    result.checks[4].statistics.interval = [1]
    await write('wrong.json', result)
    await write('broken.json', '{"schema": ')
    const message = await faultsOf({ operands: ['wrong.json', 'broken.json', 'gone.json'] })
    expect(message).toMatch(/^wrong\.json: checks\[3\]\.verdict: /m)
    expect(message).toMatch(/^wrong\.json: checks\[4\]\.statistics\.interval/m)
    expect(message).toMatch(/^broken\.json: is not JSON$/m)
    expect(message).toMatch(/^gone\.json: there is no such file$/m)
  })

  it.each([
    [
      'another schema',
      { schema: 'modelgate.result/v2' },
      /has the schema modelgate\.result\/v2, which this version does not read\n.*update/,
    ],
    ['any JSON', [1, 2], /is no result file/],
    ['null', null, /is no result file/],
    ['a deep nest', `${'['.repeat(5000)}${']'.repeat(5000)}`, /is nested deeper than 32 levels; no result file is/],
    ['brackets in strings alone', { a: `${'['.repeat(50)}\\"{{` }, /is no result file/],
  ])('is refused: %s', async (_, value, expected) => {
    await write('odd.json', value)
    expect(await faultsOf({ operands: ['odd.json'] })).toMatch(expected)
  })

  it('is refused by size before it is parsed', async () => {
    await write('large.json', ' '.repeat(33 * 1024 * 1024))
    expect(await faultsOf({ operands: ['large.json'] })).toMatch(/large\.json: 34603008 bytes; allowed are 33554432/)
  })

  it("leaves the others' results standing, and blocks", async () => {
    await write('broken.json', '{"schema": ')
    const outcome = await report({ operands: ['results/compare-pass.json', 'broken.json'], markdown: 'out/partly.md' })
    expect(outcome.errors?.map(({ message }) => message)).toEqual([expect.stringMatching(/^broken\.json: is not JSON/)])
    expect(outcome.outputs).toMatchObject({ verdict: 'inconclusive', blocks: 'true' })
    const written = await readFile(join(folder, 'out/partly.md'), 'utf8')
    expect(written).toMatch(/^## ⛔ 1 of 2 models may not go on\n/)
    expect(written).toMatch(/^### ⛔ Could not be judged: broken\.json: is not JSON$/m)
  })

  it('is in the report also where it is all there is', async () => {
    await write('broken.json', '{"schema": ')
    await expect(report({ operands: ['broken.json'], markdown: 'out/broken.md' })).rejects.toThrow(InputError)
    expect(await readFile(join(folder, 'out/broken.md'), 'utf8')).toMatch(/^### ⛔ Could not be judged: broken\.json/)
  })

  it('counts the faults of a file beyond ten', async () => {
    const result = await readResult('compare-pass')
    for (const check of result.checks) check.severity = 'grave'
    await write('many.json', result)
    const message = await faultsOf({ operands: ['many.json'] })
    expect(message.split('\n')).toHaveLength(11)
    expect(message).toMatch(/and 5 more faults$/)
  })
})
