import { renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { git } from '../../support/git.ts'
import { makeRemote, openTestRegistry } from '../../support/git-remote.ts'

const { signal } = new AbortController()

describe('the files of a commit', () => {
  it('come from the remote where a shallow clone lacks it', async () => {
    const remote = makeRemote({ 'modelgate.yml': 'first' })
    const base = git(remote.clone, 'rev-parse', 'HEAD').trim()
    writeFileSync(join(remote.clone, 'modelgate.yml'), 'second')
    git(remote.clone, 'commit', '--quiet', '--all', '--message', 'second')
    git(remote.clone, 'push', '--quiet', 'origin', 'main')
    const shallow = join(remote.folder, 'shallow')
    git(remote.folder, 'clone', '--quiet', '--depth=1', `file://${remote.bare}`, shallow)
    const registry = await openTestRegistry(shallow)
    const tree = await registry.policyFilesAt({ ref: 'the base branch', commit: base }, signal)
    expect(await tree.readText('modelgate.yml')).toBe('first')
    expect(tree).toMatchObject({ ref: 'the base branch', commit: base })
  })

  it('come from the clone where the remote lacks it', async () => {
    const remote = makeRemote({ 'modelgate.yml': 'first' })
    writeFileSync(join(remote.clone, 'modelgate.yml'), 'unpushed')
    git(remote.clone, 'commit', '--quiet', '--all', '--message', 'unpushed')
    const commit = git(remote.clone, 'rev-parse', 'HEAD').trim()
    const registry = await openTestRegistry(remote.clone)
    const tree = await registry.policyFilesAt({ ref: 'here', commit }, signal)
    expect(await tree.readText('modelgate.yml')).toBe('unpushed')
  })

  it('are read through links, which are not listed', async () => {
    const remote = makeRemote({ 'conf/modelgate.yml': 'linked' })
    symlinkSync('conf/modelgate.yml', join(remote.clone, 'modelgate.yml'))
    symlinkSync('/etc/passwd', join(remote.clone, 'out.yml'))
    git(remote.clone, 'add', '.')
    git(remote.clone, 'commit', '--quiet', '--message', 'links')
    git(remote.clone, 'push', '--quiet', 'origin', 'main')
    const at = { ref: 'the base branch', commit: git(remote.clone, 'rev-parse', 'HEAD').trim() }
    const tree = await (await openTestRegistry(remote.clone)).policyFilesAt(at, signal)
    expect(await tree.readText('modelgate.yml')).toBe('linked')
    expect(await tree.readText('out.yml')).toBeNull()
    expect(await tree.list()).not.toContain('modelgate.yml')
  })

  it('are fetched together when they are read ahead', async () => {
    const remote = makeRemote({
      'modelgate.yml': 'root',
      'models/a.yml': 'a',
      'models/b.yml': 'b',
      'models/c.yml': 'b',
    })
    const base = git(remote.clone, 'rev-parse', 'HEAD').trim()
    const shallow = join(remote.folder, 'shallow')
    git(remote.folder, 'clone', '--quiet', '--depth=1', `file://${remote.bare}`, shallow)
    const registry = await openTestRegistry(shallow)
    const tree = await registry.policyFilesAt({ ref: 'the base branch', commit: base }, signal)
    const paths = ['models/a.yml', 'models/b.yml', 'models/c.yml', 'models/none.yml']
    await tree.readAhead?.(paths)
    renameSync(remote.bare, `${remote.bare}.gone`)
    expect(await Promise.all(paths.map((path) => tree.readText(path)))).toEqual(['a', 'b', 'b', null])
    await expect(tree.readText('modelgate.yml')).rejects.toThrow(/read the policy|git/i)
  })

  it('are an error where nobody has them', async () => {
    const registry = await openTestRegistry(makeRemote().clone)
    const at = { ref: 'the base branch', commit: '0123456789'.repeat(4) }
    await expect(registry.policyFilesAt(at, signal)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/has the base branch \(0123456789.*\n.*fetch-depth: 0/),
    })
  })
})
