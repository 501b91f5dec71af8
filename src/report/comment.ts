import type { Result } from '../core/result.ts'
import { markdownLink } from '../text/escape.ts'
import type { ReportContext } from './context.ts'
import { renderMarkdown } from './markdown.ts'
import { formatReportState, makeReportState } from './report-state.ts'

/**
 * How long a comment of ours is at most, in UTF-16 units: GitHub takes 65,536 characters, which it keeps in up to four
 * bytes each, and 300 are left for the marker that whoever posts it puts before it.
 */
export const COMMENT_CHARACTERS = 65_536 - 300

/**
 * The one comment of a pull request for all of its models: the report as Markdown, shortened from its least important end,
 * with what it says in short at its end, unseen, so that the next one can tell what changed.
 */
export function renderComment(results: readonly Result[], context: ReportContext): string {
  const state = formatReportState(makeReportState(results, context.headCommit))
  const whole =
    context.runUrl === null ? 'The HTML report' : `The HTML report of ${markdownLink('the run', context.runUrl)}`
  return renderMarkdown(
    results,
    context,
    {
      most: COMMENT_CHARACTERS,
      measure: (text) => text.length,
      elsewhere: `${whole} and the result file have them.`,
    },
    [state],
  )
}
