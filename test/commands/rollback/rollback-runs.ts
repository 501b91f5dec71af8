import { onTestFinished } from 'vitest'
import type { Outcome } from '../../../src/commands/command.ts'
import { runRegistry } from '../../../src/commands/registry/run.ts'
import { runRollback } from '../../../src/commands/rollback/run.ts'
import type { OpenServices } from '../../../src/host/services.ts'
import { type FolderSnapshot, takeSnapshot } from '../../support/folder-snapshot.ts'
import { git } from '../../support/git.ts'
import { PromotionRepository } from '../promote/promotion-repository.ts'

export interface RollbackFlags {
  readonly stage?: string
  readonly to?: string
  readonly reason?: string
  readonly model?: readonly string[]
  readonly issue?: boolean
  readonly checkout?: string
  readonly 'dry-run'?: boolean
}

/** `modelgate rollback` of churn's production, for a reason, unless told otherwise. */
export async function rollBack(
  repo: PromotionRepository,
  flags: RollbackFlags = {},
  prepare: (services: OpenServices) => Promise<void> = async () => {},
): Promise<Outcome> {
  const services = await repo.services()
  const inputs = {
    stage: 'production',
    to: undefined,
    reason: 'scores drop',
    issue: false,
    checkout: undefined,
    'registry-token': undefined,
    'dry-run': false,
    model: ['churn'],
    ...flags,
  }
  try {
    await prepare(services)
    return await runRollback({ ...inputs, operands: [] } as Parameters<typeof runRollback>[0], services)
  } finally {
    await services.close()
  }
}

/** `modelgate registry WORDS`. */
export async function changeRegistry(
  repo: PromotionRepository,
  words: readonly string[],
  flags: Readonly<Record<string, unknown>> = {},
): Promise<Outcome> {
  const services = await repo.services()
  const none = { 'as-of': undefined, csv: false, stage: undefined, digest: undefined, reason: undefined, model: [] }
  try {
    const inputs = { ...none, 'dry-run': false, ...flags, operands: words }
    return await runRegistry(inputs as unknown as Parameters<typeof runRegistry>[0], services)
  } finally {
    await services.close()
  }
}

let promoted: FolderSnapshot | undefined

/** churn v0.1.0, v0.2.0 and v0.3.0 after each other in production; made once by promotions and then copied. */
export async function promotedThrice(): Promise<PromotionRepository> {
  const repo = new PromotionRepository()
  onTestFinished(() => repo.dispose())
  if (promoted === undefined) {
    for (const name of ['one', 'two', 'three']) {
      repo.train(name)
      await repo.judgeAndPromote()
    }
    promoted = takeSnapshot(repo.folder)
  } else {
    promoted.restore(repo.folder)
    git(repo.clone, 'remote', 'set-url', 'origin', `file://${repo.remote}`)
  }
  repo.train('three')
  return repo
}

/** The command line of `rollBack`. */
export const ROLLBACK = ['rollback', '--model', 'churn', '--stage', 'production', '--reason', 'scores drop'] as const

/** The JSON of a tag at the remote. */
export function messageOf(repo: PromotionRepository, tag: string): Record<string, unknown> {
  const raw = git(repo.remote, 'cat-file', 'tag', tag)
  return JSON.parse(raw.slice(raw.indexOf('{'))) as Record<string, unknown>
}

/** The digest that the record of a version has for its model. */
export function modelOf(repo: PromotionRepository, version: string): string {
  const { modelDigest } = messageOf(repo, `churn@${version}`) as { modelDigest: { sha256: string } }
  return `sha256:${modelDigest.sha256}`
}
