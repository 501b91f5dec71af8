import { escapeMarkdown, markdownCode } from '../text/escape.ts'
import { placeOf } from './advice.ts'
import { type DataRules, describeMaskedRows, listDistinctions, type RuleRow } from './data-rules.ts'
import { STATE_ICONS } from './headline.ts'
import { type Column, renderTable } from './markdown-table.ts'
import { formatCount } from './numbers.ts'
import { isUnjudged, type ModelSection, stateOf } from './section.ts'

/** The rules of `rows` with what was measured and where they stand. */
export function renderRuleTable(rows: readonly RuleRow[]): string {
  return renderTable([
    { title: 'rule', align: 'left', cells: rows.map(({ check }) => escapeMarkdown(check.title)) },
    ...listDistinctions(rows).map(
      ({ title, pick }): Column => ({ title, align: 'left', cells: rows.map((row) => escapeMarkdown(pick(row), 60)) }),
    ),
    {
      title: 'measured',
      align: 'right',
      cells: rows.map(({ measured }) => escapeMarkdown(measured, 80).replaceAll(' %', '\u00A0%')),
    },
    { title: 'allowed', align: 'right', cells: rows.map(({ check }) => escapeMarkdown(check.expected ?? '', 80)) },
    { title: 'where', align: 'left', cells: rows.map(({ place }) => (place === null ? '' : markdownCode(place, 120))) },
    {
      title: '',
      align: 'left',
      cells: rows.map(({ state, check }) => `${STATE_ICONS[state]}${check.waiver ? ' waived' : ''}`),
    },
  ])
}

/** The rules that hold, by their short names, one row a column: what is green takes little space. */
export function renderHeldRules(rows: readonly RuleRow[]): string {
  const byColumn = new Map<string, RuleRow[]>()
  for (const row of rows) {
    const key = JSON.stringify([row.check.target.object, row.check.target.column])
    byColumn.set(key, [...(byColumn.get(key) ?? []), row])
  }
  const groups = [...byColumn.values()]
  const target = (pick: 'object' | 'column') => groups.map(([row]) => escapeMarkdown(row!.check.target[pick] ?? '', 80))
  const listNames = (group: readonly RuleRow[]) => group.map(({ check }) => nameRule(check.id)).join(', ')
  return renderTable([
    { title: 'data', align: 'left', cells: target('object') },
    { title: 'column', align: 'left', cells: target('column') },
    { title: 'rules that hold', align: 'left', cells: groups.map((group) => escapeMarkdown(listNames(group), 400)) },
  ])
}

/** The last part of a check's id: `minimum`. */
function nameRule(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1).replace(/%(25|2F|3D)/g, (code) => decodeURIComponent(code))
}

/** Rows that break a rule, as the result masked them. Empty where it holds none. */
export function renderSamples({ open }: DataRules): string {
  const parts = open.flatMap(({ check }) => {
    if (check.samples.length === 0) return []
    const masked = describeMaskedRows(check)
    if (masked !== null) return [`${escapeMarkdown(check.title)}: ${masked}`]
    const names = [...new Set(check.samples.flatMap((sample) => Object.keys(sample.values)))].slice(0, 12)
    const showValue = (value: string | null | undefined) =>
      value === undefined ? '' : value === null ? '_null_' : markdownCode(value, 60)
    const columns: Column[] = names.map((name) => ({
      title: markdownCode(name, 60),
      align: 'left',
      cells: check.samples.map((sample) => showValue(sample.values[name])),
    }))
    const rows = check.samples.map(({ row }) => (row === null ? '–' : formatCount(row)))
    return [
      `${escapeMarkdown(check.title)}\n\n${renderTable([{ title: 'row', align: 'right', cells: rows }, ...columns])}`,
    ]
  })
  return parts.join('\n\n')
}

/** Checks of other kinds (evidence, rollout, …); why something is not judged stands in its summary. Empty where there are none. */
export function renderOtherTable(section: ModelSection): string {
  const checks = section.checks.filter(
    (check) => !['contract', 'gate', 'metric'].includes(check.kind) && check.verdict !== 'pass' && !isUnjudged(check),
  )
  if (checks.length === 0) return ''
  return renderTable([
    { title: 'check', align: 'left', cells: checks.map(({ title }) => escapeMarkdown(title)) },
    {
      title: 'found',
      align: 'left',
      cells: checks.map(({ observed }) => (observed === null ? '' : escapeMarkdown(String(observed)))),
    },
    { title: 'allowed', align: 'left', cells: checks.map(({ expected }) => escapeMarkdown(expected ?? '')) },
    {
      title: 'where',
      align: 'left',
      cells: checks.map((check) => (check.source ? markdownCode(placeOf(check)!, 120) : '')),
    },
    {
      title: '',
      align: 'left',
      cells: checks.map((check) => `${STATE_ICONS[stateOf(check)]}${check.waiver ? ' waived' : ''}`),
    },
  ])
}
