import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { exitCodeOf } from '../../src/host/outcome.ts'
import {
  checksOf,
  FILES,
  makeConfig,
  pushChange,
  reproduce,
  trainAndPromote,
  verdictsOf,
} from '../commands/reproduce/rebuilding.ts'
import { git } from '../support/git.ts'
import { makeRemote } from '../support/git-remote.ts'
import { ensurePythonTool } from '../support/python-tools.ts'

const NODE = JSON.stringify(process.execPath)
const DVC = { name: 'dvc', requirements: ['dvc==3.67.1', 'dvc-s3==3.3.0'] }
const IDLE = `{train: [[${NODE}, -e, "0"]]}`
const BOTH = [process.execPath, 'both.mjs'] as const
/** What is told of outputs that nothing made. */
const OPEN = { model: 'inconclusive', predictions: 'inconclusive', 'metric/roc_auc': 'inconclusive' }

let dvc = ''
beforeAll(async () => {
  dvc = join(await ensurePythonTool(DVC), 'dvc')
})

/** A model whose training predicts too, so that no command of the measuring makes predictions. */
function makeFiles(reproduced: string, model = 'out/model.json', predictions = 'out/predictions.csv') {
  const config = makeConfig(reproduced)
    .replace(/^ {6}predict: .*\n/m, '')
    .replace('out/model.json', JSON.stringify(model))
    .replace('out/predictions.csv', JSON.stringify(predictions))
  const both = `import { renameSync } from 'node:fs'
import './train.mjs'
process.argv.splice(2, 3, 'out/model.json', 'data/test.csv', 'out/predictions.csv')
await import('./predict.mjs')
renameSync('out/model.json', ${JSON.stringify(model)})
renameSync('out/predictions.csv', ${JSON.stringify(predictions.replace('*', '0'))})
`
  return { ...FILES, 'modelgate.yml': config, 'both.mjs': both }
}

/** A clone with a remote of DVC's beside it. */
function makeTracked(files: Readonly<Record<string, string>>) {
  const { clone, folder } = makeRemote(files)
  const store = join(folder, 'store')
  const path = `${join(dvc, '..')}:${process.env['PATH']}`
  const run = (...words: readonly string[]) =>
    execFileSync(dvc, words, { cwd: clone, stdio: 'pipe', env: { ...process.env, PATH: path } })
  run('init', '--quiet')
  run('remote', 'add', '--quiet', '--default', 'store', store)
  const publish = () => {
    run('push', '--quiet')
    pushChange(clone, {})
  }
  return { clone, store, run, publish, path }
}

const makeOutputs = (clone: string) => execFileSync(BOTH[0], [BOTH[1]], { cwd: clone, stdio: 'ignore' })

/** A pipeline of DVC whose stage makes model, predictions and a file of metrics that git has. */
const PIPELINE = `stages:
  train:
    cmd: node both.mjs && echo '{"accuracy":0.9}' > metrics.json
    deps: [train.mjs]
    outs: [out/model.json, out/predictions.csv]
    metrics: [{metrics.json: {cache: false}}]
`

describe('outputs that DVC has, where training wrote none', () => {
  it('are not fetched for the files of a folder that it tracks, while its data is', async () => {
    const { clone, run, publish } = makeTracked({ ...makeFiles(IDLE), '.gitignore': '' })
    makeOutputs(clone)
    git(clone, 'rm', '--quiet', '-r', '--cached', 'data')
    run('add', '--quiet', 'data/test.csv', 'data/train.csv', 'out')
    publish()
    await trainAndPromote(clone, undefined, BOTH)
    rmSync(join(clone, '.dvc/cache'), { recursive: true })
    const outcome = await reproduce(clone)
    expect(exitCodeOf(outcome)).toBe(2)
    expect(verdictsOf(outcome)).toMatchObject({ ...OPEN, 'data/evaluation': 'pass' })
    expect(checksOf(outcome)['model']!.help).toBe('train wrote no out/model.json')
  })

  it('are not fetched for those of a pipeline, which are found where it made them', async () => {
    const idle = makeTracked({ ...makeFiles(IDLE), 'dvc.yaml': PIPELINE, '.gitignore': 'out/\n' })
    idle.run('repro', '--quiet')
    idle.publish()
    await trainAndPromote(idle.clone, undefined, BOTH)
    const outcome = await reproduce(idle.clone)
    expect(exitCodeOf(outcome)).toBe(2)
    expect(verdictsOf(outcome)).toMatchObject(OPEN)
    writeFileSync(
      join(idle.clone, 'modelgate.yml'),
      makeFiles(`{train: [[${JSON.stringify(dvc)}, repro]], environment: [PATH]}`)['modelgate.yml'],
    )
    pushChange(idle.clone, {})
    await trainAndPromote(idle.clone, 'the pipeline trains', BOTH)
    const made = await reproduce(idle.clone, { operands: ['churn#production'] }, { PATH: idle.path })
    expect(made.results[0]!.summary).toContain('comes out the same: the model byte for byte')
  })

  it('are no metrics either, though git has their file', async () => {
    const stated = `version: 1
models:
  churn:
    task: binary
    candidate: {metrics: dvc}
    gates: [{metric: accuracy, min: 0.5}]
    stages: {production: {require: [compare]}}
    reproduce: ${IDLE}
`
    const files = { 'modelgate.yml': stated, 'dvc.yaml': PIPELINE, 'metrics.json': '{"accuracy":0.9}\n' }
    const { clone } = makeRemote({ ...makeFiles(IDLE), ...files })
    await trainAndPromote(clone, undefined, BOTH)
    const outcome = await reproduce(clone)
    expect(exitCodeOf(outcome)).toBe(2)
    expect(checksOf(outcome)['metric/accuracy']).toMatchObject({
      verdict: 'inconclusive',
      help: 'metrics.json: there is no such file',
    })
  })
})

it.each([
  ['out/m[1].json', 'out/p{1}.csv'],
  ['out/model(1).json', 'out/part-*.csv'],
])('what the commit holds as %s and %s is not what was made', async (model, predictions) => {
  const { clone } = makeRemote({ ...makeFiles(IDLE, model, predictions), '.gitignore': '' })
  makeOutputs(clone)
  pushChange(clone, {})
  await trainAndPromote(clone, undefined, BOTH)
  const outcome = await reproduce(clone)
  expect(exitCodeOf(outcome)).toBe(2)
  expect(verdictsOf(outcome)).toMatchObject(OPEN)
  expect(checksOf(outcome)['model']!.help).toBe(`train wrote no ${model}`)
})

it('data of which DVC’s remote has other bytes of that size is lost', async () => {
  const { clone, store, run, publish } = makeTracked(FILES)
  git(clone, 'rm', '--quiet', '-r', '--cached', 'data')
  run('add', '--quiet', 'data/train.csv', 'data/test.csv')
  publish()
  await trainAndPromote(clone)
  rmSync(join(clone, '.dvc/cache'), { recursive: true })
  const size = FILES['data/test.csv']!.length
  for (const name of readdirSync(join(store, 'files/md5'), { recursive: true, encoding: 'utf8' })) {
    const path = join(store, 'files/md5', name)
    if (!/\w+[\\/]\w+$/.test(name) || readFileSync(path).length !== size) continue
    rmSync(path)
    writeFileSync(path, 'x'.repeat(size))
  }
  const outcome = await reproduce(clone)
  expect(exitCodeOf(outcome)).toBe(1)
  expect(checksOf(outcome)['data/evaluation']).toMatchObject({ verdict: 'fail' })
  expect(outcome.results[0]!.summary).toMatch(/cannot be made again: .*has md5 \w+, DVC recorded \w+/)
})
