import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import { git } from '../../support/git.ts'
import { errorOf, refusalOf, registeredOf } from '../promote/promotion-outcomes.ts'
import { changeRegistry, messageOf, modelOf, promotedThrice, rollBack } from './rollback-runs.ts'

const LOST = /production of churn is held by churn#production#3 \(v0\.3\.0\), whose tag churn@v0\.3\.0 is gone/
const MEND = /git push origin churn@v0\.3\.0; or go back: modelgate rollback --model churn --stage production/

describe('a second version tag on the record in place', () => {
  const addAlias = (repo: Awaited<ReturnType<typeof promotedThrice>>, message = 'GA') => {
    git(repo.clone, 'fetch', '--quiet', '--tags', 'origin')
    git(repo.clone, 'tag', '-a', 'churn@v1.0.0', '-m', message, 'churn@v0.3.0^{}')
    git(repo.clone, 'push', '--quiet', 'origin', 'churn@v1.0.0')
  }

  it('takes nothing from a rollback: it leaves by its own name, is barred, and does not return at once', async () => {
    const repo = await promotedThrice()
    addAlias(repo)
    const bad = modelOf(repo, 'v0.3.0')
    const { results } = await rollBack(repo)
    expect(results[0]!.summary).toBe('production of churn is back at v0.2.0, from v0.3.0. v0.3.0 is barred from it.')
    expect(messageOf(repo, 'churn#production#4')).toMatchObject({ barred: [bad] })
    const { files } = await repo.judge({ summary: 'Judged again.' })
    const refused = await repo.promote({ stage: 'production', evidence: files })
    expect(refusalOf(refused)).toEqual({ 'evidence/stage/production': 'insufficient' })
    const { events } = (await changeRegistry(repo, ['history', 'churn'])).document as {
      events: { tag: string; version: string }[]
    }
    expect(events.find(({ tag }) => tag === 'churn#production#3')).toMatchObject({ version: 'v0.3.0' })
  })

  it('that names another model has that barred as well, but never the model that returns', async () => {
    const repo = await promotedThrice()
    const raw = messageOf(repo, 'churn@v0.3.0')
    const other = { ...raw, version: 'v1.0.0', modelDigest: { sha256: 'f'.repeat(64) } }
    addAlias(repo, `GA.\n\n${JSON.stringify(other)}`)
    const returning = { ...raw, version: 'v1.1.0', modelDigest: { sha256: modelOf(repo, 'v0.2.0').slice(7) } }
    git(repo.clone, 'tag', '-a', 'churn@v1.1.0', '-m', `GA.\n\n${JSON.stringify(returning)}`, 'churn@v0.3.0^{}')
    git(repo.clone, 'push', '--quiet', 'origin', 'churn@v1.1.0')
    expect(registeredOf(await rollBack(repo))).toMatchObject({ version: 'v0.2.0' })
    const { barred } = messageOf(repo, 'churn#production#4') as { barred: string[] }
    expect(barred).toEqual([modelOf(repo, 'v0.3.0'), `sha256:${'f'.repeat(64)}`])
  })
})

it('a version that has lost its tag is passed over with the mend, also where nothing is changed', async () => {
  const repo = await promotedThrice()
  git(repo.clone, 'push', '--quiet', 'origin', ':refs/tags/churn@v0.2.0')
  const warning =
    'v0.2.0 was in production after v0.1.0 and has lost its tag, so nobody can go back to it: push it from a clone that has it (git push origin churn@v0.2.0), or go on to v0.1.0'
  const dry = await rollBack(repo, { 'dry-run': true })
  expect(dry.results[0]!.summary).toBe('production of churn may go back from v0.3.0 to v0.1.0. Nothing was changed.')
  expect(repo.warnings).toEqual([warning])
  await rollBack(repo)
  expect(repo.holder()).toMatchObject({ version: 'v0.1.0' })
  expect(repo.warnings).toEqual([warning, warning])
})

describe('a version in place whose tag was deleted', () => {
  const lost = async () => {
    const repo = await promotedThrice()
    const bad = modelOf(repo, 'v0.3.0')
    git(repo.clone, 'push', '--quiet', 'origin', ':refs/tags/churn@v0.3.0')
    return { repo, bad }
  }

  it('leaves by a rollback, which bars it by what the tag of the stage tells', async () => {
    const { repo, bad } = await lost()
    const dry = await rollBack(repo, { 'dry-run': true })
    expect(dry.results[0]!.summary).toBe('production of churn may go back from v0.3.0 to v0.2.0. Nothing was changed.')
    const { results } = await rollBack(repo)
    expect(results[0]!.summary).toBe('production of churn is back at v0.2.0, from v0.3.0. v0.3.0 is barred from it.')
    expect(messageOf(repo, 'churn#production#4')).toMatchObject({ event: 'rolledBack', barred: [bad] })
    expect(repo.holder()).toMatchObject({ version: 'v0.2.0' })
    expect(repo.warnings).toEqual([])
  })

  it('is named with the mend by every command that needs the tag, and nothing is changed', async () => {
    const { repo } = await lost()
    const tags = repo.tags()
    const reason = 'asked for'
    const digest = modelOf(repo, 'v0.1.0')
    for (const [words, flags] of [
      [['unassign', 'churn#production'], { reason }],
      [['unassign', 'churn#production'], { reason, 'dry-run': true }],
      [['lift', 'churn'], { stage: 'production', digest, reason }],
      [['sync', 'churn#production'], { reason }],
      [['show', 'churn#production'], {}],
    ] as const) {
      const error = await errorOf(changeRegistry(repo, words, flags))
      expect(error).toBeInstanceOf(InputError)
      expect(error.message).toMatch(LOST)
      expect(error.message).toMatch(MEND)
    }
    repo.train('four')
    const { files } = await repo.judge()
    const error = await errorOf(repo.promote({ stage: 'production', evidence: files }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(LOST)
    expect(error.message).not.toContain('compare again')
    expect(repo.tags()).toEqual(tags)
  })

  it('is shown beside the versions', async () => {
    const { repo } = await lost()
    for (const words of [['show'], ['show', 'churn'], ['list']]) {
      const outcome = await changeRegistry(repo, words)
      expect(outcome.text).toMatch(LOST)
      expect(outcome.text).not.toContain('No version holds a stage')
      expect(outcome.document).toMatchObject({
        orphaned: [{ model: 'churn', stage: 'production', version: 'v0.3.0', tag: 'churn#production#3' }],
      })
    }
    git(repo.clone, 'fetch', '--quiet', 'origin', 'refs/tags/churn#production#3:refs/tags/kept')
    git(repo.clone, 'push', '--quiet', 'origin', 'kept^{}:refs/tags/churn@v0.3.0')
    expect((await changeRegistry(repo, ['show'])).text).toMatch(/churn@v0\.3\.0 is on something else now/)
  })
})

it('a rollback from a version whose model no tag tells says that nothing is barred', async () => {
  const repo = await promotedThrice()
  git(repo.clone, 'fetch', '--quiet', '--tags', 'origin')
  git(repo.clone, 'tag', '-a', 'churn@v1.0.0', '-m', 'of another tool', 'HEAD')
  git(repo.clone, 'tag', '-a', 'churn#production#4', '-m', 'of another tool', 'HEAD')
  git(repo.clone, 'push', '--quiet', 'origin', 'churn@v1.0.0', 'churn#production#4')
  const { results } = await rollBack(repo)
  expect(results[0]!.summary).toBe('production of churn is back at v0.3.0, from v1.0.0.')
  expect(repo.warnings).toEqual([expect.stringContaining('nothing could be barred')])
})
