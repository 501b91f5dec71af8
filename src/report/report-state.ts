import type { Result } from '../core/result.ts'
import type { Verdict } from '../core/verdict.ts'
import { groupByModel, type ModelSection } from './section.ts'

/** What a report says, short enough to stand in a comment unseen: the next one tells what changed since. */
export interface ReportState {
  readonly commit: string | null
  readonly models: readonly {
    /** null: results of no model in particular. */
    readonly model: string | null
    readonly verdict: Verdict
    readonly blocks: boolean
    /** Ids of checks that did not pass, with their verdicts; the worst where there are many. */
    readonly open: Readonly<Record<string, 'fail' | 'inconclusive'>>
    /** How many more did not pass than `open` has room for; left out for none. */
    readonly more?: number
  }[]
  /** How many more models there were than there is room for, the best of them; left out for none. */
  readonly more?: number
}

type ModelState = ReportState['models'][number]
type OpenVerdict = ModelState['open'][string]

/** A comment has room for the report too: no state is longer, marker included. */
const MOST_CHARACTERS = 4000

/** Tried in this order until the state is short enough: how many models, and how many checks of each. */
const ROOM = [
  [1000, 100],
  [1000, 20],
  [100, 10],
  [100, 3],
  [60, 0],
  [20, 0],
  [5, 0],
  [0, 0],
] as const

/** A state names them by their places. */
const VERDICTS: readonly Verdict[] = ['pass', 'warn', 'fail', 'inconclusive', 'skip']

/**
 * What the results say now.
 *
 * @param commit the one that was judged
 */
export function makeReportState(results: readonly Result[], commit: string | null): ReportState {
  return { commit, models: groupByModel(results).map(describeModel) }
}

function describeModel({ model, verdict, blocks, checks }: ModelSection): ModelState {
  const open = checks.filter(isOpen).toSorted((a, b) => Number(b.blocks) - Number(a.blocks))
  return { model, verdict, blocks, open: Object.fromEntries(open.map((check) => [check.id, check.verdict])) }
}

/** Whether a check is one that a state names: it did not pass, weighs something and nobody waived it. */
export function isOpen<T extends Result['checks'][number]>(check: T): check is T & { readonly verdict: OpenVerdict } {
  return (
    (check.verdict === 'fail' || check.verdict === 'inconclusive') && check.severity !== 'info' && check.waiver === null
  )
}

/**
 * One line that a page does not show: an HTML comment of at most 4,000 characters. What there is no room for is counted,
 * the best models and the least checks first.
 */
export function formatReportState(state: ReportState): string {
  for (const [models, checks] of ROOM) {
    const line = writeLine(shorten(state, models, checks))
    if (line !== null) return line
  }
  return writeLine({ commit: null, models: [], more: state.models.length })!
}

function shorten(state: ReportState, models: number, checks: number): ReportState {
  const left = Math.max(0, state.models.length - models) + (state.more ?? 0)
  return {
    commit: state.commit,
    models: state.models.slice(0, models).map((model): ModelState => {
      const entries = Object.entries(model.open)
      const more = Math.max(0, entries.length - checks) + (model.more ?? 0)
      return { ...model, open: Object.fromEntries(entries.slice(0, checks)), ...(more > 0 ? { more } : {}) }
    }),
    ...(left > 0 ? { more: left } : {}),
  }
}

/** Lists instead of names, UTF-8, then base64: short, and no sign of it can end the comment. null where it is too long. */
function writeLine({ commit, models, more = 0 }: ReportState): string | null {
  const entries = models.map(({ model, verdict, blocks, open, more: rest = 0 }) => {
    const list = (wanted: OpenVerdict) => Object.keys(open).filter((id) => open[id] === wanted)
    return [model, VERDICTS.indexOf(verdict), blocks, list('fail'), list('inconclusive'), rest]
  })
  const bytes = new TextEncoder().encode(JSON.stringify([commit, more, entries]))
  if (bytes.length > MOST_CHARACTERS) return null
  const line = `<!-- modelgate-state ${btoa(String.fromCharCode(...bytes))} -->`
  return line.length > MOST_CHARACTERS ? null : line
}

/**
 * The state in a comment's body: a line of its own, and the only one of its kind. null where there is none, or it is not
 * as we write it. The body is not trusted, and nothing in it makes this throw.
 */
export function readReportState(body: string): ReportState | null {
  const lines = [...body.matchAll(/^<!-- modelgate-state ([A-Za-z0-9+/]{1,4000}={0,2}) -->\r?$/gm)]
  const [line] = lines
  if (line === undefined || lines.length > 1 || line[0].length > MOST_CHARACTERS + 1) return null
  try {
    const bytes = Uint8Array.from(atob(line[1]!), (character) => character.charCodeAt(0))
    return readState(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    return null
  }
}

function readState(value: unknown): ReportState | null {
  if (!Array.isArray(value) || value.length !== 3) return null
  const [commit, more, entries] = value as readonly unknown[]
  if (!isTextOrNull(commit) || !isCount(more) || !Array.isArray(entries)) return null
  const models = entries.map(readModel)
  return models.every((model) => model !== null) ? { commit, models, ...(more === 0 ? {} : { more }) } : null
}

function readModel(value: unknown): ModelState | null {
  if (!Array.isArray(value) || value.length !== 6) return null
  const [model, index, blocks, failed, inconclusive, more] = value as readonly unknown[]
  const verdict = isCount(index) ? VERDICTS[index] : undefined
  if (!isTextOrNull(model) || verdict === undefined || typeof blocks !== 'boolean' || !isCount(more)) return null
  if (!isTexts(failed) || !isTexts(inconclusive)) return null
  const open = Object.fromEntries<OpenVerdict>([
    ...failed.map((id) => [id, 'fail'] as const),
    ...inconclusive.map((id) => [id, 'inconclusive'] as const),
  ])
  return { model, verdict, blocks, open, ...(more === 0 ? {} : { more }) }
}

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string'
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string')
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
