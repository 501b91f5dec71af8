/** The text with the line ends that git keeps: `\r\n` as `\n`; a `\r` by itself stays. */
export function normalizeLineEnds(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
