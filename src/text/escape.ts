/**
 * Escaping by the place where a text lands. Titles, column names, category values, file names and reasons come from
 * data and pull requests: none of it may become markup, a mention, a reference, a link, an image or a command.
 */

/** Zero width space: breaks what GitHub makes of a text after rendering, where a backslash no longer helps. */
const BREAK = '\u200B'

/** Code points that a text is cut to, where the caller says nothing. */
const TEXT_LIMIT = 300

/** Control characters, bidirectional overrides, invisible tags, unpaired surrogates: shown, never obeyed. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}\p{Surrogate}]/gu

/**
 * One line of plain text: white space of any kind is one blank, what would be invisible or turn the reading direction
 * is `�`, and more than `limit` code points end in `…`.
 */
export function cleanText(text: string, limit = TEXT_LIMIT): string {
  // Cut before the scan, so that a text of many megabytes costs no more than a short one.
  const line = text
    .slice(0, limit * 4)
    .replace(/[\s\u2028\u2029\u0085]+/g, ' ')
    .replace(INVISIBLE, '\uFFFD')
    .trim()
  const points = [...line]
  return points.length > limit || text.length > limit * 4 ? `${points.slice(0, limit - 1).join('')}…` : line
}

/**
 * A line of a log: the runner reads `::command::` at the start of a line and `##[command]` anywhere in it, so neither
 * can arise from what is printed.
 */
export function escapeLogText(text: string, limit = TEXT_LIMIT): string {
  return cleanText(text, limit).replace(/##\[/g, '## [').replace(/^::/, ': :')
}

/**
 * Lines of a log that somebody else's names stand in: the lines stay, and nothing in them is a command to the runner or
 * to the terminal.
 */
export function escapeLogLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/[\t\u2028\u2029\u0085]/g, ' ')
        .replace(INVISIBLE, '\uFFFD')
        .replace(/##\[/g, '## [')
        .replace(/^(\s*)::/, '$1: :'),
    )
    .join('\n')
}

/** Whether a runner would take a part of a text for a command: `::command::` begins a line, `##[command]` stands anywhere. */
export function holdsCommand(text: string): boolean {
  return /^\s*::|##\[/m.test(text)
}

/** Breaks mentions, issue references and bare addresses, which GitHub links in rendered text. */
function breakReferences(text: string): string {
  return text
    .replace(/@(?=[\w-])/g, `@${BREAK}`)
    .replace(/#(?=\d)/g, `#${BREAK}`)
    .replace(/\bGH-(?=\d)/gi, (match) => `${match}${BREAK}`)
    .replace(/:(?=\/\/)/g, `:${BREAK}`)
    .replace(/\b(mailto|xmpp):/gi, (match) => `${match}${BREAK}`)
    .replace(/\bwww\./gi, (match) => `${match.slice(0, -1)}${BREAK}.`)
}

/** Text inside a Markdown paragraph, list item, heading or table cell. */
export function escapeMarkdown(text: string, limit = TEXT_LIMIT): string {
  return breakReferences(cleanText(text, limit))
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]~|!#$]/g, '\\$&')
    .replace(/^(\d+)(?=[.)](\s|$))/, '$1\\')
    .replace(/^[-+=]/, '\\$&')
}

/** A Markdown code span, whatever backticks the text holds; the pipe is escaped, so that it may stand in a table. */
export function markdownCode(text: string, limit = TEXT_LIMIT): string {
  const line = cleanText(text, limit).replace(/\|/g, '\\|')
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  const padding = line === '' || line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${fence}${padding}${line}${padding}${fence}`
}

/** Text between HTML tags, or in a double-quoted attribute. */
export function escapeHtml(text: string, limit = TEXT_LIMIT): string {
  return cleanText(text, limit)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
}

/** JSON for a `<script type="application/json">`: no character sequence in it can end the element or open a comment. */
export function embedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
