import { describe, expect, test } from 'vitest'
import { warnOfCode } from '../../../src/commands/promote/code-warnings.ts'
import { git } from '../../support/git.ts'
import { repository } from './promotion-outcomes.ts'
import { CONFIG, type PromotionRepository } from './promotion-repository.ts'

const TRAINING = `${CONFIG}    reproduce: {train: [[python, src/train.py, --epochs, "3"]]}\n`
const FILES = { 'modelgate.yml': TRAINING, 'src/train.py': 'print(1)\n' }

async function warningsOf(repo: PromotionRepository): Promise<readonly string[]> {
  repo.warnings.length = 0
  const outcome = await repo.judgeAndPromote({ 'dry-run': true })
  expect(outcome.results[0]!.verdict).toBe('pass')
  return repo.warnings
}

describe('a promotion of what reproduce would not make again', () => {
  test.each([
    [
      'parameters',
      { 'params.yaml': 'train: {max_depth: 9}\n' },
      /^params\.yaml is not as commit ([0-9a-f]{7}) has it: /,
    ],
    [
      'a program that trains',
      { 'src/train.py': 'print(2)\n' },
      /^src\/train\.py is not as commit ([0-9a-f]{7}) has it: /,
    ],
    [
      'both',
      { 'params.yaml': 'train: {max_depth: 9}\n', 'src/train.py': 'print(2)\n' },
      /^params\.yaml, src\/train\.py are not as commit ([0-9a-f]{7}) has them: /,
    ],
  ])('warns of %s that were not committed', async (_, files, message) => {
    const repo = repository(FILES)
    repo.write(files)
    const [warning, ...others] = await warningsOf(repo)
    expect(others).toEqual([])
    expect(warning).toMatch(message)
    expect(warning).toContain('reproduce will not make this version again')
    expect(git(repo.clone, 'rev-parse', 'HEAD')).toMatch(new RegExp(`^${message.exec(warning!)![1]}`))
  })

  test('warns of parameters that the judged commit has otherwise, and not of programs of the one checked out', async () => {
    const repo = repository(FILES)
    const { files } = await repo.judge()
    repo.write({ 'params.yaml': 'train: {max_depth: 9}\n', 'src/train.py': 'print(2)\n' })
    repo.push('another training')
    repo.warnings.length = 0
    await repo.promote({ stage: 'production', evidence: files, 'dry-run': true })
    expect(repo.warnings).toEqual([expect.stringMatching(/^params\.yaml is not as commit /)])
  })

  test.each([
    ['all is committed', {}],
    ['only line ends differ', { 'params.yaml': 'train: {max_depth: 4}\r\n', 'src/train.py': 'print(1)\r\n' }],
    ['other files differ', { 'src/plot.py': 'print(1)\n' }],
  ])('says nothing where %s', async (_, files) => {
    const repo = repository(FILES)
    repo.write(files)
    expect(await warningsOf(repo)).toEqual([])
  })

  test('warns of the files that a pipeline of DVC takes its parameters from', async () => {
    const config = CONFIG.replace('parameters: params.yaml', 'parameters: dvc.yaml')
    const repo = repository({ 'modelgate.yml': config, 'dvc.yaml': 'stages: {train: {cmd: x, params: [train]}}\n' })
    repo.write({ 'params.yaml': 'train: {max_depth: 9}\n' })
    expect(await warningsOf(repo)).toEqual([expect.stringMatching(/^params\.yaml is not as commit /)])
  })

  test('warns where no code commit is known', async () => {
    const repo = repository()
    const services = await repo.services()
    const project = (await services.project())!
    await warnOfCode(project.models['churn']!, null, services)
    await services.close()
    expect(repo.warnings).toEqual([
      'no code commit is known for this version: it can be served, not made again; commit, then compare and promote again',
    ])
  })
})

describe('a clone whose files end their lines as Windows does', () => {
  test('promotes, without a warning', async () => {
    const repo = repository(FILES)
    git(repo.clone, 'config', 'core.autocrlf', 'true')
    git(repo.clone, 'rm', '-r', '--quiet', '--cached', '.')
    git(repo.clone, 'reset', '--quiet', '--hard')
    expect(await warningsOf(repo)).toEqual([])
  })
})
