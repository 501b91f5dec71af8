import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/commands/catalogue.ts'
import { runCli } from '../support/command-line.ts'
import { makeDraft, openTestRegistry, sha256 } from '../support/git-remote.ts'
import { type ActionRun, openStep, runAction } from './action-run.ts'
import { ChurnRepository, COMMITTER } from './churn-repository.ts'

/** Each command by its two faces: the same inputs give the same result. */

let churn: ChurnRepository
let temporary: string
beforeAll(() => {
  churn = new ChurnRepository('worse')
  temporary = join(churn.folder, 'runner')
  churn.write('gates.yml', 'gates:\n  - {metric: roc_auc, margin: 0.01, confidence: 0.95, slice: contract}\n')
})
afterAll(() => churn.dispose())

type Inputs = Readonly<Record<string, string | readonly string[]>>

const made = new Map<string, ActionRun>()

/** The run of an action with these inputs; one that a test before had has to be the same, and is not made again. */
const byAction = (name: string, inputs: Inputs): ActionRun => {
  const key = JSON.stringify([name, inputs])
  const run = made.get(key) ?? runActionWith(name, inputs)
  made.set(key, run)
  return run
}

const runActionWith = (name: string, inputs: Inputs): ActionRun => {
  const lines = Object.entries(inputs).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : value.join('\n'),
  ])
  return runAction(name, { workspace: churn.work, temporary, inputs: Object.fromEntries(lines), event: 'push' })
}

function byCli(name: string, inputs: Inputs, operands: readonly string[] = [], environment = COMMITTER) {
  const flags = Object.entries(inputs).flatMap(([key, value]) =>
    [value].flat().map((entry) => (entry === 'true' ? `--${key}` : `--${key}=${entry}`)),
  )
  return runCli([name, ...operands, ...flags, '--format', 'json'], churn.work, environment)
}

/** What a result says but for when, where and how trusted it was made. */
function comparable(document: unknown): unknown {
  const { results, startedAt, finishedAt, trust, source, ...rest } = document as Record<string, unknown>
  return { ...rest, ...(Array.isArray(results) ? { results: results.map(comparable) } : {}) }
}

const flags: Inputs = { candidate: 'variants/better/predictions.csv', data: 'data/test.csv', id: 'customer_id' }
const more: Inputs = {
  label: 'churn',
  score: ['score'],
  positive: 'Yes',
  seed: '7',
  resamples: '500',
  slice: ['contract', 'senior_citizen'],
  metric: ['roc_auc', 'recall'],
}

const CHECK: Inputs = { markdown: 'check.md', 'evidence-file': 'evidence.jsonl' }

const CASES: readonly (readonly [string, string, Inputs, number])[] = [
  ['validate', 'a project', { model: ['churn'] }, 0],
  ['validate', 'flags alone', { contract: 'contracts/customers.odcs.yaml', data: 'variants/worse/predictions.csv' }, 1],
  ['compare', 'a project', { model: ['churn'] }, 0],
  ['compare', 'flags alone', { ...flags, ...more, baseline: 'variants/close/predictions.csv', gates: 'gates.yml' }, 0],
  ['check', 'a project', CHECK, 0],
]

describe('by command line and by action', () => {
  it.each(CASES)('%s of %s gives the same result', (name, _, inputs, exitCode) => {
    const [cli, action] = [byCli(name, inputs), byAction(name, inputs)]
    expect([cli.exitCode, action.exitCode], cli.stderr + action.log).toEqual([exitCode, exitCode])
    const results = [cli.stdout, readFileSync(action.outputs['result']!, 'utf8')].map((text) => JSON.parse(text))
    expect(comparable(results[1])).toEqual(comparable(results[0]))
    expect(results.map((result) => (result.results?.[0] ?? result).trust)).toEqual(['local', 'protected'])
    const { verdict, blocks, summary } = action.outputs
    expect({ verdict, blocks }).toEqual({ verdict: results[0].verdict, blocks: String(results[0].blocks) })
    expect(summary).toContain((results[0].results?.[0] ?? results[0]).summary)
  })

  it('promote plans the same promotion', () => {
    const check = byAction('check', CHECK)
    const inputs: Inputs = {
      ...{ model: ['churn'], stage: 'production', evidence: ['evidence.jsonl'], 'dry-run': 'true' },
      'evidence-digest': [check.outputs['evidence-digest']!],
    }
    // what promote believes rests on where it runs: the command line runs in a job as well
    const job = openStep({ workspace: churn.work, temporary, event: 'push' })
    const [cli, action] = [byCli('promote', inputs, [], job), byAction('promote', inputs)]
    expect([cli.exitCode, action.exitCode], cli.stderr + action.log).toEqual([0, 0])
    const result = JSON.parse(readFileSync(action.outputs['result']!, 'utf8'))
    expect(comparable(result)).toEqual(comparable(JSON.parse(cli.stdout)))
    expect(churn.git('ls-remote', '--tags', 'origin')).toBe('')
  })

  it('report renders the same files of the same results', () => {
    const compared = byAction('compare', { model: ['churn'] })
    const files = [compared.outputs['result']!]
    // links rest on where it runs: the command line runs in a job as well
    const job = openStep({ workspace: churn.work, temporary })
    const cli = byCli('report', { markdown: 'cli.md', html: 'cli.html' }, files, job)
    const action = byAction('report', { results: files, markdown: 'action.md', html: 'action.html' })
    expect([cli.exitCode, action.exitCode], cli.stderr + action.log).toEqual([0, 0])
    for (const ending of ['md', 'html']) expect(churn.read(`action.${ending}`)).toBe(churn.read(`cli.${ending}`))
    expect(action.outputs).toMatchObject({ verdict: JSON.parse(cli.stdout).verdict, html: 'action.html' })
  })

  it('plan finds the same models touched', () => {
    const action = byAction('plan', {})
    const cli = byCli('plan', {})
    expect([cli.exitCode, action.exitCode], cli.stderr + action.log).toEqual([0, 0])
    expect(JSON.parse(action.outputs['matrix']!)).toEqual(JSON.parse(cli.stdout).matrix)
    expect(action.outputs).toMatchObject({ any: 'true', models: '["churn"]' })
  })

  it('setup makes the same engine ready, and the program callable by later steps of a job', () => {
    const action = byAction('setup', {})
    const cli = byCli('setup', {})
    expect([cli.exitCode, action.exitCode], cli.stderr + action.log).toEqual([0, 0])
    const { version, engine } = JSON.parse(cli.stdout) as Record<string, string>
    expect(action.outputs).toMatchObject({ version, engine })
    const program = join(temporary, 'modelgate/bin/modelgate')
    const later = spawnSync(program, ['--version'], { encoding: 'utf8', cwd: churn.work })
    expect([later.status, later.stdout], later.stderr).toEqual([0, `${version}\n`])
  })

  it('rollback decides the same, and the action hands over what to check out', async () => {
    const registry = await openTestRegistry(churn.work)
    const { signal } = new AbortController()
    const codeCommit = churn.git('rev-parse', 'HEAD')
    let before: string | null = null
    for (const bytes of ['one', 'two']) {
      const draft = makeDraft('churn', bytes, { stage: 'production', expectedStageCommit: before })
      const { commit } = await registry.register({ ...draft, record: { ...draft.record, codeCommit } }, signal)
      before = commit
    }
    const inputs = { model: ['churn'], stage: 'production', reason: 'recall drops' }
    const trial = { ...inputs, 'dry-run': 'true' }
    const job = { ...openStep({ workspace: churn.work, temporary }), ...COMMITTER }
    const [cli, action] = [byCli('rollback', trial, [], job), byAction('rollback', trial)]
    expect([cli.exitCode, action.exitCode], cli.stderr + action.log).toEqual([0, 0])
    const result = JSON.parse(readFileSync(action.outputs['result']!, 'utf8'))
    expect(comparable(result)).toEqual(comparable(JSON.parse(cli.stdout)))
    expect(result).toMatchObject({ registered: null, checkout: { commit: codeCommit } })
    const done = byAction('rollback', inputs)
    expect(done.exitCode, done.log).toBe(0)
    const digest = `sha256:${sha256('one')}`
    expect(done.outputs).toMatchObject({ verdict: 'pass', version: 'v0.1.0', commit: codeCommit, digest })
  })

  it('covers every command that has both faces', () => {
    const covered = [...CASES.map(([name]) => name), 'plan', 'promote', 'report', 'rollback', 'setup']
    expect([...new Set(covered)].toSorted()).toEqual(
      COMMANDS.filter(({ isAction }) => isAction)
        .map(({ name }) => name)
        .toSorted(),
    )
  })
})
