import { describe, expect, it } from 'vitest'
import type { PolicyDifference } from '../../src/config/policy-differences.ts'
import type { Project } from '../../src/config/project.ts'
import type { MergedProject } from '../../src/config/written-project.ts'
import { type Files, readProject } from './project-files.ts'

/** As YAML writes it. */
const VARIABLE = '$'.concat('{OWNER}')
const CONFIG = `version: 1
env: [OWNER]
network: {allow: [good.example]}
waivers: [{check: gate/recall/min, reason: r, by: me, until: 2026-12-31}]
models:
  churn:
    description: Who leaves
    owner: ${VARIABLE}
    task: binary
    data:
      train: {path: train.csv, contract: c.yaml}
      test: {path: test.csv}
    evaluation:
      data: test
      id: id
      label: label
      positive: "yes"
      score: score
      slices: [region]
      metrics: [roc_auc]
      own: {profit: {command: [python, profit.py], better: higher}}
    candidate: {predictions: new.csv, model: model.bin, predict: [predict, "{model}", "{data}", "{out}"]}
    baseline: production
    gates:
      - {metric: roc_auc, min: 0.8}
      - {metric: recall, min: 0.5, slice: region}
    stages:
      staging: {require: [validate, compare]}
      production: {require: [compare], budget: {reuse: 5}}
`
const CONTRACT = 'kind: DataContract\n'
const environment = { OWNER: '@a-secret-team' }
const filesOf = (config: string): Files => ({ 'modelgate.yml': config, 'c.yaml': CONTRACT, 'd.yaml': CONTRACT })
const read = (files: Files) => readProject(files, { environment })
const replace = (before: string, after: string) => {
  expect(CONFIG).toContain(before)
  return CONFIG.replace(before, after)
}

async function merge(
  config: string,
  base = CONFIG,
): Promise<{ readonly base: Project; readonly merged: MergedProject }> {
  const [own, head] = await Promise.all([read(filesOf(base)), read(filesOf(config))])
  return { base: own, merged: await head.written.mergeOnto([own], own.written.contracts) }
}

/** Settings without the places where they stand. */
const withoutPlaces = (settings: unknown) =>
  JSON.parse(JSON.stringify(settings, (key, value: unknown) => (key === 'place' ? undefined : value))) as unknown
const listAll = (merged: MergedProject): readonly PolicyDifference[] => [
  ...merged.differences,
  ...merged.differencesOf('churn', 'base'),
]
const short = ({ path, part, counts, base, head }: PolicyDifference) => ({ path, part, counts, base, head })

describe("what decides is the base branch's, whatever a change says of", () => {
  it.each([
    ['a gate', replace('min: 0.8', 'min: 0.5'), 'models.churn.gates[0]'],
    ['a gate that it drops', replace('      - {metric: roc_auc, min: 0.8}\n', ''), 'models.churn.gates[0]'],
    [
      'a gate that it adds',
      replace('    gates:\n', '    gates:\n      - {metric: log_loss, max: 1}\n'),
      'models.churn.gates[0]',
    ],
    ['the severity of a gate', replace('min: 0.8', 'min: 0.8, severity: warning'), 'models.churn.gates[0]'],
    ['what is inconclusive', replace('slice: region', 'slice: region, on_inconclusive: pass'), 'models.churn.gates[1]'],
    [
      'all gates, by defaults',
      `${CONFIG.slice(0, CONFIG.indexOf('    gates:'))}defaults: {gates: []}\n`,
      'models.churn.gates[0]',
    ],
    [
      'the threshold',
      replace('score: score', 'score: score\n      threshold: 0.1'),
      'models.churn.evaluation.threshold',
    ],
    ['the positive class', replace('"yes"', '"no"'), 'models.churn.evaluation.positive'],
    ['the slices', replace('slices: [region]', 'slices: [other]'), 'models.churn.evaluation.slices'],
    [
      'the rows that a slice needs',
      replace('score: score', 'score: score\n      min_rows: 9999'),
      'models.churn.evaluation.min_rows',
    ],
    ['the seed', replace('score: score', 'score: score\n      seed: 7'), 'models.churn.evaluation.seed'],
    [
      'the confidence',
      replace('score: score', 'score: score\n      confidence: 0.5'),
      'models.churn.evaluation.confidence',
    ],
    ['a metric of its own', replace('profit.py', 'other.py'), 'models.churn.evaluation.own.profit.command'],
    ['the rows', replace('data: test', 'data: train'), 'models.churn.evaluation.data'],
    ['the path of the rows', replace('test.csv', 'easy.csv'), 'models.churn.data.test.path'],
    ['the label', replace('label: label', 'label: easy'), 'models.churn.evaluation.label'],
    ['the baseline', replace('baseline: production', 'baseline: staging'), 'models.churn.baseline'],
    [
      'the evidence of a stage',
      replace('production: {require: [compare]', 'production: {require: []'),
      'models.churn.stages.production.require',
    ],
    ['the budget of a stage', replace('reuse: 5', 'reuse: 500'), 'models.churn.stages.production.budget.reuse'],
    ['a contract', replace(', contract: c.yaml', ''), 'models.churn.data.train.contract'],
    ['which contract', replace('c.yaml', 'd.yaml'), 'models.churn.data.train.contract'],
    ['production data', replace('train: {', 'train: {production: true, '), 'models.churn.data.train.production'],
    [
      'rules that settle nothing',
      replace('train: {', 'train: {on_inconclusive: pass, '),
      'models.churn.data.train.on_inconclusive',
    ],
    [
      'a data set that it drops',
      replace('      train: {path: train.csv, contract: c.yaml}\n', ''),
      'models.churn.data.train',
    ],
    ['its waivers', replace('gate/recall/min', 'gate/roc_auc/min'), 'waivers[0]'],
    ['the network', replace('good.example', 'evil.example'), 'network.allow'],
    ['variables', replace('env: [OWNER]', 'env: [OWNER, TOKEN]'), 'env'],
    ['whose policy judges', `${CONFIG}policy: {from: head}\n`, 'policy.from'],
    ['evidence', `${CONFIG}evidence: {require_signed: true}\n`, 'evidence.require_signed'],
    ['drift', replace('    gates:', '    drift: {alpha: 0.5}\n    gates:'), 'models.churn.drift'],
    [
      'the task',
      replace('task: binary', 'task: multiclass')
        .replace('score: score', 'prediction: p')
        .replace('[roc_auc]', '[accuracy]')
        .replace('      - {metric: roc_auc, min: 0.8}\n', '')
        .replace('recall,', 'accuracy,')
        .replace('      positive: "yes"\n', ''),
      'models.churn.task',
    ],
  ] as const)('%s', async (_, config, path) => {
    const { base, merged } = await merge(config)
    expect(listAll(merged).find((difference) => difference.path === path)).toMatchObject({ counts: false })
    expect(merged.project.policy.digest).toEqual(base.policy.digest)
    const { waivers, network, evidence, policyFrom } = merged.project
    expect({ waivers, network, evidence, policyFrom }).toMatchObject({
      waivers: base.waivers,
      network: base.network,
      evidence: base.evidence,
      policyFrom: 'base',
    })
    const settled = await merged.settle('churn', 'base').catch(() => null)
    if (settled === null) return expect(path).toBe('models.churn.task')
    const own = base.models['churn']!
    const { gates, stages, baseline, task } = settled
    expect(withoutPlaces({ gates, stages, baseline, task })).toEqual(
      withoutPlaces({ gates: own.gates, stages: own.stages, baseline: own.baseline, task: own.task }),
    )
    const ofPredictions = { score: null, prediction: null }
    expect(withoutPlaces({ ...settled.evaluation, ...ofPredictions })).toEqual(
      withoutPlaces({ ...own.evaluation, ...ofPredictions }),
    )
    expect(withoutPlaces(settled.data)).toMatchObject(withoutPlaces(own.data) as object)
  })
})

describe("the wiring is the head's", () => {
  it.each([
    [
      'the path of predictions',
      replace('new.csv', 'out/new.csv'),
      'models.churn.candidate.predictions',
      'new.csv',
      'out/new.csv',
    ],
    ['a column of predictions', replace('score: score', 'score: p'), 'models.churn.evaluation.score', 'score', 'p'],
    [
      'the path of other data',
      replace('train.csv', 'data/train.csv'),
      'models.churn.data.train.path',
      'train.csv',
      'data/train.csv',
    ],
    [
      'a dialect',
      replace('train: {', 'train: {csv: {delimiter: ;}, '),
      'models.churn.data.train.csv',
      null,
      '{delimiter: ";"}',
    ],
    ['a description', replace('Who leaves', 'Who stays'), 'models.churn.description', 'Who leaves', 'Who stays'],
    ['the engine', `${CONFIG}engine: {memory: 8GB}\n`, 'engine.memory', '4GB', '8GB'],
  ] as const)('%s', async (_, config, path, base, head) => {
    const { merged } = await merge(config)
    expect(listAll(merged).map(short)).toEqual([{ path, part: 'wiring', counts: true, base, head }])
  })

  it("columns of the labelled rows only with the head's own rows", async () => {
    const { merged } = await merge(replace('label: label', 'label: churned'))
    expect(merged.differencesOf('churn', 'head').map(short)).toEqual([
      { path: 'models.churn.evaluation.label', part: 'wiring', counts: true, base: 'label', head: 'churned' },
    ])
    expect((await merged.settle('churn', 'head')).evaluation?.label).toBe('churned')
  })
})

describe("what the base says nothing of is the head's", () => {
  const BARE = 'version: 1\nmodels:\n  churn:\n    data: {train: {path: train.csv}}\n'
  const bare = (more: string) => `${BARE}${more}`

  it.each([
    [
      'an evaluation',
      bare('    task: binary\n    evaluation: {data: train, id: id, label: y, score: s}\n'),
      'models.churn.evaluation',
    ],
    [
      'the contract of data',
      BARE.replace('train.csv', 'train.csv, contract: c.yaml'),
      'models.churn.data.train.contract',
    ],
    ['a data set', BARE.replace('}}', '}, test: {path: test.csv}}'), 'models.churn.data.test'],
  ] as const)('%s', async (_, config, path) => {
    const { merged } = await merge(config, BARE)
    expect(listAll(merged).find((difference) => difference.path === path)).toMatchObject({ counts: true, base: null })
  })

  it('a model, and one that went is named', async () => {
    const { merged } = await merge(replace('churn:', 'spam:'))
    expect(merged.differences.map(short)).toEqual([
      { path: 'models.churn', part: 'model', counts: true, base: 'binary, 2 gates, 2 data sets', head: null },
      { path: 'models.spam', part: 'model', counts: true, base: null, head: 'binary, 2 gates, 2 data sets' },
    ])
  })
})

describe('two configurations', () => {
  it('that say the same differ in nothing, however they are written', async () => {
    const { base, merged } = await merge(
      `# ours\n${replace('{metric: roc_auc, min: 0.8}', '{min: 0.8, metric: roc_auc, severity: error}')}`,
    )
    expect(listAll(merged)).toEqual([])
    expect(merged.project.policy.digest).toEqual(base.policy.digest)
  })

  it('in other folders have the same paths', async () => {
    const base = await read(filesOf(CONFIG))
    const moved = CONFIG.replace(/(\w+\.(?:csv|yaml|bin))/g, '../$1')
    const head = await readProject(
      { 'c.yaml': CONTRACT, 'ml/modelgate.yml': moved },
      { environment, named: 'ml/modelgate.yml' },
    )
    const merged = await head.written.mergeOnto([base], base.written.contracts)
    expect(listAll(merged).map(short)).toEqual([
      { path: 'modelgate.yml', part: 'wiring', counts: true, base: 'modelgate.yml', head: 'ml/modelgate.yml' },
    ])
    expect((await merged.settle('churn', 'base')).data['test']!.path).toBe('test.csv')
  })

  it('with stages in another order differ in that', async () => {
    const stages = CONFIG.slice(CONFIG.indexOf('      staging:'))
    const { merged } = await merge(
      CONFIG.replace(stages, `${stages.split('\n').reverse().filter(Boolean).join('\n')}\n`),
    )
    expect(listAll(merged).map(short)).toEqual([
      {
        path: 'models.churn.stages',
        part: 'policy',
        counts: false,
        base: '[staging, production]',
        head: '[production, staging]',
      },
    ])
    expect(merged.project.models['churn']!.stages.map(({ name }) => name)).toEqual(['staging', 'production'])
  })

  it('show no value of an environment variable', async () => {
    const { merged } = await merge(replace(`owner: ${VARIABLE}`, `owner: "the ${VARIABLE} of old"`))
    expect(listAll(merged).map(short)).toMatchObject([{ base: VARIABLE, head: `the ${VARIABLE} of old` }])
  })

  it('that contradict each other are refused with the places of both', async () => {
    const config = CONFIG.replace('candidate: {predictions: new.csv,', 'candidate: {metrics: m.json,').replace(
      '      - {metric: roc_auc',
      '      - {metric: of_the_file, min: 1}\n      - {metric: roc_auc',
    )
    const { merged } = await merge(CONFIG, config)
    await expect(merged.settle('churn', 'base')).rejects.toThrow(/^modelgate\.yml:\d+:\d+: .*of_the_file/)
    expect(merged.project.models['churn']!.gates.map((gate) => gate.kind)).toEqual(['min', 'min'])
  })
})
