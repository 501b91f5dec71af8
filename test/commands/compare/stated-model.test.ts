import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import type { Result } from '../../../src/core/result.ts'
import { gatesOf, metricOf, openSession, type Session, storeVersion } from './session.ts'

/** Models of which only numbers are known, as modelgate.yml names them, with the real engine, files and registry. */

const CANDIDATE = '{"roc_auc": 0.84, "recall": 0.6, "log_loss": 0.41, "profit": 12, "accuracy": 81}'
const BASELINE = '{"roc_auc": 0.845, "recall": 0.62, "log_loss": 0.45, "profit": 10}'
const NOTHING = { candidate: undefined, id: undefined, label: undefined, score: [] }

function write(gates: readonly string[], { metrics = 'm.json', baseline = 'file:prod.json' } = {}): string {
  return `version: 1
models:
  churn:
    task: binary
    candidate: {metrics: ${metrics}, parameters: params.yaml}
    baseline: ${baseline}
    gates:
${gates.map((gate) => `      - ${gate}`).join('\n')}
    stages: {production: {require: [compare]}}
`
}

const filesOf = (config: string) => ({
  'modelgate.yml': config,
  'm.json': CANDIDATE,
  'prod.json': BASELINE,
  'lax.yml': 'gates: [{metric: roc_auc, min: 0.1}]\n',
  'params.yaml': 'depth: 6\n',
})

async function compareIn(session: Session, flags: Parameters<Session['compare']>[0] = {}): Promise<Result> {
  const { results, errors } = await session.compare({ ...NOTHING, ...flags })
  if (errors?.[0]) throw errors[0]
  return results[0]!
}

const compare = async (config: string, flags = {}) => compareIn(await openSession(filesOf(config)), flags)
const verdictsOf = (result: Result) => gatesOf(result).map(({ id, verdict }) => `${id} ${verdict}`)

async function refuse(config: string, flags = {}): Promise<readonly string[]> {
  try {
    await compare(config, flags)
  } catch (error) {
    if (error instanceof InputError) return error.faults.map(({ message, help }) => `${message} → ${help}`)
    throw error
  }
  return []
}

describe('a candidate with metrics alone', () => {
  it('is judged by the point for min and max, and a margin is left open without an interval', async () => {
    const result = await compare(
      write([
        '{metric: roc_auc, min: 0.8}',
        '{metric: log_loss, max: 0.4}',
        '{metric: profit, min: 11}',
        '{metric: roc_auc, margin: 0.01}',
        '{name: by point, metric: roc_auc, margin: 0.01, confidence: none}',
        '{name: closer, metric: roc_auc, margin: 0.001, confidence: none}',
        '{metric: roc_auc, min: 0.5, confidence: 0.9}',
      ]),
    )
    expect(verdictsOf(result)).toEqual([
      'gate/roc_auc/min pass',
      'gate/log_loss/max fail',
      'gate/profit/min pass',
      'gate/roc_auc/margin inconclusive',
      'gate/by point pass',
      'gate/closer fail',
      'gate/roc_auc/min-2 inconclusive',
    ])
    expect(gatesOf(result)[3]!.help).toContain('without rows nobody knows how sure their difference is')
    expect(result).toMatchObject({ verdict: 'fail', tool: { engine: null } })
    expect(result.materials.map(({ name, uri, rows }) => [name, uri, rows])).toEqual([
      ['candidate', 'm.json', null],
      ['baseline', 'prod.json', null],
      ['parameters', 'params.yaml', null],
    ])
    expect(metricOf(result, 'metric/profit').statistics).toMatchObject({
      candidate: { value: 12 },
      baseline: { value: 10 },
      difference: { value: 2, interval: null },
    })
  })

  it('leaves open what is not stated, out of range, or asked of slices', async () => {
    const result = await compare(
      write([
        '{metric: f1, min: 0.5}',
        '{metric: accuracy, min: 0.5}',
        '{metric: recall, slice: region, min: 0.1}',
        '{metric: recall, slice: "region=north", margin: 0.1, confidence: none}',
        '{metric: demographic_parity_difference, slice: region, max: 0.9}',
        '{metric: model_size, max: 10}',
      ]),
    )
    expect(verdictsOf(result).filter((verdict) => !verdict.endsWith(' inconclusive'))).toEqual([])
    const reasons = gatesOf(result).map(({ help }) => help)
    expect(reasons[0]).toContain('no f1 is stated')
    expect(reasons[1]).toContain('81 lies outside of its range')
    expect(reasons[2]).toContain('no slices')
    expect(reasons).toHaveLength(6)
    expect(result).toMatchObject({ verdict: 'inconclusive', blocks: true })
  })

  it('may be judged by expressions over what is stated, not over what needs rows or an interval', async () => {
    const result = await compare(
      write([
        '{name: gains, expr: "metrics.roc_auc.difference > -0.01 && metrics.profit.candidate > 11.0"}',
        '{name: sure, expr: "metrics.roc_auc.low > -1.0"}',
        '{name: enough, expr: "rows > 100"}',
      ]),
    )
    expect(verdictsOf(result)).toEqual(['gate/gains pass', 'gate/sure inconclusive', 'gate/enough inconclusive'])
  })

  it('names golden rows and profile that are here by their bytes', async () => {
    const config = write(['{metric: roc_auc, min: 0.8}']).replace(
      'params.yaml}',
      'params.yaml, golden: g.csv, profile: p}',
    )
    const { materials } = await compareIn(await openSession({ ...filesOf(config), 'g.csv': 'id,score\n1,0.9\n' }))
    expect(materials.map(({ name, uri }) => [name, uri])).toEqual([
      ['candidate', 'm.json'],
      ['baseline', 'prod.json'],
      ['parameters', 'params.yaml'],
      ['golden', 'g.csv'],
    ])
  })

  it('names the model and its parameters by their bytes, which promote asks for, and does without where they are not here', async () => {
    const config = write(['{metric: roc_auc, min: 0.8}']).replace('params.yaml}', 'params.yaml, model: m.bin}')
    const files = filesOf(config)
    const namesOf = async (more: Record<string, string>) =>
      (await compareIn(await openSession({ ...files, ...more }))).materials.map(({ name, uri }) => `${name} ${uri}`)
    expect(await namesOf({ 'm.bin': 'weights', 'params.yaml': 'depth: 3\n' })).toEqual([
      'candidate m.json',
      'baseline prod.json',
      'model m.bin',
      'parameters params.yaml',
    ])
    expect(await namesOf({})).not.toContain('model m.bin')
  })

  it('reads the files that dvc.yaml names', async () => {
    const config = write(['{metric: roc_auc, min: 0.8}'], { metrics: 'dvc' })
    const session = await openSession({ ...filesOf(config), 'dvc.yaml': 'metrics: [m.json]\n' })
    const result = await compareIn(session)
    expect(verdictsOf(result)).toEqual(['gate/roc_auc/min pass'])
  })

  it('is compared with the metrics that the record of the registered version keeps', async () => {
    const config = write(
      ['{metric: roc_auc, margin: 0.01, confidence: none}', '{metric: recall, margin: 0.01, confidence: none}'],
      { baseline: 'production' },
    )
    const session = await openSession(filesOf(config), { isRepository: true })
    await storeVersion(session, null, { metrics: { roc_auc: 0.83 } })
    const result = await compareIn(session)
    expect(verdictsOf(result)).toEqual(['gate/roc_auc/margin pass', 'gate/recall/margin inconclusive'])
    expect(metricOf(result, 'metric/roc_auc').statistics.baseline).toMatchObject({ value: 0.83 })
    expect(gatesOf(result)[1]!.help).toContain('the baseline: no recall is stated')
  })

  it('skips margins where the stage holds no version yet', async () => {
    const config = write(['{metric: roc_auc, min: 0.8}', '{metric: roc_auc, margin: 0.01}'], { baseline: 'production' })
    const result = await compareIn(await openSession(filesOf(config), { isRepository: true }))
    expect(verdictsOf(result)).toEqual(['gate/roc_auc/min pass', 'gate/roc_auc/margin skip'])
    expect(result.summary).toContain('First version')
  })

  it('takes another baseline from --baseline, and then does not stand for the policy', async () => {
    const config = write(['{metric: roc_auc, margin: 0.01, confidence: none}'])
    const session = await openSession({ ...filesOf(config), 'better.json': '{"roc_auc": 0.9}' })
    const [own, other] = [await compareIn(session), await compareIn(session, { baseline: 'better.json' })]
    expect(own).toMatchObject({ verdict: 'pass', policy: { uri: 'modelgate.yml' } })
    expect(other).toMatchObject({ verdict: 'fail', policy: null })
    expect(await compareIn(session, { gates: 'lax.yml' })).toMatchObject({ verdict: 'pass', policy: null })
  })

  it.each([
    [{ plan: true }, '--plan is about rows'],
    [{ 'label-list': 'rows.csv' }, '--label-list is about rows'],
    [{ slice: ['region'] }, '--slice is about rows'],
    [{ data: 'test.csv', metric: ['f1'] }, '--data is about rows'],
  ])('refuses flags about rows: %j', async (flags, message) => {
    const faults = await refuse(write(['{metric: roc_auc, min: 0.8}']), flags)
    expect(faults[0]).toContain(message)
    expect(faults).toHaveLength(Object.keys(flags).length)
  })

  it.each([
    ['{metric: profits, min: 1}', 'm.json states no "profits"', 'did you mean profit?'],
    ['{metric: churned, min: 1}', 'm.json states no "churned"', 'it states roc_auc'],
    ['{metric: roc_auc, slice: "*", min: 1}', 'stands for all declared slices', 'declare them'],
    ['{expr: "metrics.gone.candidate > 0.0"}', 'unknown metric "gone"', 'there are'],
  ])('refuses the gate %s', async (gate, message, help) => {
    const [fault] = await refuse(write([gate]))
    expect(fault).toContain(message)
    expect(fault).toContain(help)
  })

  it.each([
    [write(['{metric: roc_auc, min: 0.8}'], { metrics: 'gone.json' }), 'gone.json: there is no such file'],
    [write(['{metric: roc_auc, min: 0.8}'], { baseline: 'file:gone.json' }), 'gone.json: there is no such file'],
    [write(['{metric: roc_auc, min: 0.8}'], { metrics: 'params.txt' }), 'params.txt'],
  ])('names a file that is not there', async (config, message) => {
    expect((await refuse(config))[0]).toContain(message)
  })
})
