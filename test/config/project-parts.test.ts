import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyDefaults } from '../../src/config/defaults.ts'
import { refuseLater } from '../../src/core/later.ts'
import { faultsOf, readProject } from './project-files.ts'

const model = (name: string, more = '') => `models:\n  ${name}:\n    task: binary\n${more}`

describe('include', () => {
  const files = {
    'modelgate.yml': `version: 1\ninclude: [models/*/modelgate.yml]\n${model('root')}`,
    'models/a/modelgate.yml': model(
      'a',
      '    data: {t: {path: ../shared/t.csv, contract: t.yaml}}\n    baseline: file:old.csv\n',
    ),
    'models/b/modelgate.yml': `version: 1\n${model('b')}`,
    'models/a/t.yaml': 'kind: DataContract\n',
    'models/a/notes/modelgate.yml': 'not: included\n',
  }

  test('adds the models of further files, whose paths start at their own folder', async () => {
    const project = await readProject(files)
    expect(project.defaultModels).toEqual(['root', 'a', 'b'])
    expect(project.models['a']).toMatchObject({
      folder: 'models/a',
      data: { t: { path: 'models/shared/t.csv', contract: 'models/a/t.yaml' } },
      baseline: [{ kind: 'file', value: 'models/a/old.csv' }],
      place: { file: 'models/a/modelgate.yml', line: 2 },
    })
    expect(project.policy.files.map((file) => file.uri)).toEqual([
      'modelgate.yml',
      'models/a/modelgate.yml',
      'models/b/modelgate.yml',
      'models/a/t.yaml',
    ])
  })

  test('a file that is found or named below is read through the root, its models by default', async () => {
    const named = await readProject(files, { named: 'models/a/modelgate.yml' })
    expect(named).toMatchObject({ file: 'modelgate.yml', defaultModels: ['a'] })
    expect(Object.keys(named.models)).toEqual(['root', 'a', 'b'])
    const below = await readProject(files, { workingFolder: 'models/a' })
    expect(below).toMatchObject({ file: '../../modelgate.yml', defaultModels: ['a'] })
    expect(below.models['a']).toMatchObject({
      folder: '',
      data: { t: { path: '../shared/t.csv', contract: 't.yaml' } },
    })
    expect(below.models['b']!.folder).toBe('../b')
  })

  test('the folder of an engine starts at the root file too', async () => {
    const engine = (folder: string) => ({
      ...files,
      'modelgate.yml': `${files['modelgate.yml']}engine: {folder: ${folder}}\n`,
    })
    expect((await readProject(engine('tools/engine'), { workingFolder: 'models/a' })).engine.folder).toBe(
      '../../tools/engine',
    )
    expect((await readProject(engine('/opt/engine'))).engine.folder).toBe('/opt/engine')
  })

  test('a file that no root includes stands for itself', async () => {
    const alone = { ...files, 'models/a/notes/modelgate.yml': `version: 1\n${model('notes')}` }
    const project = await readProject(alone, { named: 'models/a/notes/modelgate.yml' })
    expect(project).toMatchObject({ file: 'models/a/notes/modelgate.yml', defaultModels: ['notes'] })
  })

  test('a model of two files is a fault that names both places', async () => {
    expect(await faultsOf({ ...files, 'models/b/modelgate.yml': model('a') })).toMatchInlineSnapshot(`
      "models/b/modelgate.yml:2:3: the model "a" is already in models/a/modelgate.yml:2:3
        → give one of them another name"
    `)
  })

  test('keys of the root stay in the root', async () => {
    expect(
      await faultsOf({ ...files, 'models/b/modelgate.yml': `registry: {remote: fork}\n${model('b')}` }),
    ).toMatchInlineSnapshot(`
      "models/b/modelgate.yml:1:1: the key "registry" belongs in the root file
        → move it to modelgate.yml"
    `)
  })

  test('faults of all files come at once', async () => {
    const wrong = {
      ...files,
      'models/a/modelgate.yml': 'models: {a: {tusk: binary}}\n',
      'models/b/modelgate.yml': 'models: [\n',
    }
    expect(await faultsOf(wrong)).toMatchInlineSnapshot(`
      "models/b/modelgate.yml:2:1: a [ or { is opened further up and not closed before this line
        → close it with ] or }
      models/a/modelgate.yml:1:14: unknown key "tusk"
        → did you mean "task"?"
    `)
  })

  test('a pattern that finds nothing is a fault', async () => {
    expect(
      await faultsOf({ 'modelgate.yml': `version: 1\ninclude: [model/*.yml, more.yml]\n${model('a')}` }),
    ).toMatchInlineSnapshot(`
      "modelgate.yml:2:11: no file matches model/*.yml
        → paths are relative to this file: mend the path, or take it out
      modelgate.yml:2:24: there is no file more.yml
        → paths are relative to this file: mend the path, or take it out"
    `)
  })

  test('a file that is named and not there is a fault', async () => {
    expect(await faultsOf(files, { named: 'modelgaet.yml' })).toMatchInlineSnapshot(`
      "modelgaet.yml: there is no such file
        → mend the path after --config"
    `)
  })
})

describe('defaults', () => {
  const text = `version: 1
defaults:
  task: binary
  owner: "@growth"
  evaluation: {data: test, id: id, label: y, slices: [a, b], min_rows: 50}
  data: {test: {path: test.csv}}
  drift: {alpha: 0.05}
models:
  one: {evaluation: {label: churned, slices: [c]}, drift: }
  two: {owner: "@risk"}
`

  test("a model's own keys win, maps merge, lists replace, an own null takes a default away", async () => {
    const { models, later } = await readProject(text)
    expect(models['one']!.evaluation).toMatchObject({
      data: 'test',
      id: 'id',
      label: 'churned',
      slices: ['c'],
      minRows: 50,
    })
    expect(models['one']!.owner).toBe('@growth')
    expect(models['two']).toMatchObject({ owner: '@risk', evaluation: { label: 'y', slices: ['a', 'b'] } })
    expect(later.map((key) => key.path)).toEqual(['models.two.drift'])
  })

  test('a fault in them is shown once, where it stands', async () => {
    expect(
      await faultsOf(text.replace('min_rows: 50', 'min_rows: many').replace('id: id', 'idd: id')),
    ).toMatchInlineSnapshot(`
      "modelgate.yml:5:3: the key "id" is missing
        → add "id"
      modelgate.yml:5:28: unknown key "idd"
        → did you mean "id"?
      modelgate.yml:5:73: "min_rows" must be a number, not text
      modelgate.yml:9:9: the key "id" is missing
        → add "id""
    `)
  })

  test('merge as they should for any settings', () => {
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.integer()))
    const key = fc.stringMatching(/^[a-c]$/)
    const settings = fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf)))))
    const isMap = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
    const holds = (merged: unknown, defaults: unknown, own: unknown): boolean => {
      if (own === undefined) return JSON.stringify(merged) === JSON.stringify(defaults)
      if (!isMap(own) || !isMap(defaults)) return JSON.stringify(merged) === JSON.stringify(own)
      const [m, d, o] = [merged, defaults, own] as Record<string, unknown>[]
      const keys = new Set([...Object.keys(d!), ...Object.keys(o!)])
      return Object.keys(m!).length === keys.size && [...keys].every((name) => holds(m![name], d![name], o![name]))
    }
    fc.assert(
      fc.property(settings, settings, (defaults, own) => {
        const merged = applyDefaults(defaults, own)
        expect(holds(merged, defaults, own)).toBe(true)
        expect(applyDefaults({}, own)).toEqual(own)
        expect(applyDefaults(defaults, {})).toEqual(defaults)
        expect(applyDefaults(merged, own)).toEqual(merged)
      }),
      { seed: 4 },
    )
  })
})

describe('variables', () => {
  const text = (value: string, env = '[OWNER, PREFIX]') => `version: 1\nenv: ${env}\nmodels: {a: {owner: "${value}"}}\n`
  const ownerOf = async (value: string, environment: Record<string, string>) =>
    (await readProject(text(value), { environment })).models['a']!.owner

  test('are replaced in values where env allows them', async () => {
    expect(await ownerOf('$' + '{PREFIX}-$' + '{OWNER}', { OWNER: 'growth', PREFIX: 'team' })).toBe('team-growth')
  })

  test('are not replaced again, and $$ keeps the text', async () => {
    expect(await ownerOf('$' + '{OWNER}', { OWNER: '$' + '{PREFIX}', PREFIX: 'x' })).toBe('$' + '{PREFIX}')
    expect(await ownerOf('$$' + '{OWNER} costs $5', { OWNER: 'x' })).toBe('$' + '{OWNER} costs $5')
  })

  test('that are not allowed, not set, or no name are faults', async () => {
    const faults = (value: string) => faultsOf(text(value), { environment: { HOME: '/root' } })
    expect(await faults('$' + '{HOME}')).toMatchInlineSnapshot(`
      "modelgate.yml:3:21: the variable HOME is not allowed here
        → list it in the root file: env: [HOME]"
    `)
    expect(await faults('$' + '{OWNR}')).toMatchInlineSnapshot(`
      "modelgate.yml:3:21: the variable OWNR is not allowed here
        → did you mean OWNER? Else list it in the root file's env:"
    `)
    expect(await faults('$' + '{OWNER}')).toMatchInlineSnapshot(`
      "modelgate.yml:3:21: the environment variable OWNER is not set
        → set OWNER for this step"
    `)
    expect(await faults('$' + '{OWNER:-me}')).toMatchInlineSnapshot(`
      "modelgate.yml:3:21: \${OWNER:-me} is no variable: a name has letters, digits and _
        → write $\${OWNER:-me} for the text itself"
    `)
  })

  test('are allowed by the root for included files too', async () => {
    const files = {
      'modelgate.yml': 'version: 1\ninclude: [a.yml]\nenv: [OWNER]\n',
      'a.yml': 'models: {a: {owner: "$' + '{OWNER}"}}\n',
    }
    expect((await readProject(files, { environment: { OWNER: 'me' } })).models['a']!.owner).toBe('me')
  })

  test('never show their value in a fault', async () => {
    const environment = { OWNER: 'hunter2-secret' }
    const wrong =
      `version: 1\nenv: [OWNER]\nmodels: {a: {task: binary, baseline: "$` +
      '{OWNER}", stages: {production: {require: []}}}}\n'
    const message = await faultsOf(wrong, { environment })
    expect(message).toContain('there is no stage "$' + '{OWNER}"')
    expect(message).not.toContain('hunter2')
  })
})

describe('what is resolved', () => {
  test('a positive label keeps how it is written', async () => {
    const text = (positive: string) =>
      `version: 1\nmodels: {a: {task: binary, data: {t: {path: t.csv}}, evaluation: {data: t, id: i, label: y, positive: ${positive}}}}\n`
    const positiveOf = async (written: string) => (await readProject(text(written))).models['a']!.evaluation!.positive
    expect(await positiveOf('Yes')).toBe('Yes')
    expect(await positiveOf('1.0')).toBe('1.0')
    expect(await positiveOf('true')).toBe('true')
    expect(await positiveOf('"007"')).toBe('007')
  })

  test.each([
    ['without stages and margins: nothing', '', []],
    ['with a stage production', 'stages: {production: {require: []}, late: {require: []}}', ['production']],
    ['with other stages: the last', 'stages: {test: {require: []}, live: {require: []}}', ['live']],
    ['with a margin alone: production', 'gates: [{metric: recall, margin: 0.1}]', ['production']],
    ['as named', 'baseline: [champion, file:old.csv]', ['champion', 'old.csv']],
  ])('the baseline %s', async (_, key, expected) => {
    const { models } = await readProject(`version: 1\nmodels: {a: {task: binary${key && `, ${key}`}}}\n`)
    expect(models['a']!.baseline.map((entry) => entry.value)).toEqual(expected)
  })

  test.each([
    ['{type: folder, path: ../share}', { type: 'folder', path: '../share' }],
    [
      '{type: s3, url: "s3://models/churn"}',
      { type: 's3', url: 's3://models/churn', endpoint: null, region: null, profile: null },
    ],
    ['{type: azure, url: "az://models/churn"}', { type: 'azure', url: 'az://models/churn' }],
    ['{type: oci, repository: ghcr.io/acme/models}', { type: 'oci', repository: 'ghcr.io/acme/models' }],
    ['{type: release}', { type: 'release', repository: null }],
    ['{type: mlflow}', { type: 'mlflow', experiment: 'modelgate' }],
    ['{max_size: 5MB}', { type: 'git', maxSize: 5_000_000, allowPersonal: false }],
  ])('store: %s', async (written, expected) => {
    expect((await readProject(`version: 1\nstore: ${written}\n${model('a')}`)).store).toEqual(expected)
  })

  test.each([
    ['store: {type: s3, bucket: x}', 'unknown key "bucket"'],
    ['store: {type: s3, url: models/churn}', 'must be like s3://bucket/prefix'],
    ['store: {type: ftp}', '"type" must be one of git, folder, s3'],
    ['registry: {type: mlflow, url: x}', 'unknown key "url"'],
    ['registry: {type: vertex, location: europe-west4}', 'the key "project" is missing'],
  ])('%s is a fault', async (key, message) => {
    expect(await faultsOf(`version: 1\n${key}\n${model('a')}`)).toContain(message)
  })

  test.each([['engine: {type: trino, url: x}', 'validate', 'the engine trino is not there yet']])(
    '%s is refused by %s alone',
    async (key, command, message) => {
      const { later } = await readProject(`version: 1\n${key}\n${model('a')}`)
      expect(() => refuseLater(later, 'a', command)).toThrow(message)
      expect(() => refuseLater(later, 'a', 'report')).not.toThrow()
    },
  )

  test.each([['candidate: {predictions: "s3://b/p.parquet"}', 'candidate.predictions']])(
    '%s is for later',
    async (key, path) => {
      const task = key.startsWith('task') ? '' : 'task: binary, '
      const { later } = await readProject(`version: 1\nmodels: {a: {${task}${key}}}\n`)
      expect(later.map((entry) => entry.path)).toEqual([`models.a.${path}`])
      expect(() => refuseLater(later, 'a', 'compare')).toThrow('not there yet')
      expect(() => refuseLater(later, 'a', 'validate')).not.toThrow()
    },
  )
})
