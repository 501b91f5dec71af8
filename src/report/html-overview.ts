import { formatPlural } from '../core/count.ts'
import { escapeHtml } from '../text/escape.ts'
import { describeVerdict } from './headline.ts'
import { type Html, renderHtmlTable, renderPill } from './html-parts.ts'
import { formatCount } from './numbers.ts'
import type { ModelSection } from './section.ts'

/** Models beyond these, the best of them, are in the table of verdicts and have no part of their own. */
export const MOST_SECTIONS = 300
const MOST_VERDICTS = 5000

/** The verdicts of several models, each with the way to its part of the page. Empty for one. */
export function renderOverview(sections: readonly ModelSection[]): Html {
  if (sections.length < 2) return ''
  const blocking = sections.filter((section) => section.blocks).length
  const heading =
    blocking === 0
      ? 'Nothing speaks against them'
      : `${formatCount(blocking)} of ${formatPlural(sections.length, 'model')} may not go on`
  const rows = sections.map((section, index) => ({ section, index }))
  const table = renderHtmlTable(
    'Models',
    [
      { title: 'model', cell: ({ section, index }) => renderName(section, index) },
      {
        title: 'verdict',
        cell: ({ section: { verdict, blocks } }) =>
          renderPill(verdict === 'warn' ? 'warning' : verdict, blocks ? `${verdict}, blocks` : undefined),
      },
      { title: 'answer', isText: true, cell: ({ section }) => escapeHtml(describeVerdict(section)) },
    ],
    rows,
    { isSortable: true, mostRows: MOST_VERDICTS },
  )
  const left = sections.length - MOST_SECTIONS
  const note =
    left > 0
      ? `<p class="note">${formatPlural(left, 'model')} at the end of the table have no part of their own here; their result files have it all.</p>`
      : ''
  return `<div class="card"><h2>${heading}</h2>${table}${note}</div>`
}

function renderName({ model }: ModelSection, index: number): Html {
  const name = escapeHtml(model ?? 'no model', 80)
  return index < MOST_SECTIONS ? `<a href="#model-${index}">${name}</a>` : name
}
