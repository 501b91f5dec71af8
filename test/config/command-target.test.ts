import { describe, expect, it } from 'vitest'
import { errorOf } from '../commands/promote/promotion-outcomes.ts'
import { readProject } from './project-files.ts'

const project = (target: string) =>
  readProject({
    'modelgate.yml': `version: 1
models:
  churn:
    task: binary
    stages:
      production: {require: [], deploy: {target: ${target}}}
`,
  })

describe('a target of type command', () => {
  it('is an argument vector with what it may see and how long it may take', async () => {
    const { models, later } = await project(
      '{type: command, command: [./deploy.sh, "{image}"], environment: [KUBECONFIG]}',
    )
    expect(models['churn']!.stages[0]!.target).toEqual({
      ...{ command: ['./deploy.sh', '{image}'], current: null, variables: ['KUBECONFIG'], timeoutMs: 600_000 },
    })
    // deploy itself is still to come; rollback has all that it needs
    expect(later.map(({ path, commands }) => [path, commands])).toEqual([
      ['models.churn.stages.production.deploy', ['deploy']],
    ])
  })

  it('of another type has no executor, which rollback refuses by name', async () => {
    const { models, later } = await project('{type: vertex, endpoint: churn}')
    expect(models['churn']!.stages[0]!.target).toBeNull()
    expect(later.map(({ message, commands }) => [message, commands])).toEqual([
      ['deploy to vertex is not there yet', ['deploy', 'rollback']],
    ])
  })

  it.each([
    ['{type: command}', /command/],
    ['{type: command, command: []}', /command/],
    ['{type: command, command: [a], curent: [b]}', /did you mean "current"\?/],
    ['{type: command, command: [a], timeout: soon}', /"soon" is no duration/],
  ])('%s is refused with its place', async (target, message) => {
    const error = await errorOf(Promise.resolve().then(() => project(target)))
    expect(error.message).toMatch(/modelgate\.yml:6:\d+/)
    expect(error.message).toMatch(message)
  })
})
