import type { Result } from '../../core/result.ts'
import type { Approval } from '../../ports/code-host.ts'
import type { Registration } from '../../ports/model-registry.ts'
import { escapeMarkdown, markdownCode, markdownLink } from '../../text/escape.ts'

/** What the comment on a pull request says of a promotion. */
export interface PromotionFacts {
  readonly model: string
  readonly registered: Registration
  /** What the stage held before; null: nothing. */
  readonly before: string | null
  /** Evidence that the promotion rests on. */
  readonly results: readonly Pick<Result, 'command' | 'verdict' | 'summary'>[]
  readonly waivers: number
  readonly by: string | null
  /** null: not known. */
  readonly approvals: readonly Approval[] | null
  readonly runUrl: string | null
  readonly releaseUrl: string | null
  readonly next: NextMark | null
}

/** What was dispatched, and where it runs. */
export interface NextMark {
  readonly name: string
  readonly url: string
}

const MARK = /<!-- modelgate next (\S+) (\S+) (\S+) -->/

/** Which comment of a pull request it is: one of each model and stage. */
export function nameComment(model: string, stage: string | null): string {
  return `promotion ${model} ${stage ?? ''}`.trim()
}

/** Markdown of a comment: what is where now, by which verdict, who let it, and the command that goes back. */
export function renderPromotionComment(facts: PromotionFacts): string {
  const { model, registered, before, next } = facts
  const { version, stage } = registered
  const where = stage === null ? 'is registered' : `is in ${escapeMarkdown(stage)}`
  return [
    ...(next === null
      ? []
      : [`<!-- modelgate next ${markOf(registered)} ${encode(next.name)} ${encode(next.url)} -->`]),
    `### ${escapeMarkdown(model)} ${version} ${where}`,
    '',
    '| | |',
    '|---|---|',
    ...listRows(facts).map(([name, text]) => `| ${name} | ${text} |`),
    '',
    ...(stage === null ? [] : renderWayBack(model, stage, before)),
  ]
    .join('\n')
    .trimEnd()
}

function listRows(facts: PromotionFacts): (readonly [string, string])[] {
  const { registered, before, results, waivers, by, approvals, runUrl, releaseUrl, next } = facts
  const tag = markdownCode(registered.tag)
  const approved = (approvals ?? []).map(({ by: who, environments }) =>
    environments.length === 0
      ? escapeMarkdown(who)
      : `${escapeMarkdown(who)} (${environments.map((name) => escapeMarkdown(name)).join(', ')})`,
  )
  return [
    ['Version', releaseUrl === null ? tag : markdownLink(tag, releaseUrl)],
    ...(registered.stage === null
      ? []
      : ([['Before', before === null ? 'no version' : escapeMarkdown(before)]] as const)),
    ...results.map(
      ({ command, verdict, summary }) =>
        [escapeMarkdown(command), `**${verdict}**: ${escapeMarkdown(summary)}`] as const,
    ),
    ...(waivers === 0 ? [] : ([['Waivers', String(waivers)]] as const)),
    ...(by === null ? [] : ([['Promoted by', escapeMarkdown(by)]] as const)),
    ...(approved.length === 0 ? [] : ([['Approved by', approved.join(', ')]] as const)),
    ...(runUrl === null ? [] : ([['Run', markdownLink('the run that promoted it', runUrl)]] as const)),
    ...(next === null ? [] : ([['Next', markdownLink(escapeMarkdown(next.name), next.url)]] as const)),
  ]
}

function renderWayBack(model: string, stage: string, before: string | null): readonly string[] {
  if (before === null) return ['Nothing was in this stage before, so there is no version to go back to.']
  const command = `modelgate rollback --model ${model} --stage ${stage} --to ${before} --reason "WHY"`
  return ['The way back:', '', '```sh', command, '```']
}

/**
 * What a comment says was dispatched for a registration: `null` where it speaks of that registration and of no dispatch;
 * undefined where it is about another one.
 */
export function readNextMark(comment: string, registered: Registration): NextMark | null | undefined {
  const [, mark, name, url] = MARK.exec(comment) ?? []
  if (mark === markOf(registered)) return { name: decode(name!), url: decode(url!) }
  return mark === undefined && comment.includes(markdownCode(registered.tag)) ? null : undefined
}

const markOf = ({ tag, stageTag }: Registration): string => encode(stageTag ?? tag)
/** Nothing in it can end an HTML comment. */
const encode = (text: string): string => encodeURIComponent(text).replaceAll('-', '%2D')
const decode = (text: string): string => decodeURIComponent(text)
