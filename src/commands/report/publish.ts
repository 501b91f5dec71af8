import type { Result } from '../../core/result.ts'
import type { CodeHost, Posted } from '../../ports/code-host.ts'
import type { ReportContext } from '../../report/context.ts'
import type { Inputs } from '../command.ts'
import { makeFailedResult } from '../failed-result.ts'
import type { Services } from '../services.ts'
import { draftCheckRun } from './check-run.ts'
import type { REPORT_INPUTS } from './inputs.ts'
import { findPull } from './pull.ts'

export type ReportInputs = Partial<Inputs<typeof REPORT_INPUTS>>

/** What was written, as the caller named it, and what became of the extras; null for what was not asked for. */
export interface Published {
  readonly markdown: string | null
  readonly html: string | null
  readonly junit: string | null
  readonly sarif: string | null
  readonly comment: Posted | null
  readonly checkRun: Posted | null
}

/**
 * Writes every report that is asked for: files first, then what needs somebody's permission. A comment or a check run that
 * is refused is told in the log with the permission that it needs, and changes no verdict.
 */
export async function publishReports(
  results: readonly Result[],
  inputs: ReportInputs,
  context: ReportContext,
  services: Services,
): Promise<Published> {
  const files = await writeFiles(results, inputs, context, services)
  const comment = inputs.comment === true ? await postComment(results, inputs, context, services) : null
  const checkRun = inputs['check-run'] === true ? await postCheckRun(results, context, services) : null
  return { ...files, comment, checkRun }
}

/** Reports an error that left nothing to judge: else the report of an earlier commit would go on saying yes. */
export async function publishError(
  command: string,
  error: unknown,
  inputs: ReportInputs,
  services: Services,
): Promise<void> {
  if (services.signal.aborted || !(error instanceof Error)) return
  const failed = makeFailedResult(command, null, error, services)
  await publishReports([failed], inputs, describeContext(services), services).catch((second: unknown) => {
    services.logger.warning(`the error is not in the reports: ${second instanceof Error ? second.message : second}`)
  })
}

/**
 * What a report of this run knows beside its results.
 *
 * @param untouchedModels how many models there are, where a change touches none of them; else null.
 */
export function describeContext(
  { event }: Pick<Services, 'event'>,
  untouchedModels: number | null = null,
): ReportContext {
  return {
    repositoryUrl: event.repositoryUrl,
    headCommit: event.finishedRun?.headCommit ?? event.headCommit,
    runUrl: event.finishedRun?.url ?? event.runUrl,
    before: null,
    // also where its payload does not say which run has finished
    isUntrusted: event.finishedRun !== null || event.name === 'workflow_run',
    untouchedModels,
  }
}

/** Renderers are loaded where they are asked for. */
async function writeFiles(
  results: readonly Result[],
  inputs: ReportInputs,
  context: ReportContext,
  { workspace }: Pick<Services, 'workspace'>,
): Promise<Pick<Published, 'markdown' | 'html' | 'junit' | 'sarif'>> {
  const { markdown, html, junit, sarif } = inputs
  if (markdown !== undefined) {
    const { renderMarkdown } = await import('../../report/markdown.ts')
    await workspace.writeText(markdown, renderMarkdown(results, context))
  }
  if (html !== undefined) {
    const { renderHtml } = await import('../../report/html.ts')
    await workspace.writeText(html, await renderHtml(results, context))
  }
  if (junit !== undefined) {
    const { renderJunit } = await import('../../report/junit.ts')
    await workspace.writeText(junit, renderJunit(results))
  }
  if (sarif !== undefined) {
    const { renderSarif } = await import('../../report/sarif.ts')
    await workspace.writeText(
      sarif,
      renderSarif(results, {
        locate: (file) => workspace.repositoryPath(file),
        repositoryUrl: context.repositoryUrl,
      }),
    )
  }
  return { markdown: markdown ?? null, html: html ?? null, junit: junit ?? null, sarif: sarif ?? null }
}

/** null where the event is about no pull request and nobody named one. */
async function postComment(
  results: readonly Result[],
  inputs: ReportInputs,
  context: ReportContext,
  services: Services,
): Promise<Posted | null> {
  const { event, logger, signal } = services
  if (event.pull === null && event.finishedRun === null && inputs['pull-request'] === undefined) {
    // a job runs on pushes as well; on a laptop somebody asked for it
    if (event.name === 'local') logger.warning('no comment: nobody said on which pull request; --pull-request names it')
    return null
  }
  const posted = await reachHost(services, async (host): Promise<Posted> => {
    const pull = await findPull(host, results, inputs['pull-request'] ?? null, event, signal)
    if (pull.kind === 'none') return { kind: 'refused', reason: pull.reason, permission: null }
    const [{ renderComment }, { readReportState }] = await Promise.all([
      import('../../report/comment.ts'),
      import('../../report/report-state.ts'),
    ])
    const key = inputs['comment-key'] ?? event.workflow ?? 'modelgate'
    return host.putComment(
      pull.number,
      context.isUntrusted ? `untrusted ${key}` : key,
      (before) => renderComment(results, { ...context, before: before === null ? null : readReportState(before) }),
      signal,
    )
  })
  if (posted.kind === 'posted') logger.info(`comment ${posted.isNew ? 'written' : 'updated'}: ${posted.url}`)
  else if (posted.permission !== null && event.pull?.isFork === true) {
    logger.info(
      "no comment: the token of a pull request from a fork may only read; report-fork.yml comments in its place, and the step's summary has the report",
    )
  } else logger.warning(`no comment: ${describeRefusal(posted)}`)
  return posted
}

async function postCheckRun(
  results: readonly Result[],
  context: ReportContext,
  services: Services,
): Promise<Posted | null> {
  const { logger, signal } = services
  if (context.isUntrusted) {
    logger.warning('no check run: the word of an untrusted run makes none')
    return null
  }
  const { headCommit } = context
  const posted = await reachHost(services, async (host): Promise<Posted> => {
    if (headCommit === null) return { kind: 'refused', reason: 'there is no commit to put it on', permission: null }
    return host.putCheckRun(await draftCheckRun(results, { ...context, headCommit }, services), signal)
  })
  if (posted.kind === 'posted') logger.info(`check run made: ${posted.url}`)
  else logger.warning(`no check run: ${describeRefusal(posted)}`)
  return posted
}

/** A host that cannot be asked refuses; whoever cancels the job is obeyed. */
async function reachHost(services: Services, ask: (host: CodeHost) => Promise<Posted>): Promise<Posted> {
  const { codeHost, signal } = services
  try {
    const host = await codeHost()
    if (host !== null) return await ask(host)
    const reason =
      'there is no token, or no address of the API: the input token (GITHUB_TOKEN) and GITHUB_API_URL name them'
    return { kind: 'refused', reason, permission: null }
  } catch (error) {
    if (signal.aborted || !(error instanceof Error)) throw error
    return { kind: 'refused', reason: error.message, permission: null }
  }
}

function describeRefusal({ reason, permission }: Extract<Posted, { kind: 'refused' }>): string {
  return permission === null ? reason : `${reason}; add to the job\n  permissions:\n    ${permission}`
}
