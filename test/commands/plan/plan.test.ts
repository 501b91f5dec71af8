import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runPlan } from '../../../src/commands/plan/run.ts'
import type { TouchedModel } from '../../../src/commands/touched-models.ts'
import { openServices } from '../../../src/host/services.ts'
import { silentLogger } from '../../support/engine.ts'
import { GIT_VARIABLES, git } from '../../support/git.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

type Files = Readonly<Record<string, string | null>>

interface PlanOptions {
  readonly base?: string
  readonly model?: readonly string[]
  /** The working directory, below the repository's root. */
  readonly folder?: string
}

/** Runs `plan` in a repository, as the command line does. */
async function plan(root: string, { base, model = [], folder = '' }: PlanOptions = {}) {
  const environment = {
    cwd: join(root, folder),
    variables: GIT_VARIABLES,
    isTerminal: false,
    isGitHubActions: false,
    isDebug: false,
  }
  const services = await openServices({ environment, logger: silentLogger, inputs: {} })
  try {
    const outcome = await runPlan({ base, since: 'event', model, operands: [], 'dry-run': false }, services)
    const document = outcome.document as { readonly models: readonly TouchedModel[]; readonly matrix: unknown }
    return { ...outcome, document, reasons: Object.fromEntries(document.models.map((one) => [one.model, one.reasons])) }
  } finally {
    await services.close()
  }
}

function write(root: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    if (text === null) rmSync(join(root, name))
    else writeFileSync(join(root, name), text)
  }
}

/** A repository of two commits: as it was, and what a change made of it. */
function makeRepository(before: Files, change: Files): string {
  const root = makeFolder()
  git(root, 'init', '--quiet', '--initial-branch=main')
  for (const files of [before, change]) {
    write(root, files)
    git(root, 'add', '--all', '.')
    git(root, 'commit', '--quiet', '--allow-empty', '--message', 'change')
  }
  return root
}

const model = (name: string, rest = '') => `version: 1\nmodels:\n  ${name}:\n    description: one\n${rest}`
const DATA = '    data:\n      test: {path: ../../data/test.csv, contract: ../../contracts/c.yaml}\n'
const MODELS: Files = {
  'modelgate.yml': 'version: 1\ninclude: [models/*/modelgate.yml]\nshared: [libs/**]\n',
  'models/churn/modelgate.yml': model('churn', DATA),
  'models/churn/train.py': '1\n',
  'models/spam/modelgate.yml': model('spam', DATA),
  'models/price/modelgate.yml': model('price', '    paths: [src]\n    data: {test: {path: data/test.csv}}\n'),
  'contracts/c.yaml': 'a: 1\n',
  'libs/a.py': '1\n',
}

describe('a change', () => {
  it.each<[string, Files, Readonly<Record<string, readonly string[]>>]>([
    [
      'in the folder of a model',
      { 'models/churn/train.py': '2\n' },
      { churn: ['models/churn/train.py (in its folder)'] },
    ],
    [
      'of a contract that two models share',
      { 'contracts/c.yaml': 'a: 2\n' },
      { churn: ['contracts/c.yaml (contract of test)'], spam: ['contracts/c.yaml (contract of test)'] },
    ],
    ['outside of what a model watches', { 'models/price/README.md': 'x\n' }, {}],
    ['of nothing that concerns a model', { 'README.md': 'x\n' }, {}],
    [
      'that moves a file from one model to another',
      { 'models/churn/train.py': null, 'models/spam/train.py': '1\n' },
      { churn: ['models/churn/train.py (in its folder)'], spam: ['models/spam/train.py (in its folder)'] },
    ],
    [
      'of the settings of a model',
      { 'models/spam/modelgate.yml': model('spam', `${DATA}    owner: me\n`) },
      { spam: ['models/spam/modelgate.yml (owner changed)'] },
    ],
    ['of a comment', { 'models/spam/modelgate.yml': `# new\n${MODELS['models/spam/modelgate.yml']}` }, {}],
    [
      'that takes a model away',
      { 'models/spam/modelgate.yml': null, 'models/churn/train.py': '3\n' },
      { churn: ['models/churn/train.py (in its folder)'] },
    ],
    ['that adds a model', { 'models/new/modelgate.yml': model('new') }, { new: ['models/new/modelgate.yml (new)'] }],
  ])('%s', async (_, change, reasons) => {
    expect((await plan(makeRepository(MODELS, change), { base: 'HEAD~1' })).reasons).toEqual(reasons)
  })

  it('of what is shared touches every model', async () => {
    const { reasons, outputs } = await plan(makeRepository(MODELS, { 'libs/a.py': '2\n' }), { base: 'HEAD~1' })
    expect(reasons).toEqual({
      churn: ['libs/a.py (shared: libs/**)'],
      price: ['libs/a.py (shared: libs/**)'],
      spam: ['libs/a.py (shared: libs/**)'],
    })
    expect(JSON.parse(outputs!['models']!)).toEqual(['churn', 'price', 'spam'])
  })

  it('of the data of one stage in a lock file touches the models of that data alone', async () => {
    const lock = (test: string, other: string) => `schema: '2.0'
stages:
  split:
    cmd: python split.py
    outs:
    - path: test.csv
      md5: ${test.repeat(32)}
  other:
    cmd: python other.py
    outs:
    - path: models/price/data/test.csv
      md5: ${other.repeat(32)}
`
    // the stage works in another folder, which dvc.yaml alone says
    const pipeline = 'stages:\n  split: {cmd: python split.py, wdir: data}\n  other: {cmd: python other.py}\n'
    const before = { ...MODELS, 'dvc.yaml': pipeline, 'dvc.lock': lock('a', 'a') }
    const first = makeRepository(before, { 'dvc.lock': lock('b', 'a') })
    expect((await plan(first, { base: 'HEAD~1' })).reasons).toEqual({
      churn: ['data/test.csv (dvc.lock; data test)'],
      spam: ['data/test.csv (dvc.lock; data test)'],
    })
    const second = makeRepository(before, { 'dvc.lock': lock('a', 'b') })
    expect((await plan(second, { base: 'HEAD~1' })).reasons).toEqual({
      price: ['models/price/data/test.csv (dvc.lock; data test)'],
    })
  })

  it('is looked at from a folder below the root as well', async () => {
    const files = { 'ml/modelgate.yml': model('churn', '    paths: [src, ../conf]\n'), 'dvc.yaml': 'stages: {}\n' }
    const root = makeRepository(files, { 'ml/src/a.py': '1\n', 'src/b.py': '1\n', 'conf/x.yaml': '1\n' })
    const { reasons, document } = await plan(root, { base: 'HEAD~1', folder: 'ml' })
    expect(reasons).toEqual({ churn: ['ml/src/a.py (paths: ml/src)', 'conf/x.yaml (paths: conf)'] })
    expect(document.matrix).toEqual({ include: [{ model: 'churn', config: 'modelgate.yml', folder: '.' }] })
  })
})

it('means all models where there is no change to look at', async () => {
  const { text, outputs, document } = await plan(makeRepository(MODELS, {}))
  expect(text).toContain('There is no change to look at: all 3 models are meant.')
  expect(outputs!['any']).toBe('true')
  expect(document).toMatchObject({ schema: 'modelgate.plan/v1', base: null, found: null })
  expect(document.models).toHaveLength(3)
})

it('tells why, and gives the matrix for the jobs that follow', async () => {
  const root = makeRepository(MODELS, { 'models/churn/train.py': '2\n', 'a\u001b[2K\n::error::x': '1\n' })
  const { text, outputs, markdown, document } = await plan(root, { base: 'HEAD~1' })
  const base = git(root, 'rev-parse', 'HEAD~1')
  expect(text).toBe(
    `2 files changed since ${base.slice(0, 12)}, what HEAD~1 stands on: 1 of 3 models touched.\n` +
      'churn (models/churn/modelgate.yml)\n  models/churn/train.py (in its folder)\n',
  )
  expect(markdown).toContain('1 of 3 models touched.\n\n`churn`\n')
  const include = [{ model: 'churn', config: 'models/churn/modelgate.yml', folder: 'models/churn' }]
  expect(outputs).toEqual({ matrix: JSON.stringify({ include }), models: '["churn"]', any: 'true' })
  expect(document).toMatchObject({ base, head: git(root, 'rev-parse', 'HEAD'), matrix: { include } })
})

it('needs a configuration', async () => {
  await expect(plan(makeFolder())).rejects.toThrow(/no modelgate.yml here or further up/)
})

it('says so where none is touched, with an empty matrix that the jobs have to be guarded against', async () => {
  const { text, outputs, results } = await plan(makeRepository(MODELS, { 'README.md': '1\n' }), { base: 'HEAD~1' })
  expect(text).toMatch(/: none of 3 models touched\.\n$/)
  expect(outputs).toEqual({ matrix: '{"include":[]}', models: '[]', any: 'false' })
  expect(results).toEqual([])
})

it('looks only at the models that are named, and refuses those that are none', async () => {
  const root = makeRepository(MODELS, { 'contracts/c.yaml': '2\n' })
  expect(Object.keys((await plan(root, { base: 'HEAD~1', model: ['spam', 'price'] })).reasons)).toEqual(['spam'])
  await expect(plan(root, { model: ['chrun'] })).rejects.toThrow(/chrun: there is no such model\n.*did you mean churn/)
})
