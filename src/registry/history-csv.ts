import { guardFormula } from '../text/csv.ts'
import type { RegistryEvent } from './model-version.ts'

const COLUMNS = [
  'at',
  'event',
  'model',
  'version',
  'stage',
  'tag',
  'commit',
  'by',
  'reason',
  'policy',
  'waivers',
] as const

/**
 * The events as RFC 4180 has it: CRLF, quotes where needed, a header. `waivers` is JSON, empty where there are none.
 * A text that a spreadsheet would run as a formula gets a leading apostrophe.
 */
export function formatHistoryCsv(events: readonly RegistryEvent[]): string {
  const rows = events.map((event) =>
    COLUMNS.map((column) => {
      const value =
        column === 'waivers' ? (event.waivers.length === 0 ? '' : JSON.stringify(event.waivers)) : event[column]
      return formatCell(value ?? '')
    }),
  )
  return [COLUMNS, ...rows].map((row) => `${row.join(',')}\r\n`).join('')
}

function formatCell(value: string): string {
  const text = guardFormula(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
