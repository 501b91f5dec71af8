import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRepository } from '../../../src/backends/git/repository.ts'
import { GIT_VARIABLES, git } from '../../support/git.ts'
import { makeDraft, makeRemote, NOW, openTestRegistry } from '../../support/git-remote.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const { signal } = new AbortController()

/** A program that leaves a mark wherever it is run from. */
function makeTrap() {
  const folder = makeFolder()
  const [marker, program] = [join(folder, 'was-run'), join(folder, 'trap')]
  writeFileSync(program, `#!/bin/sh\necho "$0 $@" >> "${marker}"\n`, { mode: 0o755 })
  return { folder, program, wasRun: () => (existsSync(marker) ? readFileSync(marker, 'utf8') : '') }
}

/** Everything that a repository's configuration could have git run, and addresses rewritten. */
function trapConfig(program: string): string {
  const hooks = `${program}-hooks`
  mkdirSync(hooks)
  for (const hook of [
    'pre-push',
    'reference-transaction',
    'post-checkout',
    'post-index-change',
    'fsmonitor-watchman',
  ]) {
    writeFileSync(join(hooks, hook), `#!/bin/sh\nexec "${program}" ${hook}\n`, { mode: 0o755 })
  }
  const included = `${program}-include`
  writeFileSync(included, `[core]\n\thooksPath = ${hooks}\n[remote "origin"]\n\turl = /somewhere/else.git\n`)
  return `
[core]
\thooksPath = ${hooks}
\tfsmonitor = ${program}
\tsshCommand = ${program}
\tgitProxy = ${program}
\taskPass = ${program}
\talternateRefsCommand = ${program}
\tpager = ${program}
[credential]
\thelper = !${program}
[remote "origin"]
\tuploadpack = ${program}
\treceivepack = ${program}
\tproxy = ext::${program}
[url "ext::${program} "]
\tinsteadOf = /
[uploadpack]
\tpackObjectsHook = ${program}
[gpg]
\tprogram = ${program}
[tag]
\tgpgSign = true
[commit]
\tgpgSign = true
[push]
\tgpgSign = true
[include]
\tpath = ${included}
`
}

describe('a hostile work tree', () => {
  it('has nothing of its configuration run or obeyed, by reading, registering or describing', async () => {
    const trap = makeTrap()
    const remote = makeRemote({ 'modelgate.yml': 'version: 1\n' })
    const head = git(remote.clone, 'rev-parse', 'HEAD')
    appendFileSync(join(remote.clone, '.git/config'), trapConfig(trap.program))
    const warnings: string[] = []
    const registry = await openTestRegistry(remote.clone, { warnings })
    expect(registry.location).toBe(remote.bare)
    await registry.register(makeDraft('churn', 'one', { stage: 'production' }), signal)
    const [version] = (await registry.read({}, signal)).versions
    await registry.artifact(version!, 'artifacts/model', signal)
    await (await registry.policyFiles(signal)).readText('modelgate.yml')
    expect(await registry.locateCommit('d'.repeat(40), signal)).toBe(null)
    expect(await readRepository(remote.clone, GIT_VARIABLES, signal)).toMatchObject({ head })
    expect(trap.wasRun()).toBe('')
    expect(git(remote.bare, 'tag')).toBe('churn#production#1\nchurn@v0.1.0')
    expect(() => git(remote.clone, 'fetch', 'origin')).toThrow()
    expect(trap.wasRun()).not.toBe('')
    expect(warnings).toEqual([
      expect.stringMatching(
        /rewrites \/ to ext::.*insteadOf\); in CI the remote is asked under its address as written/,
      ),
    ])
  })

  it('has its HEAD read without its configuration where the remote has no branch', async () => {
    const trap = makeTrap()
    const remote = makeRemote({ 'modelgate.yml': 'version: 1\n' })
    git(remote.bare, 'update-ref', '-d', 'refs/heads/main')
    appendFileSync(join(remote.clone, '.git/config'), trapConfig(trap.program))
    const tree = await (await openTestRegistry(remote.clone)).policyFiles(signal)
    expect(await tree.readText('modelgate.yml')).toBe('version: 1\n')
    expect(trap.wasRun()).toBe('')
  })

  it.each([
    'ext::sh -c "touch MARK"',
    '--upload-pack=touch MARK',
    'ssh://-oProxyCommand=touch MARK/x',
    'fd::17',
    'git://127.0.0.1:1/x',
  ])('cannot run a program by the address %s', async (address) => {
    const remote = makeRemote()
    const mark = join(remote.folder, 'mark')
    git(remote.clone, 'config', 'remote.origin.url', address.replace('MARK', mark))
    const registry = await openTestRegistry(remote.clone)
    await expect(registry.read({}, signal)).rejects.toThrow(/cannot read the registry/)
    expect(existsSync(mark)).toBe(false)
  })
})

it('variables left by earlier steps of a job change nothing', async () => {
  const trap = makeTrap()
  const remote = makeRemote()
  const other = makeRemote()
  const global = join(trap.folder, 'gitconfig')
  writeFileSync(
    global,
    `[core]\n\thooksPath = ${trap.folder}\n[user]\n\tname = mallory\n[url "${other.bare}"]\n\tinsteadOf = ${remote.bare}\n`,
  )
  const program = trap.program
  const variables = {
    ...GIT_VARIABLES,
    HOME: trap.folder,
    GIT_DIR: join(other.clone, '.git'),
    GIT_WORK_TREE: other.clone,
    GIT_OBJECT_DIRECTORY: '/nonexistent',
    GIT_CONFIG_GLOBAL: global,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.hooksPath',
    GIT_CONFIG_VALUE_0: trap.folder,
    GIT_CONFIG_PARAMETERS: `'core.fsmonitor'='${program}'`,
    GIT_EXEC_PATH: trap.folder,
    GIT_TEMPLATE_DIR: trap.folder,
    GIT_SSH_COMMAND: program,
    GIT_ASKPASS: program,
    GIT_PROXY_COMMAND: program,
    GIT_TRACE: join(trap.folder, 'trace'),
    GIT_COMMITTER_DATE: '2001-01-01T00:00:00Z',
    GIT_AUTHOR_DATE: '2001-01-01T00:00:00Z',
  }
  const warnings: string[] = []
  const registry = await openTestRegistry(remote.clone, { variables, warnings })
  await registry.register(makeDraft('churn', 'one'), signal)
  expect(git(other.bare, 'tag')).toBe('')
  expect(git(remote.bare, 'for-each-ref', '--format=%(refname:short) %(taggername) %(taggerdate:unix)')).toContain(
    `churn@v0.1.0 octocat ${NOW.getTime() / 1000}`,
  )
  expect(git(remote.bare, 'log', '-1', '--format=%at %ct %an', 'churn@v0.1.0')).toBe(
    `${NOW.getTime() / 1000} ${NOW.getTime() / 1000} octocat`,
  )
  expect(trap.wasRun()).toBe('')
  expect(existsSync(join(trap.folder, 'trace'))).toBe(false)
  expect(warnings).toEqual([expect.stringContaining('insteadOf')])
})

describe("on a person's own machine", () => {
  it("the user's rewriting of addresses and name apply", async () => {
    const remote = makeRemote()
    const home = makeFolder({
      '.gitconfig': `[user]\n\tname = Ada\n\temail = ada@example.com\n[url "${remote.folder}/"]\n\tinsteadOf = https://git.example.com/\n`,
    })
    git(remote.clone, 'remote', 'set-url', 'origin', 'https://git.example.com/remote.git')
    const { GIT_CONFIG_GLOBAL, ...rest } = GIT_VARIABLES
    const options = { variables: { ...rest, HOME: home }, isIsolated: false, warnings: [] as string[] }
    const registry = await openTestRegistry(remote.clone, options)
    await registry.register(makeDraft('churn', 'one', { identity: null }), signal)
    expect(git(remote.bare, 'for-each-ref', '--format=%(taggername) %(taggeremail)', 'refs/tags/churn@v0.1.0')).toBe(
      'Ada <ada@example.com>',
    )
    expect(options.warnings).toEqual([])
  })

  it("a repository's own name comes before the user's", async () => {
    const remote = makeRemote()
    git(remote.clone, 'config', 'user.name', 'Grace')
    git(remote.clone, 'config', 'user.email', 'grace@example.com')
    const registry = await openTestRegistry(remote.clone, { isIsolated: false })
    await registry.register(makeDraft('churn', 'one', { identity: null }), signal)
    expect(git(remote.bare, 'for-each-ref', '--format=%(taggername)', 'refs/tags/churn@v0.1.0')).toBe('Grace')
  })
})
