import { escapeHtml } from '../text/escape.ts'
import { type Html, renderPill } from './html-parts.ts'
import { listProven } from './proven.ts'
import type { ModelSection } from './section.ts'

/** What was proven before a stage was moved, and what was told to whom. Empty where nothing was moved. */
export function renderProven(section: ModelSection): Html {
  const items = listProven(section).map(
    ({ state, text }) => `<li><span>${renderPill(state)}</span><div>${escapeHtml(text, 600)}</div></li>`,
  )
  return items.length === 0 ? '' : `<ul class="steps">${items.join('')}</ul>`
}
