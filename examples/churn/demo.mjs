// The main job from end to end: npm run demo. Needs Node and git, no server, no network.
// In a git repository of its own in a temporary folder three candidates meet production.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const example = import.meta.dirname
const cli = resolve(process.env.MODELGATE_DIST ?? join(example, '../../dist'), 'cli/index.js')
const folder = mkdtempSync(join(tmpdir(), 'modelgate-demo-'))
const work = join(folder, 'churn')
const isColoured = process.stdout.isTTY === true && !process.env.NO_COLOR
const began = performance.now()

// what a job on GitHub would say about itself must not reach the demo
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(GITHUB|RUNNER|GIT)_/.test(name)),
)
Object.assign(environment, {
  ...{
    GIT_AUTHOR_NAME: 'Demo',
    GIT_AUTHOR_EMAIL: 'demo@example.org',
    GIT_COMMITTER_NAME: 'Demo',
    GIT_COMMITTER_EMAIL: 'demo@example.org',
  },
  ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', MODELGATE_RESULTS_DIR: join(folder, 'results') },
})
const git = (...args) =>
  execFileSync('git', args, { cwd: work, env: environment, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' })
const style = (code, text) => (isColoured ? `\x1b[${code}m${text}\x1b[0m` : text)
const say = (text = '') => process.stdout.write(`${text}\n`)
const indent = (text) => text.trimEnd().replace(/^(?=.)/gm, '    ')

/** Runs modelgate, shows the command and what it printed, and checks its exit code. */
function modelgate(expected, ...args) {
  say(style('2', `  $ modelgate ${args.join(' ')}`))
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: work,
    env: environment,
    encoding: 'utf8',
  })
  say(indent(stdout + stderr))
  if (status === expected) return
  say(`\nThe demo expected exit code ${expected} and got ${status}.`)
  process.exit(1)
}

/** Puts a variant's parameters, model and predictions where a training run would leave them. */
function train(variant) {
  const from = join(example, 'variants', variant)
  mkdirSync(join(work, 'out'), { recursive: true })
  cpSync(join(from, 'params.yaml'), join(work, 'params.yaml'))
  for (const file of ['model.joblib', 'predictions.csv']) cpSync(join(from, file), join(work, 'out', file))
  git('add', 'params.yaml')
  git('commit', '--quiet', '--allow-empty', '-m', `Train the ${variant} model`)
  git('push', '--quiet', 'origin', 'main')
}

for (const path of ['data', 'contracts', 'modelgate.yml', 'params.yaml', 'train.py', 'predict.py']) {
  cpSync(join(example, path), join(work, path), { recursive: true })
}
writeFileSync(join(work, '.gitignore'), 'out/\n*.jsonl\nreport.*\n')
execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', join(folder, 'origin.git')], {
  env: environment,
})
git('init', '--quiet', '--initial-branch=main')
git('remote', 'add', 'origin', join(folder, 'origin.git'))
git('add', '.')
git('commit', '--quiet', '-m', 'Customer churn')

say(style('1', 'Customer churn: 7,043 customers of a telephone company, a fifth of them kept from training.'))
say(style('1', '\n1. The model in use becomes the first version: nothing is there to compare it with.'))
train('production')
modelgate(0, 'check', '--evidence-file', 'evidence.jsonl')
modelgate(0, 'promote', '--model', 'churn', '--stage', 'production', '--evidence', 'evidence.jsonl')

say(style('1', '\n2. A candidate with all columns: better, and promoted.'))
train('better')
modelgate(0, 'check', '--evidence-file', 'evidence.jsonl', '--markdown', 'report.md', '--html', 'report.html')
modelgate(0, 'promote', '--model', 'churn', '--stage', 'production', '--evidence', 'evidence.jsonl')
const markdown = readFileSync(join(work, 'report.md'), 'utf8')
for (const file of ['report.md', 'report.html']) cpSync(join(work, file), join(folder, file))

say(style('1', '\n3. A candidate that forgot how long a customer has stayed: worse, and refused.'))
train('worse')
modelgate(1, 'compare')

say(style('1', '\n4. Boosted trees: too close to call.'))
train('close')
modelgate(2, 'compare')

say(style('1', '\nThe registry, in plain git tags:'))
modelgate(0, 'registry', 'history', 'churn')

say(
  style('1', '\nThe report as it would stand on the pull request of the second candidate (without its folded parts):'),
)
say(indent(markdown.replace(/<details>[\s\S]*?<\/details>\n*/g, '')))
say()
say(`The whole of it:   ${join(folder, 'report.md')}`)
say(`As HTML:           ${join(folder, 'report.html')}`)
say(`The repository:    ${work}`)
say(`Took ${((performance.now() - began) / 1000).toFixed(1)} s.`)
