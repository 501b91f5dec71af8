import { join } from 'node:path'
import { expect, it } from 'vitest'
import { countChangesBetween } from '../../../src/backends/git/commit-range.ts'
import { findRepository } from '../../../src/backends/git/repository.ts'
import { GIT_VARIABLES, git } from '../../support/git.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

/** A repository of three commits, the second on a branch that was merged. */
function makeHistory() {
  const folder = makeFolder({ 'a.txt': '1\n', 'b/c.txt': '1\n' })
  const commit = (message: string) => {
    git(folder, 'add', '.')
    git(folder, 'commit', '--quiet', '--allow-empty', '-m', message)
    return git(folder, 'rev-parse', 'HEAD')
  }
  git(folder, 'init', '--quiet', '-b', 'main')
  const first = commit('first')
  git(folder, 'mv', 'a.txt', 'renamed.txt')
  commit('second')
  git(folder, 'rm', '--quiet', 'b/c.txt')
  const third = commit('third')
  return { folder, first, third }
}

async function count(folder: string, before: string, after: string) {
  const place = (await findRepository(folder))!
  return countChangesBetween(place, GIT_VARIABLES, before, after, new AbortController().signal)
}

it('counts the commits after the first and the files that differ, a renamed one as two', async () => {
  const { folder, first, third } = makeHistory()
  expect(await count(folder, first, third)).toEqual({ commits: 2, files: 3 })
  expect(await count(folder, third, first)).toEqual({ commits: 0, files: 3 })
  expect(await count(folder, third, third)).toEqual({ commits: 0, files: 0 })
})

it('knows nothing of a commit that is not there, or is no commit', async () => {
  const { folder, first, third } = makeHistory()
  expect(await count(folder, 'f'.repeat(40), third)).toBeNull()
  expect(await count(folder, first, 'main')).toBeNull()
  expect(await count(folder, '--output=/tmp/x', third)).toBeNull()
})

it('does not count the commits of a shallow clone', async () => {
  const { folder, first, third } = makeHistory()
  const clone = join(makeFolder(), 'clone')
  git(folder, 'clone', '--quiet', '--depth', '1', `file://${folder}`, clone)
  expect(await count(clone, first, third)).toBeNull()
  git(clone, 'fetch', '--quiet', '--depth', '1', 'origin', first)
  expect(await count(clone, first, third)).toEqual({ commits: null, files: 3 })
})
