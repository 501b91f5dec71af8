import type { CheckResult } from '../../core/result.ts'
import type { CodeHost, Posted } from '../../ports/code-host.ts'
import type { Registration } from '../../ports/model-registry.ts'
import type { RegistrySnapshot } from '../../registry/model-version.ts'
import { formatTagName } from '../../registry/tag-name.ts'
import { findCodePull } from '../code-pull.ts'
import type { Services } from '../services.ts'
import { listMoves } from '../stage-holder.ts'
import { NothingToTell, planExtra, tellExtra } from '../told-extra.ts'
import { describeByHand, describeDispatch, type NextStep, nameDispatch } from './next-step.ts'
import {
  type NextMark,
  nameComment,
  type PromotionFacts,
  readNextMark,
  renderPromotionComment,
} from './promotion-comment.ts'
import { renderReleaseNotes } from './release-notes.ts'
import type { PromotionRequest } from './verification.ts'

/** What is to be done for people once a promotion is done. */
export interface AnnouncementOptions {
  /** On the pull request that brought the code. */
  readonly comments: boolean
  readonly releases: boolean
  readonly next: NextStep | null
}

/** A promotion that is done, now or before. */
export interface DonePromotion {
  readonly request: PromotionRequest
  readonly registered: Registration
  readonly codeCommit: string | null
  /** Reference of the image by digest; null where none is named. */
  readonly image: string | null
  /** The registry as it was at the start. */
  readonly snapshot: RegistrySnapshot
  /** Whether it was done by an earlier run, which may have told of it or not. */
  readonly isRepeated: boolean
}

/**
 * Tells of a promotion: a release of its tag, the dispatch of what comes next, a comment on the pull request. Done again
 * it completes what an earlier run did not come to and repeats nothing. Never throws, and nothing of it changes a verdict.
 */
export async function announcePromotion(
  done: DonePromotion,
  options: AnnouncementOptions,
  services: Services,
): Promise<readonly CheckResult[]> {
  const { tag } = done.registered
  const checks: CheckResult[] = []
  let releaseUrl: string | null = null
  let next: NextMark | null = null
  if (options.releases) {
    const title = `${tag} has a release`
    const check = await tellExtra({ id: 'release', title, what: `release of ${tag}` }, services, async (host) => {
      const posted = await putRelease(done, host, services)
      if (posted.kind === 'posted') releaseUrl = posted.url
      return posted
    })
    checks.push(check)
  }
  if (options.next !== null) {
    const dispatch = describeDispatch(options.next, done.request.model.name, done.registered, done.image)
    const title = `${nameDispatch(dispatch)} is dispatched`
    const check = await tellExtra(
      { id: 'dispatch', title, what: `dispatch of ${nameDispatch(dispatch)}` },
      services,
      async (host) => {
        const earlier = done.isRepeated ? await findEarlier(done, options, host, services) : null
        const posted = earlier ?? (await host.dispatch(dispatch, services.signal))
        if (posted.kind === 'posted') next = { name: nameDispatch(dispatch), url: posted.url }
        else return { ...posted, reason: `${posted.reason}; by hand: ${describeByHand(dispatch)}` }
        return posted
      },
    )
    checks.push(check)
  }
  if (options.comments) {
    const title = `the pull request that brought ${tag} says so`
    const told = { releaseUrl, next }
    const what = `comment on the pull request that brought ${tag}`
    checks.push(
      await tellExtra({ id: 'comment', title, what }, services, (host) => putComment(done, told, host, services)),
    )
  }
  return checks
}

/** What a dry run says of all that: nothing is asked of the host. */
export function planAnnouncement(
  { model, stage }: Pick<PromotionRequest, 'model' | 'stage'>,
  version: string,
  { comments, releases, next }: AnnouncementOptions,
  image: string | null,
): readonly CheckResult[] {
  const tag = formatTagName({ kind: 'version', model: model.name, version })
  const planned = { version, tag, stage: stage?.name ?? null, stageTag: null, commit: '' }
  const dispatch = next && describeDispatch(next, model.name, planned, image)
  return [
    ...(releases
      ? [planExtra({ id: 'release', title: `${tag} has a release` }, `a release of ${tag} would be made`)]
      : []),
    ...(dispatch
      ? [
          planExtra(
            { id: 'dispatch', title: `${nameDispatch(dispatch)} is dispatched` },
            `${nameDispatch(dispatch)} would be dispatched`,
          ),
        ]
      : []),
    ...(comments
      ? [
          planExtra(
            { id: 'comment', title: `the pull request that brought ${tag} says so` },
            'the pull request that brought the code would get a comment',
          ),
        ]
      : []),
  ]
}

async function putRelease(
  { request, registered, codeCommit }: DonePromotion,
  host: CodeHost,
  services: Services,
): Promise<Posted> {
  const { signal } = services
  const { name: model } = request.model
  const { version, tag, commit } = registered
  const registry = await services.registry()
  const address = {
    model,
    version,
    tag,
    commit,
    codeCommit,
    stages: [],
    registeredAt: '',
    barred: false,
    deprecated: false,
  }
  const body = renderReleaseNotes(await registry.record(address, signal))
  return host.putRelease({ tag, title: `${model} ${version}`, body }, signal)
}

/** What an earlier run dispatched for this very promotion; null where it came to none. */
async function findEarlier(
  done: DonePromotion,
  { next, comments }: AnnouncementOptions,
  host: CodeHost,
  { signal }: Services,
): Promise<Posted | null> {
  const { registered, codeCommit, snapshot } = done
  const pull = comments && codeCommit !== null ? await findCodePull(host, codeCommit, signal) : null
  const key = nameComment(done.request.model.name, registered.stage)
  const comment = pull && (await host.findComment(pull.number, key, signal))
  const mark = comment ? readNextMark(comment.body, registered) : undefined
  if (mark === null) return null
  if (mark !== undefined) return { kind: 'posted', url: mark.url, isNew: false }
  if (next?.kind !== 'workflow') {
    throw new NothingToTell('nobody knows whether the run that promoted it sent the event, and it is not sent twice')
  }
  const tag = registered.stageTag ?? registered.tag
  const since = snapshot.events.find((event) => event.tag === tag)?.at
  if (since === undefined) return null
  const runs = await host.findDispatched({ ...next, since }, signal)
  const [latest] = runs
  if (latest === undefined) return null
  return { kind: 'posted', url: latest.url, isNew: false }
}

async function putComment(
  done: DonePromotion,
  told: { readonly releaseUrl: string | null; readonly next: NextMark | null },
  host: CodeHost,
  services: Services,
): Promise<Posted> {
  const { request, registered, codeCommit, snapshot } = done
  const { provenance, signal } = services
  const { name: model } = request.model
  if (codeCommit === null) throw new NothingToTell('the commit of the code is not known')
  const pull = await findCodePull(host, codeCommit, signal)
  if (pull === null) throw new NothingToTell(`no merged pull request brought commit ${codeCommit.slice(0, 12)}`)
  const facts: PromotionFacts = {
    model,
    registered,
    before: registered.stage === null ? null : findBefore(snapshot, model, registered.stage, registered.version),
    results: request.results,
    waivers: request.results.flatMap(({ checks }) => checks.flatMap(({ waiver }) => waiver ?? [])).length,
    by: provenance.identity?.name ?? null,
    approvals: await findApprovals(provenance.source?.run ?? null, host, services),
    runUrl: provenance.source?.run ?? null,
    ...told,
  }
  const posted = await host.putComment(
    pull.number,
    nameComment(model, registered.stage),
    (before) => {
      const kept = before === null ? undefined : readNextMark(before, registered)
      return renderPromotionComment({ ...facts, next: facts.next ?? kept ?? null })
    },
    signal,
  )
  return posted
}

/** Who let the job of this run use its environment; null where nobody can be asked. */
async function findApprovals(
  run: string | null,
  host: CodeHost,
  { logger, signal }: Services,
): Promise<PromotionFacts['approvals']> {
  const id = Number(/\/runs\/(\d+)$/.exec(run ?? '')?.[1])
  if (!Number.isSafeInteger(id)) return null
  try {
    return await host.approvals(id, signal)
  } catch (error) {
    if (signal.aborted) throw error
    logger.debug(`who approved is not known: ${(error as Error).message}`)
    return null
  }
}

/** The version that the stage held before this one; null where it held none. */
function findBefore(snapshot: RegistrySnapshot, model: string, stage: string, version: string): string | null {
  return listMoves(snapshot, model, stage).findLast((move) => move.version !== version)?.version ?? null
}
