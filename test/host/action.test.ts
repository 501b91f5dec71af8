import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMMON_OUTPUTS } from '../../src/commands/common-inputs.ts'
import { type ActionRequest, type ActionRun, commandsIn, runAction, TOKEN } from './action-run.ts'
import { ChurnRepository } from './churn-repository.ts'

/** The built actions as GitHub's runner starts them. */

let churn: ChurnRepository
beforeAll(() => {
  churn = new ChurnRepository('better')
})
afterAll(() => churn.dispose())

let jobs = 0
/** A job of its own: its steps share a folder. */
function startJob() {
  jobs += 1
  const temporary = join(churn.folder, `job ${jobs}`)
  const run = (name: string, inputs: Readonly<Record<string, string>> = {}, more = {}): ActionRun =>
    runAction(name, { workspace: churn.work, temporary, inputs, ...more })
  return { temporary, run }
}

describe('a job that judges a pull request', () => {
  it('gives outputs, a summary, a group of the log and one folder of results', () => {
    const { temporary, run } = startJob()
    const validate = run('validate', { 'evidence-file': 'validate.jsonl' })
    const compare = run('compare', { model: 'churn', 'evidence-file': 'compare.jsonl' })
    const report = run('report', { markdown: 'report.md' })
    for (const step of [validate, compare, report]) {
      expect(step, step.log).toMatchObject({ exitCode: 0, stderr: '', outputs: { verdict: 'pass', blocks: 'false' } })
      expect(Object.keys(step.outputs)).toEqual(expect.arrayContaining(Object.keys(COMMON_OUTPUTS)))
      expect(step.summary).toMatch(/^#+ .*churn/)
      expect(step.outputs['summary']).not.toBe('')
      expect(step.outputs['results-dir']).toBe(join(temporary, 'modelgate/results'))
      expect(commandsIn(step.log, 'add-mask')).toEqual([{ properties: {}, message: TOKEN }])
      expect(step.log.replace(`::add-mask::${TOKEN}`, '')).not.toContain(TOKEN)
    }
    expect(commandsIn(compare.log, 'group')).toEqual([{ properties: {}, message: 'modelgate compare' }])
    expect(compare.log).toContain('::endgroup::')
    expect(commandsIn(compare.log, 'error|warning|notice')).toEqual([])
    expect(compare.outputs['evidence-digest']).toMatch(/^sha256:[0-9a-f]{64}$/)

    const folder = join(temporary, 'modelgate/results')
    expect(readdirSync(folder)).toEqual(['.annotations', '01-validate.json', '02-compare.json'])
    expect(compare.outputs['result']).toBe(join(folder, '02-compare.json'))
    const result = JSON.parse(readFileSync(compare.outputs['result']!, 'utf8'))
    expect(result).toMatchObject({
      ...{ schema: 'modelgate.result/v1', trust: 'pull_request' },
      source: {
        commit: churn.git('rev-parse', 'HEAD'),
        repository: 'Codertocat/Hello-World',
        run: 'https://github.com/Codertocat/Hello-World/actions/runs/7',
      },
    })
    expect(report.outputs).toMatchObject({ markdown: 'report.md', html: '' })
    expect(churn.read('report.md')).toContain('churn')
    const files = [
      ...readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => join(folder, name)),
      churn.path('compare.jsonl'),
    ]
    expect(files.filter((file) => readFileSync(file, 'utf8').includes(TOKEN))).toEqual([])

    const evidence = { stage: 'production', evidence: 'validate.jsonl\n  compare.jsonl  \n' }
    const promote = run('promote', { ...evidence, model: 'churn' })
    expect(promote, promote.log).toMatchObject({
      exitCode: 1,
      outputs: { verdict: 'fail', blocks: 'true', version: '' },
    })
    expect(promote.outputs['summary']).toMatch(/pull.request/)
    expect(commandsIn(promote.log, 'error').length).toBeGreaterThan(0)
    expect(churn.git('ls-remote', '--tags', 'origin')).toBe('')
  })
})

describe('a list', () => {
  it('has one entry a line, commas and blanks being part of it', () => {
    const { run } = startJob()
    const slices = run('compare', {
      ...{ candidate: 'variants/better/predictions.csv', data: 'data/test.csv', id: 'customer_id', label: 'churn' },
      ...{ score: 'score', positive: 'Yes', metric: 'roc_auc\n\n  accuracy', slice: 'contract\nno, such' },
    })
    expect(slices.exitCode).toBe(3)
    expect(slices.log).toContain('no, such')
  })
})

describe('a refusal', () => {
  it('exits 1 with an error at the line of the gate that said no', () => {
    const { run } = startJob()
    const gates = 'gates:\n  - {metric: roc_auc, min: 0.99}\n  - {metric: accuracy, max: 0.1, severity: warning}\n'
    churn.write('strict.yml', gates)
    const step = run('compare', { ...flags, gates: 'strict.yml' })
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { verdict: 'fail', blocks: 'true' } })
    expect(commandsIn(step.log, 'error')).toEqual([
      {
        properties: expect.objectContaining({ file: 'strict.yml', line: '2' }),
        message: expect.stringMatching(/0\.85/),
      },
    ])
    expect(commandsIn(step.log, 'warning')).toEqual([
      { properties: expect.objectContaining({ file: 'strict.yml', line: '3' }), message: expect.any(String) },
    ])
    expect(step.summary).toContain('⛔')
  })

  it('shows ten annotations of a kind, the last of which counts the rest', () => {
    const { run } = startJob()
    const metrics = ['accuracy', 'precision', 'recall', 'specificity', 'f1', 'roc_auc', 'pr_auc', 'mcc']
    const gates = [...metrics, ...metrics].map((metric, index) => `  - {metric: ${metric}, min: 0.99${index}}\n`)
    churn.write('many.yml', `gates:\n${gates.join('')}`)
    const errors = commandsIn(run('compare', { ...flags, gates: 'many.yml' }).log, 'error')
    expect(errors).toHaveLength(10)
    expect(errors.at(-1)).toMatchObject({ properties: { title: 'and 7 more' } })
  })
})

describe("an event that may be about anybody's commit", () => {
  it("is judged by the default branch's policy, whatever the work tree says", () => {
    const config = churn.read('modelgate.yml')
    churn.write('modelgate.yml', config.replace('min: 0.80', 'min: 0.99'))
    try {
      const judge = (more: Partial<ActionRequest>) => {
        const { outputs, log } = startJob().run('compare', { model: 'churn' }, more)
        const result = JSON.parse(readFileSync(outputs['result']!, 'utf8'))
        return { log, outputs, result }
      }
      const comment = judge({ environment: { GITHUB_EVENT_NAME: 'issue_comment' } })
      expect(comment.outputs['blocks'], comment.log).toBe('false')
      expect(comment.result).toMatchObject({
        policy: { ref: 'refs/heads/main', commit: churn.git('rev-parse', 'HEAD') },
        proposal: { differences: [{ part: 'policy', counts: false }], head: { verdict: 'fail', blocks: true } },
      })
      const pushed = judge({ event: 'push' })
      expect(pushed.outputs['blocks'], pushed.log).toBe('true')
    } finally {
      churn.write('modelgate.yml', config)
    }
  })
})

describe('a step that could not judge', () => {
  it('leaves a result that says so, and the report of the job is no green one', () => {
    const { temporary, run } = startJob()
    expect(run('validate', {}).exitCode).toBe(0)
    const step = run('compare', { model: 'churn', candidate: 'no-such-file.csv' })
    expect(step.exitCode).toBe(3)
    const [file] = readdirSync(join(temporary, 'modelgate/results')).filter((name) => name.endsWith('compare.json'))
    const told = JSON.parse(readFileSync(join(temporary, 'modelgate/results', file!), 'utf8'))
    expect(told).toMatchObject({
      ...{ verdict: 'inconclusive', blocks: true },
      results: [{ model: 'churn', verdict: 'inconclusive', summary: expect.stringContaining('no-such-file.csv') }],
    })
    const report = run('report', { markdown: 'report.md' })
    expect(report.outputs).toMatchObject({ verdict: 'inconclusive', blocks: 'true' })
    expect(churn.read('report.md')).toMatch(/^### ⛔ churn/)
  })
})

describe('wrong inputs', () => {
  it('are told all in one message, in the log, the outputs and the summary', () => {
    const { run } = startJob()
    const step = run('compare', { confidence: 'high', task: 'guess', plan: 'maybe', seed: '1\n2' })
    expect(step).toMatchObject({ exitCode: 3, stderr: '', outputs: { blocks: 'true' } })
    const [error, ...others] = commandsIn(step.log, 'error')
    expect(others).toEqual([])
    for (const name of ['confidence', 'task', 'plan', 'seed']) {
      expect(error?.message).toContain(`input "${name}" is`)
      expect(step.summary).toContain(`input "${name}" is`)
    }
    expect(step.log).not.toMatch(/^\s+at /m)
  })

  it('of a file are annotated where they stand', () => {
    const { run } = startJob()
    churn.write('typo.yml', 'version: 1\nmodels:\n  churn:\n    taks: binary\n')
    const step = run('check', { config: 'typo.yml' })
    expect(step.exitCode).toBe(3)
    const place = { file: 'typo.yml', line: '4', col: '5' }
    expect(commandsIn(step.log, 'error')).toEqual([
      { properties: expect.objectContaining(place), message: expect.stringMatching(/typo\.yml:4:5.*taks[\s\S]*task/) },
    ])
  })

  it('print the stack where the job is debugged', () => {
    const { run } = startJob()
    const step = run('validate', { contract: 'no.yaml', data: 'no.csv' }, { environment: { RUNNER_DEBUG: '1' } })
    expect(step.exitCode).toBe(3)
    expect(commandsIn(step.log, 'error')[0]?.message).toMatch(/^\s+at /m)
  })

  it('such as an empty token are as good as none', () => {
    const { run } = startJob()
    const step = run('compare', { ...flags, token: '' })
    expect(step).toMatchObject({ exitCode: 0 })
    expect(commandsIn(step.log, 'add-mask')).toEqual([])
  })
})

describe('working-directory', () => {
  it('is where paths start, while annotations point into the repository', () => {
    mkdirSync(churn.path('models'), { recursive: true })
    for (const path of ['data', 'variants']) renameSync(churn.path(path), churn.path('models', path))
    try {
      churn.write('models/strict.yml', 'gates:\n  - {metric: roc_auc, min: 0.99}\n')
      const { run } = startJob()
      const step = run('compare', { ...flags, gates: 'strict.yml', 'working-directory': 'models' })
      expect(step.exitCode, step.log).toBe(1)
      expect(commandsIn(step.log, 'error')[0]?.properties).toMatchObject({ file: 'models/strict.yml', line: '2' })
      churn.write('models/typo.yml', 'gates:\n  - {metrik: roc_auc}\n')
      const typo = run('compare', { ...flags, gates: 'typo.yml', 'working-directory': 'models' })
      expect(commandsIn(typo.log, 'error')[0]?.properties).toMatchObject({ file: 'models/typo.yml', line: '2' })
    } finally {
      for (const path of ['data', 'variants']) renameSync(churn.path('models', path), churn.path(path))
    }
  })

  it('that is not there is named', () => {
    const { run } = startJob()
    const step = run('check', { 'working-directory': 'nowhere' })
    expect(step.exitCode).toBe(3)
    expect(commandsIn(step.log, 'error')[0]?.message).toMatch(/^input "working-directory" is "nowhere"/)
  })
})

describe('another runner', () => {
  it('may lack step summaries', () => {
    const { run } = startJob()
    const step = run('compare', flags, { environment: { GITHUB_STEP_SUMMARY: '' } })
    expect(step).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } })
  })
})

const flags = {
  ...{ candidate: 'variants/better/predictions.csv', data: 'data/test.csv', id: 'customer_id', label: 'churn' },
  ...{ score: 'score', positive: 'Yes' },
}
