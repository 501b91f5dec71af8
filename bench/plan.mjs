// Times `plan` on a large repository beside git's own diff of the same two commits.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describeSpread, quantile, timeInterleaved } from './timing.mjs'

/** Seconds that the selection may take after git's own diff. */
const GOAL = 1

/**
 * @param {string} dist folder of the built program
 * @param {{ build: string, rounds: number, models?: number, files?: number }} options `files`: in all
 */
export async function benchPlan(dist, { build, rounds, models = 10_000, files = 100_000 }) {
  const folder = mkdtempSync(join(tmpdir(), 'modelgate-bench-plan-'))
  try {
    const cwd = makeRepository(folder, models, Math.floor(files / models))
    const env = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' }
    console.log(`\nplan on ${models} models and ${files} files, ${rounds} rounds`)
    for (const [base, what] of [
      ['few', 'sources of a hundred models changed'],
      ['contract', 'these, and a contract that all models share'],
      ['all', 'these, and the sources of all models'],
    ]) {
      const diff = ['git', 'diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', base, 'HEAD']
      const plan = [process.execPath, join(dist, 'cli/index.js'), 'plan', '--base', base]
      const [bare, ours] = timeInterleaved(
        [
          { name: 'git diff-tree', command: diff, cwd, env, expect: /:100644/ },
          { name: 'modelgate plan', command: plan, cwd, env, expect: /models touched/ },
        ],
        rounds,
      )
      const after = ours.map(({ wall }, round) => wall - bare[round].wall)
      const show = (times, key) =>
        describeSpread(
          times.map((one) => one[key]),
          3,
          ' s',
        )
      console.log(`  ${what}`)
      console.log(`    git diff-tree   wall ${show(bare, 'wall')} CPU ${show(bare, 'cpu')}`)
      console.log(`    modelgate plan  wall ${show(ours, 'wall')} CPU ${show(ours, 'cpu')}`)
      const verdict = quantile(after, 0.5) < GOAL ? 'met' : 'MISSED'
      console.log(`    after git's own diff: ${describeSpread(after, 3, ' s')}  goal under ${GOAL} s: ${verdict}`)
    }
    await timeLoading(build, cwd)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** How long the outline takes that `plan` reads, and the whole configuration that judging reads; once each. */
async function timeLoading(build, cwd) {
  const load = (path) => import(pathToFileURL(join(build, 'src', path)).href)
  const { createConfigScan } = await load('backends/filesystem/config-scan.js')
  const { outlineProject } = await load('config/project-outline.js')
  const { loadProject } = await load('config/project-loader.js')
  const location = { file: 'modelgate.yml', part: null }
  const time = async (name, run) => {
    const start = performance.now()
    await run()
    console.log(`  ${name}: ${((performance.now() - start) / 1000).toFixed(2)} s`)
  }
  await time('outline of the configuration', () =>
    outlineProject(createConfigScan(cwd, cwd), location, { environment: {}, workingFolder: '' }),
  )
  await time('the whole configuration', () =>
    loadProject(createConfigScan(cwd, cwd), location, { environment: {}, sha256: () => '' }),
  )
}

/** A repository whose HEAD differs from the tags `few`, `contract` and `all`, each of which lies before the one named first. */
function makeRepository(folder, models, filesPerModel) {
  const cwd = join(folder, 'clone')
  mkdirSync(cwd)
  const git = (args, input) =>
    execFileSync('git', args, { cwd, input, stdio: ['pipe', 'ignore', 'inherit'], maxBuffer: 2 ** 30 })
  git(['init', '--quiet', '--initial-branch=main'])
  const names = Array.from({ length: models }, (_, index) => `m${String(index).padStart(5, '0')}`)
  const sources = (chosen, text) =>
    chosen.flatMap((name) =>
      Array.from({ length: filesPerModel - 1 }, (_, index) => [
        `models/${name}/src/f${index}.py`,
        `${text} = "${name}"\n`,
      ]),
    )
  const contract = (name) => [
    'contracts/customers.odcs.yaml',
    `apiVersion: v3.1.0\nkind: DataContract\nid: customers\nversion: 1.0.0\nstatus: active\nname: ${name}\n`,
  ]
  const few = names.filter((_, index) => index % Math.ceil(models / 100) === 0)
  const commits = [
    [
      'all',
      [
        ['modelgate.yml', 'version: 1\ninclude: [models/*/modelgate.yml]\nshared: [libs/**]\n'],
        contract('clients'),
        ...names.map((name) => [`models/${name}/modelgate.yml`, describeModel(name)]),
        ...sources(names, 'old'),
      ],
    ],
    [
      'contract',
      sources(
        names.filter((name) => !few.includes(name)),
        'new',
      ),
    ],
    ['few', [contract('customers')]],
    ['head', sources(few, 'new')],
  ]
  git(['fast-import', '--quiet'], commits.map(([tag, files]) => formatCommit(tag, files)).join(''))
  git(['checkout', '--quiet', 'main'])
  return cwd
}

function formatCommit(tag, files) {
  const changes = files.map(([path, text]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`)
  const who = 'committer bench <bench@example.com> 1700000000 +0000'
  return `commit refs/heads/main\n${who}\ndata 0\n${changes.join('')}\nreset refs/tags/${tag}\nfrom refs/heads/main\n\n`
}

function describeModel(name) {
  return `version: 1
models:
  ${name}:
    description: Which customers of ${name} leave next month
    owner: "@growth-ml"
    task: binary
    data:
      train: {path: data/train.parquet, contract: ../../contracts/customers.odcs.yaml}
      test: {path: data/test.parquet, contract: ../../contracts/customers.odcs.yaml}
    evaluation:
      {data: test, id: customer_id, label: churn, positive: "Yes", score: score, metrics: [roc_auc, recall, log_loss]}
    candidate:
      model: out/model.joblib
      predictions: out/predictions.parquet
      predict: [python, predict.py, --model, "{model}", --data, "{data}", --out, "{out}"]
      parameters: params.yaml
    baseline: production
    gates:
      - {metric: roc_auc, min: 0.80}
      - {metric: roc_auc, margin: 0.01, confidence: 0.95}
    stages:
      production: {require: [validate, compare]}
`
}
