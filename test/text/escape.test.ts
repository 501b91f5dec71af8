import fc from 'fast-check'
import { marked } from 'marked'
import { describe, expect, it } from 'vitest'
import {
  cleanText,
  embedJson,
  escapeHtml,
  escapeLogLines,
  escapeLogText,
  escapeMarkdown,
  escapeMarkdownHtml,
  holdsCommand,
  markdownCode,
  markdownLink,
} from '../../src/text/escape.ts'
import { HOSTILE } from '../report/fixtures.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'`*_[]()<>!|\\#@~:/-+=1.\n &;x$'), maxLength: 40 }),
)

/** What a reader sees of rendered Markdown, without the breaks that keep references dead. */
const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\u200B/g, '')
    .trim()

describe('escapeMarkdown', () => {
  it.each([
    ['a_b*c', 'a\\_b\\*c'],
    ['1,000 rows (0.2 %)', '1,000 rows (0.2 %)'],
    ['1.9.0', '1.9.0'],
    ['1. one', '1\\. one'],
    ['- item', '\\- item'],
    ['a < b & c', 'a &lt; b &amp; c'],
    ['ask @octocat', 'ask @\u200Boctocat'],
    ['see #12', 'see \\#\u200B12'],
    ['a\r\n\tb', 'a b'],
    ['tada :tada: at 10:30:00', 'tada :\u200Btada: at 10:\u200B30:00'],
    ['commit 7d1e0b2, 1,234,567 or 12345678', 'commit 7d1e0b\u200B2, 1,234,567 or 123456\u200B78'],
    ['costs $5 to $9', 'costs <span>$</span>5 to <span>$</span>9'],
    ['mailto:a@b.example', 'mailto:\u200Ba@\u200Bb.example'],
    ['[^1] [!NOTE]', '\\[^1\\] \\[\\!NOTE\\]'],
  ])('writes %j as %j', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected)
  })

  it('shows any text as it is, in a paragraph and in a table cell', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = cleanText(text).replace(/\u200B/g, '')
        const paragraph = marked.parse(`x ${escapeMarkdown(text)} x`, { async: false })
        expect(textOf(paragraph)).toBe(shown === '' ? 'x  x' : `x ${shown} x`)
        const table = marked.parse(`| a | b |\n|---|---|\n| ${escapeMarkdown(text)} | end |`, { async: false })
        expect(table.match(/<td>/g)).toHaveLength(2)
        expect(table).toContain('<td>end</td>')
      }),
      { numRuns: 400 },
    )
  })

  it('brings no link, image, mention or reference of a hostile text to life', () => {
    const html = marked.parse(`x ${escapeMarkdown(HOSTILE, 5000)}`, { async: false, gfm: true })
    expect(new Set(html.match(/<[a-z]+/g))).toEqual(new Set(['<p', '<span']))
    expect(html).not.toMatch(/@\w|#\d|GH-\d|:\/\/|www\./)
  })
})

describe('markdownCode', () => {
  it('shows any text as code, in a table cell too', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const table = marked.parse(`| a | b |\n|---|---|\n| ${markdownCode(text)} | end |`, { async: false })
        expect(table.match(/<td>/g)).toHaveLength(2)
        const code = /<td><code>([\s\S]*?)<\/code><\/td>/.exec(table)?.[1]
        if (cleanText(text) !== '' && !/\\\|/.test(text))
          expect(textOf(code!)).toBe(cleanText(text).replace(/\u200B/g, ''))
      }),
      { numRuns: 400 },
    )
  })
})

describe('markdownCode, where others look for a marker', () => {
  it('begins no comment', () => {
    expect(markdownCode('<!-- modelgate-report x -->')).toBe('`<\u200B!-- modelgate-report x -->`')
  })

  it('keeps a table whole where a backslash stands before a pipe', () => {
    const row = `| ${markdownCode('a\\|b')} | end |`
    const table = marked.parse(`| a | b |\n|---|---|\n${row}`, { async: false })
    expect(table).toContain('<td>end</td>')
  })
})

describe('escapeMarkdownHtml', () => {
  it('leaves no tag, and nothing that GitHub makes of text', () => {
    expect(escapeMarkdownHtml('<b> @octocat #12 :tada: $x')).toBe(
      '&lt;b&gt; @\u200Boctocat #\u200B12 :\u200Btada: <span>$</span>x',
    )
    expect(escapeMarkdownHtml(HOSTILE, 5000).replaceAll('<span>$</span>', '')).not.toMatch(
      /[<>"]|@\w|#\d|GH-\d|:\/\/|www\.|\$/,
    )
  })
})

describe('markdownLink', () => {
  it('links plain web addresses alone', () => {
    expect(markdownLink('`a`', 'https://git.example/a/b/compare/1...2')).toBe(
      '[`a`](https://git.example/a/b/compare/1...2)',
    )
    for (const address of [
      'javascript:alert(1)',
      'https://a.example/)',
      'https://a.example/ "x"',
      '/a',
      'https://<b>',
    ]) {
      expect(markdownLink('`a`', address)).toBe('`a`')
    }
  })
})

describe('cleanText', () => {
  it('shows what would be invisible or turn the reading direction', () => {
    expect(cleanText('a\u202Eb\u2066c\u200Bd\u0000e\u001B[31m\uD800')).toBe('a�b�c�d�e�[31m�')
  })

  it('shows what looks empty, and stacks no more than four marks upon a letter', () => {
    expect(cleanText('a\u00ADb\u3164c\u2800d\u{E0041}e\uFFF9')).toBe('a�b�c�d�e�')
    expect(cleanText(`z${'\u0301'.repeat(40)}z`)).toBe(`z${'\u0301'.repeat(4)}z`)
  })

  it('keeps letters of any script, joined emoji included', () => {
    expect(cleanText('مدة العقد · 合同 · 👩‍🔬')).toBe('مدة العقد · 合同 · 👩‍🔬')
  })

  it('cuts at code points and says so', () => {
    expect(cleanText('😀'.repeat(50), 10)).toBe(`${'😀'.repeat(9)}…`)
    expect([...cleanText('x'.repeat(1e7), 300)]).toHaveLength(300)
  })
})

describe('escapeHtml', () => {
  it('leaves nothing that opens a tag, an entity or an attribute', () => {
    expect(escapeHtml(`<b a="1" c='2'>&amp;`)).toBe('&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;')
    expect(escapeHtml(HOSTILE, 5000)).not.toMatch(/[<>"']/)
  })
})

describe('embedJson', () => {
  it('gives back the same value and cannot end its element', () => {
    fc.assert(
      fc.property(fc.jsonValue(), anyText, (value, text) => {
        const json = embedJson({ value, text, hostile: HOSTILE })
        expect(json).not.toMatch(/[<>&\u2028\u2029]/)
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ value, text, hostile: HOSTILE })))
      }),
    )
  })
})

describe('escapeLogText', () => {
  it('lets no workflow command arise', () => {
    expect(escapeLogText('::error::x')).toBe(': :error::x')
    expect(escapeLogText('a ##[error]x\n::set-output name=x::y')).toBe('a ## [error]x ::set-output name=x::y')
  })
})

describe('escapeLogLines', () => {
  it.each([
    ['a\n  → b', 'a\n  → b'],
    ['::set-output name=a::b\n  ::error::x', ': :set-output name=a::b\n  : :error::x'],
    ['x ##[add-mask]y', 'x ## [add-mask]y'],
    ['\u001b[31mred\u202e\r\u0007', '�[31mred���'],
    ['std::string', 'std::string'],
  ])('makes %j %j', (text, expected) => {
    expect(escapeLogLines(text)).toBe(expected)
  })

  it('leaves no command whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...':#[]\n\r\u0085\u2028 \tax'), maxLength: 30 }), (text) => {
        expect(holdsCommand(escapeLogLines(text))).toBe(false)
      }),
    )
  })
})
