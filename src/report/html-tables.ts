import { escapeHtml } from '../text/escape.ts'
import { listAdvice, pickAdvice, placeOf } from './advice.ts'
import { type DataRules, describeMaskedRows, listDistinctions, type RuleRow } from './data-rules.ts'
import { isActing } from './headline.ts'
import { type Html, renderCode, renderHtmlTable, renderPill } from './html-parts.ts'
import { formatCount } from './numbers.ts'
import { isUnjudged, type ModelSection, stateOf } from './section.ts'

/** What to do about each check that did not pass. Empty where all did. */
export function renderSteps(section: ModelSection): Html {
  const { shown: entries, more: rest } = pickAdvice(listAdvice(section), 100)
  const items = entries.map(({ state, subjects, help, place }) => {
    const shown = subjects.slice(0, 5).map((subject) => escapeHtml(subject, 120))
    const more = subjects.length > 5 ? ` and ${subjects.length - 5} more` : ''
    const where = place === null ? '' : ` ${renderCode(place)}`
    return `<li><span>${renderPill(state)}</span><div><strong>${shown.join(', ')}${more}</strong><br>${escapeHtml(help, 800)}${where}</div></li>`
  })
  return items.length === 0
    ? ''
    : `<ul class="steps">${items.join('')}</ul>${rest > 0 ? `<p class="note">and ${rest} more</p>` : ''}`
}

/** Rules of a contract with what was measured and where they stand. */
export function renderRules(rows: readonly RuleRow[]): Html {
  if (rows.length === 0) return ''
  return renderHtmlTable(
    'Data rules',
    [
      { title: 'rule', cell: ({ check }) => escapeHtml(check.title) },
      { title: 'verdict', cell: ({ state, check }) => renderPill(state, check.waiver ? 'waived' : undefined) },
      ...listDistinctions(rows).map(({ title, pick }) => ({
        title,
        cell: (row: RuleRow) => escapeHtml(pick(row), 60),
      })),
      { title: 'measured', isNumber: true, cell: ({ measured }) => escapeHtml(measured, 80) },
      { title: 'allowed', isNumber: true, cell: ({ check }) => escapeHtml(check.expected ?? '', 80) },
      { title: 'where', cell: ({ place }) => (place === null ? '' : renderCode(place)) },
    ],
    rows,
    { isSortable: true },
  )
}

/** Rows that break a rule, as the result masked them. Empty where it holds none. */
export function renderFailingRows({ open }: DataRules): Html {
  const tables = open.flatMap(({ check }) => {
    if (check.samples.length === 0) return []
    const masked = describeMaskedRows(check)
    if (masked !== null) {
      return [`<div class="samples"><p class="note">${escapeHtml(check.title)}: ${masked}</p></div>`]
    }
    const names = [...new Set(check.samples.flatMap((sample) => Object.keys(sample.values)))].slice(0, 12)
    const cell = (value: string | null | undefined) =>
      value === undefined ? '' : value === null ? '<span class="quiet">null</span>' : renderCode(value, 60)
    const columns = names.map((name) => ({
      title: name,
      cell: ({ values }: (typeof check.samples)[number]) => cell(values[name]),
    }))
    const row = {
      title: 'row',
      cell: (sample: (typeof check.samples)[number]) => (sample.row === null ? '–' : formatCount(sample.row)),
    }
    return [
      `<div class="samples"><p class="note">${escapeHtml(check.title)}</p>${renderHtmlTable(check.title, [row, ...columns], check.samples)}</div>`,
    ]
  })
  return tables.join('')
}

/** Checks of other kinds (evidence, rollout, …); of a promotion or rollback all that it looked at. Empty where there are none. */
export function renderOthers(section: ModelSection): Html {
  const isAct = isActing(section)
  const checks = section.checks.filter(
    (check) => !['contract', 'gate', 'metric'].includes(check.kind) && (isAct || !isUnjudged(check)),
  )
  if (checks.length === 0) return ''
  return renderHtmlTable(
    'Other checks',
    [
      { title: 'check', cell: (check) => escapeHtml(check.title) },
      { title: 'verdict', cell: (check) => renderPill(stateOf(check), check.waiver ? 'waived' : undefined) },
      { title: 'found', isText: true, cell: ({ observed }) => (observed === null ? '' : escapeHtml(String(observed))) },
      { title: 'allowed', isText: true, cell: ({ expected }) => escapeHtml(expected ?? '') },
      { title: 'where', cell: (check) => (check.source ? renderCode(placeOf(check)!) : '') },
    ],
    checks,
  )
}
