import { escapeMarkdown, markdownLink } from '../text/escape.ts'
import type { ReportContext } from './context.ts'
import { listBrief, nameCommit } from './facts.ts'
import { sectionIcon } from './headline.ts'
import { joinFacts, renderFact } from './markdown-facts.ts'
import { findBefore } from './markdown-since.ts'
import type { ModelSection } from './section.ts'

/** Versions of the program beyond these are left out. */
const MOST_TOOLS = 3

/** The last line: version, the data of a single model, and which commit it is of, after which. Empty for nothing to say. */
export function renderFooter(sections: readonly ModelSection[], context: ReportContext): string {
  const results = sections.flatMap((section) => section.results)
  const names = new Set(
    results.map(({ tool }) => [`${tool.name} ${tool.version}`, tool.engine].filter((part) => part !== null).join(', ')),
  )
  // what was not judged had no engine
  const tools = [...names].filter((name) => ![...names].some((other) => other.startsWith(`${name}, `)))
  const [section] = sections
  const parts = [
    ...tools.slice(0, MOST_TOOLS).map((tool) => escapeMarkdown(tool, 80)),
    section !== undefined && sections.length === 1 ? joinFacts(listBrief(section), context.repositoryUrl) : '',
    describeUpdate(sections, context),
    context.runUrl === null ? '' : markdownLink('the whole report', context.runUrl),
  ].filter((part) => part !== '')
  return parts.length === 0 ? '' : `<sub>${parts.join(' · ')}</sub>`
}

/** `updated for 7d1e0b2, before: ❔ for 51aa0c9`. */
function describeUpdate(sections: readonly ModelSection[], context: ReportContext): string {
  const { headCommit, before, repositoryUrl } = context
  if (headCommit === null) return ''
  const now = renderFact([nameCommit(headCommit)], repositoryUrl)
  if (before === null || before.commit === null || before.commit === headCommit) return `for ${now}`
  const last = renderFact([nameCommit(before.commit)], repositoryUrl)
  const [section] = sections
  const old = sections.length === 1 ? findBefore(section!, context) : null
  return `updated for ${now}, before: ${old === null ? '' : `${sectionIcon(old)} for `}${last}`
}
