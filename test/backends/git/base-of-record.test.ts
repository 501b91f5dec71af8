import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findMergedBase } from '../../../src/backends/git/base-of-record.ts'
import { findRepository } from '../../../src/backends/git/repository.ts'
import { GIT_VARIABLES, git } from '../../support/git.ts'
import { makeRemote } from '../../support/git-remote.ts'

/** A clone where a merge of a base with a head is checked out, and a commit that somebody would like for a base. */
function openMerge() {
  const { clone } = makeRemote({ 'modelgate.yml': 'base' })
  const tree = git(clone, 'rev-parse', 'HEAD^{tree}')
  const write = (...parents: readonly string[]) =>
    git(clone, 'commit-tree', tree, '-m', `of ${parents.length}`, ...parents.flatMap((parent) => ['-p', parent]))
  const base = git(clone, 'rev-parse', 'HEAD')
  const [head, wanted] = [write(base), write()]
  const merge = write(base, head)
  writeFileSync(join(clone, '.git/HEAD'), `${merge}\n`)
  return { clone, base, head, wanted, merge, write }
}

async function findBase({ clone, head }: { clone: string; head: string }, named?: string): Promise<string | null> {
  const pull = {
    ...{ number: 7, headCommit: head, headRepository: 'o/r', headBranch: 'topic' },
    ...{ baseBranch: 'main', baseCommit: head, isFork: false },
  }
  const variables = { ...GIT_VARIABLES, ...(named === undefined ? {} : { GITHUB_SHA: named }) }
  return findMergedBase((await findRepository(clone))!, variables, pull, new AbortController().signal)
}

describe("the base of GitHub's merge", () => {
  it('is its first parent, where the run is about that merge or about that base', async () => {
    const at = openMerge()
    for (const named of [undefined, at.merge, at.base]) expect(await findBase(at, named)).toBe(at.base)
  })

  it('is not that of a merge that the run is not about, which anybody may have pushed', async () => {
    const at = openMerge()
    expect(await findBase(at, at.head)).toBeNull()
  })

  it('is what the commit says, whatever the repository puts in its place', async () => {
    const at = openMerge()
    git(at.clone, 'replace', at.merge, at.write(at.wanted, at.head))
    mkdirSync(join(at.clone, '.git/info'), { recursive: true })
    writeFileSync(join(at.clone, '.git/info/grafts'), `${at.merge} ${at.wanted} ${at.head}\n`)
    expect(git(at.clone, 'rev-parse', `${at.merge}^1`)).toBe(at.wanted)
    expect(await findBase(at)).toBe(at.base)
  })
})
