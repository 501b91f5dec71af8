import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listDeclaredData } from '../../../src/commands/promote/declared-data.ts'
import { renderReleaseNotes } from '../../../src/commands/promote/release-notes.ts'
import { renderRecord } from '../../../src/commands/registry/tables.ts'
import type { Services } from '../../../src/commands/services.ts'
import type { ModelSettings } from '../../../src/config/project.ts'
import type { DataVersion } from '../../../src/core/data-version.ts'
import type { Result } from '../../../src/core/result.ts'
import type { ModelRecord } from '../../../src/registry/model-version.ts'
import { git } from '../../support/git.ts'
import { repository } from './promotion-outcomes.ts'
import { CONFIG, type PromotionRepository } from './promotion-repository.ts'

const TRAIN = 'id,churn\n3,Yes\n4,No\n5,No\n'
const hashOf = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex')
const MD5 = hashOf('md5', TRAIN)
const POINTER = `outs:\n- {md5: ${MD5}, size: ${TRAIN.length}, hash: md5, path: train.csv}\n`
const DVC = { 'data/train.csv.dvc': POINTER, '.gitignore': 'out/\n/data/train.csv\n', '.dvc/config': '' }
const STORE = '[core]\n    remote = loc\n[\'remote "loc"\']\n    url = ../../store\n'

/** The same model with a data set `train` that neither validate nor compare looks at. */
const DECLARING = CONFIG.replace('data:\n', 'data:\n      train: {path: data/train.csv}\n')

const recordOf = (repo: PromotionRepository, tag = 'churn@v0.1.0') =>
  JSON.parse(git(repo.remote, 'show', `${tag}:record.json`)) as ModelRecord

const resultOf = (repo: PromotionRepository, file: string): Result =>
  JSON.parse(readFileSync(join(repo.clone, file), 'utf8')).predicate.modelgate

async function readRegistry(repo: PromotionRepository) {
  const services = await repo.services()
  try {
    return await (await services.registry()).read({ models: ['churn'] }, services.signal)
  } finally {
    await services.close()
  }
}

const trainOf = (repo: PromotionRepository, tag?: string) =>
  recordOf(repo, tag).data.find(({ name }) => name === 'train')

const declared = (version: unknown) => ({
  ...{ name: 'train', uri: 'data/train.csv', digest: { sha256: hashOf('sha256', TRAIN) }, rows: null },
  ...{ declared: true, version },
})

describe('data that the configuration names and no evidence speaks of', () => {
  it('is recorded as declared where the commit has it, beside what was judged', async () => {
    const repo = repository({ 'modelgate.yml': DECLARING, 'data/train.csv': TRAIN })
    await repo.judgeAndPromote()
    expect(recordOf(repo).data).toEqual([
      expect.objectContaining({ name: 'test', rows: 2, version: { tool: 'git' } }),
      declared({ tool: 'git' }),
    ])
    expect(recordOf(repo).data[0]).not.toHaveProperty('declared')
    const [version] = (await readRegistry(repo)).versions
    expect(renderRecord(version!, recordOf(repo), [])).toMatch(
      /data train +data\/train\.csv, sha256:[0-9a-f]{12}…, declared\n/,
    )
    expect(renderReleaseNotes(recordOf(repo))).toContain('| train (declared) | `data/train.csv` |')
  })

  it('is recorded by the pointer of DVC, and stops no later promotion once it is lost there', async () => {
    const repo = repository({ 'modelgate.yml': DECLARING, ...DVC, '.dvc/config': STORE })
    repo.write({ 'data/train.csv': TRAIN, '../store/files/md5/00/00': '' })
    await repo.judgeAndPromote()
    expect(trainOf(repo)).toEqual(declared({ tool: 'dvc', hash: MD5, size: TRAIN.length, remote: null }))
    repo.train('two')
    const outcome = await repo.judgeAndPromote()
    const check = outcome.results[0]!.checks.find(({ id }) => id === 'evidence/way-back/data/train')
    expect(check).toMatchObject({
      verdict: 'skip',
      help: expect.stringContaining(`has no files/md5/${MD5.slice(0, 2)}`),
    })
    expect(outcome.results[0]).toMatchObject({ verdict: 'pass', blocks: false })
  })
})

describe('data that was judged at an earlier commit than the one that is checked out', () => {
  it('is recorded as kept by git where that earlier commit has the bytes', async () => {
    const repo = repository()
    const { files } = await repo.judge()
    const judged = git(repo.clone, 'rev-parse', 'HEAD')
    repo.write({ 'README.md': 'what came after\n' })
    repo.push('after')
    await repo.promote({ stage: 'production', evidence: files })
    expect(recordOf(repo)).toMatchObject({ codeCommit: judged, data: [{ name: 'test', version: { tool: 'git' } }] })
  })

  it('is recorded by its digest alone where only a later commit has them', async () => {
    const repo = repository()
    repo.write({ 'data/test.csv': 'id,churn\n1,Yes\n2,Yes\n' })
    const { files } = await repo.judge()
    const judged = git(repo.clone, 'rev-parse', 'HEAD')
    repo.push('after')
    await repo.promote({ stage: 'production', evidence: files })
    expect(recordOf(repo)).toMatchObject({ codeCommit: judged, data: [{ name: 'test', version: null }] })
  })
})

describe('data of DVC that is not here and that its remote does not give', () => {
  it('is left out with a warning where no evidence needs it', async () => {
    const repo = repository({ 'modelgate.yml': DECLARING, ...DVC, '.dvc/config': STORE })
    const outcome = await repo.judgeAndPromote()
    expect(outcome.results[0]).toMatchObject({ verdict: 'pass', blocks: false })
    expect(trainOf(repo)).toBeUndefined()
    expect(repo.warnings.join('\n')).toMatch(
      /^data\/train\.csv: it is not recorded; no evidence needs it: .*train\.csv/,
    )
  })

  it('rests on the evidence where no command has to judge it', async () => {
    const repo = repository({ 'modelgate.yml': DECLARING, ...DVC, '.dvc/config': STORE })
    const digest = { sha256: hashOf('sha256', TRAIN) }
    const train = { name: 'train', uri: 'data/train.csv', digest, rows: 3, derived: false }
    const { files } = await repo.judge()
    const judged = files.map((file) => resultOf(repo, file))
    repo.writeEvidence(judged.map((result) => ({ ...result, materials: [...result.materials, train] })))
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(outcome.results[0]).toMatchObject({ verdict: 'pass', blocks: false })
    expect(outcome.results[0]!.checks.find(({ id }) => id === 'evidence/material/train')).toMatchObject({
      verdict: 'skip',
      help: 'data/train.csv is not here: its bytes rest on the evidence alone',
    })
    expect(repo.warnings.join('\n')).toMatch(/data\/train\.csv: its bytes rest on the evidence alone: .*is not there/)
  })
})

describe('data that Git LFS has not brought', () => {
  const POINTED = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 24\n`

  it('is left out with a warning where no evidence needs it: its pointer is not the data', async () => {
    const repo = repository({ 'modelgate.yml': DECLARING, 'data/train.csv': POINTED })
    await repo.judgeAndPromote()
    expect(trainOf(repo)).toBeUndefined()
    expect(repo.warnings.join('\n')).toContain('data/train.csv: is a pointer of Git LFS, not the data')
  })

  it('is named as that where evidence judged it, and not as other data', async () => {
    const repo = repository({})
    const { files, digests } = await repo.judge()
    repo.write({ 'data/test.csv': POINTED })
    const promotion = repo.promote({ stage: 'production', evidence: files, digests })
    await expect(promotion).rejects.toThrow(/^data\/test\.csv: is a pointer of Git LFS, not the data\n.*git lfs pull/)
  })
})

describe('a data set that no evidence names', () => {
  const COMMIT = 'c'.repeat(40)
  const DVC_VERSION = { tool: 'dvc', hash: MD5, size: null, remote: null } as const
  const set = (key: string, own: object = {}) => ({ key, path: `data/${key}.csv`, production: false, ...own })

  /** What is listed of `data` where the keepers say `versions`, and `here` and `there` are the files of both sides. */
  async function list(
    data: readonly ReturnType<typeof set>[],
    {
      versions = {},
      here = {},
      there = here,
      head = COMMIT,
    }: {
      versions?: Readonly<Record<string, DataVersion>>
      here?: Readonly<Record<string, string>>
      there?: Readonly<Record<string, string>>
      head?: string
    },
  ) {
    const digestOf = (text: string) => ({ sha256: hashOf('sha256', text) })
    const services = {
      provenance: { source: { commit: head } },
      signal: new AbortController().signal,
      logger: { debug: () => {}, warning: () => {} },
      dataVersions: async () => ({ find: async (uri: string) => versions[uri] ?? null }),
      revision: async () => ({
        file: async (path: string) => (there[path] === undefined ? null : digestOf(there[path])),
      }),
      workspace: {
        exists: async (path: string) => here[path] !== undefined,
        digest: async (path: string) => ({ digest: digestOf(here[path]!) }),
      },
    } as unknown as Services
    const model = { data: Object.fromEntries(data.map((one) => [one.key, one])), evaluation: { data: 'test' } }
    const materials = data.map(({ key, path }) => ({
      ...{ names: [key], uri: path, judgedBy: [] },
      digest: key === 'absent' ? null : digestOf(key),
    }))
    const judged = [{ name: 'checked', uri: 'data/checked.csv', digest: digestOf('checked'), rows: 2 }]
    const input = { model: model as unknown as ModelSettings, materials }
    return (await listDeclaredData(input, judged, COMMIT, services)).map(({ name }) => name)
  }

  it('is listed where git, Git LFS or DVC pins it, and not where it is judged, live, absent or in a bucket', async () => {
    const keys = ['train', 'lfs', 'tracked', 'checked', 'test', 'absent', 'unkept']
    const versions: Record<string, DataVersion> = Object.fromEntries(
      keys.map((key) => [`data/${key}.csv`, { tool: 'git' }]),
    )
    delete versions['data/unkept.csv']
    versions['data/lfs.csv'] = { tool: 'lfs', oid: 'a'.repeat(64), size: 1 }
    versions['data/tracked.csv'] = DVC_VERSION
    versions['s3://b/k.csv'] = { tool: 'object', uri: 's3://b/k.csv', version: '1', etag: null }
    const more = [set('live', { production: true }), set('bucket', { path: 's3://b/k.csv' })]
    const options = { versions, here: { 'data/tracked.csv.dvc': 'outs' } }
    expect(await list([...keys.map((key) => set(key)), ...more], options)).toEqual(['train', 'lfs', 'tracked'])
    expect(await list([set('train')], { ...options, head: 'd'.repeat(40) })).toEqual([])
  })

  it.each<[string, object, string[]]>([
    ['the folder’s pointer is the commit’s', { here: { 'data.dvc': 'a' } }, ['train']],
    ['a lock file is the commit’s', { here: { 'dvc.lock': 'a', 'dvc.yaml': 'b' } }, ['train']],
    ['a lock file beside it is the commit’s', { here: { 'data/dvc.lock': 'a' } }, ['train']],
    ['the pointer is another one than the commit’s', { here: { 'data.dvc': 'a' }, there: { 'data.dvc': 'b' } }, []],
    ['the commit has no such pointer', { here: { 'data.dvc': 'a' }, there: {} }, []],
    ['a pointer of the commit is gone', { here: { 'data.dvc': 'a' }, there: { 'data.dvc': 'a', 'dvc.lock': 'b' } }, []],
    ['no pointer is found', { here: {} }, []],
  ])('that DVC keeps: %s', async (_, files, expected) => {
    expect(await list([set('train')], { versions: { 'data/train.csv': DVC_VERSION }, ...files })).toEqual(expected)
    const pattern = set('train', { path: 'data/part-*.csv' })
    expect(await list([pattern], { versions: { 'data/part-*.csv': DVC_VERSION }, ...files })).toEqual(expected)
  })
})
