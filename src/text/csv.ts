/** Rows as CSV (RFC 4180): fields with a comma, a quote or a line break in quotes; lines end in a line feed. */
export function renderCsv(rows: readonly (readonly string[])[]): string {
  const field = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return rows.map((row) => `${row.map(field).join(',')}\n`).join('')
}
