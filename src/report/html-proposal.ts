import type { Proposal } from '../core/result.ts'
import type { Verdict } from '../core/verdict.ts'
import { escapeHtml } from '../text/escape.ts'
import { type Html, renderCode, renderHtmlTable, renderPill } from './html-parts.ts'
import { toRealMinus } from './numbers.ts'
import type { ModelSection } from './section.ts'

type Difference = Proposal['differences'][number]

const PARTS: Readonly<Record<Difference['part'], string>> = {
  policy: 'policy',
  exam: 'exam',
  contract: 'contract',
  wiring: 'wiring',
  model: 'new model',
}

/** What a pull request changes of how it is judged, and what its own policy and exam would say. Empty where nothing is. */
export function renderProposal({ results }: ModelSection): Html {
  const parts = results.flatMap(({ proposal, verdict, summary }) => {
    if (!proposal || (proposal.differences.length === 0 && proposal.head === null)) return []
    const { differences, head } = proposal
    const verdicts =
      head === null
        ? ''
        : [
            '<dl class="verdicts">',
            `<dt>as judged</dt><dd>${renderVerdict(verdict)} ${escapeHtml(toRealMinus(summary), 600)}</dd>`,
            `<dt>as the change would have it</dt><dd>${renderVerdict(head.verdict)} ${escapeHtml(toRealMinus(head.summary), 600)}</dd></dl>`,
          ].join('')
    return [`${verdicts}${renderDifferences(differences)}`]
  })
  return [...new Set(parts)].join('')
}

const renderVerdict = (verdict: Verdict): Html => renderPill(verdict === 'warn' ? 'warning' : verdict)

function renderDifferences(differences: readonly Difference[]): Html {
  if (differences.length === 0) return ''
  const quote = (text: string | null) =>
    text === null ? '<span class="quiet">not there</span>' : renderCode(text, 200)
  const table = renderHtmlTable(
    'What this change does to how it is judged',
    [
      { title: 'where', cell: ({ path }) => renderCode(path, 160) },
      { title: 'part', cell: ({ part }) => PARTS[part] },
      { title: 'base branch', isText: true, cell: ({ base }) => quote(base) },
      { title: 'this change', isText: true, cell: ({ head }) => quote(head) },
      { title: 'counts', cell: ({ counts }) => (counts ? 'now' : 'once merged') },
      {
        title: 'line',
        cell: ({ source }) =>
          source === null ? '' : renderCode(source.line === null ? source.file : `${source.file}:${source.line}`),
      },
    ],
    differences,
  )
  return `${table}<p class="note">What decides, and on which data, is taken from the base branch: a change cannot soften its own exam.</p>`
}
