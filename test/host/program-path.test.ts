import { mkdirSync, symlinkSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { narrowPath } from '../../src/host/program-path.ts'
import { makeFolder } from '../support/temporary-folder.ts'

const joined = (...folders: readonly string[]) => folders.join(delimiter)

it('leaves out of PATH what a job can be given to run: its workspace and temporary folder, also by other names', () => {
  const root = makeFolder()
  const [workspace, temporary, tools] = [join(root, 'work'), join(root, 'temp'), join(root, 'tools')]
  for (const folder of [join(workspace, 'bin'), join(temporary, 'bin'), tools, join(root, 'work-tools')]) {
    mkdirSync(folder, { recursive: true })
  }
  symlinkSync(join(workspace, 'bin'), join(root, 'alias'))
  const narrow = (PATH: string, isGitHubActions = true) => {
    const variables = { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temporary, PATH }
    const environment = { cwd: workspace, variables, isTerminal: false, isGitHubActions, isDebug: false }
    return narrowPath(environment).variables['PATH']
  }
  const kept = joined(tools, join(root, 'work-tools'))
  const inside = [
    workspace,
    join(workspace, 'bin'),
    join(temporary, 'bin'),
    join(root, 'alias'),
    `${tools}/../work/bin`,
  ]
  const PATH = joined(...inside, '', '.', 'bin', join(root, 'nowhere'), kept)
  expect(narrow(PATH)).toBe(kept)
  expect(narrow('')).toBe(dirname(process.execPath))
  // a person's own PATH is theirs
  expect(narrow(PATH, false)).toBe(PATH)
})
