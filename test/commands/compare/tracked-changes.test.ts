import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createWorkspace } from '../../../src/backends/filesystem/workspace.ts'
import { readFileAt } from '../../../src/backends/git/file-at-revision.ts'
import { findRepository } from '../../../src/backends/git/repository.ts'
import { findDvcChanges } from '../../../src/commands/compare/dvc-changes.ts'
import { findEnvironmentChanges } from '../../../src/commands/compare/environment-changes.ts'
import { type ChangeServices, diffEntries, listFolders } from '../../../src/commands/compare/tracked-changes.ts'
import { InputError } from '../../../src/core/faults.ts'
import { silentLogger } from '../../support/engine.ts'
import { GIT_VARIABLES, git } from '../../support/git.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

/** A repository with these files committed, then others in its work tree; null takes one away. */
function open(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string | null>>) {
  const root = makeFolder(before)
  git(root, 'init', '--quiet')
  git(root, 'add', '.')
  git(root, 'commit', '--quiet', '--allow-empty', '-m', 'before')
  for (const [name, text] of Object.entries(after)) {
    if (text === null) rmSync(join(root, name))
    else writeFileSync(join(root, name), text)
  }
  const services: ChangeServices = {
    workspace: createWorkspace({ root }),
    logger: silentLogger,
    readAt: async (revision, path) =>
      readFileAt((await findRepository(root))!, GIT_VARIABLES, revision, path, new AbortController().signal),
    revision: () => Promise.reject(new InputError('nobody knows it')),
  }
  return { commit: git(root, 'rev-parse', 'HEAD'), services }
}

const lock = (...deps: readonly string[]) => `schema: '2.0'\nstages:\n  train:\n    cmd: x\n    deps:\n${deps.join('')}`
const dependency = (path: string, digit: string, more = '') =>
  `    - path: ${path}\n      hash: md5\n      md5: ${digit}${'e'.repeat(31)}${more}\n`

describe('the environment of a candidate', () => {
  it('differs by the packages whose versions changed, came or went', async () => {
    const { commit, services } = open(
      { 'requirements.txt': 'numpy==1.26.4\nscipy==1.0\nold==1\n' },
      { 'requirements.txt': 'numpy==2.0.1\nscipy==1.0\nnew==3\n' },
    )
    expect(await findEnvironmentChanges(commit, [''], services)).toEqual([
      { name: 'new', before: null, after: '3' },
      { name: 'numpy', before: '1.26.4', after: '2.0.1' },
      { name: 'old', before: '1', after: null },
    ])
  })

  it('is that of the nearest folder with a lock file, whose most exact file counts', async () => {
    const text = (version: string) => `[[package]]\nname = "numpy"\nversion = "${version}"\n`
    const { commit, services } = open(
      { 'models/a/uv.lock': text('1.0'), 'models/a/requirements.txt': 'numpy==0.9\n', 'requirements.txt': 'a==1\n' },
      { 'models/a/uv.lock': text('2.0'), 'models/a/requirements.txt': 'numpy==0.8\n', 'requirements.txt': 'a==2\n' },
    )
    const folders = listFolders(['models/a/out/model.joblib'])
    expect(await findEnvironmentChanges(commit, folders, services)).toEqual([
      { name: 'numpy', before: '1.0', after: '2.0' },
    ])
  })

  it.each([
    ['a lock file that is new', {}, { 'requirements.txt': 'numpy==2\n' }],
    ['one that cannot be read', { 'uv.lock': '[[' }, { 'uv.lock': '[[package]]\nname = "a"\nversion = "1"\n' }],
    ['no lock file', {}, {}],
  ])('is not known to differ by %s', async (_, before, after) => {
    const { commit, services } = open(before, after)
    expect(await findEnvironmentChanges(commit, [''], services)).toEqual([])
  })

  it('is not known to differ from a commit that nobody has', async () => {
    const { services } = open({}, { 'requirements.txt': 'numpy==2\n' })
    expect(await findEnvironmentChanges('f'.repeat(40), [''], services)).toEqual([])
  })
})

describe('data that DVC tracks', () => {
  it('differs by digests in dvc.lock, but for code and what is told already', async () => {
    const { commit, services } = open(
      {
        'dvc.lock': lock(
          dependency('data/raw.csv', '1'),
          dependency('data/same.csv', '2'),
          dependency('train.py', '3'),
          dependency('data/told.csv', '4'),
        ),
      },
      {
        'dvc.lock': lock(
          dependency('data/raw.csv', 'a', '\n      nfiles: 3'),
          dependency('data/same.csv', '2'),
          dependency('train.py', 'b'),
          dependency('data/told.csv', 'c'),
        ),
      },
    )
    expect(await findDvcChanges(commit, [''], new Set(['data/told.csv']), services)).toEqual([
      { name: 'data/raw.csv', before: 'md5:1eeeeeeeeeee', after: '3 files, md5:aeeeeeeeeeee' },
    ])
  })

  it('is not known to differ without a lock file on both sides', async () => {
    const { commit, services } = open({}, { 'dvc.lock': lock(dependency('a.csv', '1')) })
    expect(await findDvcChanges(commit, [''], new Set(), services)).toEqual([])
    const gone = open({ 'dvc.lock': lock(dependency('a.csv', '1')) }, { 'dvc.lock': null })
    expect(await findDvcChanges(gone.commit, [''], new Set(), gone.services)).toEqual([])
  })
})

it('more than twenty changes are counted and the first of them named', () => {
  const versions = (version: string, count: number) =>
    new Map(Array.from({ length: count }, (_, index) => [`p${String(index).padStart(2, '0')}`, version]))
  expect(diffEntries(versions('1', 20), versions('2', 20), 'packages')).toHaveLength(20)
  const changes = diffEntries(versions('1', 30), versions('2', 29), 'packages')
  expect(changes).toHaveLength(21)
  expect(changes[0]).toEqual({ name: 'packages', before: '30', after: '29, 30 of them changed' })
  expect(changes.at(-1)).toEqual({ name: 'p19', before: '1', after: '2' })
})

it('folders are looked at from the deepest to the working directory', () => {
  expect(listFolders(['models/a/out/m.bin', 'data/x.csv', 's3://b/c/d', '/abs/e', '../up/f', './g'])).toEqual([
    'models/a/out/',
    'models/a/',
    'data/',
    'models/',
    '',
  ])
})
