import { describe, expect, it, onTestFinished } from 'vitest'
import { PromotionRepository } from '../commands/promote/promotion-repository.ts'
import { makeTwoVersions, WITH_FREE_STAGES } from '../commands/registry/free-stages.ts'
import { modelOf, promotedThrice, rollBack } from '../commands/rollback/rollback-runs.ts'
import { listDeadlyPoints, runCliWithGit } from '../support/deadly-git.ts'
import { type FolderSnapshot, takeSnapshot } from '../support/folder-snapshot.ts'
import { git } from '../support/git.ts'

/** What is run and killed: the repository that it starts from, its command line, and the tags that it makes. */
interface Change {
  readonly name: string
  readonly start: () => Promise<PromotionRepository>
  readonly words: (repo: PromotionRepository) => Promise<readonly string[]>
  readonly makes: readonly string[]
  /** What a second run says where the first one was done. */
  readonly again: RegExp
}

const REASON = ['--reason', 'asked for']

async function withTwoVersions(stage: string | null): Promise<PromotionRepository> {
  const repo = new PromotionRepository({ 'modelgate.yml': WITH_FREE_STAGES })
  onTestFinished(() => repo.dispose())
  await makeTwoVersions(repo, stage)
  return repo
}

const CHANGES: readonly Change[] = [
  {
    name: 'promote with a stage',
    start: promotedThrice,
    words: async (repo) => {
      repo.train('four')
      const { files, digests } = await repo.judge()
      const evidence = files.flatMap((file, index) => ['--evidence', file, '--evidence-digest', digests[index]!])
      return ['promote', '--model', 'churn', '--stage', 'production', ...evidence]
    },
    makes: ['churn#production#4', 'churn@v0.4.0'],
    again: /already in production as v0\.4\.0/,
  },
  {
    name: 'registry assign',
    start: () => withTwoVersions(null),
    words: async () => ['registry', 'assign', 'churn@v0.1.0', '--stage', 'shadow', ...REASON],
    makes: ['churn#shadow#1'],
    again: /shadow of churn holds v0\.1\.0 already/,
  },
  {
    name: 'registry unassign of two versions',
    start: () => withTwoVersions('production'),
    words: async () => ['registry', 'unassign', 'churn#production', ...REASON],
    makes: ['churn#production!#3', 'churn#production!#4'],
    again: /production of churn holds no version already/,
  },
  {
    name: 'registry deprecate',
    start: () => withTwoVersions(null),
    words: async () => ['registry', 'deprecate', 'churn@v0.1.0', ...REASON],
    makes: ['churn@v0.1.0!'],
    again: /churn@v0\.1\.0 is deprecated already/,
  },
  {
    name: 'registry lift',
    start: async () => {
      const repo = await promotedThrice()
      await rollBack(repo)
      return repo
    },
    words: async (repo) => ['registry', 'lift', 'churn#production', '--digest', modelOf(repo, 'v0.3.0'), ...REASON],
    makes: ['churn#production#5'],
    again: /is lifted already/,
  },
]

/** The first state, made once and then copied. */
function copying(start: Change['start']): Change['start'] {
  let made: FolderSnapshot | undefined
  return async () => {
    if (made === undefined) made = takeSnapshot((await start()).folder)
    const repo = new PromotionRepository()
    onTestFinished(() => repo.dispose())
    made.restore(repo.folder)
    git(repo.clone, 'remote', 'set-url', 'origin', `file://${repo.remote}`)
    return repo
  }
}

const names = (repo: PromotionRepository) => repo.tags().map((tag) => tag.split(' ')[0]!)

describe.each(CHANGES)('$name, killed before or after any call of git', ({ start, words, makes, again }) => {
  it('leaves the state before or after it, and a second run completes or finds it done', {
    timeout: 900_000,
  }, async () => {
    const copy = copying(start)
    const first = await copy()
    const before = names(first)
    const after = [...before, ...makes].sort()
    const whole = runCliWithGit(await words(first), first.clone)
    expect([whole.status, whole.stderr, names(first)]).toEqual([0, '', after])
    expect(whole.calls.filter((call) => call === 'push')).toHaveLength(1)
    const push = whole.calls.indexOf('push') + 1
    // what only reads leaves nothing, whatever it is that reads: one change is killed there too, and stands for all
    const begin = makes.includes('churn@v0.4.0') ? 1 : whole.calls.indexOf('fast-import') + 1
    for (const { at, when } of listDeadlyPoints(whole.calls).filter((point) => point.at >= begin)) {
      const repo = await copy()
      const line = await words(repo)
      const point = `${when} call ${at} of ${whole.calls.length}, ${whole.calls[at - 1]}`
      const killed = runCliWithGit(line, repo.clone, { at, when })
      expect(killed.signal, point).toBe('SIGKILL')
      const isDone = at > push || (at === push && when === 'after')
      expect(names(repo), point).toEqual(isDone ? after : before)
      const second = runCliWithGit(line, repo.clone)
      expect([second.status, second.stderr, names(repo)], point).toEqual([0, '', after])
      if (isDone) expect(second.stdout, point).toMatch(again)
      else expect(second.stdout, point).not.toMatch(again)
    }
  })
})
