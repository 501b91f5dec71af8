import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Services } from '../../../src/commands/services.ts'
import { readTree } from '../../../src/config/config-reader.ts'
import { loadProject } from '../../../src/config/project-loader.ts'
import type { Result } from '../../../src/core/result.ts'
import { exitCodeOf } from '../../../src/host/outcome.ts'
import { makeDraft, openTestRegistry } from '../../support/git-remote.ts'
import { compareFiles, findFaults, gatesOf, makeRows, openSession, writeCsv } from './session.ts'

const ROWS = makeRows(400, 0.6)
const NEW = writeCsv(ROWS)
const OLD = writeCsv(makeRows(400, 0.5, 3))

const judge = (gates: string, flags = {}) =>
  compareFiles(
    { 'new.csv': NEW, 'old.csv': OLD, 'gates.yml': `gates:\n${gates}` },
    { gates: 'gates.yml', baseline: 'old.csv', resamples: 100, ...flags },
  )

describe('gates by expression', () => {
  it('are judged over all that was measured, and what only they name is measured', async () => {
    const result = await judge(
      [
        '  - {name: better, expr: "metrics.log_loss.difference < 0 || metrics.roc_auc.difference > 0"}',
        '  - {name: worse, expr: "metrics.roc_auc.high < 0", severity: warning}',
        '  - {name: everywhere, expr: "slices.all(s, slices[s].roc_auc.candidate > 0.6) && rows == 400"}',
        '  - {name: north, expr: "slices[\'region=north\'].recall.candidate > 0.99", severity: warning}',
        '  - {name: changed, expr: "changes.parameters < 3", severity: warning}',
      ].join('\n'),
      { slice: ['region'], metric: ['accuracy'] },
    )
    expect(gatesOf(result).map(({ id, verdict }) => [id, verdict])).toEqual([
      ['gate/better', 'pass'],
      ['gate/worse', 'fail'],
      ['gate/everywhere', 'pass'],
      ['gate/north', 'fail'],
      ['gate/changed', 'inconclusive'],
    ])
    expect(result.checks.map(({ id }) => id)).toContain('metric/log_loss')
    expect(gatesOf(result)[2]!.statistics.operands).toMatchObject({ rows: 400 })
  })

  it('that fail refuse, in the words of their numbers', async () => {
    const result = await judge('  - {name: much better, expr: "metrics.roc_auc.difference > 0.5"}\n')
    expect(result).toMatchObject({ verdict: 'fail', blocks: true })
    expect(result.summary).toMatch(
      /^Refused: much better metrics\.roc_auc\.difference = [\d.]+; required is metrics\.roc_auc\.difference > 0\.5\.$/,
    )
  })

  it('about slices that no row has are unusable', async () => {
    const files = {
      'new.csv': NEW,
      'gates.yml': 'gates:\n  - {expr: "slices[\'region=nroth\'].recall.candidate > 0"}\n',
    }
    expect(await findFaults(files, { gates: 'gates.yml' })).toEqual([
      'no row has region = "nroth" → did you mean north? region holds north, south',
    ])
    const every = { ...files, 'gates.yml': 'gates:\n  - {expr: "slices.all(s, slices[s].recall.candidate > 0)"}\n' }
    expect((await findFaults(every, { gates: 'gates.yml' }))[0]).toContain('none is declared')
  })
})

describe('a fairness gate', () => {
  it('is one check over its column', async () => {
    const result = await judge('  - {metric: demographic_parity_difference, slice: region, max: 0.001}\n')
    expect(gatesOf(result)).toMatchObject([
      {
        id: 'gate/demographic_parity_difference/max/region',
        target: { metric: 'demographic_parity_difference', column: 'region', slice: null },
      },
    ])
    expect(gatesOf(result)[0]!.statistics.value).toBeGreaterThan(0)
  })
})

describe('a dry run', () => {
  const files = { 'new.csv': NEW, 'gates.yml': 'gates: [{metric: roc_auc, min: 0.9999}]\n' }

  it('judges as always, says so and exits 0', async () => {
    const { compare } = await openSession(files)
    const [real, tried] = [
      await compare({ gates: 'gates.yml' }),
      await compare({ gates: 'gates.yml', 'dry-run': true }),
    ]
    expect([exitCodeOf(real), exitCodeOf(tried)]).toEqual([1, 0])
    expect(tried.results[0]).toMatchObject({ verdict: 'fail', blocks: true, checks: real.results[0]!.checks })
    expect(tried.results[0]!.summary).toBe(`Dry run, which blocks nothing. ${real.results[0]!.summary}`)
  })
})

const CONFIG = `version: 1
models:
  churn:
    task: binary
    data: {test: {path: test.csv}}
    evaluation: {data: test, id: id, label: label, score: score, metrics: [roc_auc], resamples: 100}
    candidate: {predictions: new.csv}
    gates: [{metric: roc_auc, min: 0.9999}]
`
const STAGES = '    stages: {production: {require: [compare], budget: {reuse: 2}}}\n'
const WAIVER = 'waivers: [{check: gate/roc_auc/min, reason: relabelling, by: "@lead", until: 2026-12-31}]\n'
const NONE = { candidate: undefined, id: undefined, label: undefined, score: [] }
const TEST = writeCsv(ROWS.map(({ id, label, region }) => ({ id, label, region: region! })))
const PREDICTIONS = writeCsv(ROWS.map(({ id, score }) => ({ id, score })))
const FILES = { 'test.csv': TEST, 'new.csv': PREDICTIONS }

async function compareProject(config: string, services: Partial<Services> = {}) {
  const session = await openSession({ ...FILES, 'modelgate.yml': config })
  const said: string[] = []
  const say = (message: string) => void said.push(message)
  Object.assign(session.services, { logger: { info: say, warning: say, debug: () => {} } }, services)
  const { results } = await session.compare(NONE)
  return { result: results[0] as Result, said }
}

describe('waivers', () => {
  const pullRequest = (base: string | null): Partial<Services> => {
    const tree = {
      ref: 'refs/heads/main',
      commit: 'b'.repeat(40),
      readText: async () => base,
      list: async () => (base === null ? [] : ['modelgate.yml']),
    }
    const load = { environment: {}, sha256: String }
    return {
      provenance: {
        trust: 'pull_request',
        source: null,
        tool: { name: 'modelgate', version: '0.1.0' },
        identity: null,
        isInteractive: false,
      },
      policyTree: async () => tree,
      projectAt: async (at, file) => loadProject(readTree(at), { file, part: null }, load),
      revision: async () => ({ commit: tree.commit, found: 'the base', file: async () => null }),
    }
  }

  it('let a failed gate through as a warning, and stand in check and summary', async () => {
    const { result, said } = await compareProject(CONFIG + WAIVER)
    expect(result).toMatchObject({ verdict: 'warn', blocks: false })
    expect(gatesOf(result)[0]).toMatchObject({
      verdict: 'fail',
      blocks: false,
      waiver: { check: 'gate/roc_auc/min', reason: 'relabelling', by: '@lead', until: '2026-12-31' },
    })
    expect(result.summary).toMatch(/ Waived: gate\/roc_auc\/min until 2026-12-31 by @lead \(relabelling\)\.$/)
    expect(said).toEqual([])
  })

  it('that have ended lift nothing and are named', async () => {
    const { result } = await compareProject(CONFIG + WAIVER.replace('2026-12-31', '2026-11-20'))
    expect(result).toMatchObject({ verdict: 'fail', blocks: true })
    expect(gatesOf(result)[0]!.help).toContain('The waiver by @lead (relabelling) ended on 2026-11-20')
  })

  it('of a check that is not there are told of and are no fault', async () => {
    const { result, said } = await compareProject(CONFIG + WAIVER.replace('gate/roc_auc/min', 'gate/gone'))
    expect(result.verdict).toBe('fail')
    expect(said).toEqual(['the waiver of gate/gone by @lead names no check of this run'])
  })

  it.each([
    ['which the base does not have', CONFIG, 'fail'],
    ['where the base has no such file', null, 'fail'],
    ['which the base has', CONFIG + WAIVER, 'warn'],
    ['whose day the base has not', CONFIG + WAIVER.replace('2026-12-31', '2026-11-01'), 'fail'],
    ['where the base lets a pull request judge itself', `${CONFIG}policy: {from: head}\n`, 'warn'],
  ])('of a pull request, %s', async (_, base, verdict) => {
    const { result } = await compareProject(CONFIG + WAIVER, pullRequest(base))
    expect(result.verdict).toBe(verdict)
  })

  it('of a pull request cannot say themselves that they count', async () => {
    const { result, said } = await compareProject(`${CONFIG}${WAIVER}policy: {from: head}\n`, pullRequest(CONFIG))
    expect(result.verdict).toBe('fail')
    expect(said[0]).toBe('the waiver of gate/roc_auc/min lifts nothing yet: it counts once the base branch has it')
  })

  it('that only the base has count too', async () => {
    const { result } = await compareProject(CONFIG, pullRequest(CONFIG + WAIVER))
    expect(result.verdict).toBe('warn')
  })
})

describe('the same test data', () => {
  const digest = { sha256: createHash('sha256').update(TEST).digest('hex') }
  const data = [{ name: 'test', uri: 'test.csv', digest, rows: 400 }]
  const reuseOf = (result: Result) => gatesOf(result).find(({ id }) => id === 'gate/reuse')

  async function compareAfter(versions: readonly (typeof data)[], config = CONFIG + STAGES) {
    const session = await openSession({ ...FILES, 'modelgate.yml': config }, { isRepository: true })
    const registry = await openTestRegistry(session.folder)
    for (const [index, named] of versions.entries()) {
      const draft = makeDraft('churn', `model ${index}`)
      await registry.register({ ...draft, record: { ...draft.record, data: named } }, session.services.signal)
    }
    const { results } = await session.compare(NONE)
    return results[0] as Result
  }

  it('counts the versions whose records name its digest', async () => {
    const other = [{ ...data[0]!, digest: { sha256: 'f'.repeat(64) } }]
    const result = await compareAfter([data, other])
    expect(reuseOf(result)).toMatchObject({
      verdict: 'pass',
      severity: 'error',
      observed: '1 of 2',
      statistics: { value: 1, threshold: 2, rows: 400 },
    })
    expect(reuseOf(result)!.help).toContain('worth 90 % over all 2 decisions if nobody saw')
  })

  it('is spent once the budget is', async () => {
    const result = await compareAfter([data, data])
    expect(reuseOf(result)).toMatchObject({ verdict: 'fail', blocks: true, observed: '2 of 2' })
  })

  it('is told of without a budget, and decides nothing then', async () => {
    const result = await compareAfter(
      [data],
      (CONFIG + STAGES).replace(', budget: {reuse: 2}', '').replace('0.9999', '0.5'),
    )
    expect(result.verdict).toBe('pass')
    expect(reuseOf(result)).toMatchObject({ verdict: 'pass', severity: 'info', observed: 1 })
  })
})
