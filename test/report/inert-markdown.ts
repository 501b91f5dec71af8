import { marked } from 'marked'
import { expect } from 'vitest'

const OWN = 'a br code details em h1 h2 h3 li p pre span strong sub summary sup table tbody td th thead tr ul'.split(
  ' ',
)

/**
 * Nothing in the Markdown is alive that a stranger's text could have brought: no element but ours, no link elsewhere, no
 * mention, reference, address, formula, task list or alert; and every table keeps its columns.
 */
export function expectInert(markdown: string): void {
  // what GitHub looks at when it looks for references: text, not code
  const html = marked.parse(markdown, { async: false, gfm: true })
  const names = new Set([...html.matchAll(/<\/?([a-z0-9]+)/gi)].map((match) => match[1]!))
  expect([...names].filter((name) => !OWN.includes(name))).toEqual([])
  expect(html.match(/<details>/g)?.length).toBe(html.match(/<\/details>/g)?.length)
  const targets = [...html.matchAll(/<a href="([^"]*)"/g)].map((match) => match[1]!)
  expect(targets.filter((target) => !target.startsWith('https://git.example/owner/name/'))).toEqual([])
  expect([...html.matchAll(/<span>([^<]*)<\/span>/g)].every((match) => match[1] === '$')).toBe(true)
  const prose = html
    .replace(/<span>\$<\/span>/g, '')
    .replace(/<pre>[\s\S]*?<\/pre>|<code[^>]*>[\s\S]*?<\/code>/g, '\u0001')
    .replace(/<!--[^>]*-->/g, '')
    .replace(/<[^>]*>/g, '\u0001')
    .replaceAll('&#39;', "'")
  expect(prose).not.toMatch(
    /@\w|#\d|\bgh-\d|:\/\/|www\.|mailto:\w|xmpp:\w|:[\w+-]+:|(?<![0-9a-z])[0-9a-f]{7,}(?![0-9a-z])/i,
  )
  expect(prose).not.toMatch(/\$/)
  expect(html).not.toMatch(/<input|<blockquote>\s*<p>\[!/)
  for (const table of html.match(/<table>[\s\S]*?<\/table>/g) ?? []) {
    const rows = table.match(/<tr>[\s\S]*?<\/tr>/g)!.map((row) => row.match(/<t[hd]/g)!.length)
    expect(new Set(rows).size).toBe(1)
  }
  expect(markdown).not.toMatch(
    /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C\u2060\uFEFF\u00AD\u3164\u{E0000}-\u{E007F}]/u,
  )
  // GitHub's footnotes, which the renderer here does not know; in code and in HTML blocks there are none
  expect(markdown.replace(/^<details>.*$/gm, '').replace(/(`+)[^`].*?\1/g, '')).not.toMatch(
    /(?<!\\)\[\^|^\s*\[[^\]]*\]:/m,
  )
  for (const [, code] of markdown.matchAll(/```mermaid\n([\s\S]*?)```/g)) {
    expect(code!.replaceAll(' --> ', ' to ')).not.toMatch(/%%|\bclick\b|#quot|[`;<>{]/)
    expect(code!.match(/^xychart-beta$/gm)).toHaveLength(1)
  }
}
