import { expect, it } from 'vitest'
import { git } from '../../support/git.ts'
import { repository } from '../promote/promotion-outcomes.ts'
import { changeRegistry } from '../rollback/rollback-runs.ts'
import { makeTwoVersions, WITH_FREE_STAGES } from './free-stages.ts'

const reason = 'asked for'

it("a stage tag that is a reference to another tag's object puts a version there, and its time counts from then", async () => {
  const policy = WITH_FREE_STAGES.replace('after: shadow}', 'after: shadow, hold: 24h}')
  const repo = repository({ 'modelgate.yml': policy })
  await makeTwoVersions(repo, null)
  const push = (tag: string) => git(repo.clone, 'push', '--quiet', 'origin', `refs/tags/${tag}`)
  git(repo.clone, 'fetch', '--quiet', '--tags', 'origin')
  const old = ['-c', 'alias.old=!GIT_COMMITTER_DATE=2020-01-01T00:00:00Z git', 'old', 'tag', '-a', '-m', 'By hand.']
  git(repo.clone, ...old, 'churn#shadow#1', 'churn@v0.1.0^{}')
  push('churn#shadow#1')
  const toCanary = async (version: string) =>
    (await changeRegistry(repo, ['assign', `churn@${version}`], { stage: 'canary', reason, 'dry-run': true })).results
  expect(await toCanary('v0.1.0')).toEqual([])

  git(repo.clone, 'tag', 'churn#shadow#2', 'churn@v0.2.0')
  push('churn#shadow#2')
  const { events } = (await changeRegistry(repo, ['history', 'churn'])).document as {
    events: { tag: string; event: string; version: string; at: string }[]
  }
  const moved = events.find(({ tag }) => tag === 'churn#shadow#2')!
  expect(moved).toMatchObject({ event: 'assigned', version: 'v0.2.0' })
  const summary = expect.stringContaining(`it has been there since ${moved.at}: promote it from `)
  expect(await toCanary('v0.2.0')).toMatchObject([{ verdict: 'fail', summary }])
})
