import { describe, expect, it } from 'vitest'
import { faultsOf, readProject } from './project-files.ts'

const write = (reproduce: string) => `version: 1\nmodels:\n  churn:\n    reproduce: ${reproduce}\n`

describe('how a version is made again', () => {
  it('is read with its defaults and its place', async () => {
    const project = await readProject(write('{train: [[python, train.py]]}'))
    expect(project.models['churn']?.reproduce).toEqual({
      setup: [],
      train: [['python', 'train.py']],
      tolerance: 1e-6,
      timeoutMs: 3_600_000,
      environment: [],
      place: { file: 'modelgate.yml', line: 4, column: 5 },
    })
    expect((await readProject('version: 1\nmodels: {churn: {}}\n')).models['churn']?.reproduce).toBeNull()
  })

  it('takes commands, a time, a tolerance and names of variables', async () => {
    const project = await readProject(
      write('{setup: [[uv, sync]], train: [[dvc, repro]], tolerance: 0, timeout: 2h, environment: [AWS_PROFILE]}'),
    )
    expect(project.models['churn']?.reproduce).toMatchObject({
      setup: [['uv', 'sync']],
      tolerance: 0,
      timeoutMs: 7_200_000,
      environment: ['AWS_PROFILE'],
    })
  })

  it('is wiring: no digest of a policy rests on it', async () => {
    const digestOf = async (text: string) => (await readProject(text)).policy.digest
    expect(await digestOf(write('{train: [[a]]}'))).toEqual(await digestOf(write('{train: [[b]], tolerance: 1}')))
  })

  it.each([
    ['{setup: [[uv, sync]]}', '"train" is missing'],
    ['{train: []}', '"train"'],
    ['{train: [python, train.py]}', 'must be a list, not text'],
    ['{train: [[]]}', 'must'],
    ['{train: [[a]], tolerance: -1}', '"tolerance"'],
    ['{train: [[a]], timeout: soon}', '"soon" is no duration'],
    ['{train: [[a]], environment: ["A=1"]}', '"A=1" is no name of a variable'],
    ['{train: [[a]], environment: [GITHUB_TOKEN]}', 'GITHUB_TOKEN belongs to the runner of the job'],
    ['{train: [[a]], environment: [ACTIONS_ID_TOKEN_REQUEST_TOKEN]}', 'belongs to the runner of the job'],
    ['{train: [[a]], tolerence: 1}', 'did you mean "tolerance"?'],
  ])('%s: %s', async (reproduce, fault) => {
    const message = await faultsOf(write(reproduce))
    expect(message).toContain(fault)
    expect(message).toContain('modelgate.yml:4')
  })
})
