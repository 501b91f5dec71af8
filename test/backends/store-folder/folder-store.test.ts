import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openFolderStore } from '../../../src/backends/store-folder/folder-store.ts'
import { OtherBytesError } from '../../../src/core/faults.ts'
import { createArtifactStores } from '../../../src/host/artifact-stores.ts'
import { hashOf, makeDraft, makeReleaseRequest, makeStores, referTo } from '../../support/made-stores.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

/** All files below a folder, with `/`. */
const list = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.replaceAll('\\', '/'))

const placeOf = (folder: string, sha256: string) => join(folder, 'sha256', sha256.slice(0, 2), sha256.slice(2))

describe('a folder as a store', () => {
  test('keeps a file by its digest once, and gives it back under the name of the record', async () => {
    const folder = makeFolder()
    const stores = makeStores()
    const settings = { type: 'folder', path: folder } as const
    const draft = makeDraft('id,score\n1,0.9\n', 'artifacts/predictions.csv')
    const location = await stores.put(settings, draft)
    expect(location).toBe(`folder:${folder}/sha256/${draft.sha256.slice(0, 2)}/${draft.sha256.slice(2)}`)
    const before = statSync(placeOf(folder, draft.sha256))
    expect(await stores.put(settings, draft)).toBe(location)
    expect(statSync(placeOf(folder, draft.sha256))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs })
    expect(list(folder)).toHaveLength(1)
    expect(before.mode & 0o222).toBe(0)

    const reference = referTo(draft, location)
    expect(await stores.has(reference)).toBe(true)
    const copy = (await stores.fetch(reference))!
    expect(copy).toMatchObject({ sha256: draft.sha256, size: draft.size })
    expect(copy.path).toMatch(/predictions\.csv$/)
    expect(readFileSync(copy.path, 'utf8')).toBe('id,score\n1,0.9\n')
    expect((await stores.fetch(reference))!.path).toBe(copy.path)
  })

  test('is one file for twenty runs that put it at the same time', async () => {
    const folder = makeFolder()
    const stores = makeStores()
    const draft = makeDraft('x'.repeat(300_000))
    const puts = Array.from({ length: 20 }, () => stores.put({ type: 'folder', path: folder }, draft))
    expect(new Set(await Promise.all(puts)).size).toBe(1)
    expect(list(folder)).toHaveLength(1)
    expect(hashOf(readFileSync(placeOf(folder, draft.sha256)))).toBe(draft.sha256)
  })

  test('with a relative path is named from the root of the work tree, wherever a run starts and the tree lies', async () => {
    const [here, there] = [makeFolder(), makeFolder()]
    for (const root of [here, there]) mkdirSync(join(root, 'team/churn'), { recursive: true })
    mkdirSync(join(here, 'share'))
    const stores = makeStores({ topLevel: here, cwd: join(here, 'team/churn') })
    const draft = makeDraft()
    const location = await stores.put({ type: 'folder', path: '../../share' }, draft)
    expect(location).toMatch(/^folder:share\/sha256\//)
    expect(await makeStores({ topLevel: here, cwd: here }).has(referTo(draft, location))).toBe(true)
    mkdirSync(join(there, 'share'))
    expect(await makeStores({ topLevel: there, cwd: there }).has(referTo(draft, location))).toBe(false)
  })

  test.each([
    ['other bytes of the same length', 'the mOdel\n', /is sha256:[0-9a-f]+, the record says sha256:/],
    ['less', 'the', /has 3 bytes, the record says 10/],
    ['more', 'the model\nand more', /has (18 bytes, the record says 10|more than the 10 bytes)/],
  ])('that holds %s under a digest is found out, and left as it is', async (_, content, message) => {
    const folder = makeFolder()
    const stores = makeStores()
    const draft = makeDraft()
    const place = placeOf(folder, draft.sha256)
    mkdirSync(join(place, '..'), { recursive: true })
    writeFileSync(place, content)
    const location = await stores.locate({ type: 'folder', path: folder })
    const reference = referTo(draft, `${location}/sha256/${draft.sha256.slice(0, 2)}/${draft.sha256.slice(2)}`)
    await expect(stores.put({ type: 'folder', path: folder }, draft)).rejects.toThrow(message)
    await expect(stores.fetch(reference)).rejects.toThrow(message)
    await expect(stores.has(reference)).rejects.toThrow(message)
    expect(readFileSync(place, 'utf8')).toBe(content)
  })

  test('is believed by size of what cannot be read in the time there is', async () => {
    const [folder, size] = [makeFolder(), 2_000_000_000]
    const sha256 = hashOf(Buffer.from('large'))
    mkdirSync(dirname(placeOf(folder, sha256)), { recursive: true })
    writeFileSync(placeOf(folder, sha256), '')
    truncateSync(placeOf(folder, sha256), size)
    const store = openFolderStore(folder, `folder:${folder}`)
    const key = `sha256/${sha256.slice(0, 2)}/${sha256.slice(2)}`
    expect(await store.has(key, { sha256, size }, 10)).toBe('by size')
    await expect(store.has(key, { sha256, size: size + 1 }, 10)).rejects.toThrow('has 2000000000 bytes')
  })

  test.each([
    ['has other bytes', 'the mOdel\n', /is sha256:.*, and sha256:.* was judged/],
    ['is longer', 'the model\nmore', /has 14 bytes, and 10 were judged/],
  ])('takes no file that %s by now', async (_, content, message) => {
    const folder = makeFolder()
    const draft = makeDraft()
    writeFileSync(draft.localPath, content)
    await expect(makeStores().put({ type: 'folder', path: folder }, draft)).rejects.toThrow(message)
    rmSync(draft.localPath)
    await expect(makeStores().put({ type: 'folder', path: folder }, draft)).rejects.toThrow(
      /is no longer there\n.*run compare again/,
    )
    expect(list(folder)).toEqual([])
  })

  test('that is not mounted is told, and nothing is made in its place', async () => {
    const folder = join(makeFolder(), 'share')
    const settings = { type: 'folder', path: folder } as const
    const draft = makeDraft()
    const reference = referTo(draft, `folder:${folder}/sha256/${draft.sha256.slice(0, 2)}/${draft.sha256.slice(2)}`)
    const stores = makeStores()
    await expect(stores.put(settings, draft)).rejects.toThrow(`${folder} is not there\n  → mount the share`)
    await expect(stores.has(reference)).rejects.toThrow('is not there')
    await expect(stores.fetch(reference)).rejects.toThrow('is not there')
    mkdirSync(folder)
    expect(await stores.fetch(reference)).toBeNull()
    expect(await stores.has(reference)).toBe(false)
  })

  test.each<[string, (place: string) => void]>([
    ['a folder', (place) => mkdirSync(place, { recursive: true })],
    ['a pipe', (place) => execFileSync('mkfifo', [place])],
  ])('that has %s where a file was kept answered: it is not that file', async (_, put) => {
    const folder = makeFolder()
    const draft = makeDraft()
    const place = placeOf(folder, draft.sha256)
    mkdirSync(dirname(place), { recursive: true })
    put(place)
    const key = `sha256/${draft.sha256.slice(0, 2)}/${draft.sha256.slice(2)}`
    const store = openFolderStore(folder, `folder:${folder}`)
    await expect(store.has(key, draft)).rejects.toThrow(OtherBytesError)
    await expect(store.has(key, draft)).rejects.toThrow(`${place}: is no file`)
    await expect(makeStores().put({ type: 'folder', path: folder }, draft)).rejects.toThrow('is no file')
  })

  test('that has a file where a folder of digests would be has nothing below it', async () => {
    const folder = makeFolder({ sha256: '' })
    const draft = makeDraft()
    const key = `sha256/${draft.sha256.slice(0, 2)}/${draft.sha256.slice(2)}`
    expect(await openFolderStore(folder, `folder:${folder}`).has(key, draft)).toBe(false)
    await expect(makeStores().put({ type: 'folder', path: folder }, draft)).rejects.toThrow('cannot be kept')
  })

  test.each([
    ['in the work tree', 'tree/data', 1],
    ['in the clone’s own .git', 'tree/.git/store', 1],
    ['that a link in the work tree leads to', 'tree/link', 0],
    ['beside the work tree', 'tree.share', 0],
  ])('%s: how often it is warned of files that end with the clone', async (_, path, times) => {
    const outer = makeFolder()
    for (const name of ['tree/data', 'tree/.git/store', 'tree.share']) mkdirSync(join(outer, name), { recursive: true })
    symlinkSync(join(outer, 'tree.share'), join(outer, 'tree/link'))
    const warnings: string[] = []
    const topLevel = join(outer, 'tree')
    const logger = { info() {}, debug() {}, warning: (message: string) => void warnings.push(message) }
    const stores = createArtifactStores({ ...makeReleaseRequest({ topLevel, cwd: topLevel }), logger })
    await stores.open({ type: 'folder', path: join(outer, path) })
    await stores.open({ type: 'folder', path: join(outer, path) })
    await stores.close()
    expect(warnings).toHaveLength(times)
    for (const warning of warnings) expect(warning).toContain("lies inside the repository's work tree")
  })

  test('that may not be written says so', async () => {
    const [folder, draft] = [makeFolder(), makeDraft()]
    chmodSync(dirname(draft.localPath), 0o755)
    chmodSync(folder, 0o555)
    const stores = makeStores()
    // root may write everywhere: for this moment the test is nobody
    const isRoot = process.getuid?.() === 0
    if (isRoot) process.seteuid!(65_534)
    try {
      await expect(stores.put({ type: 'folder', path: folder }, draft)).rejects.toThrow(
        /cannot be kept: this user may not \(EACCES\)\n {2}→ let this user write there/,
      )
    } finally {
      if (isRoot) process.seteuid!(0)
    }
  })

  test('reads nothing for a record whose location has another digest than the file', async () => {
    const folder = makeFolder({ secret: 'the model\n' })
    const reference = referTo(makeDraft(), `folder:${folder}/secret`)
    await expect(makeStores().fetch(reference)).rejects.toThrow('is not where a file of sha256:')
    await expect(makeStores().fetch({ ...reference, location: 'ftp://x/y' })).rejects.toThrow(
      'is in no store that is known',
    )
  })
})
