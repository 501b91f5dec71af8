import type { Result } from '../../core/result.ts'
import type { CheckRunDraft } from '../../ports/code-host.ts'
import type { ReportContext } from '../../report/context.ts'
import type { Services } from '../services.ts'

/** GitHub takes no longer text for the summary of a check run. */
const MOST_CHARACTERS = 65_535
/** Six portions; beyond them nobody reads on. */
const MOST_ANNOTATIONS = 300

const LEVELS = { error: 'failure', warning: 'warning', notice: 'notice' } as const

/** The results as a check run: a blocking one fails it, all others succeed, since a neutral one counts as passed anyway. */
export async function draftCheckRun(
  results: readonly Result[],
  context: ReportContext & { readonly headCommit: string },
  { workspace }: Pick<Services, 'workspace'>,
): Promise<CheckRunDraft> {
  const [{ renderMarkdown }, { describeFaults }, { describeVerdict }, { groupByModel }] = await Promise.all([
    import('../../report/markdown.ts'),
    import('../../report/annotations.ts'),
    import('../../report/headline.ts'),
    import('../../report/section.ts'),
  ])
  const sections = groupByModel(results)
  const [first] = sections
  const more = sections.length > 1 ? ` (${sections.length} models)` : ''
  const title = first === undefined ? 'nothing to judge' : `${first.model ?? 'data'}: ${describeVerdict(first)}${more}`
  const annotations = describeFaults(results).flatMap(({ file, line, level, title, message }) => {
    const path = file === null ? null : workspace.repositoryPath(file)
    return path === null ? [] : [{ path, line: line ?? 1, level: LEVELS[level], title, message }]
  })
  return {
    name: 'modelgate',
    headCommit: context.headCommit,
    conclusion: results.some(({ blocks }) => blocks) ? 'failure' : 'success',
    title,
    summary: renderMarkdown(results, context, {
      most: MOST_CHARACTERS,
      measure: (text) => text.length,
      elsewhere: "The step's summary and the HTML report have them.",
    }),
    annotations: annotations.slice(0, MOST_ANNOTATIONS),
    detailsUrl: context.runUrl,
  }
}
