import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findBaseOfRecord, findChangeSet } from '../../../src/backends/git/change-set.ts'
import type { ChangeSet } from '../../../src/core/change-set.ts'
import { InputError } from '../../../src/core/faults.ts'
import type { RunEvent } from '../../../src/core/run-event.ts'
import { GIT_VARIABLES, git } from '../../support/git.ts'
import { makeRemote, openTestRegistry } from '../../support/git-remote.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

type Event = Pick<RunEvent, 'name' | 'pull' | 'mergeGroupBase' | 'pushedBefore' | 'defaultBranch'>
const LOCAL: Event = { name: 'local', pull: null, mergeGroupBase: null, pushedBefore: null, defaultBranch: null }
const signal = new AbortController().signal

interface Asked {
  readonly change: ChangeSet | null
  readonly notes: readonly string[]
  /** How often the remote was needed. */
  readonly fetches: number
}

async function ask(folder: string, event: Partial<Event>, base: string | null = null): Promise<Asked> {
  const notes: string[] = []
  let fetches = 0
  const remote = async () => {
    fetches += 1
    return (await openTestRegistry(folder)).repository
  }
  const makeOwn = async () => makeFolder()
  const request = { folder, variables: GIT_VARIABLES, event: { ...LOCAL, ...event }, base, remote }
  const note = (sentence: string) => void notes.push(sentence)
  const change = await findChangeSet({ ...request, makeFolder: makeOwn, note }, signal)
  return { change, notes, fetches }
}

function commit(clone: string, files: Readonly<Record<string, string | null>>, message = 'change'): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(clone, name)), { recursive: true })
    if (text === null) rmSync(join(clone, name))
    else writeFileSync(join(clone, name), text)
  }
  git(clone, 'add', '--all', '.')
  git(clone, 'commit', '--quiet', '--allow-empty', '--message', message)
  return git(clone, 'rev-parse', 'HEAD')
}

/** Commits as `git fast-import` takes them: mark, parents, and the files that differ from the first parent. */
function writeHistory(
  commits: readonly {
    readonly ref: string
    readonly parents?: readonly number[]
    readonly files: Readonly<Record<string, string>>
  }[],
): string {
  const lines = commits.flatMap(({ ref, parents = [], files }, index) => [
    ...(parents.length === 0 ? [`reset ${ref}`] : []),
    `commit ${ref}`,
    `mark :${index + 1}`,
    `committer tester <tester@example.com> ${1_700_000_000 + index} +0000`,
    'data 0',
    ...parents.map((mark, order) => `${order === 0 ? 'from' : 'merge'} :${mark}`),
    ...Object.entries(files).flatMap(([name, text]) => [
      `M 100644 inline ${name}`,
      `data ${Buffer.byteLength(text)}`,
      text,
    ]),
  ])
  return `${lines.join('\n')}\n`
}

/** A pull request of two commits, with main moved on meanwhile, and the merge that GitHub makes of both. */
function makePull() {
  const clone = makeFolder()
  git(clone, 'init', '--quiet', '--initial-branch=main')
  const topic = { 'src/train.py': 'x = 2\n' }
  const last = { 'src/new.py': 'y = 1\n', 'dvc.lock': 'b\n' }
  const history = writeHistory([
    {
      ref: 'refs/heads/main',
      files: { 'README.md': '# churn\n', 'src/train.py': 'x = 1\n', 'dvc.lock': 'a\n' },
    },
    { ref: 'refs/heads/topic', parents: [1], files: topic },
    { ref: 'refs/heads/topic', parents: [2], files: last },
    { ref: 'refs/heads/main', parents: [1], files: { 'other.txt': 'of main\n' } },
    { ref: 'refs/pull/7/merge', parents: [4, 3], files: { ...topic, ...last } },
    { ref: 'refs/heads/orphan', files: { 'alone.txt': '1\n' } },
  ])
  execFileSync('git', ['fast-import', '--quiet'], { cwd: clone, env: GIT_VARIABLES, input: history })
  const revisions = ['topic~2', 'topic', 'main', 'refs/pull/7/merge', 'orphan']
  const [start, head, base, merge, orphan] = git(clone, 'rev-parse', ...revisions).split('\n') as [string, ...string[]]
  setOrigin(clone, clone)
  stand(clone, merge!)
  const pull = { number: 7, headCommit: head!, headRepository: 'o/r', headBranch: 'topic', baseBranch: 'main' }
  const event = { name: 'pull_request', defaultBranch: 'main', pull: { ...pull, baseCommit: base!, isFork: false } }
  return { bare: clone, clone, start, head: head!, base: base!, merge: merge!, orphan: orphan!, event }
}

/** Checks a commit out as far as anybody here looks. */
function stand(clone: string, commitId: string): void {
  writeFileSync(join(clone, '.git/HEAD'), `${commitId}\n`)
}

function setOrigin(clone: string, remote: string): void {
  appendFileSync(join(clone, '.git/config'), `[remote "origin"]\n\turl = file://${remote}\n`)
}

/** What actions/checkout leaves: one commit without its parents. */
function checkOut(bare: string, ref: string): string {
  const clone = makeFolder()
  git(clone, 'init', '--quiet')
  setOrigin(clone, bare)
  git(clone, 'fetch', '--quiet', '--depth=1', 'origin', ref)
  stand(clone, readFileSync(join(clone, '.git/FETCH_HEAD'), 'utf8').slice(0, 40))
  return clone
}

const CHANGED = ['dvc.lock', 'src/new.py', 'src/train.py']

describe('a pull request', () => {
  it('is measured against the first parent of the merge commit, which a clone with history has', async () => {
    const { clone, base, merge, event } = makePull()
    const { change, fetches } = await ask(clone, event)
    expect(change).toMatchObject({ base, head: merge, found: 'the first parent of the merge commit', paths: CHANGED })
    expect(fetches).toBe(0)
  })

  it('gets the parent into a checkout of depth 1, and leaves that clone as it is', async () => {
    const { bare, base, event } = makePull()
    const clone = checkOut(bare, 'refs/pull/7/merge')
    const before = git(clone, 'count-objects', '-v')
    const { change } = await ask(clone, event)
    expect(change).toMatchObject({ base, paths: CHANGED })
    expect(git(clone, 'count-objects', '-v')).toBe(before)
    expect(git(clone, 'rev-parse', '--is-shallow-repository')).toBe('true')
  })

  it('reads files as the base had them, fetched where the clone has them not', async () => {
    const { bare, event } = makePull()
    const { change } = await ask(checkOut(bare, 'refs/pull/7/merge'), event)
    const wanted = ['dvc.lock', 'src/new.py', 'README.md']
    expect(Object.fromEntries(await change!.read('base', wanted))).toEqual({ 'dvc.lock': 'a\n' })
    expect(Object.fromEntries(await change!.read('head', wanted))).toEqual({
      'dvc.lock': 'b\n',
      'src/new.py': 'y = 1\n',
    })
  })

  it('is measured against the merge base where its own head is checked out', async () => {
    const { clone, bare, start, head, event } = makePull()
    stand(clone, head)
    const found = 'the merge base of main and what is checked out'
    expect((await ask(clone, event)).change).toMatchObject({ base: start, found, paths: CHANGED })
    expect((await ask(checkOut(bare, 'topic'), event)).change).toMatchObject({ base: start, found, paths: CHANGED })
  })

  it('has no change to look at where the base is checked out, as under pull_request_target', async () => {
    const { clone, base, event } = makePull()
    stand(clone, base)
    const { change, notes } = await ask(clone, { ...event, name: 'pull_request_target' })
    expect(change).toBeNull()
    expect(notes).toEqual(['what is checked out is part of main, so there is no change to look at'])
  })

  it('counts all of what the base lacks where the two share no commit', async () => {
    const { clone, base, orphan, event } = makePull()
    stand(clone, orphan)
    const { change } = await ask(clone, { ...event, pull: { ...event.pull, headCommit: orphan } })
    expect(change).toMatchObject({ base, found: expect.stringMatching(/^what main stood on at the event/) })
  })
})

describe('a merge group', () => {
  it('is measured against its base', async () => {
    const { bare, base, merge } = makePull()
    const event = { name: 'merge_group', mergeGroupBase: base }
    const { change } = await ask(checkOut(bare, 'refs/pull/7/merge'), event)
    expect(change).toMatchObject({ base, head: merge, found: 'the base of the merge group', paths: CHANGED })
  })
})

describe('a push', () => {
  it('is measured against what the branch stood on before', async () => {
    const { bare, base } = makePull()
    const event = { name: 'push', pushedBefore: base, defaultBranch: 'main' }
    const found = 'what the branch stood on before the push'
    expect((await ask(checkOut(bare, 'refs/pull/7/merge'), event)).change).toMatchObject({
      base,
      found,
      paths: CHANGED,
    })
  })

  it('of a new branch is measured against where it leaves the default branch', async () => {
    const { bare, start } = makePull()
    const { change } = await ask(checkOut(bare, 'topic'), { name: 'push', defaultBranch: 'main' })
    expect(change).toMatchObject({ base: start, paths: CHANGED })
    expect(change!.found).toBe('the merge base of main and what was pushed, since the branch is new')
  })

  it('of the default branch itself has nothing to compare with where it is new', async () => {
    const { bare } = makePull()
    const { change, notes } = await ask(checkOut(bare, 'main'), { name: 'push', defaultBranch: 'main' })
    expect(change).toBeNull()
    expect(notes).toEqual(['the branch is new, and there is nothing else to compare with'])
  })

  it('by force counts from the commit that was left, as long as the remote gives it out', async () => {
    const { clone, head } = makePull()
    stand(clone, git(clone, 'rev-parse', 'topic~1'))
    expect((await ask(clone, { name: 'push', pushedBefore: head })).change).toMatchObject({
      base: head,
      paths: ['dvc.lock', 'src/new.py'],
    })
  })

  it('by force over a commit that is gone counts from the default branch', async () => {
    const { bare, start } = makePull()
    const event = { name: 'push', pushedBefore: 'f'.repeat(40), defaultBranch: 'main' }
    const { change } = await ask(checkOut(bare, 'topic'), event)
    expect(change).toMatchObject({ base: start, paths: CHANGED })
    expect(change!.found).toContain('since fffffff, which the branch stood on before, is gone')
  })
})

describe('without an event that is about a change', () => {
  it.each(['schedule', 'workflow_dispatch', 'local'])(
    '%s: there is nothing to look at, and nothing is asked',
    async (name) => {
      const { clone } = makeRemote()
      expect(await ask(clone, { name })).toEqual({ change: null, notes: [], fetches: 0 })
    },
  )

  it('a revision may be named: its merge base with what is checked out counts', async () => {
    const { clone, start, head, base } = makePull()
    stand(clone, head)
    expect((await ask(clone, {}, 'main')).change).toMatchObject({
      base: start,
      found: 'the merge base of main and what is checked out',
      paths: CHANGED,
    })
    expect((await ask(clone, {}, 'HEAD~1')).change).toMatchObject({ found: 'what HEAD~1 stands on' })
    stand(clone, base)
    expect((await ask(clone, {}, base)).change).toMatchObject({ found: 'the commit of that id', paths: [] })
  })

  it('a named branch that a shallow clone has not got is asked of the remote', async () => {
    const { bare, start } = makePull()
    expect((await ask(checkOut(bare, 'topic'), {}, 'origin/main')).change).toMatchObject({
      base: start,
      paths: CHANGED,
    })
  })

  it('a name that nobody knows is refused, also where there is no remote', async () => {
    const { clone } = makeRemote()
    await expect(ask(clone, {}, 'nothing')).rejects.toThrow(InputError)
    git(clone, 'remote', 'remove', 'origin')
    await expect(ask(clone, {}, '--output=/x')).rejects.toThrow(/knows a revision "--output=\/x"/)
    await expect(ask(clone, {}, 'f'.repeat(40))).rejects.toThrow(/neither this clone nor its remote/)
  })

  it('there is none outside of git, nor before the first commit', async () => {
    expect((await ask(makeFolder(), { name: 'push' })).change).toBeNull()
    const empty = makeFolder()
    git(empty, 'init', '--quiet')
    expect((await ask(empty, { name: 'push' })).change).toBeNull()
    await expect(ask(empty, {}, 'main')).rejects.toThrow(/no commit here to compare with main/)
  })
})

describe('the paths', () => {
  it('are those of both sides of a rename, of deleted files, and of any bytes', async () => {
    const { clone } = makeRemote({ 'a.txt': 'same\n', 'b.txt': '1\n', 'C.txt': '1\n' })
    const odd = [
      'new\nline.txt',
      'ta\tb.txt',
      '"quoted".txt',
      'ünï→.txt',
      ' blank ',
      "it's",
      '-x',
      '*.txt',
      'back\\slash',
    ]
    git(clone, 'mv', 'a.txt', 'moved.txt')
    commit(clone, { 'b.txt': null, 'c.txt': '1\n', ...Object.fromEntries(odd.map((name) => [name, name])) })
    const { change } = await ask(clone, {}, 'HEAD~1')
    expect([...change!.paths].sort()).toEqual(['a.txt', 'b.txt', 'c.txt', 'moved.txt', ...odd].sort())
    expect((await change!.read('head', odd)).get('new\nline.txt')).toBe('new\nline.txt')
  })

  it('have a submodule as one path, and a link as itself, which is not read', async () => {
    const { clone } = makeRemote()
    const other = git(clone, 'rev-parse', 'HEAD')
    git(clone, 'update-index', '--add', '--cacheinfo', `160000,${other},libs/sub`)
    const target = git(clone, 'hash-object', '-w', 'README.md')
    git(clone, 'update-index', '--add', '--cacheinfo', `120000,${target},link.yml`)
    git(clone, 'commit', '--quiet', '-m', 'both')
    const { change } = await ask(clone, {}, 'HEAD~1')
    expect(change).toMatchObject({ paths: ['libs/sub', 'link.yml'], submodules: ['libs/sub'] })
    expect((await change!.read('head', ['libs/sub', 'link.yml'])).size).toBe(0)
  })

  it('leave out what is not committed, and know the working directory', async () => {
    const { clone } = makeRemote({ 'ml/modelgate.yml': '1\n' })
    commit(clone, { 'ml/a.txt': '1\n' })
    writeFileSync(join(clone, 'ml/loose.txt'), '')
    const { change } = await ask(join(clone, 'ml'), {}, 'HEAD~1')
    expect(change).toMatchObject({ folder: 'ml', paths: ['ml/a.txt'] })
  })
})

it('runs nothing that the clone configures: no hook, filter, driver or helper', async () => {
  const { bare, event } = makePull()
  const clone = checkOut(bare, 'refs/pull/7/merge')
  const proof = join(makeFolder(), 'proof')
  const plant = `touch ${proof}`
  for (const [key, value] of [
    ['core.fsmonitor', plant],
    ['core.hooksPath', clone],
    ['diff.external', plant],
    ['core.sshCommand', plant],
    ['remote.origin.uploadpack', plant],
    ['credential.helper', `!${plant}`],
    ['core.alternateRefsCommand', plant],
  ]) {
    git(clone, 'config', key!, value!)
  }
  expect((await ask(clone, event)).change!.paths).toEqual(CHANGED)
  expect(() => git(dirname(proof), 'hash-object', proof)).toThrow()
})

it('gives the base of record alone', async () => {
  const { bare, base, event } = makePull()
  const clone = checkOut(bare, 'refs/pull/7/merge')
  const registry = await openTestRegistry(clone)
  const request = { folder: clone, variables: GIT_VARIABLES, event: { ...LOCAL, ...event }, base: null }
  const own = makeFolder()
  onTestFinished(() => registry.close())
  const found = await findBaseOfRecord(
    { ...request, makeFolder: async () => own, remote: async () => registry.repository, note: () => {} },
    signal,
  )
  expect(found).toEqual({ commit: base, found: 'the first parent of the merge commit' })
})
