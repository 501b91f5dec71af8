import { describe, expect, it } from 'vitest'
import type { Result } from '../../src/core/result.ts'
import { gatesOf, makeRows, writeCsv } from './compare/session.ts'
import { type Change, differenceAt, openPullRequest } from './pull-request.ts'

const ROWS = makeRows(200, 0.3)
const WORSE = makeRows(200, 0.1, 3)
const labels = (rows: typeof ROWS) => writeCsv(rows.map(({ id, label, region }) => ({ id, label, region: region! })))
const scores = (rows: typeof ROWS) => writeCsv(rows.map(({ id, score }) => ({ id, score })))

const CONTRACT = `apiVersion: v3.1.0
kind: DataContract
id: people
version: 1.0.0
schema:
  - name: people
    properties:
      - {name: age, logicalType: integer, required: true, logicalTypeOptions: {minimum: 0}}
    quality:
      - {id: enough, type: library, metric: rowCount, mustBeGreaterThan: 5}
`
const CONFIG = `version: 1
models:
  churn:
    description: Who leaves
    task: binary
    data:
      train: {path: train.csv, contract: people.yaml}
      test: {path: test.csv}
    evaluation: {data: test, id: id, label: label, score: score, metrics: [roc_auc, recall], slices: [region], resamples: 100}
    candidate: {predictions: new.csv}
    gates:
      - {metric: roc_auc, min: 0.95}
      - {metric: recall, min: 0.1}
`
const BASE = {
  'modelgate.yml': CONFIG,
  'people.yaml': CONTRACT,
  // breaks the contract: one age below 0, and three rows
  'train.csv': 'age\n-1\n2\n3\n',
  'test.csv': labels(ROWS),
  'new.csv': scores(ROWS),
}
const edit = (before: string, after: string): { 'modelgate.yml': string } => {
  expect(CONFIG).toContain(before)
  return { 'modelgate.yml': CONFIG.replace(before, after) }
}
const editContract = (before: string, after: string): Change => {
  expect(CONTRACT).toContain(before)
  return { 'people.yaml': CONTRACT.replace(before, after) }
}
const WAIVER = 'waivers: [{check: gate/roc_auc/min, reason: r, by: me, until: 2026-12-31}]\n'
const idsOf = (result: Result) =>
  gatesOf(result).flatMap(({ id, verdict }) => (id === 'gate/leakage' ? [] : [`${id} ${verdict}`]))
const JUDGED = ['gate/roc_auc/min fail', 'gate/recall/min pass']

describe('a pull request cannot judge itself by', () => {
  it.each([
    ['a looser gate', edit('min: 0.95', 'min: 0.5'), 'pass'],
    ['a waiver', { 'modelgate.yml': CONFIG + WAIVER }, 'warn'],
  ] as const)('%s, whose verdict stands beside the one that counts', async (_, change, verdict) => {
    const { compare, base, said } = await openPullRequest(BASE, change)
    const result = await compare()
    expect(idsOf(result)).toEqual(JUDGED)
    expect(result).toMatchObject({ verdict: 'fail', blocks: true, proposal: { head: { verdict, blocks: false } } })
    expect(result.policy).toMatchObject({ ref: 'refs/heads/main', commit: base })
    expect(said.filter((sentence) => sentence.includes('lifts nothing yet'))).toHaveLength(verdict === 'warn' ? 1 : 0)
  })

  it('another label of the same rows', async () => {
    const { compare } = await openPullRequest(BASE, edit('label: label', 'label: region'))
    const result = await compare()
    expect(idsOf(result)).toEqual(JUDGED)
    expect(differenceAt(result, 'models.churn.evaluation.label')).toMatchObject({ part: 'exam', counts: false })
  })

  it('easier rows under the same name', async () => {
    const easy = ROWS.map((row) => ({ ...row, label: Number(row.score) > 0.5 ? 1 : 0 }))
    const { compare } = await openPullRequest(BASE, { 'test.csv': labels(easy) })
    const result = await compare()
    expect(idsOf(result)).toEqual(JUDGED)
    expect(result.proposal?.head).toMatchObject({ verdict: 'pass' })
    expect(differenceAt(result, 'test.csv')).toMatchObject({
      part: 'exam',
      counts: false,
      base: expect.stringMatching(/^sha256:/),
    })
    const { compare: compareBase } = await openPullRequest(BASE, {})
    const digest = (one: Result) => one.materials.find(({ name }) => name === 'evaluation')?.digest
    expect(digest(result)).toEqual(digest(await compareBase()))
  })

  it('hard rows left out: the candidate has to answer those of the base', async () => {
    const isEasy = ({ label, score }: (typeof ROWS)[number]) => Number(score) > 0.5 === (label === 1)
    const easy = ROWS.filter(isEasy)
    const { compare } = await openPullRequest(BASE, { 'test.csv': labels(easy), 'new.csv': scores(easy) })
    const result = await compare()
    expect(result).toMatchObject({ verdict: 'inconclusive', blocks: true, proposal: { head: { verdict: 'pass' } } })
  })

  it('another path of the rows', async () => {
    const easy = ROWS.map((row) => ({ ...row, label: Number(row.score) > 0.5 ? 1 : 0 }))
    const change = { ...edit('test: {path: test.csv}', 'test: {path: easy.csv}'), 'easy.csv': labels(easy) }
    const { compare } = await openPullRequest(BASE, change)
    const result = await compare()
    expect(idsOf(result)).toEqual(JUDGED)
    expect(differenceAt(result, 'models.churn.data.test.path')).toMatchObject({
      part: 'exam',
      counts: false,
      base: 'test.csv',
      head: 'easy.csv',
    })
  })

  it.each([
    ['a pattern', 'rows/*.csv'],
    ['a folder', 'rows'],
  ])('easier rows in one file of %s', async (_, path) => {
    const easy = ROWS.map((row) => ({ ...row, label: Number(row.score) > 0.5 ? 1 : 0 }))
    const { 'test.csv': __, ...others } = BASE
    const base = {
      ...others,
      'modelgate.yml': CONFIG.replace('test.csv', path),
      'rows/a.csv': labels(ROWS.slice(0, 100)),
      'rows/b.csv': labels(ROWS.slice(100)),
    }
    const { compare } = await openPullRequest(base, { 'rows/b.csv': labels(easy.slice(100)) })
    const result = await compare()
    expect(idsOf(result)).toEqual(JUDGED)
    expect(gatesOf(result)[0]!.statistics.rows).toBe(200)
    expect(differenceAt(result, path)).toMatchObject({ part: 'exam', counts: false })
    const { compare: compareBase } = await openPullRequest(base, {})
    expect(result.materials).toEqual((await compareBase()).materials)
  })

  it('numbers of its own in place of answers', async () => {
    const change = {
      ...edit('{predictions: new.csv}', '{metrics: metrics.json}'),
      'metrics.json': '{"roc_auc": 0.99, "recall": 0.99}',
    }
    const { compare } = await openPullRequest(BASE, {
      ...change,
      'modelgate.yml': change['modelgate.yml'].replace('0.95', '0.9'),
    })
    const result = await compare()
    expect(result).toMatchObject({ verdict: 'inconclusive', blocks: true, proposal: { head: { verdict: 'pass' } } })
  })

  it('a worse file of the baseline', async () => {
    const base = {
      ...BASE,
      'modelgate.yml': CONFIG.replace(
        '    gates:',
        '    baseline: file:old.csv\n    gates:\n      - {metric: roc_auc, margin: 0.01}',
      ),
      'old.csv': scores(makeRows(200, 0.9)),
    }
    const { compare } = await openPullRequest(base, { 'old.csv': scores(WORSE) })
    const result = await compare()
    expect(gatesOf(result)[0]).toMatchObject({ id: 'gate/roc_auc/margin', verdict: 'fail' })
    expect(differenceAt(result, 'old.csv')).toMatchObject({ part: 'exam', counts: false })
  })

  it('a configuration that moved', async () => {
    const moved = CONFIG.replace('0.95', '0.5')
      .replaceAll('path: ', 'path: ../')
      .replace('new.csv', '../new.csv')
      .replace('people.yaml', '../people.yaml')
    const change = { 'modelgate.yml': null, 'ml/modelgate.yml': moved }
    const { compare } = await openPullRequest(BASE, change, { config: 'ml/modelgate.yml' })
    const result = await compare()
    expect(idsOf(result)).toEqual(JUDGED)
    expect(differenceAt(result, 'modelgate.yml')).toMatchObject({ base: 'modelgate.yml', head: 'ml/modelgate.yml' })
    expect(differenceAt(result, 'models.churn.data.test.path')).toBeUndefined()
  })

  it('a nearer configuration than the one that is found from its folder', async () => {
    const nearer = CONFIG.replace('0.95', '0.5').replace(/\w+\.(csv|yaml)/g, '../$&')
    const from = { config: 'ml/modelgate.yml', located: 'modelgate.yml' }
    const { compare } = await openPullRequest(BASE, { 'ml/modelgate.yml': nearer }, from)
    expect(idsOf(await compare())).toEqual(JUDGED)
  })

  it('its own file, taken out of the configuration that includes it', async () => {
    const root = 'version: 1\ninclude: [ml/modelgate.yml]\ndefaults:\n  gates: [{metric: roc_auc, min: 0.95}]\n'
    const part = CONFIG.slice(CONFIG.indexOf('models:'), CONFIG.indexOf('    gates:')).replace(
      /\w+\.(csv|yaml)/g,
      '../$&',
    )
    const base = { ...BASE, 'modelgate.yml': root, 'ml/modelgate.yml': part }
    const change = { 'modelgate.yml': null, 'ml/modelgate.yml': `version: 1\n${part}` }
    const from = { config: 'ml/modelgate.yml', located: 'modelgate.yml' }
    const { compare } = await openPullRequest(base, change, from)
    expect(idsOf(await compare())).toEqual(['gate/roc_auc/min fail'])
  })

  it('a configuration of another name', async () => {
    const { 'modelgate.yml': __, ...others } = BASE
    const change = { 'ml.yml': null, 'ml2.yml': CONFIG.replace('0.95', '0.5') }
    const { compare } = await openPullRequest({ ...others, 'ml.yml': CONFIG }, change, { config: 'ml2.yml' })
    const result = await compare()
    expect(idsOf(result)).toEqual(JUDGED)
    expect(differenceAt(result, 'modelgate.yml')).toMatchObject({ base: 'ml.yml', head: 'ml2.yml' })
  })

  it('the configuration of others, whose policy is the head', async () => {
    const others = 'version: 1\npolicy: {from: head}\nmodels:\n  spam: {data: {}}\n'
    const moved = `${others}${CONFIG.slice(CONFIG.indexOf('  churn:')).replace('0.95', '0.5')}`.replace(
      /\w+\.(csv|yaml)/g,
      '../$&',
    )
    const change = { 'modelgate.yml': null, 'ml/modelgate.yml': moved }
    const { compare } = await openPullRequest({ ...BASE, 'ml/modelgate.yml': others }, change, {
      config: 'ml/modelgate.yml',
    })
    expect(idsOf(await compare({ model: ['churn'] }))).toEqual(JUDGED)
  })

  it('a model that moved into an included file', async () => {
    const part = CONFIG.replace('version: 1\n', '')
      .replace('0.95', '0.5')
      .replaceAll('path: ', 'path: ../')
      .replace('new.csv', '../new.csv')
      .replace('people.yaml', '../people.yaml')
    const { compare } = await openPullRequest(BASE, {
      'modelgate.yml': 'version: 1\ninclude: [ml/*.yml]\n',
      'ml/churn.yml': part,
    })
    const result = await compare()
    expect(idsOf(result)).toEqual(JUDGED)
    expect(differenceAt(result, 'include')).toMatchObject({ part: 'wiring', counts: true })
  })

  it('another name, without it being said', async () => {
    const { compare, said } = await openPullRequest(BASE, {
      'modelgate.yml': CONFIG.replace('churn:', 'leavers:').replace('0.95', '0.5'),
    })
    const result = await compare()
    expect(differenceAt(result, 'models.leavers')).toMatchObject({
      part: 'model',
      base: null,
      head: 'binary, 2 gates, 2 data sets',
    })
    expect(differenceAt(result, 'models.churn')).toMatchObject({
      part: 'model',
      base: 'binary, 2 gates, 2 data sets',
      head: null,
    })
    expect(said.join('\n')).toContain('models.churn is gone from modelgate.yml')
  })

  it('a file of gates', async () => {
    const base = { ...BASE, 'gates.yml': 'gates: [{metric: roc_auc, min: 0.95}]\n' }
    const { compare } = await openPullRequest(base, { 'gates.yml': 'gates: [{metric: roc_auc, min: 0.5}]\n' })
    for (const flags of [{}, { candidate: 'new.csv', data: 'test.csv', id: 'id', label: 'label', score: ['score'] }]) {
      const result = await compare({ gates: 'gates.yml', ...flags })
      expect(idsOf(result)).toEqual(['gate/roc_auc/min fail'])
      expect(gatesOf(result)[0]!.source?.file).toBe('gates.yml')
      expect(result.proposal).toMatchObject({
        head: { verdict: 'pass' },
        differences: [{ path: 'gates.yml', part: 'policy', counts: false }],
      })
    }
  })

  it('a variable that the base branch does not allow', async () => {
    const change = { 'modelgate.yml': `${CONFIG.replace('Who leaves', '$'.concat('{TOKEN}'))}env: [TOKEN]\n` }
    const { compare } = await openPullRequest(BASE, change, { environment: { TOKEN: 'secret' } })
    await expect(compare()).rejects.toThrow("the variable TOKEN is not allowed by the base branch's modelgate.yml")
  })
})

describe('a pull request cannot get bad data past', () => {
  const BROKEN = ['contract/train/age/minimum', 'contract/train/enough']
  const failing = (result: Result) =>
    result.checks.filter(({ verdict, severity }) => verdict === 'fail' && severity === 'error').map(({ id }) => id)

  it.each([
    [
      'a rule that only warns',
      editContract('mustBeGreaterThan: 5', 'mustBeGreaterThan: 5, severity: warning'),
      'people.yaml',
    ],
    ['no contract at all', edit(', contract: people.yaml', ''), 'models.churn.data.train.contract'],
    ['the mark of production', edit('train: {', 'train: {production: true, '), 'models.churn.data.train.production'],
    [
      'a data set that is not named any more',
      edit('      train: {path: train.csv, contract: people.yaml}\n', ''),
      'models.churn.data.train',
    ],
    ['a contract that is gone', { ...edit(', contract: people.yaml', ''), 'people.yaml': null }, 'people.yaml'],
  ] as const)('by %s', async (_, change, path) => {
    const { validate } = await openPullRequest(BASE, change)
    const result = await validate()
    expect(failing(result)).toEqual(BROKEN)
    expect(differenceAt(result, path)).toMatchObject({ counts: false })
  })

  it('by a linked schema of a descriptor', async () => {
    const schema = (minimum: number) =>
      JSON.stringify({ fields: [{ name: 'age', type: 'integer', constraints: { minimum } }] })
    const base = {
      ...BASE,
      'modelgate.yml': CONFIG.replace('people.yaml', 'people.json'),
      'people.json': JSON.stringify({ name: 'people', path: 'train.csv', schema: 'schema.json' }),
      'schema.json': schema(0),
    }
    const { validate } = await openPullRequest(base, { 'schema.json': schema(-9) })
    const result = await validate()
    expect(result.verdict).toBe('fail')
    expect(result.proposal).toMatchObject({
      head: { verdict: 'pass' },
      differences: [{ path: 'people.json', part: 'contract', counts: false }],
    })
  })

  it('by a file that is gone with its data set, until a waiver of the base lets it go', async () => {
    const change = { ...edit('      train: {path: train.csv, contract: people.yaml}\n', ''), 'train.csv': null }
    const { validate } = await openPullRequest(BASE, change)
    expect(await validate()).toMatchObject({
      verdict: 'inconclusive',
      blocks: true,
      checks: [{ id: 'contract/train/readable' }],
    })
    const waiver = 'waivers: [{check: contract/train/readable, reason: r, by: me, until: 2026-12-31}]\n'
    const waived = { ...BASE, 'modelgate.yml': CONFIG + waiver }
    const { validate: validateWaived } = await openPullRequest(waived, {
      ...change,
      'modelgate.yml': change['modelgate.yml'] + waiver,
    })
    expect(await validateWaived()).toMatchObject({ verdict: 'warn', blocks: false })
  })
})

describe('of a pull request counts at once', () => {
  it('wiring', async () => {
    const change = {
      ...edit('predictions: new.csv', 'predictions: out/new.csv'),
      'new.csv': null,
      'out/new.csv': writeCsv(ROWS.map(({ id, score }) => ({ id, p: score }))),
    }
    change['modelgate.yml'] = change['modelgate.yml'].replace('score: score', 'score: p')
    const { compare } = await openPullRequest(BASE, change)
    const result = await compare()
    expect(idsOf(result)).toEqual(JUDGED)
    expect(result.proposal).toEqual({
      differences: [
        expect.objectContaining({
          path: 'models.churn.evaluation.score',
          part: 'wiring',
          counts: true,
          base: 'score',
          head: 'p',
        }),
        expect.objectContaining({
          path: 'models.churn.candidate.predictions',
          part: 'wiring',
          counts: true,
          head: 'out/new.csv',
        }),
      ],
      head: null,
    })
  })

  it('a contract that asks all it asked, of further columns too', async () => {
    const change = {
      ...editContract('    quality:', '      - {name: note, logicalType: string}\n    quality:'),
      'train.csv': 'age,note\n1,a\n',
    }
    const { validate } = await openPullRequest(BASE, change)
    const result = await validate()
    expect(result.checks.map(({ id }) => id)).toContain('contract/train/note/type')
    expect(result.checks.map(({ id }) => id)).toContain('contract/people/note/change-added')
    expect(differenceAt(result, 'people.yaml')).toMatchObject({ part: 'contract', counts: true })
    expect(result.proposal?.head).toBeNull()
  })

  it('a data set that the base does not know, by its own contract', async () => {
    const change = {
      ...edit('      test:', '      more: {path: more.csv, contract: people.yaml}\n      test:'),
      'more.csv': 'age\n-5\n',
    }
    const { validate } = await openPullRequest(BASE, change)
    const result = await validate()
    expect(result.checks.map(({ id }) => id)).toContain('contract/more/age/minimum')
    expect(differenceAt(result, 'models.churn.data.more')).toMatchObject({ base: null, counts: true })
  })

  it('rows that the base does not keep, which is said', async () => {
    const { 'test.csv': _, ...base } = BASE
    const { compare } = await openPullRequest(base, {}, { untracked: { 'test.csv': labels(ROWS) } })
    const result = await compare()
    expect(idsOf(result)).toEqual(JUDGED)
    expect(result.proposal?.differences).toEqual([
      expect.objectContaining({ path: 'test.csv', part: 'exam', counts: true, base: null }),
    ])
  })

  it('everything of a model that the base does not know', async () => {
    const { compare } = await openPullRequest(
      { ...BASE, 'modelgate.yml': CONFIG.replace('churn:', 'spam:') },
      { 'modelgate.yml': CONFIG },
    )
    const result = await compare()
    expect(idsOf(result)).toEqual(JUDGED)
    expect(differenceAt(result, 'models.churn')).toMatchObject({ part: 'model', counts: true })
  })

  it('everything of a model that shares its name with one that stays in another configuration', async () => {
    const own = CONFIG.replace('0.95', '0.5').replace(/\w+\.(csv|yaml)/g, '../$&')
    const { compare } = await openPullRequest(BASE, { 'ml/modelgate.yml': own }, { config: 'ml/modelgate.yml' })
    const result = await compare()
    expect(result.verdict).toBe('pass')
    expect(differenceAt(result, 'models.churn')).toMatchObject({ part: 'model', counts: true, base: null })
  })

  it('all that it says where the base says policy.from: head', async () => {
    const base = { ...BASE, 'modelgate.yml': `${CONFIG}policy: {from: head}\n` }
    const { compare } = await openPullRequest(base, edit('min: 0.95', 'min: 0.5'))
    const result = await compare()
    expect(result).toMatchObject({ verdict: 'pass', policy: { ref: null } })
    expect(result.proposal).toBeUndefined()
  })
})

describe('a pull request that changes nothing of the policy', () => {
  it('is judged by the base branch, and has no proposal', async () => {
    const { compare, validate, base } = await openPullRequest(BASE, { 'README.md': 'hello\n' })
    for (const result of [await compare(), await validate()]) {
      expect(result.proposal).toBeUndefined()
      expect(result.policy).toMatchObject({ ref: 'refs/heads/main', commit: base })
    }
  })

  it('is held to the same policy digest as its base', async () => {
    const digestOf = async (change: Change) => (await (await openPullRequest(BASE, change)).compare()).policy?.digest
    const digest = await digestOf({})
    expect(await digestOf(edit('min: 0.95', 'min: 0.5'))).toEqual(digest)
    expect(await digestOf(edit('Who leaves', 'Who stays'))).toEqual(digest)
  })
})

describe('what does not go together', () => {
  it('leaves the gates of the base open by name, and shows what the change itself says', async () => {
    const change = {
      ...edit('id: id', 'id: key'),
      'test.csv': BASE['test.csv'].replace('id,', 'key,'),
      'new.csv': BASE['new.csv'].replace('id,', 'key,'),
    }
    const { compare } = await openPullRequest(BASE, change)
    const result = await compare()
    expect(idsOf(result)).toEqual(['gate/roc_auc/min inconclusive', 'gate/recall/min inconclusive'])
    expect(result).toMatchObject({ verdict: 'inconclusive', blocks: true, proposal: { head: { verdict: 'fail' } } })
    expect(result.summary).toMatch(/^Not comparable: what the base branch asks does not fit this change \(.*\bid\b/)
  })

  it('is a fault of the change where it cannot be judged by its own policy either', async () => {
    const { compare } = await openPullRequest(BASE, { ...edit('min: 0.95', 'min: 0.5'), 'new.csv': 'id,other\n1,2\n' })
    await expect(compare()).rejects.toThrow(/score/)
  })
})

describe('a base branch whose configuration', () => {
  it('cannot be read is mended by the change, which is said loudly and waives nothing', async () => {
    const base = { ...BASE, 'modelgate.yml': CONFIG.replace('task: binary', 'task: binery') }
    const { compare, said } = await openPullRequest(base, { 'modelgate.yml': CONFIG + WAIVER })
    const result = await compare()
    expect(idsOf(result)).toEqual(JUDGED)
    expect(result.verdict).toBe('fail')
    expect(differenceAt(result, 'modelgate.yml')).toMatchObject({
      part: 'policy',
      counts: true,
      base: expect.stringMatching(/^cannot be read: line 5: /),
    })
    expect(said[0]).toContain("the base branch's policy cannot be read")
  })

  it('needs a variable that is not set cannot be got rid of by a change that needs none', async () => {
    const base = { ...BASE, 'modelgate.yml': `${CONFIG.replace('Who leaves', '$'.concat('{OWNER}'))}env: [OWNER]\n` }
    const { compare } = await openPullRequest(base, { 'modelgate.yml': CONFIG.replace('0.95', '0.5') })
    await expect(compare()).rejects.toThrow('the environment variable OWNER is not set')
  })

  it('is not there lets the change say how its models are judged, but for waivers', async () => {
    const { 'modelgate.yml': _, ...base } = BASE
    const { compare } = await openPullRequest(base, { 'modelgate.yml': CONFIG + WAIVER })
    const result = await compare()
    expect(result.verdict).toBe('fail')
    expect(differenceAt(result, 'models.churn')).toMatchObject({ part: 'model', counts: true, base: null })
  })
})

it('shows what strangers wrote in one short line', async () => {
  const long = `a\u202E${'x'.repeat(500)}\n::error::b`
  const { compare } = await openPullRequest(BASE, edit('Who leaves', JSON.stringify(long)))
  const { head } = differenceAt(await compare(), 'models.churn.description')!
  expect(head).toMatch(/^a\uFFFDx+…$/)
  expect([...head!]).toHaveLength(120)
})
