import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { exitCodeOf, exitCodeOfError } from '../../src/host/outcome.ts'
import {
  checksOf,
  errorOf,
  FILES,
  makeConfig,
  promoteTrained,
  pushChange,
  reproduce,
  trainAndPromote,
  verdictsOf,
} from '../commands/reproduce/rebuilding.ts'
import { ROOT } from '../support/built.ts'
import { git } from '../support/git.ts'
import { makeRemote } from '../support/git-remote.ts'
import { ensurePythonTool } from '../support/python-tools.ts'
import { makeFolder } from '../support/temporary-folder.ts'

const NODE = JSON.stringify(process.execPath)
const DVC = { name: 'dvc', requirements: ['dvc==3.67.1', 'dvc-s3==3.3.0'] }

describe('what a version is made from', () => {
  it('gets no variable that the settings do not name', async () => {
    const { clone } = await promoteTrained({ ...FILES, 'modelgate.yml': makeConfig(`{train: [[${NODE}, train.mjs]]}`) })
    expect((await reproduce(clone, {}, { NOISE: '0.5' })).results[0]!.verdict).toBe('pass')
  })

  it('is inconclusive where training lacks data that only the work tree has', async () => {
    const { clone } = await promoteTrained({ ...FILES, '.gitignore': 'out/\ndata/train.csv\n' })
    const outcome = await reproduce(clone)
    expect([outcome.results[0]!.verdict, exitCodeOf(outcome)]).toEqual(['inconclusive', 2])
    expect(checksOf(outcome)['model']!.help).toMatch(/^train .* ended with exit code 1: .*data\/train\.csv/)
    expect(checksOf(outcome)['data/train']!.help).toContain('the record has no digest of it')
  })

  it('is inconclusive where nobody keeps the data that it was judged on', async () => {
    const { clone } = await promoteTrained()
    pushChange(clone, { '.gitignore': 'out/\ndata/test.csv\n' })
    git(clone, 'rm', '--quiet', '--cached', 'data/test.csv')
    pushChange(clone, {})
    appendFileSync(join(clone, 'params.yaml'), '# again\n')
    await trainAndPromote(clone)
    const outcome = await reproduce(clone, { operands: ['churn@v0.2.0'] })
    expect([outcome.results[0]!.verdict, exitCodeOf(outcome)]).toEqual(['inconclusive', 2])
    expect(checksOf(outcome)['data/evaluation']).toMatchObject({ verdict: 'inconclusive', blocks: true })
    expect(checksOf(outcome)['data/evaluation']!.help).toMatch(
      /data\/test\.csv.*: commit it, or let DVC or Git LFS keep it$/,
    )
    expect(verdictsOf(outcome)).toMatchObject({ model: 'pass', 'metric/roc_auc': 'inconclusive' })
  })

  it('fails where the commit has other data than was judged on', async () => {
    const { clone } = await promoteTrained()
    appendFileSync(join(clone, 'data/test.csv'), '61,0.5,Yes\n')
    await trainAndPromote(clone)
    const outcome = await reproduce(clone, { operands: ['churn@v0.2.0'] })
    expect(exitCodeOf(outcome)).toBe(1)
    expect(checksOf(outcome)['data/evaluation']).toMatchObject({ verdict: 'fail' })
    expect(checksOf(outcome)['predictions']!.help).toBe('1 id only in the record')
  })

  it('is the code of a commit that only this clone has, and nobody’s where none has it', async () => {
    const { clone, bare } = await promoteTrained()
    git(clone, 'commit', '--quiet', '--allow-empty', '--message', 'never pushed')
    appendFileSync(join(clone, 'train.mjs'), '// another\n')
    await trainAndPromote(clone)
    const outcome = await reproduce(clone, { operands: ['churn#production'] })
    expect(checksOf(outcome)['code']!.observed).toMatch(/^commit [0-9a-f]{40} from the clone$/)
    expect(outcome.results[0]!.verdict).toBe('pass')
    const other = join(makeFolder(), 'other')
    git(clone, 'clone', '--quiet', bare, other)
    const lost = await reproduce(other, { operands: ['churn#production'] })
    expect(lost.results[0]!.summary).toMatch(/cannot be made again: .*neither at .* nor here/)
  })
})

describe('what passes for a rebuilt model', () => {
  it('is none that the commit itself holds', async () => {
    const idle = makeConfig(`{train: [[${NODE}, -e, "0"]]}`)
    const { clone } = await promoteTrained({ ...FILES, 'modelgate.yml': idle, '.gitignore': '' })
    pushChange(clone, {})
    await trainAndPromote(clone).catch(() => {})
    git(clone, 'commit', '--quiet', '--allow-empty', '--message', 'another')
    const outcome = await reproduce(clone, { operands: ['churn#production'] })
    expect(exitCodeOf(outcome)).toBe(2)
    expect(checksOf(outcome)['model']).toMatchObject({ verdict: 'inconclusive', help: 'train wrote no out/model.json' })
  })

  it('comes of commands that ended well', async () => {
    const failing = makeConfig(
      `{setup: [[${NODE}, -e, "console.log('no such package'); process.exit(3)"]], train: [[${NODE}, train.mjs]]}`,
    )
    const { clone } = await promoteTrained({ ...FILES, 'modelgate.yml': failing })
    const outcome = await reproduce(clone)
    expect(exitCodeOf(outcome)).toBe(2)
    expect(checksOf(outcome)['model']!.help).toMatch(/^setup \(.*\) ended with exit code 3: no such package$/)
    expect(verdictsOf(outcome)).not.toHaveProperty('predictions')
  })

  it('comes of commands that end in time', async () => {
    const slow = makeConfig(`{train: [[${NODE}, -e, "setTimeout(() => {}, 60000)"]], timeout: 1s}`)
    const { clone } = await promoteTrained({ ...FILES, 'modelgate.yml': slow })
    expect(checksOf(await reproduce(clone))['model']!.help).toMatch(/took longer than 1 s: raise reproduce\.timeout$/)
  })
})

describe('the settings', () => {
  it('are those at hand where the commit has none, and it is said', async () => {
    const { clone } = await promoteTrained({ ...FILES, 'modelgate.yml': makeConfig('') })
    const error = await errorOf(reproduce(clone))
    expect(exitCodeOfError(error)).toBe(3)
    expect(error.message).toMatch(
      /nothing says how churn is trained[\s\S]*reproduce: \{train: \[\[python, train\.py\]\]\}/,
    )
    writeFileSync(join(clone, 'modelgate.yml'), makeConfig())
    const outcome = await reproduce(clone)
    expect(outcome.results[0]!.verdict).toBe('pass')
    expect(checksOf(outcome)['code']!.observed).toContain('those of the modelgate.yml at hand are used')
  })

  it('may be a pipeline of DVC, which is told how to name', async () => {
    const { clone } = await promoteTrained({ ...FILES, 'modelgate.yml': makeConfig(''), 'dvc.yaml': 'stages: {}\n' })
    expect((await errorOf(reproduce(clone))).message).toContain('reproduce: {train: [[dvc, repro]]}')
  })
})

describe('models that scikit-learn trains', () => {
  const EXAMPLE = join(ROOT, 'examples/churn')
  const read = (path: string) => readFileSync(join(EXAMPLE, path), 'utf8')
  let python = ''
  beforeAll(async () => {
    const requirements = read('requirements.txt').trimEnd().split('\n')
    python = join(await ensurePythonTool({ name: 'churn-training', requirements }), 'python')
  })

  /** The churn example, promoted with the model that this version of its script trains. */
  async function promoteExample(script: string): Promise<string> {
    const program = JSON.stringify(python)
    const paths = ['contracts/customers.odcs.yaml', 'data/train.csv', 'data/test.csv', 'params.yaml', 'predict.py']
    const { clone } = makeRemote({
      ...Object.fromEntries([...paths, 'requirements.txt'].map((path) => [path, read(path)])),
      'train.py': script,
      '.gitignore': 'out/\n__pycache__/\n',
      'modelgate.yml': `version: 1
models:
  churn:
    task: binary
    data: {train: {path: data/train.csv}, test: {path: data/test.csv}}
    evaluation: {data: test, id: customer_id, label: churn, positive: "Yes", score: score, metrics: [roc_auc, log_loss]}
    candidate:
      model: out/model.joblib
      predictions: out/predictions.csv
      predict: [${program}, predict.py, --model, "{model}", --data, "{data}", --out, "{out}"]
      parameters: params.yaml
    gates: [{metric: roc_auc, min: 0.7}]
    stages: {production: {require: [compare]}}
    reproduce: {train: [[${program}, train.py]]}
`,
    })
    await trainAndPromote(clone, undefined, [python, 'train.py'])
    return clone
  }

  it('come out the same to the byte, however often', async () => {
    const clone = await promoteExample(read('train.py'))
    for (let run = 0; run < 2; run += 1) {
      const outcome = await reproduce(clone)
      expect(outcome.results[0]!.verdict).toBe('pass')
      expect(checksOf(outcome)).toMatchObject({
        model: { verdict: 'pass', observed: 'identical bytes' },
        predictions: { verdict: 'pass', observed: 'identical bytes' },
        'metric/roc_auc': { verdict: 'pass', statistics: { difference: 0 } },
        environment: { observed: expect.stringMatching(/^requirements\.txt, Python 3\.\d+\.\d+$/) },
      })
    }
  })

  it('without a seed do not, unless the tolerance is as wide as chance', async () => {
    const seedless = read('train.py')
      .replace('from sklearn.ensemble import', 'from sklearn.ensemble import RandomForestClassifier,')
      .replace('LogisticRegression(C=params["C"], max_iter=2000)', 'RandomForestClassifier(n_estimators=10)')
    expect(seedless).toContain('RandomForestClassifier(n_estimators=10)')
    const clone = await promoteExample(seedless)
    const outcome = await reproduce(clone)
    expect(exitCodeOf(outcome)).toBe(1)
    expect(verdictsOf(outcome)).toMatchObject({ model: 'fail', predictions: 'fail', 'metric/log_loss': 'fail' })
    expect(checksOf(outcome)['predictions']!.statistics).toMatchObject({ rows: 1394, onlyRecorded: 0, onlyFresh: 0 })
    const wide = await reproduce(clone, { tolerance: 10 })
    expect([wide.results[0]!.verdict, exitCodeOf(wide)]).toEqual(['warn', 0])
  })
})

it('data that DVC keeps is brought to its place, and its loss is told by name', async () => {
  const dvc = join(await ensurePythonTool(DVC), 'dvc')
  const { clone, folder } = makeRemote({ ...FILES, 'note.txt': 'DVC keeps the data\n' })
  const store = join(folder, 'store')
  const run = (...words: readonly string[]) => execFileSync(dvc, words, { cwd: clone, stdio: 'pipe' })
  git(clone, 'rm', '--quiet', '-r', '--cached', 'data')
  run('init', '--quiet')
  run('remote', 'add', '--quiet', '--default', 'store', store)
  run('add', '--quiet', 'data/train.csv', 'data/test.csv')
  run('push', '--quiet')
  pushChange(clone, {})
  await trainAndPromote(clone)
  rmSync(join(clone, '.dvc/cache'), { recursive: true })
  const outcome = await reproduce(clone)
  expect(outcome.results[0]!.summary).toContain('comes out the same: the model byte for byte')
  expect(verdictsOf(outcome)).toMatchObject({ 'data/evaluation': 'pass', model: 'pass' })
  rmSync(join(store, 'files'), { recursive: true })
  mkdirSync(join(store, 'files'))
  const lost = await reproduce(clone)
  expect(exitCodeOf(lost)).toBe(1)
  expect(lost.results[0]!.summary).toMatch(
    /^churn v0\.1\.0 cannot be made again: .*data\/test\.csv: the remote "store" .* has no files/,
  )
})
