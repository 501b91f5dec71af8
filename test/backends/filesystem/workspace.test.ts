import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createConfigFiles } from '../../../src/backends/filesystem/config-files.ts'
import { findBoundary } from '../../../src/backends/filesystem/path-jail.ts'
import { createWorkspace } from '../../../src/backends/filesystem/workspace.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const sha256 = (data: string) => createHash('sha256').update(data).digest('hex')

describe('paths that a config names', () => {
  /** A repository with a project folder, beside a secret. */
  function makeRepository() {
    const base = makeFolder({
      'secret.csv': 'a\n1\n',
      'repository/shared/data.csv': 'a\n1\n',
      'repository/project/own.csv': 'a\n1\n',
    })
    mkdirSync(join(base, 'repository/.git'))
    const project = join(base, 'repository/project')
    symlinkSync(join(base, 'secret.csv'), join(project, 'link.csv'))
    symlinkSync(base, join(project, 'up'))
    symlinkSync('../shared', join(project, 'inner'))
    symlinkSync('/nowhere/at/all', join(project, 'broken'))
    return { base, project, workspace: createWorkspace({ root: project }) }
  }

  test.each(['own.csv', '../shared/data.csv', 'inner/data.csv', './new/file.csv'])('%s is inside', async (path) => {
    const { project, workspace } = makeRepository()
    expect(await workspace.resolve(path, 'config')).toBe(join(project, path))
  })

  test.each([
    '../../secret.csv',
    'link.csv',
    'up/secret.csv',
    'up/new.csv',
    'broken',
    'broken/below',
    '/etc/passwd',
    '../../repository-2/x',
    'nothing/../../../secret.csv',
  ])('%s leaves the workspace', async (path) => {
    const { workspace } = makeRepository()
    const attempts = [
      () => workspace.resolve(path, 'config'),
      () => workspace.readText(path, 'config'),
      () => workspace.digest(path, 'config'),
      () => workspace.glob(path, 'config'),
      () => workspace.exists(path, 'config'),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(`${path}: the path leaves the workspace`)
  })

  test.each(['../.git/config', '../.GIT/hooks/post-checkout', '../inside/config', '../.git'])(
    "%s is git's own",
    async (path) => {
      const { base, workspace } = makeRepository()
      symlinkSync('.git', join(base, 'repository/inside'))
      const attempts = [
        () => workspace.resolve(path, 'config'),
        () => workspace.readText(path, 'config'),
        () => workspace.digest(path, 'config'),
      ]
      for (const attempt of attempts) await expect(attempt()).rejects.toThrow("leads into git's own folder")
    },
  )

  test('a caller may name any of them', async () => {
    const { base, workspace } = makeRepository()
    expect(await workspace.resolve('../../secret.csv', 'caller')).toBe(join(base, 'secret.csv'))
    expect(await workspace.readText('link.csv', 'caller')).toBe('a\n1\n')
  })

  test('a pattern cannot reach out either, by its beginning or by a link that it meets', async () => {
    const { workspace } = makeRepository()
    await expect(workspace.glob('../../*.csv', 'config')).rejects.toThrow('leaves the workspace')
    await expect(workspace.glob('up/*.csv', 'config')).rejects.toThrow('leaves the workspace')
    await expect(workspace.glob('*.csv', 'config')).rejects.toThrow('link.csv: the path leaves the workspace')
    expect(await workspace.glob('**/own.csv', 'config')).toEqual(['own.csv'])
  })

  test("the boundary is the job's workspace where the config lies in it, else the work tree around the config", async () => {
    const { base, project } = makeRepository()
    const readWith = (workspace: string) =>
      createWorkspace({ root: project, findBoundary: () => findBoundary(join(project, 'modelgate.yml'), workspace) })
    expect(await readWith(base).readText('../../secret.csv', 'config')).toBe('a\n1\n')
    await expect(readWith('/nowhere').readText('../../secret.csv', 'config')).rejects.toThrow('leaves the workspace')
  })

  test('a configuration cannot read out of it, by an include, a contract or a link', async () => {
    const { base, project } = makeRepository()
    const files = createConfigFiles(project, await findBoundary(join(project, 'modelgate.yml'), undefined))
    await expect(files.readText('../../secret.csv')).rejects.toThrow('leaves the workspace')
    await expect(files.readText('link.csv')).rejects.toThrow('leaves the workspace')
    expect(await files.readText('own.csv')).not.toBeNull()
    expect(await files.readText('missing.yml')).toBeNull()
    expect(await createConfigFiles(project, base).readText('../../secret.csv')).toBe('a\n1\n')
  })

  test('outside git the boundary is the root itself', async () => {
    const base = makeFolder({ 'secret.txt': 'x', 'root/own.txt': 'y' })
    const workspace = createWorkspace({ root: join(base, 'root') })
    expect(await workspace.readText('own.txt', 'config')).toBe('y')
    await expect(workspace.readText('../secret.txt', 'config')).rejects.toThrow('leaves the workspace')
  })

  test('a NUL character is refused', async () => {
    await expect(createWorkspace({ root: makeFolder() }).resolve('a\0b', 'caller')).rejects.toThrow('NUL character')
  })
})

describe('reading', () => {
  test('text comes without its byte order mark', async () => {
    const workspace = createWorkspace({ root: makeFolder({ 'a.yml': '\ufeffversion: 1\r\n' }) })
    expect(await workspace.readText('a.yml', 'caller')).toBe('version: 1\r\n')
  })

  test.each<[string, string, RegExp]>([
    ['a missing file', 'gone.yml', /^gone\.yml: there is no such file\n {2}→ mend the path/],
    ['a path through a file', 'a.yml/b', /^a\.yml\/b: there is no such file\n {2}→ mend the path/],
    ['a folder', 'folder', /^folder: is a folder$/],
    ['a device', '/dev/zero', /^\/dev\/zero: is no file$/],
    ['bytes that are not UTF-8', 'latin.yml', /^latin\.yml: is not UTF-8 text\n {2}→ save it as UTF-8$/],
    ['more than the limit', 'large.yml', /^large\.yml: 10000001 bytes; allowed are 10000000 \(10 MB\)$/],
  ])('%s is an error of input', async (_, path, message) => {
    const root = makeFolder({
      'a.yml': 'x',
      'folder/x': '',
      'latin.yml': Buffer.from('caf\xe9', 'latin1'),
      'large.yml': Buffer.alloc(10_000_001, 'x'),
    })
    const reading = createWorkspace({ root }).readText(path, 'caller')
    await expect(reading).rejects.toMatchObject({ name: 'InputError', message: expect.stringMatching(message) })
  })

  test('a limit of its own counts', async () => {
    const workspace = createWorkspace({ root: makeFolder({ 'a.txt': '12345' }) })
    expect(await workspace.readText('a.txt', 'caller', 5)).toBe('12345')
    await expect(workspace.readText('a.txt', 'caller', 4)).rejects.toThrow('5 bytes; allowed are 4')
  })

  test('exists tells files and folders from nothing', async () => {
    const workspace = createWorkspace({ root: makeFolder({ 'folder/a.txt': '' }) })
    expect([
      await workspace.exists('folder', 'config'),
      await workspace.exists('folder/a.txt', 'config'),
      await workspace.exists('folder/b.txt', 'config'),
    ]).toEqual([true, true, false])
  })
})

describe('digests', () => {
  test('of a file are those of its bytes', async () => {
    const workspace = createWorkspace({ root: makeFolder({ 'a.csv': 'a\n1\n' }) })
    expect(await workspace.digest('a.csv', 'config')).toEqual({ digest: { sha256: sha256('a\n1\n') }, size: 4 })
  })

  test('of several files are those of the listing that sha256sum prints', async () => {
    const workspace = createWorkspace({ root: makeFolder({ 'd/b.csv': 'b', 'd/a.csv': 'aa', 'c.csv': '' }) })
    const listing = `${sha256('aa')}  d/a.csv\n${sha256('b')}  d/b.csv\n`
    expect(await workspace.digest('d/*.csv', 'config')).toEqual({ digest: { sha256: sha256(listing) }, size: 3 })
  })

  test('of nothing are an error', async () => {
    const workspace = createWorkspace({ root: makeFolder() })
    await expect(workspace.digest('a.csv', 'config')).rejects.toThrow('a.csv: there is no such file')
    await expect(workspace.digest('*.csv', 'config')).rejects.toThrow('*.csv: no file matches')
  })
})

describe('patterns', () => {
  const FILES = { 'b.csv': '', 'a.csv': '', 'x/c.csv': '', 'x/y/d.csv': '', 'x[1].csv': '', '.hidden/e.csv': '' }
  test.each<[string, readonly string[]]>([
    ['*.csv', ['a.csv', 'b.csv', 'x[1].csv']],
    ['**/*.csv', ['a.csv', 'b.csv', 'x/c.csv', 'x/y/d.csv', 'x[1].csv']],
    ['x/*', ['x/c.csv']],
    ['{a,b}.csv', ['a.csv', 'b.csv']],
    ['x[1].csv', ['x[1].csv']],
    ['a.csv', ['a.csv']],
    ['x', ['x/c.csv', 'x/y/d.csv']],
    ['.', ['a.csv', 'b.csv', 'x/c.csv', 'x/y/d.csv', 'x[1].csv']],
    ['none/*.csv', []],
  ])('%s finds %j', async (pattern, expected) => {
    const workspace = createWorkspace({ root: makeFolder(FILES) })
    for (const origin of ['caller', 'config'] as const) expect(await workspace.glob(pattern, origin)).toEqual(expected)
  })

  test('a linked folder is searched, and a file that it leads to once more is named once', async () => {
    const root = makeFolder({ 'a.csv': '', 'other/b.csv': '', 'data/x': '' })
    symlinkSync('..', join(root, 'data/loop'))
    symlinkSync('../other', join(root, 'data/linked'))
    symlinkSync('a.csv', join(root, 'link-to-a.csv'))
    const workspace = createWorkspace({ root })
    expect(await workspace.glob('**/*.csv', 'config')).toEqual(['a.csv', 'link-to-a.csv', 'other/b.csv'])
    expect(await workspace.glob('data/*/b.csv', 'config')).toEqual(['data/linked/b.csv'])
  })

  test('an absolute one finds files of a caller', async () => {
    const [root, other] = [makeFolder(), makeFolder({ 'a.csv': '' })]
    const found = await createWorkspace({ root }).glob(`${other}/*.csv`, 'caller')
    expect(found.map((path) => join(root, path))).toEqual([join(other, 'a.csv')])
  })
})

describe('data', () => {
  const BROKEN = {
    'folder.csv/x': '',
    'model.pkl': '',
    'empty/.hidden': '',
    'mixed/a.csv': '',
    'mixed/b.parquet': '',
    'tabs/a.csv': '',
    'tabs/b.tsv': '',
    'delta/a.parquet': '',
    'delta/_delta_log/0.json': '',
    'hive/year=1/a.csv': '',
    'hive/month=1/a.csv': '',
    'twice/year=1/year=2/a.csv': '',
  }

  test.each(['hive', 'hive/', 'hive/*/*/*.csv', 'hive/**'])('%s names its partitions', async (location) => {
    const root = makeFolder({
      'hive/year=2026/month=1/a.csv': '',
      'hive/year=2025/month=2/a.csv': '',
      ...(location.endsWith('*') ? {} : { 'hive/_SUCCESS': '', 'hive/.a.csv.crc': '' }),
    })
    expect(await createWorkspace({ root }).openData(location.replace(/\*\*$/, '**/*.csv'), 'config')).toEqual({
      uri: location.replace(/\*\*$/, '**/*.csv'),
      files: [join(root, 'hive/year=2025/month=2/a.csv'), join(root, 'hive/year=2026/month=1/a.csv')],
      format: 'csv',
      csv: {},
      partitions: ['year', 'month'],
    })
  })

  test('a single file has no partitions: its folders are where it happens to lie', async () => {
    const root = makeFolder({ 'year=2026/a.csv': '' })
    expect(await createWorkspace({ root }).openData('year=2026/a.csv', 'config')).not.toHaveProperty('partitions')
  })

  test('a folder takes no files that a link leads to', async () => {
    const root = makeFolder({ 'data/a.csv': '', 'secret.csv': '' })
    symlinkSync('../secret.csv', join(root, 'data/b.csv'))
    expect((await createWorkspace({ root }).openData('data', 'config')).files).toEqual([join(root, 'data/a.csv')])
  })

  test('a source names its files absolutely, in the order of their names', async () => {
    const root = makeFolder({ '2.parquet': '', '1.parquet': '' })
    expect(await createWorkspace({ root }).openData('*.parquet', 'config')).toEqual({
      uri: '*.parquet',
      files: [join(root, '1.parquet'), join(root, '2.parquet')],
      format: 'parquet',
    })
  })

  test('what is declared of a CSV wins over what its name implies', async () => {
    const workspace = createWorkspace({ root: makeFolder({ 'a.tsv': '' }) })
    expect((await workspace.openData('a.tsv', 'caller')).csv).toEqual({ delimiter: '\t' })
    expect((await workspace.openData('a.tsv', 'caller', { delimiter: ';', decimal: ',' })).csv).toEqual({
      delimiter: ';',
      decimal: ',',
    })
  })

  test.each([
    ['gone.csv', 'gone.csv: there is no such file'],
    ['*.csv', '*.csv: no file matches'],
    ['folder.csv', 'folder.csv: holds folder.csv/x, whose ending names no format'],
    ['empty', 'empty: is a folder without data'],
    ['mixed', 'mixed: holds files of several formats: .csv, .parquet'],
    ['tabs', 'tabs: holds files of several formats: .csv, .tsv'],
    ['delta', 'delta: is a table of Delta Lake'],
    ['hive/*/*.csv', 'hive/*/*.csv: the files are partitioned by different columns: hive/month=1/a.csv by month'],
    ['twice/**/*.csv', 'names the partition year twice'],
    ['s3://bucket/a.csv', 's3://bucket/a.csv: only local files can be read here'],
    ['model.pkl', 'the ending names no format'],
  ])('%s is an error of input', async (location, message) => {
    const workspace = createWorkspace({ root: makeFolder(BROKEN) })
    await expect(workspace.openData(location, 'config')).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(message),
    })
  })
})

describe('listing a folder', () => {
  test('names its files, and where wanted those below and whatever else there is', async () => {
    const root = makeFolder({ 'in/b.txt': '', 'in/a/c.txt': '', file: '' })
    mkdirSync(join(root, 'in/empty'))
    symlinkSync('nowhere', join(root, 'in/link'))
    const { listFolder } = createWorkspace({ root })
    expect(await listFolder('in', 'caller')).toEqual(['b.txt'])
    expect(await listFolder('in', 'caller', { isDeep: true })).toEqual(['a/c.txt', 'b.txt'])
    const whole = ['a/', 'a/c.txt', 'b.txt', 'empty/', 'link']
    expect(await listFolder('in', 'caller', { isDeep: true, isWhole: true })).toEqual(whole)
    expect(await listFolder('none', 'caller')).toEqual([])
    for (const path of ['file', 'file/below']) {
      await expect(listFolder(path, 'caller')).rejects.toThrow(`${path}: is no folder`)
    }
  })
})

describe('writing', () => {
  test('makes folders, replaces what was there and leaves nothing beside it', async () => {
    const root = makeFolder({ 'out/result.json': 'old' })
    const workspace = createWorkspace({ root })
    await workspace.writeText('out/result.json', 'new')
    await workspace.writeText('out/deep/er/a.txt', 'x')
    expect(readFileSync(join(root, 'out/result.json'), 'utf8')).toBe('new')
    expect(readdirSync(join(root, 'out')).sort()).toEqual(['deep', 'result.json'])
    expect(readdirSync(join(root, 'out/deep/er'))).toEqual(['a.txt'])
  })

  test('through a link writes what it leads to', async () => {
    const root = makeFolder({ 'kept/report.txt': 'old' })
    symlinkSync('kept/report.txt', join(root, 'latest.txt'))
    await createWorkspace({ root }).writeText('latest.txt', 'new')
    expect(readFileSync(join(root, 'kept/report.txt'), 'utf8')).toBe('new')
  })

  test('to a device or a pipe goes through it', async () => {
    const root = makeFolder()
    const pipe = join(root, 'pipe')
    execFileSync('mkfifo', [pipe])
    const reading = readFile(pipe, 'utf8')
    await createWorkspace({ root }).writeText('pipe', 'through')
    expect(await reading).toBe('through')
    expect(statSync(pipe).isFIFO()).toBe(true)
  })

  test('over a folder, or below a file, is an error of input that leaves nothing', async () => {
    const root = makeFolder({ 'folder/x': '', file: '' })
    const workspace = createWorkspace({ root })
    await expect(workspace.writeText('folder', 'x')).rejects.toThrow(
      'folder: cannot be written: a folder or file is in the way',
    )
    await expect(workspace.writeText('file/x', 'x')).rejects.toMatchObject({ name: 'InputError' })
    expect(readdirSync(root).sort()).toEqual(['file', 'folder'])
  })

  test('what the system refuses is an error of the system', async () => {
    const root = makeFolder()
    const writing = createWorkspace({ root }).writeText('x'.repeat(300), 'x')
    await expect(writing).rejects.toMatchObject({
      name: 'SystemError',
      message: expect.stringContaining('ENAMETOOLONG'),
    })
    expect(readdirSync(root)).toEqual([])
  })
})
