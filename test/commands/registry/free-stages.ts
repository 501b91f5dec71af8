import { git } from '../../support/git.ts'
import { makeDraft } from '../../support/git-remote.ts'
import { CONFIG, type PromotionRepository } from '../promote/promotion-repository.ts'

/** Stages that ask for no evidence beside the one that does. */
export const WITH_FREE_STAGES = CONFIG.replace(
  / {6}production: .*\n/,
  `      shadow: {require: []}
      canary: {require: [], after: shadow}
      production: {require: [validate, compare]}
      live: {require: [], environment: live}
`,
)

/** churn v0.1.0 and v0.2.0, registered from a commit that is there; the registry that does it is closed at once. */
export async function makeTwoVersions(repo: PromotionRepository, stage: string | null): Promise<void> {
  const { signal } = new AbortController()
  const services = await repo.services()
  const registry = await services.registry()
  const codeCommit = git(repo.clone, 'rev-parse', 'HEAD')
  let before: string | null = null
  for (const bytes of ['one', 'two']) {
    const draft = makeDraft('churn', bytes, { stage, expectedStageCommit: before })
    const { commit } = await registry.register({ ...draft, record: { ...draft.record, codeCommit } }, signal)
    if (stage !== null) before = commit
  }
  await services.close()
}
