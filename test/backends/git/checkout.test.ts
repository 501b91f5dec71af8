import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkOutCommit } from '../../../src/backends/git/checkout.ts'
import { findRepository } from '../../../src/backends/git/repository.ts'
import { InputError } from '../../../src/core/faults.ts'
import { git } from '../../support/git.ts'
import { makeRemote, openTestRegistry } from '../../support/git-remote.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const { signal } = new AbortController()

async function checkOut(clone: string, commit: string, folder = join(makeFolder(), 'checkout')) {
  const [{ repository }, place] = [await openTestRegistry(clone), await findRepository(clone)]
  return checkOutCommit({ repository, place: place!, commit, folder }, signal)
}

describe('a checkout of a commit', () => {
  it('has the files of that commit, and neither history nor remote', async () => {
    const { clone } = makeRemote({ 'a.txt': 'one\n', 'folder/b.txt': 'two\n' })
    const commit = git(clone, 'rev-parse', 'HEAD')
    writeFileSync(join(clone, 'a.txt'), 'changed\n')
    git(clone, 'commit', '--quiet', '--all', '--message', 'second')
    git(clone, 'push', '--quiet', 'origin', 'main')
    const { folder, ...told } = await checkOut(clone, commit)
    expect(told).toEqual({ commit, from: 'remote', submodules: [] })
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('one\n')
    expect(readFileSync(join(folder, 'folder/b.txt'), 'utf8')).toBe('two\n')
    expect([git(folder, 'rev-parse', 'HEAD'), git(folder, 'remote'), git(folder, 'status', '--porcelain')]).toEqual([
      commit,
      '',
      '',
    ])
    expect(git(folder, 'rev-list', '--count', 'HEAD')).toBe('1')
  })

  it('is of the clone where the remote has not got the commit', async () => {
    const { clone } = makeRemote()
    git(clone, 'commit', '--quiet', '--allow-empty', '--message', 'kept here')
    expect(await checkOut(clone, git(clone, 'rev-parse', 'HEAD'))).toMatchObject({ from: 'clone' })
  })

  it('runs no filter that the files or the clone name', async () => {
    const { clone } = makeRemote({ '.gitattributes': '*.txt filter=bad text eol=crlf\n', 'a.txt': 'pointer\n' })
    const mark = join(makeFolder(), 'ran')
    git(clone, 'config', 'filter.bad.smudge', `touch ${mark}; cat`)
    const { folder } = await checkOut(clone, git(clone, 'rev-parse', 'HEAD'))
    expect([existsSync(mark), readFileSync(join(folder, 'a.txt'), 'utf8').trim()]).toEqual([false, 'pointer'])
  })

  it('names submodules, whose files it has not got', async () => {
    const { clone } = makeRemote()
    const commit = git(clone, 'rev-parse', 'HEAD')
    git(clone, 'update-index', '--add', '--cacheinfo', `160000,${commit},libs/other`)
    git(clone, 'commit', '--quiet', '--message', 'submodule')
    git(clone, 'push', '--quiet', 'origin', 'main')
    expect((await checkOut(clone, git(clone, 'rev-parse', 'HEAD'))).submodules).toEqual(['libs/other'])
  })

  it('is refused where something is in the folder, or nobody has the commit', async () => {
    const { clone } = makeRemote()
    const commit = git(clone, 'rev-parse', 'HEAD')
    await expect(checkOut(clone, commit, clone)).rejects.toThrow(/is not empty/)
    const filled = makeFolder({ file: '' })
    await expect(checkOut(clone, commit, join(filled, 'file'))).rejects.toThrow(InputError)
    await expect(checkOut(clone, 'd'.repeat(40))).rejects.toThrow(/neither .* nor this clone has the commit d{40}/)
  })
})
