import { formatCount, formatPlural } from '../core/count.ts'
import type { Result } from '../core/result.ts'
import { NO_CONTEXT, type ReportContext } from './context.ts'
import { type Block, fitBlocks, type Room, UNBOUNDED } from './markdown-block.ts'
import { renderFooter } from './markdown-footer.ts'
import { isGreen, renderOverview } from './markdown-overview.ts'
import { renderFoldedSection, renderSection } from './markdown-section.ts'
import { groupByModel, type ModelSection } from './section.ts'

/** GitHub takes 1 MiB for one step's summary; what other actions of the step wrote needs room too. */
const SUMMARY_BYTES = 1_000_000

/** Reports of models beyond these nobody reads in one page; the overview has their verdicts. */
const MOST_OPEN = 100
/** A report of a model is no shorter: more of them than have room need not be written. */
const LEAST_REPORT = 2000
const MOST_GREEN = 10
/** Models that did not pass beyond these are folded: the overview has said what is wrong with them. */
const MOST_UNFOLDED = 3

/**
 * The results as Markdown: one section per model, verdict first, several models under a table of verdicts. Where there is
 * no room for all, the least important parts are left out and named.
 *
 * @param tail stands at the very end, whatever is left out
 */
export function renderMarkdown(
  results: readonly Result[],
  context: ReportContext = NO_CONTEXT,
  room: Room = UNBOUNDED,
  tail: readonly string[] = [],
): string {
  const sections = groupByModel(results)
  const end = [renderFooter(sections, context), ...tail].filter((text) => text !== '')
  return fitBlocks([...renderWarning(context), ...renderModels(sections, context, room)], end, room)
}

/** The same Markdown, short enough for a step summary. Empty for no results that nothing is known of. */
export function renderSummary(results: readonly Result[], context: ReportContext = NO_CONTEXT): string {
  if (results.length === 0 && context.untouchedModels === null) return ''
  const encoder = new TextEncoder()
  return renderMarkdown(results, context, {
    most: SUMMARY_BYTES,
    measure: (text) => encoder.encode(text).length,
    elsewhere: 'The HTML report and the result file have them.',
  })
}

/** Heads what a run says whose word is not trusted. */
function renderWarning({ isUntrusted }: ReportContext): readonly Block[] {
  if (!isUntrusted) return []
  const text = [
    '> [!WARNING]',
    '> **Reported by an untrusted run.** Whoever proposed this change could have written these results: read them as a claim. They let nothing be merged or promoted.',
  ]
  return [{ name: 'where the results come from', rank: 0, text: text.join('\n') }]
}

function renderModels(sections: readonly ModelSection[], context: ReportContext, room: Room): readonly Block[] {
  if (sections.length === 0) return [{ name: 'headline', rank: 0, text: describeNothing(context) }]
  if (sections.length === 1) return renderSection(sections[0]!, 3, context)
  const all = sections.filter((section) => !isGreen(section))
  const open = all.slice(0, Math.min(MOST_OPEN, Math.ceil(room.most / LEAST_REPORT)))
  const left = all.length - open.length
  const green = sections.filter(isGreen)
  return [
    ...renderOverview(sections, context),
    ...open
      .slice(0, MOST_UNFOLDED)
      .flatMap((section) => renderSection(section, 3, context))
      .map((block) => ({ ...block, rank: Math.max(1, block.rank) })),
    ...open.slice(MOST_UNFOLDED).map((section) => renderFoldedSection(section, context)),
    ...(left > 0
      ? [{ name: 'a count of models', rank: 1, text: `and ${formatPlural(left, 'more report')} in the result files` }]
      : []),
    ...(green.length > MOST_GREEN ? [] : green).map((section) => ({
      name: 'reports of models that pass',
      rank: 6,
      text: renderFoldedSection(section, context).text,
    })),
  ]
}

function describeNothing({ untouchedModels }: ReportContext): string {
  if (untouchedModels === null) return '### ➖ There was nothing to judge'
  if (untouchedModels === 0) return '### ➖ There is no model here yet, so there was nothing to judge'
  const models =
    untouchedModels === 1
      ? 'does not touch the one model here'
      : `touches none of the ${formatCount(untouchedModels)} models`
  return `### ➖ This change ${models}\n\nNothing was trained or judged.`
}
