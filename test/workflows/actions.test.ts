import { cpSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Payload, publishActions, runWorkflow, type WorkflowRun, writeFiles } from '../support/act.ts'
import { ROOT } from '../support/built.ts'
import { runCli } from '../support/command-line.ts'
import { git } from '../support/git.ts'

/** The published form (action.yml, actions/, dist/, schema/; no node_modules) under act, on real events of GitHub. */

const EXAMPLE = join(ROOT, 'examples/churn')

const PULL_REQUEST = `
on: pull_request
permissions: { contents: read }
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - id: validate
        uses: modelgate/modelgate/actions/validate@v1
        with: { evidence-file: validate.intoto.json }
      - id: compare
        uses: modelgate/modelgate/actions/compare@v1
        with: { evidence-file: compare.intoto.json }
      - id: report
        uses: modelgate/modelgate/actions/report@v1
        with: { html: report.html, markdown: report.md }
      - id: promote
        continue-on-error: true
        uses: modelgate/modelgate/actions/promote@v1
        with:
          model: churn
          stage: production
          evidence: |
            validate.intoto.json
            compare.intoto.json
      - id: check
        uses: modelgate/modelgate@v1
      - env: { STEPS: "\${{ toJSON(steps) }}" }
        run: printenv STEPS > "$PROBE/steps.json"; cp report.html report.md "$PROBE/"; cp "$(dirname "$(printenv STEPS | node -p 'JSON.parse(require("fs").readFileSync(0)).compare.outputs.result')")"/*.json "$PROBE/"
`

const BAD_INPUT = `
on: pull_request
permissions: { contents: read }
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: modelgate/modelgate/actions/compare@v1
        with: { confidence: high, task: guess }
`

const MERGED = `
on: push
permissions: { contents: write }
jobs:
  promote:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - id: check
        uses: modelgate/modelgate@v1
        with: { evidence-file: evidence.jsonl }
      - id: promote
        uses: modelgate/modelgate/actions/promote@v1
        with:
          model: churn
          stage: production
          evidence: evidence.jsonl
          evidence-digest: \${{ steps.check.outputs.evidence-digest }}
      - env: { STEPS: "\${{ toJSON(steps) }}" }
        run: printenv STEPS > "$PROBE/steps.json"
`

interface Step {
  readonly outputs: Readonly<Record<string, string>>
  readonly outcome: string
}

/** The churn example as a team's repository, with its remote; the candidate's files lie where training leaves them. */
function createRepository(variant: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'modelgate-workflow-'))
  const work = join(folder, 'work')
  for (const path of ['data', 'contracts', 'modelgate.yml', 'train.py', 'predict.py']) {
    cpSync(join(EXAMPLE, path), join(work, path), { recursive: true })
  }
  writeFiles(work, {
    '.github/workflows/pull-request.yml': PULL_REQUEST,
    '.github/workflows/bad-input.yml': BAD_INPUT,
    '.github/workflows/merged.yml': MERGED,
  })
  placeCandidate(work, variant)
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=master', 'origin.git')
  git(work, 'init', '--quiet', '--initial-branch=master')
  git(work, 'remote', 'add', 'origin', join(folder, 'origin.git'))
  git(work, 'add', '--force', '.')
  git(work, 'commit', '--quiet', '-m', 'Customer churn')
  git(work, 'push', '--quiet', 'origin', 'master')
  return work
}

function placeCandidate(work: string, variant: string): void {
  cpSync(join(EXAMPLE, 'variants', variant, 'params.yaml'), join(work, 'params.yaml'))
  for (const file of ['model.joblib', 'predictions.csv']) {
    cpSync(join(EXAMPLE, 'variants', variant, file), join(work, 'out', file))
  }
}

const stepsOf = (run: WorkflowRun): Record<string, Step> => JSON.parse(run.probes['steps.json'] ?? '{}')

/** What differs between two faces by nature: where and when they ran, and that a pull request has a base. */
function comparable(text: string): unknown {
  const { startedAt, finishedAt, trust, source, policy, ...rest } = JSON.parse(text)
  const { ref, commit, ...kept } = policy
  return { ...rest, policy: kept }
}

/** The pull request begins at what the clone stands on. */
const basedOn = (work: string) => (payload: Payload) => ({
  ...payload,
  pull_request: {
    ...payload.pull_request,
    base: { ...payload.pull_request.base, sha: git(work, 'rev-parse', 'HEAD') },
  },
})

describe('the published actions on a pull request', () => {
  let run: WorkflowRun
  let steps: Record<string, Step>
  let work: string

  beforeAll(async () => {
    work = createRepository('better')
    run = await runWorkflow({
      event: 'pull_request',
      change: basedOn(work),
      repository: work,
      published: publishActions(),
      workflow: 'pull-request.yml',
    })
    steps = stepsOf(run)
  })

  it('pass on a candidate without a baseline, and say so in every output', () => {
    expect(run.exitCode, run.log).toBe(0)
    for (const name of ['validate', 'compare', 'check']) {
      expect(steps[name]?.outputs).toMatchObject({ verdict: 'pass', blocks: 'false' })
      expect(steps[name]?.outputs['summary']).not.toBe('')
    }
    expect(steps['compare']?.outputs['evidence-digest']).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  it('fetch the data engine themselves, as nothing is installed beside them', () => {
    expect(run.log).toContain('fetching the data engine (DuckDB')
  })

  it('write a step summary in words', () => {
    expect(run.log).toContain('Summary - ')
    expect(run.log).toMatch(/ROC AUC at least 0\.80?/)
  })

  it("leave results that are marked as a pull request's", () => {
    const results = Object.entries(run.probes).filter(([name]) => /^\d\d-.*\.json$/.test(name))
    expect(results.length).toBeGreaterThanOrEqual(3)
    for (const [, text] of results) expect(text).toContain('"trust": "pull_request"')
  })

  it('give the result that the command line gives', () => {
    for (const command of ['validate', 'compare']) {
      const [, text] = Object.entries(run.probes).find(([name]) => name.endsWith(`-${command}.json`)) ?? []
      const { stdout } = runCli([command, '--format', 'json'], work)
      expect(comparable(text ?? '{}')).toEqual(comparable(stdout))
    }
  })

  it('render the report as Markdown and HTML', () => {
    expect(run.probes['report.md']).toMatch(/^### /m)
    expect(run.probes['report.html']).toMatch(/<svg/)
  })

  it("never promote on a pull request's evidence", () => {
    expect(steps['promote']?.outcome).toBe('failure')
    expect(steps['promote']?.outputs).toMatchObject({ verdict: 'fail', version: '' })
    expect(git(work, 'ls-remote', '--tags', 'origin')).toBe('')
  })
})

describe('the published actions elsewhere', () => {
  // act on a busy machine may lose the last line of a step that ends at once
  it('name every wrong input in one message and exit with failure', { retry: 2 }, async () => {
    const run = await runWorkflow({
      event: 'pull_request',
      repository: createRepository('better'),
      published: publishActions(),
      workflow: 'bad-input.yml',
    })
    expect(run.exitCode).not.toBe(0)
    expect(run.log).toContain('::error')
    expect(run.log).toMatch(/input "confidence" is "high"/)
    expect(run.log).toMatch(/input "task" is "guess"/)
  })

  it('annotate what failed at the line of the policy', async () => {
    const work = createRepository('better')
    writeFiles(work, {
      'modelgate.yml': readFileSync(join(EXAMPLE, 'modelgate.yml'), 'utf8').replace('min: 0.80', 'min: 0.99'),
    })
    git(work, 'commit', '--quiet', '--all', '-m', 'More is asked')
    git(work, 'push', '--quiet', 'origin', 'master')
    const run = await runWorkflow({
      event: 'pull_request',
      change: basedOn(work),
      repository: work,
      published: publishActions(),
      workflow: 'pull-request.yml',
    })
    expect(run.exitCode).not.toBe(0)
    expect(run.log).toMatch(/::error title=churn[^\n]*file=modelgate\.yml,line=\d+::/)
  })

  it('promote after the merge, and the next candidate is compared with what they promoted', async () => {
    const work = createRepository('production')
    const published = publishActions()
    const environment = { GITHUB_REF: 'refs/heads/master', GITHUB_REF_PROTECTED: 'true' }
    const first = await runWorkflow({ event: 'push', repository: work, published, workflow: 'merged.yml', environment })
    expect(first.exitCode, first.log).toBe(0)
    expect(stepsOf(first)['promote']?.outputs).toMatchObject({
      version: 'v0.1.0',
      tag: 'churn@v0.1.0',
      stage: 'production',
    })

    placeCandidate(work, 'better')
    git(work, 'add', '--force', '.')
    git(work, 'commit', '--quiet', '-m', 'All columns')
    git(work, 'push', '--quiet', 'origin', 'master')
    const second = await runWorkflow({
      event: 'push',
      repository: work,
      published,
      workflow: 'merged.yml',
      environment,
    })
    expect(second.exitCode, second.log).toBe(0)
    expect(stepsOf(second)['check']?.outputs['summary']).toContain('v0.1.0')
    expect(stepsOf(second)['promote']?.outputs).toMatchObject({ version: 'v0.2.0', tag: 'churn@v0.2.0' })
    expect(git(work, 'ls-remote', '--tags', 'origin')).toContain('refs/tags/churn#production#2')
  })
})
