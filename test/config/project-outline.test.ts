import { describe, expect, it } from 'vitest'
import { readTree } from '../../src/config/config-reader.ts'
import { outlineProject } from '../../src/config/project-outline.ts'
import { InputError } from '../../src/core/faults.ts'
import type { Files } from './project-files.ts'

interface Options {
  readonly workingFolder?: string
  readonly part?: string
  readonly file?: string
  readonly environment?: Readonly<Record<string, string>>
}

/** Paths of `files` start at the repository's root. */
async function outline(files: Files | string, { workingFolder = '', part, file, environment = {} }: Options = {}) {
  const all: Files = typeof files === 'string' ? { 'modelgate.yml': files } : files
  const tree = { readText: async (path: string) => all[path] ?? null, list: async () => Object.keys(all) }
  const location = { file: file ?? 'modelgate.yml', part: part ?? null }
  return outlineProject(readTree(tree, workingFolder), location, { environment, workingFolder })
}

async function faultsOf(files: Files | string, options: Options = {}): Promise<string> {
  try {
    await outline(files, options)
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'no fault'
}

const INCLUDED = (name: string, rest = '') => `version: 1\nmodels:\n  ${name}:\n    task: binary\n${rest}`

describe('what a model lives by', () => {
  it('is the folder of its file, and what it names outside of it', async () => {
    const { models, files, file } = await outline({
      'modelgate.yml': 'version: 1\ninclude: [models/*/modelgate.yml]\n',
      'models/a/modelgate.yml': INCLUDED(
        'a',
        '    data:\n      test: {path: data/t.csv, contract: ../../contracts/c.yaml}\n      far: {path: "s3://bucket/x.csv"}\n',
      ),
    })
    expect(models).toEqual([
      {
        name: 'a',
        config: 'models/a/modelgate.yml',
        configFolder: 'models/a',
        folder: 'models/a',
        paths: null,
        named: [{ path: 'contracts/c.yaml', role: 'contract of test' }],
      },
    ])
    expect([...files]).toEqual(['modelgate.yml', 'models/a/modelgate.yml'])
    expect(file).toBe('modelgate.yml')
  })

  it('is what paths say, and all that its settings name', async () => {
    const { models } = await outline(`version: 1
models:
  churn:
    paths: [src/**, "!src/docs", ./params.yaml]
    data: {test: {path: data/test.csv}}
    evaluation: {own: {cost: {command: [python, tools/cost.py, --table=tools/costs.csv, "{predictions}"]}}}
    candidate:
      model: out/model.joblib
      metrics: mlflow:0123456789abcdef
      parameters: dvc
      predict: [python, predict.py, --model, "{model}", -v]
    baseline: [production, file:old/predictions.csv]
`)
    expect(models[0]!.paths).toEqual(['src/**', '!src/docs', 'params.yaml'])
    expect(models[0]!.named.map(({ path, role }) => `${path}: ${role}`)).toEqual([
      'data/test.csv: data test',
      "out/model.joblib: the candidate's model",
      "dvc.yaml: the candidate's parameters",
      "params.yaml: the candidate's parameters",
      'python: predict',
      'predict.py: predict',
      'python: metric cost',
      'tools/cost.py: metric cost',
      'tools/costs.csv: metric cost',
      'old/predictions.csv: baseline',
    ])
  })

  it('comes from defaults as from the model, seen from the folder of its own file', async () => {
    const { models, shared } = await outline({
      'modelgate.yml':
        'version: 1\ninclude: [m/*/modelgate.yml]\nshared: [libs/**]\ndefaults: {paths: [src, ../../common/**]}\n',
      'm/a/modelgate.yml': INCLUDED('a'),
      'm/b/modelgate.yml': INCLUDED('b', '    paths: [own]\n'),
    })
    expect(models.map(({ paths }) => paths)).toEqual([['m/a/src', 'common/**'], ['m/b/own']])
    expect(shared).toEqual(['libs/**'])
  })

  it('starts from the root of the repository, wherever the working directory is', async () => {
    const files = {
      'ml/modelgate.yml': 'version: 1\nshared: [../libs]\nmodels:\n  a: {paths: [src, ../conf/*.yaml]}\n',
    }
    const fromFolder = await outline(files, { workingFolder: 'ml' })
    expect(fromFolder).toMatchObject({ shared: ['libs'], models: [{ folder: 'ml', config: 'modelgate.yml' }] })
    expect(fromFolder.models[0]!.paths).toEqual(['ml/src', 'conf/*.yaml'])
    const fromBelow = await outline(files, { workingFolder: 'ml/sub', file: '../modelgate.yml' })
    expect(fromBelow).toMatchObject({ models: [{ folder: 'ml', config: '../modelgate.yml', configFolder: '..' }] })
  })

  it('reads variables that may be read, in the root and in what it includes', async () => {
    const files = {
      'modelgate.yml': 'version: 1\nenv: [WHERE]\ninclude: [m/modelgate.yml]\n',
      'm/modelgate.yml': INCLUDED('a', `    paths: ["\${WHERE}/**"]\n`),
    }
    expect((await outline(files, { environment: { WHERE: 'src' } })).models[0]!.paths).toEqual(['m/src/**'])
    expect(await faultsOf(files)).toMatch(/^m\/modelgate.yml:5:13: the environment variable WHERE is not set/)
  })

  it('does not ask whether the settings of a model are right', async () => {
    const { models } = await outline(
      'version: 1\nmodels:\n  a: {task: nonsense, data: [1], candidate: 3, baseline: 4}\n',
    )
    expect(models).toMatchObject([{ name: 'a', named: [] }])
  })
})

it('takes by default the models of the included file that is meant', async () => {
  const files = {
    'modelgate.yml': 'version: 1\ninclude: [m/*/modelgate.yml]\nregistry: {remote: upstream}\n',
    'm/a/modelgate.yml': INCLUDED('a'),
    'm/b/modelgate.yml': INCLUDED('b'),
  }
  expect(await outline(files)).toMatchObject({ defaultModels: ['a', 'b'], remote: 'upstream' })
  expect(await outline(files, { part: 'm/b/modelgate.yml' })).toMatchObject({ defaultModels: ['b'] })
})

describe('a fault', () => {
  it.each([
    ['leaves the repository', 'models: {a: {paths: [../x]}}', 'modelgate.yml:2:22: "../x" leaves the repository'],
    ['leaves it with !', 'models: {a: {paths: [x, "!../x"]}}', '2:25: "!../x" leaves the repository'],
    ['is absolute', 'shared: [/etc/**]\nmodels: {a: {}}', 'modelgate.yml:2:10: "/etc/**" is no path of the repository'],
    ['is an address', 'models: {a: {paths: ["s3://b/x"]}}', '"s3://b/x" is no path of the repository'],
    ['only takes out', 'models: {a: {paths: ["!x"]}}', 'every entry takes out, and none takes in'],
    ['explodes', `models: {a: {paths: ["${'{a,b}'.repeat(11)}"]}}`, 'more than 1,000 patterns'],
    ['names no model', 'shared: []', 'there is no model'],
    ['has an unknown key', 'model: {}', 'unknown key "model"'],
    ['has a bad name', 'models: {"a b": {}}', '"a b" cannot be the name of a model'],
    ['includes nothing', 'include: [m/*.yml]', 'no file matches m/*.yml'],
  ])('is told with its place: what %s', async (_, text, fault) => {
    expect(await faultsOf(`version: 1\n${text}\n`)).toContain(fault)
  })

  it('of each included file is told, in one message', async () => {
    const message = await faultsOf({
      'modelgate.yml': 'version: 1\ninclude: [m/*/modelgate.yml]\n',
      'm/a/modelgate.yml': 'modles: {}\n',
      'm/b/modelgate.yml': 'models:\n\ta: 1\n',
      'm/c/modelgate.yml': INCLUDED('c', '    paths: [/x]\n'),
      'm/d/modelgate.yml': INCLUDED('c'),
    })
    expect(message).toContain('m/a/modelgate.yml:1:1: unknown key "modles"')
    expect(message).toContain('m/b/modelgate.yml:2:1: a tab is used for indentation')
    expect(message).toContain('m/c/modelgate.yml:5:13: "/x" is no path of the repository')
    expect(message).toContain('m/d/modelgate.yml:3:3: the model "c" is already in m/c/modelgate.yml')
  })
})

describe('what changed in the configuration', () => {
  const ROOT = `version: 1
include: [m/*/modelgate.yml]
defaults: {task: binary}
models:
  churn: {gates: [{metric: roc_auc, min: 0.8}]}
  spam: {gates: []}
`
  const files = { 'modelgate.yml': ROOT, 'm/a/modelgate.yml': INCLUDED('a'), 'm/b/modelgate.yml': INCLUDED('b') }

  /** @param base texts of the files that differ; null: the base has none. */
  async function changes(base: Readonly<Record<string, string | null>>) {
    const texts = Object.entries(base).flatMap(([path, text]) => (text === null ? [] : [[path, text] as const]))
    const found = (await outline(files)).findChanges(new Set(Object.keys(base)), new Map(texts))
    return { all: found.all, models: Object.fromEntries(found.models) }
  }

  it('is nothing where only comments and the way of writing did', async () => {
    const base = `# comment\n${ROOT.replace('{gates: []}', '\n    gates: []')}`
    expect(await changes({ 'modelgate.yml': base })).toEqual({ all: null, models: {} })
    expect(await changes({ 'src/a.py': null })).toEqual({ all: null, models: {} })
  })

  it('touches the model whose settings differ, and one that is new', async () => {
    expect(await changes({ 'modelgate.yml': ROOT.replace('0.8', '0.7') })).toEqual({
      all: null,
      models: { churn: 'modelgate.yml (gates changed)' },
    })
    expect((await changes({ 'modelgate.yml': ROOT.replace('spam', 'mail') })).models).toEqual({
      spam: 'modelgate.yml (the model is new)',
    })
    expect((await changes({ 'm/a/modelgate.yml': INCLUDED('a', '    owner: me\n') })).models).toEqual({
      a: 'm/a/modelgate.yml (owner changed)',
    })
    expect((await changes({ 'm/b/modelgate.yml': null })).models).toEqual({ b: 'm/b/modelgate.yml (new)' })
  })

  it('gives the entries of shared that the base has otherwise, as far as they can be read', async () => {
    const base = ROOT.replace('version: 1', 'version: 1\nshared: [libs/**, "!libs/docs", /etc, ../up, 3]')
    const found = async (text: string) =>
      (await outline(files)).findChanges(new Set(['modelgate.yml']), new Map([['modelgate.yml', text]])).shared
    expect(await found(base)).toEqual(['libs/**', '!libs/docs'])
    expect(await found(ROOT.replace('0.8', '0.7'))).toEqual([])
  })

  it('touches all models where the root says something else to all of them', async () => {
    const base = ROOT.replace('task: binary', 'task: regression').replace(
      'version: 1',
      'version: 1\nengine: {threads: 1}',
    )
    expect((await changes({ 'modelgate.yml': base })).all).toBe(
      'modelgate.yml (engine, defaults changed, for all models)',
    )
  })

  it('touches all models where the base has no root file, or none that can be read', async () => {
    const all = 'modelgate.yml (the base has none that can be read)'
    expect((await changes({ 'modelgate.yml': null })).all).toBe(all)
    expect((await changes({ 'modelgate.yml': 'a: [' })).all).toBe(all)
  })

  it('touches models of files that the base did not include', async () => {
    const base = ROOT.replace('m/*/', 'm/a/')
    expect((await changes({ 'modelgate.yml': base })).models).toEqual({ b: 'm/b/modelgate.yml (newly included)' })
  })
})
