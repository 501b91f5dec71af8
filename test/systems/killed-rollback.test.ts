import { expect, it } from 'vitest'
import { messageOf, modelOf, promotedThrice, ROLLBACK } from '../commands/rollback/rollback-runs.ts'
import { listDeadlyPoints, runCliWithGit } from '../support/deadly-git.ts'

it('a rollback killed before or after any call of git is done or not done, and a second run ends at one tag', {
  timeout: 900_000,
}, async () => {
  const whole = runCliWithGit(ROLLBACK, (await promotedThrice()).clone)
  expect([whole.status, whole.calls.length > 10]).toEqual([0, true])
  const push = whole.calls.indexOf('push') + 1
  for (const { at, when } of listDeadlyPoints(whole.calls)) {
    const repo = await promotedThrice()
    const point = `${when} call ${at} of ${whole.calls.length}, ${whole.calls[at - 1]}`
    const killed = runCliWithGit(ROLLBACK, repo.clone, { at, when })
    expect(killed.signal, point).toBe('SIGKILL')
    const tags = () => repo.tags().filter((tag) => tag.startsWith('churn#production#'))
    const isPushed = at > push || (at === push && when === 'after')
    expect(tags().length, point).toBe(isPushed ? 4 : 3)
    const second = runCliWithGit(ROLLBACK, repo.clone)
    expect([second.status, second.stderr, tags().length], point).toEqual([0, '', 4])
    expect(repo.holder(), point).toMatchObject({ version: 'v0.2.0' })
    expect(messageOf(repo, 'churn#production#4')['barred'], point).toEqual([modelOf(repo, 'v0.3.0')])
  }
})
