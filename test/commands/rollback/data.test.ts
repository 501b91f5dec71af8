import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { exitCodeOf } from '../../../src/host/outcome.ts'
import type { ModelRecord } from '../../../src/registry/model-version.ts'
import { type FolderSnapshot, takeSnapshot } from '../../support/folder-snapshot.ts'
import { git } from '../../support/git.ts'
import { registeredOf } from '../promote/promotion-outcomes.ts'
import { PromotionRepository } from '../promote/promotion-repository.ts'
import { rollBack } from './rollback-runs.ts'

const DATA = 'id,churn\n1,Yes\n2,No\n'
const MD5 = createHash('md5').update(DATA).digest('hex')
const OBJECT = `files/md5/${MD5.slice(0, 2)}/${MD5.slice(2)}`

/** Two versions promoted, whose evaluation data DVC keeps in a folder; the second holds production. */
async function makeTracked() {
  const repo = new PromotionRepository()
  onTestFinished(() => repo.dispose())
  const object = join(repo.folder, 'store', OBJECT)
  if (made !== undefined) {
    made.restore(repo.folder)
    git(repo.clone, 'remote', 'set-url', 'origin', `file://${repo.remote}`)
    return { repo, object }
  }
  repo.write({
    '.dvc/config': '[core]\n    remote = loc\n[\'remote "loc"\']\n    url = ../../store\n',
    'data/test.csv.dvc': `outs:\n- {md5: ${MD5}, size: ${DATA.length}, hash: md5, path: test.csv}\n`,
    'dvc.lock': "schema: '2.0'\nstages: {}\n",
    'uv.lock': 'version = 1\n',
  })
  repo.push('data')
  mkdirSync(dirname(object), { recursive: true })
  writeFileSync(object, DATA)
  await repo.judgeAndPromote()
  repo.train('two')
  await repo.judgeAndPromote()
  made = takeSnapshot(repo.folder)
  return { repo, object }
}

let made: FolderSnapshot | undefined

const checkOf = (outcome: Awaited<ReturnType<typeof rollBack>>) =>
  outcome.results[0]!.checks.find(({ id }) => id === 'evidence/way-back/data/test')

describe('data that the record says DVC keeps', () => {
  it('is recorded with its hash, and the lock files beside it', async () => {
    const { repo } = await makeTracked()
    const record = JSON.parse(git(repo.remote, 'show', 'churn@v0.1.0:record.json')) as ModelRecord
    expect(record.data).toEqual([
      {
        ...{ name: 'test', uri: 'data/test.csv', rows: 2, digest: { sha256: repo.hash('data/test.csv') } },
        version: { tool: 'dvc', hash: MD5, size: DATA.length, remote: null },
      },
    ])
    expect(record.environment).toEqual(
      ['uv.lock', 'dvc.lock'].map((uri) => ({ uri, digest: { sha256: repo.hash(uri) } })),
    )
  })

  it('is proven before the stage goes back, and its loss stops that and what would replace it', async () => {
    const { repo, object } = await makeTracked()
    rmSync(object)
    const tags = repo.tags()
    const refused = await rollBack(repo)
    expect(exitCodeOf(refused)).toBe(1)
    expect(checkOf(refused)).toMatchObject({
      verdict: 'fail',
      blocks: true,
      statistics: { problem: 'irreversible' },
      help: expect.stringContaining(`has no ${OBJECT}): name another version by --to`),
    })
    expect(checkOf(refused)!.help).toContain('dvc push from a clone')
    repo.train('three')
    const promoted = await repo.judgeAndPromote()
    expect(exitCodeOf(promoted)).toBe(1)
    expect(checkOf(promoted)).toMatchObject({ verdict: 'fail', statistics: { problem: 'irreversible' } })
    expect(repo.tags()).toEqual(tags)

    writeFileSync(object, DATA)
    const moved = await rollBack(repo)
    expect(registeredOf(moved)).toMatchObject({ version: 'v0.1.0' })
    expect(checkOf(moved)).toMatchObject({ verdict: 'pass', observed: expect.stringContaining('the remote "loc"') })
  })

  it('that was never pushed is promoted with a warning that names the push', async () => {
    const { repo, object } = await makeTracked()
    // as of a first promotion: nothing is replaced
    const tags = git(repo.remote, 'tag', '--list', 'churn*').split('\n')
    git(repo.remote, 'tag', '--delete', ...tags)
    rmSync(object)
    repo.train('four')
    expect(exitCodeOf(await repo.judgeAndPromote())).toBe(0)
    expect(repo.warnings).toContainEqual(
      expect.stringMatching(
        /^data test \(data\/test\.csv\): .* has no files\/md5\/.*: dvc push, or the next promotion/,
      ),
    )
  })

  it('of a disk that is not here is a skip with a warning, and stops nothing', async () => {
    const { repo } = await makeTracked()
    rmSync(join(repo.folder, 'store'), { recursive: true })
    const moved = await rollBack(repo)
    expect(registeredOf(moved)).toMatchObject({ version: 'v0.1.0' })
    expect(checkOf(moved)).toMatchObject({ verdict: 'skip', help: expect.stringContaining('no such folder') })
    expect(repo.warnings).toContainEqual(expect.stringMatching(/^data test of churn v0\.1\.0: .*no such folder/))
  })
})
