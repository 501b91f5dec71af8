import type { Approval, EnvironmentProtection, TagRules, TagRuleset } from '../../ports/code-host.ts'
import type { GitHubClient } from './client.ts'
import { failReading } from './failures.ts'

/** The list tells no conditions, so that each ruleset is asked for by itself; so many at a time. */
const AT_ONCE = 4

/** GitHub's words where rulesets are no part of the plan: then nothing is enforced. */
const NO_PART_OF_PLAN = /upgrade to github/i

/** Rulesets for tags that apply to the repository, those of its organisation among them. Throws only where the signal is aborted. */
export async function listTagRules(client: GitHubClient, signal: AbortSignal): Promise<TagRules> {
  const { owner, repo } = client
  try {
    const listed = await client.work(signal, (octokit, request) =>
      octokit.paginate(octokit.rest.repos.getRepoRulesets, {
        ...{ owner, repo, includes_parents: true, targets: 'tag', per_page: 100, request },
      }),
    )
    const wanted = listed.filter(({ target, enforcement }) => (target ?? 'tag') === 'tag' && enforcement !== 'disabled')
    const rulesets: TagRuleset[] = []
    for (let start = 0; start < wanted.length; start += AT_ONCE) {
      const part = wanted.slice(start, start + AT_ONCE).map(({ id }) => readRuleset(client, id, signal))
      rulesets.push(...(await Promise.all(part)))
    }
    return { kind: 'known', rulesets }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const { said } = client.explain(error)
    return NO_PART_OF_PLAN.test(said) ? { kind: 'known', rulesets: [] } : { kind: 'unknown', reason: said }
  }
}

async function readRuleset(client: GitHubClient, id: number, signal: AbortSignal): Promise<TagRuleset> {
  const { owner, repo } = client
  const { data } = await client.work(signal, (octokit, request) =>
    octokit.rest.repos.getRepoRuleset({ owner, repo, ruleset_id: id, includes_parents: true, request }),
  )
  const { bypass_actors: actors, current_user_can_bypass: own } = data
  const names = data.conditions as { readonly ref_name?: { include?: string[]; exclude?: string[] } } | null | undefined
  return {
    name: data.name,
    source: data.source,
    enforcement: data.enforcement,
    include: names?.ref_name?.include ?? [],
    exclude: names?.ref_name?.exclude ?? [],
    rules: (data.rules ?? []).map(({ type }) => type),
    bypass: actors?.map(({ actor_type, actor_id }) => describeActor(actor_type, actor_id ?? null)) ?? null,
    isBypassed: own === undefined ? null : own === 'always' || own === 'exempt',
  }
}

/** Ids of the roles that GitHub itself has; others are the organisation's. */
const ROLES: Readonly<Record<number, string>> = { 2: 'maintain', 4: 'write', 5: 'admin' }

function describeActor(type: string, id: number | null): string {
  switch (type) {
    case 'OrganizationAdmin':
      return 'organisation admins'
    case 'RepositoryRole':
      return `role ${id === null ? '' : (ROLES[id] ?? id)}`
    case 'Integration':
      return `app ${id}`
    case 'DeployKey':
      return 'deploy keys'
    default:
      return `${type.toLowerCase()} ${id ?? ''}`.trim()
  }
}

/** Reviewers of an environment. Throws only where the signal is aborted. */
export async function findEnvironment(
  client: GitHubClient,
  name: string,
  signal: AbortSignal,
): Promise<EnvironmentProtection> {
  const { owner, repo } = client
  try {
    const { data } = await client.work(signal, (octokit, request) =>
      octokit.rest.repos.getEnvironment({ owner, repo, environment_name: name, request }),
    )
    const rules = data.protection_rules ?? []
    const review = rules.flatMap((rule) => (rule.type === 'required_reviewers' ? [rule as ReviewRule] : []))
    return {
      kind: 'known',
      reviewers: review.flatMap(({ reviewers = [] }) =>
        reviewers.flatMap(({ reviewer }) => describeReviewer(reviewer)),
      ),
      preventsSelfReview: review.some(({ prevent_self_review }) => prevent_self_review === true),
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const { kind, said } = client.explain(error)
    return kind === 'gone' ? { kind: 'missing' } : { kind: 'unknown', reason: said }
  }
}

interface ReviewRule {
  readonly prevent_self_review?: boolean
  readonly reviewers?: readonly { readonly reviewer?: Reviewer }[]
}

interface Reviewer {
  readonly login?: string
  readonly slug?: string
  readonly name?: string
}

const describeReviewer = (reviewer: Reviewer | undefined): string[] =>
  [reviewer?.login ?? reviewer?.slug ?? reviewer?.name].filter((name) => name !== undefined)

/** Who approved jobs of a run. @throws SystemError */
export async function listApprovals(
  client: GitHubClient,
  run: number,
  signal: AbortSignal,
): Promise<readonly Approval[]> {
  const { owner, repo } = client
  try {
    const { data } = await client.work(signal, (octokit, request) =>
      octokit.rest.actions.getReviewsForRun({ owner, repo, run_id: run, request }),
    )
    return data.flatMap(({ state, user, environments, comment }) =>
      state === 'approved'
        ? [{ by: user.login, environments: environments.flatMap(({ name }) => name ?? []), comment }]
        : [],
    )
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw failReading(`read who approved run ${run}`, client.explain(error), 'actions: read', error)
  }
}
