/** `"name"` with inner quotes doubled: any text is one identifier, whatever it holds. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** `'text'` with inner quotes doubled: any text is one string literal (no escape sequences). */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
