import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findRepository, findSlug, readRepository } from '../../../src/backends/git/repository.ts'
import { GIT_VARIABLES, git } from '../../support/git.ts'
import { makeRemote } from '../../support/git-remote.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const read = (folder: string) => readRepository(folder, GIT_VARIABLES, new AbortController().signal)

describe('a repository', () => {
  it('is described from a folder below it', async () => {
    const { clone } = makeRemote()
    git(clone, 'remote', 'set-url', 'origin', 'git@github.com:acme/churn.git')
    mkdirSync(join(clone, 'a/b'), { recursive: true })
    const head = git(clone, 'rev-parse', 'HEAD')
    expect(await read(join(clone, 'a/b'))).toEqual({
      topLevel: clone,
      head,
      ref: 'refs/heads/main',
      slug: 'acme/churn',
    })
  })

  it('is described with packed references, detached, and in a linked work tree', async () => {
    const { clone, folder } = makeRemote()
    const head = git(clone, 'rev-parse', 'HEAD')
    git(clone, 'pack-refs', '--all')
    expect(await read(clone)).toMatchObject({ head, ref: 'refs/heads/main', slug: null })
    const linked = join(folder, 'linked')
    git(clone, 'worktree', 'add', '--quiet', '-b', 'topic', linked)
    expect(await read(linked)).toMatchObject({ topLevel: linked, head, ref: 'refs/heads/topic' })
    git(clone, 'checkout', '--quiet', '--detach')
    expect(await read(clone)).toMatchObject({ head, ref: null })
  })

  it('has no commit at first', async () => {
    const folder = makeFolder()
    git(folder, 'init', '--quiet', '--initial-branch=main')
    expect(await read(folder)).toEqual({ topLevel: folder, head: null, ref: 'refs/heads/main', slug: null })
  })

  it('is none where there is no .git, or one that leads nowhere', async () => {
    expect(await findRepository(makeFolder())).toBeNull()
    const folder = makeFolder({ '.git': 'gitdir: /nowhere\n' })
    expect(await findRepository(folder)).toBeNull()
  })

  it('is not read outside of its references', async () => {
    const { clone, folder } = makeRemote()
    writeFileSync(join(folder, 'secret'), `${'a'.repeat(40)}\n`)
    writeFileSync(join(clone, '.git/HEAD'), 'ref: refs/../../../secret\n')
    expect(await read(clone)).toMatchObject({ head: null })
  })
})

it.each([
  ['https://github.com/acme/churn.git', 'acme/churn'],
  ['https://token@github.com/acme/churn', 'acme/churn'],
  ['git@github.com:acme/churn.git', 'acme/churn'],
  ['ssh://git@git.example.com:2222/team/sub/churn.git/', 'sub/churn'],
  ['/srv/git/churn.git', null],
  ['../churn.git', null],
  ['file:///srv/git/churn.git', null],
  ['https://example.com/churn', null],
])('the name in %s is %s', (url, slug) => expect(findSlug(url)).toBe(slug))
