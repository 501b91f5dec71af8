import { onTestFinished } from 'vitest'
import type { Outcome } from '../../../src/commands/command.ts'
import { makeCodeHost, makePull } from '../../backends/github/made-code-host.ts'
import { git } from '../../support/git.ts'
import { type FakeGitHub, JOB_TOKEN } from '../../support/github/fake-github.ts'
import { serveGitHub } from '../../support/github/serve-github.ts'
import { PromotionRepository } from './promotion-repository.ts'

/** A job of acme/models that pushes to main. */
const JOB = {
  GITHUB_ACTIONS: 'true',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_PROTECTED: 'true',
  GITHUB_REPOSITORY: 'acme/models',
  GITHUB_SERVER_URL: 'https://github.test',
  GITHUB_RUN_ID: '42',
  GITHUB_ACTOR: 'octocat',
}

export const ALL: Readonly<Record<string, 'read' | 'write'>> = {
  contents: 'write',
  actions: 'write',
  issues: 'write',
  pull_requests: 'write',
}

/** A repository whose code host is a fake, with rulesets that protect its tags unless a test says otherwise. */
export async function hostedRepository(
  permissions: Readonly<Record<string, 'read' | 'write'>> = ALL,
  repo: PromotionRepository = new PromotionRepository(),
): Promise<{ readonly repo: PromotionRepository; readonly github: FakeGitHub }> {
  onTestFinished(() => repo.dispose())
  const github = await serveGitHub({ tokens: { 'job-token': { ...JOB_TOKEN, permissions } } })
  const host = makeCodeHost(github)
  repo.variables = JOB
  repo.replaced = { codeHost: () => Promise.resolve(host) }
  github.state.rulesets.push({
    ...{ id: 1, name: 'registry', target: 'tag', source_type: 'Repository', source: 'acme/models' },
    ...{ enforcement: 'active', bypass_actors: [], current_user_can_bypass: 'never' },
    conditions: { ref_name: { include: ['~ALL'], exclude: [] } },
    rules: [{ type: 'update' }, { type: 'deletion' }],
  })
  return { repo, github }
}

/** Pull request 7, whose merge is what the clone stands on. */
export function mergePull(repo: PromotionRepository, github: FakeGitHub): void {
  const merge = git(repo.clone, 'rev-parse', 'HEAD')
  const pull = makePull({ number: 7, commit: 'c'.repeat(40) })
  const html_url = 'https://github.test/acme/models/pull/7'
  const merged = { state: 'closed', merged_at: '2026-11-20T08:00:00Z', merge_commit_sha: merge, html_url }
  github.state.pulls.set(7, { ...pull, ...merged })
}

/** What became of the extras, by their name: the word of the check, and what it saw or why it was not done. */
export function toldOf({ results }: Outcome): Record<string, string> {
  const told = results.flatMap(({ checks }) => checks.filter(({ id }) => id.startsWith('evidence/told/')))
  return Object.fromEntries(
    told.map(({ id, verdict, observed, help }) => [
      id.slice('evidence/told/'.length),
      verdict === 'pass' ? `done: ${String(observed)}` : `${verdict}: ${help}`,
    ]),
  )
}
