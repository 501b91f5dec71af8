import { escapeHtml } from '../text/escape.ts'
import type { Fact } from './facts.ts'
import { formatCount } from './numbers.ts'
import type { ModelSection, RowState } from './section.ts'

/** HTML that is safe to put into a page: made of our own words and escaped text. */
export type Html = string

export type Tone = 'good' | 'bad' | 'open' | 'skip'

const TONES: Readonly<Record<RowState, Tone>> = {
  pass: 'good',
  fail: 'bad',
  inconclusive: 'open',
  warning: 'open',
  skip: 'skip',
}
/** A state as a word. */
export const WORDS: Readonly<Record<RowState, string>> = {
  pass: 'pass',
  fail: 'fail',
  inconclusive: 'inconclusive',
  warning: 'warning',
  skip: 'skipped',
}

/** The colour of a row. */
export const toneOf = (state: RowState): Tone => TONES[state]

/** The colour of a section's banner: red only for a no, amber for whatever is open. */
export function toneOfSection({ verdict }: ModelSection): Tone {
  return verdict === 'warn' ? 'open' : TONES[verdict]
}

/** A state in a word on its colour; `text` in its place where there is more to say. */
export function renderPill(state: RowState, text: string = WORDS[state]): Html {
  return `<span class="pill ${TONES[state]}">${escapeHtml(text, 60)}</span>`
}

const SIGNS: Readonly<Record<Tone, string>> = {
  good: 'M13 20.5l5 5 9.5-11',
  bad: 'M14.5 14.5l11 11m0-11l-11 11',
  open: 'M20 12.5v9.5m0 5.5v.01',
  skip: 'M13.5 20h13',
}

/** The sign of a banner; the words beside it say the same. */
export function renderBadge(tone: Tone): Html {
  return `<svg class="badge" viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="18"/><path d="${SIGNS[tone]}"/></svg>`
}

export interface HtmlColumn<Row> {
  readonly title: string
  readonly isNumber?: boolean
  /** Sentences, which may break. */
  readonly isText?: boolean
  /** Escaped by the caller. */
  readonly cell: (row: Row) => Html
}

/** Rows of a table beyond these are counted, not shown. */
const MOST_ROWS = 2000

export interface TableOptions<Row> {
  readonly classOf?: (row: Row) => string
  /** Written into the row's tag as they are: our own names and numbers. */
  readonly attributesOf?: (row: Row) => Html
  /** Whether a reader may order its rows; not where rows belong to those above them. */
  readonly isSortable?: boolean
  readonly mostRows?: number
}

/** A table whose first column heads its rows; columns that are empty all the way down are left out, all but the first. */
export function renderHtmlTable<Row>(
  caption: string,
  columns: readonly HtmlColumn<Row>[],
  rows: readonly Row[],
  { classOf = () => '', attributesOf = () => '', isSortable = false, mostRows = MOST_ROWS }: TableOptions<Row> = {},
): Html {
  const cells = rows.slice(0, mostRows).map((row) => columns.map((column) => column.cell(row)))
  const shown = columns.map((_, index) => index === 0 || cells.some((line) => line[index] !== ''))
  const attributes = columns.map(({ isNumber, isText }) =>
    isNumber === true ? ' class="number"' : isText === true ? ' class="text"' : '',
  )
  const head = columns.map(({ title }, at) => `<th scope="col"${attributes[at]}>${escapeHtml(title, 60)}</th>`)
  const body = cells.map((line, index) => {
    const parts = line.map((cell, at) =>
      at === 0 ? `<th scope="row">${cell}</th>` : `<td${attributes[at]}>${cell}</td>`,
    )
    const name = classOf(rows[index]!)
    return `<tr${name === '' ? '' : ` class="${name}"`}${attributesOf(rows[index]!)}>${parts.filter((_, at) => shown[at]).join('')}</tr>`
  })
  const left = rows.length - cells.length
  const more = left > 0 ? `<p class="note">and ${formatCount(left)} more in the result file</p>` : ''
  const kind = isSortable ? ' class="sortable"' : ''
  return `<div class="scroll"><table${kind} aria-label="${escapeHtml(caption, 120)}"><thead><tr>${head.filter((_, at) => shown[at]).join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>${more}`
}

export function renderCode(text: string, limit = 120): Html {
  return `<code>${escapeHtml(text, limit)}</code>`
}

/** A fact with its names set apart, and linked where they have a page of the repository. */
export function renderFact(fact: Fact, repositoryUrl: string | null): Html {
  return fact
    .map((piece) => {
      if (typeof piece === 'string')
        return `${piece.startsWith(' ') ? ' ' : ''}${escapeHtml(piece)}${piece.endsWith(' ') ? ' ' : ''}`
      const code = renderCode(piece.name)
      return piece.page === undefined || repositoryUrl === null
        ? code
        : renderLink(`${repositoryUrl}/${piece.page}`, code)
    })
    .join('')
}

/** A link out of the page; `text` alone where the address is none of the web's. */
export function renderLink(url: string, text: Html): Html {
  return /^https?:\/\//.test(url) ? `<a href="${escapeHtml(url, 500)}" rel="noreferrer">${text}</a>` : text
}

/** A closed part of the page; empty for an empty body. `summary` is escaped by the caller. */
export function renderFold(summary: Html, body: Html, kind = ''): Html {
  if (body === '') return ''
  const name = kind === '' ? '' : ` class="${kind}"`
  return `<details${name}><summary>${summary}</summary><div class="body">${body}</div></details>`
}

/** An open part of the page under a heading; empty for an empty body. */
export function renderCard(heading: Html, body: Html): Html {
  return body === '' ? '' : `<div class="card"><h3>${heading}</h3>${body}</div>`
}
