import { escapeMarkdown, markdownCode, markdownLink } from '../text/escape.ts'
import type { Fact } from './facts.ts'

/** Facts of one line beyond these are counted, not shown. */
const MOST_FACTS = 20

/** Facts in one line, a dot between them. */
export function joinFacts(facts: readonly Fact[], repositoryUrl: string | null): string {
  const texts = facts.slice(0, MOST_FACTS).map((fact) => renderFact(fact, repositoryUrl))
  const more = facts.length - texts.length
  return [...texts, ...(more > 0 ? [`${more} more`] : [])].join(' · ')
}

/** A fact with its names as code, and as links where they can be looked at. */
export function renderFact(fact: Fact, repositoryUrl: string | null): string {
  return fact
    .map((piece) => {
      if (typeof piece === 'string') return escapeInline(piece)
      const code = markdownCode(piece.name, 120)
      return piece.page === undefined || repositoryUrl === null
        ? code
        : markdownLink(code, `${repositoryUrl}/${piece.page}`)
    })
    .join('')
}

/** Escapes a piece and keeps the blanks that set it off from its neighbours. */
function escapeInline(piece: string): string {
  return `${piece.startsWith(' ') ? ' ' : ''}${escapeMarkdown(piece)}${piece.endsWith(' ') ? ' ' : ''}`
}

/** A closed `<details>`; `summary` is HTML that the caller escaped. Empty for an empty body. */
export function fold(summary: string, body: string): string {
  return body === '' ? '' : `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`
}
