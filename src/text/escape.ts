/**
 * Escaping by the place where a text lands. Titles, column names, category values, file names and reasons come from
 * data and pull requests: none of it may become markup, a mention, a reference, a link, an image or a command.
 */

/** Zero width space: breaks what GitHub makes of a text after rendering, where a backslash no longer helps. */
const BREAK = '\u200B'

/** Code points that a text is cut to, where the caller says nothing. */
const TEXT_LIMIT = 300

/**
 * Control characters, bidirectional overrides, what has no width or only looks empty, unpaired surrogates: shown, never
 * obeyed. Joiners and variation selectors stay: scripts and emoji are written with them.
 */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2060-\u206F\u2800\uFFF9-\uFFFB\p{Surrogate}]|(?!\u200C|\u200D|[\uFE00-\uFE0F])\p{Default_Ignorable_Code_Point}/gu

/** Most texts: nothing in them is to be looked for. */
const PLAIN = /^[ -~]*$/
const PLAIN_WORDS = /^[!-~]+(?: [!-~]+)*$/

/** Marks stacked upon one letter beyond these would cover the lines above it. */
const STACKED = /(\p{M}{4})\p{M}+/gu

/**
 * One line of plain text: white space of any kind is one blank, what would be invisible or turn the reading direction
 * is `�`, and more than `limit` code points end in `…`.
 */
export function cleanText(text: string, limit = TEXT_LIMIT): string {
  if (text.length <= limit && PLAIN_WORDS.test(text)) return text
  // Cut before the scan, so that a text of many megabytes costs no more than a short one.
  const blank = text.slice(0, limit * 4).replace(/[\s\u2028\u2029\u0085]+/g, ' ')
  const line = (PLAIN.test(blank) ? blank : blank.replace(INVISIBLE, '\uFFFD').replace(STACKED, '$1')).trim()
  if (line.length <= limit && text.length <= limit * 4) return line
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

/**
 * Breaks what GitHub makes of plain text once Markdown is rendered: mentions, references to issues and commits, bare
 * addresses, emoji by name. `#` before a colour is none of these.
 */
export function breakReferences(text: string): string {
  return text
    .replace(/@(?=[\w-])/g, `@${BREAK}`)
    .replace(/#(?=\d)/g, `#${BREAK}`)
    .replace(/\bGH-(?=\d)/gi, (match) => `${match}${BREAK}`)
    .replace(/:(?=\/\/)/g, `:${BREAK}`)
    .replace(/\b(mailto|xmpp):/gi, (match) => `${match}${BREAK}`)
    .replace(/www\./gi, (match) => `${match.slice(0, -1)}${BREAK}.`)
    .replace(/:(?=[\w+-]+:)/g, `:${BREAK}`)
    .replace(/(?<![0-9a-z])[0-9a-f]{7,}(?![0-9a-z])/gi, (id) => id.replace(/.{6}(?=.)/g, (part) => part + BREAK))
}

/** A formula begins at any `$`, escaped or not; GitHub's own way to write a bare one is an element around it. */
const DOLLAR = '<span>$</span>'

/** Text inside a Markdown paragraph, list item, heading or table cell. */
export function escapeMarkdown(text: string, limit = TEXT_LIMIT): string {
  return breakReferences(cleanText(text, limit))
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]~|!#]/g, '\\$&')
    .replace(/^(\d+)(?=[.)](\s|$))/, '$1\\')
    .replace(/^[-+=]/, '\\$&')
    .replaceAll('$', DOLLAR)
}

/**
 * A Markdown code span, whatever backticks the text holds; the pipe is escaped, so that it may stand in a table, and no
 * comment begins in it: whoever searches a page for a marker of ours finds only ours.
 */
export function markdownCode(text: string, limit = TEXT_LIMIT): string {
  const line = cleanText(text, limit)
    .replace(/<!--/g, `<${BREAK}!--`)
    .replace(/\\(?=\|)/g, `\\${BREAK}`)
    .replace(/\|/g, '\\|')
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  const padding = line === '' || line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${fence}${padding}${line}${padding}${fence}`
}

/** Text between HTML tags inside Markdown, such as a `<summary>`: what GitHub makes of text it makes of this too. */
export function escapeMarkdownHtml(text: string, limit = TEXT_LIMIT): string {
  return escapeTags(breakReferences(cleanText(text, limit))).replaceAll('$', DOLLAR)
}

/**
 * A link of escaped Markdown to an address of ours; the text alone where the address is no plain web address.
 *
 * @example markdownLink('`4f2a91c`', 'https://github.com/owner/name/commit/4f2a91c')
 */
export function markdownLink(markdown: string, address: string): string {
  return /^https?:\/\/[\w.~:/?#@!$&*+,;=%-]+$/.test(address) ? `[${markdown}](${address})` : markdown
}

/** Text between HTML tags, or in a double-quoted attribute. */
export function escapeHtml(text: string, limit = TEXT_LIMIT): string {
  return escapeTags(cleanText(text, limit))
}

function escapeTags(text: string): string {
  return text
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
