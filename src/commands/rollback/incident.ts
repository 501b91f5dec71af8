import type { CheckResult } from '../../core/result.ts'
import type { CodeHost, CommitPull, IssueDraft, Posted } from '../../ports/code-host.ts'
import type { ModelVersion, RegistryEvent, RegistrySnapshot } from '../../registry/model-version.ts'
import { escapeMarkdown, markdownCode, markdownLink } from '../../text/escape.ts'
import { findCodePull } from '../code-pull.ts'
import type { Services } from '../services.ts'
import { listMoves } from '../stage-holder.ts'
import { tellExtra } from '../told-extra.ts'

/** By which our issues are found; GitHub makes the label with the first of them. */
const LABELS = ['model-incident']
/** Lines of checks that an issue shows. */
const MOST_CHECKS = 50

/** A rollback that is done. */
export interface DoneRollback {
  readonly model: string
  readonly stage: string
  /** The tag that moved the stage. */
  readonly stageTag: string
  readonly checks: readonly CheckResult[]
}

/**
 * Opens the issue of an incident, or brings the open one up to date: one for what began with
 * a promotion, with all that happened to the model's stage since. Said once for each rollback. Never throws.
 */
export async function reportIncident(done: DoneRollback, services: Services): Promise<CheckResult> {
  const title = `the incident of ${done.stage} of ${done.model} has an issue`
  return tellExtra(
    { id: 'issue', title, what: `issue for the incident of ${done.stage} of ${done.model}` },
    services,
    (host) => putIssue(done, host, services),
  )
}

async function putIssue(done: DoneRollback, host: CodeHost, services: Services): Promise<Posted> {
  const registry = await services.registry()
  const snapshot = await registry.read({ models: [done.model] }, services.signal)
  const steps = listSteps(snapshot, done)
  const [first] = steps
  const bad = snapshot.versions.find(({ model, version }) => model === done.model && version === first?.from)
  const pull = bad?.codeCommit ? await findPull(bad.codeCommit, host, services) : null
  return host.putIssue(draftIssue(done, { steps, bad, pull }, services.provenance.source?.run ?? null), services.signal)
}

/** One rollback of the incident. */
interface Step {
  readonly event: RegistryEvent
  /** What the stage held; null: nothing. */
  readonly from: string | null
  /** What had brought that. */
  readonly brought: RegistryEvent | undefined
}

/** The rollbacks up to this one that followed each other without a promotion, oldest first. */
function listSteps(snapshot: RegistrySnapshot, { model, stage, stageTag }: DoneRollback): readonly Step[] {
  const moves = listMoves(snapshot, model, stage)
  const last = moves.findIndex(({ tag }) => tag === stageTag)
  const own = last < 0 ? moves : moves.slice(0, last + 1)
  const start = own.findLastIndex(({ event }) => event !== 'rolledBack')
  return own.slice(start + 1).map((event, index) => {
    const brought = own[start + index]
    return { event, from: brought?.version ?? null, brought }
  })
}

/** Of the version that was rolled back first; what is not known is no reason to say nothing. */
async function findPull(commit: string, host: CodeHost, { logger, signal }: Services): Promise<CommitPull | null> {
  try {
    return await findCodePull(host, commit, signal)
  } catch (error) {
    if (signal.aborted) throw error
    logger.debug((error as Error).message)
    return null
  }
}

function draftIssue(
  { model, stage, stageTag, checks }: DoneRollback,
  known: { readonly steps: readonly Step[]; readonly bad: ModelVersion | undefined; readonly pull: CommitPull | null },
  runUrl: string | null,
): IssueDraft {
  const { steps, bad, pull } = known
  const [first, last] = [steps[0], steps.at(-1)]
  const now = last?.event.version ?? '?'
  const brought = first?.brought
  const facts: readonly (readonly [string, string | null])[] = [
    ['Serves now', escapeMarkdown(now)],
    ['Rolled back', first?.from == null ? null : escapeMarkdown(first.from)],
    ['Brought by', brought ? `${markdownCode(brought.tag)} by ${escapeMarkdown(brought.by)}, ${brought.at}` : null],
    ['Pull request', pull === null ? null : markdownLink(`#${pull.number}`, pull.url)],
    ['Code', bad?.codeCommit ? markdownCode(bad.codeCommit) : null],
    ['Run', runUrl === null ? null : markdownLink('the run that rolled back', runUrl)],
  ]
  const rows = [...(brought ? [describeBrought(brought)] : []), ...steps.map(describeStep)]
  const listed = checks.slice(0, MOST_CHECKS)
  const body = [
    ...['| | |', '|---|---|'],
    ...facts.flatMap(([name, text]) => (text === null ? [] : [`| ${name} | ${text} |`])),
    ...['', '### Timeline', '', '| when | what | who | why |', '|---|---|---|---|', ...rows],
    ...['', '### Checks', '', ...listed.map(describeCheck)],
    ...(checks.length > listed.length ? [`- and ${checks.length - listed.length} more`] : []),
    '',
    `The model is barred from ${escapeMarkdown(stage)} until a person lifts it (${markdownCode('modelgate registry lift')}).`,
  ].join('\n')
  const move = `${last?.from ?? 'no version'} → ${now}`
  const why = last?.event.reason ? `: ${escapeMarkdown(last.event.reason)}` : ''
  return {
    key: `incident ${model} ${stage} ${(brought ?? first?.event)?.tag ?? stageTag}`,
    title: `${model} in ${stage}: rolled back from ${first?.from ?? 'no version'} to ${now}`,
    body,
    labels: LABELS,
    news: { key: `rollback ${model} ${stageTag}`, text: `Rolled back, ${escapeMarkdown(move)}${why}` },
  }
}

const describeBrought = ({ at, version, by, reason }: RegistryEvent): string =>
  `| ${at} | ${escapeMarkdown(version)} came | ${escapeMarkdown(by)} | ${escapeMarkdown(reason ?? '')} |`

const describeStep = ({ event, from }: Step): string =>
  `| ${event.at} | ${escapeMarkdown(`${from ?? 'no version'} → ${event.version}`)} | ${escapeMarkdown(event.by)} | ${escapeMarkdown(event.reason ?? '')} |`

const describeCheck = ({ verdict, title, help }: CheckResult): string =>
  `- ${verdict}: ${escapeMarkdown(title)}${verdict === 'pass' || help === null ? '' : ` (${escapeMarkdown(help)})`}`
