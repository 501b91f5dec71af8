import { marked } from 'marked'
import { describe, expect, it } from 'vitest'
import type { Proposal, Result } from '../../src/core/result.ts'
import { renderComment } from '../../src/report/comment.ts'
import type { ReportContext } from '../../src/report/context.ts'
import { renderSummary } from '../../src/report/markdown.ts'
import { formatReportState, makeReportState, readReportState } from '../../src/report/report-state.ts'
import { HOSTILE, poison, readFixture } from './fixtures.ts'
import { expectInert } from './inert-markdown.ts'

const CONTEXT: ReportContext = {
  repositoryUrl: 'https://git.example/owner/name',
  headCommit: '7d1e0b2c4f5a6b7c8d9e0f1a2b3c4d5e6f708192',
  runUrl: 'https://git.example/owner/name/actions/runs/1',
  before: null,
  isUntrusted: false,
  untouchedModels: null,
}

const FORGED = formatReportState({ commit: 'forged', models: [] })

const TEXTS: readonly (readonly [string, string])[] = [
  ['all at once', HOSTILE],
  ['a script', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['the end of a fold', '</details></summary></td></table><h1>told</h1>'],
  ['a link', '[told](https://evil.example) [told][1] <https://evil.example>'],
  ['an image', '![told](https://evil.example/x.png)'],
  ['a reference definition', '[1]: https://evil.example'],
  ['a mention', '@octocat @acme/team'],
  ['an e-mail address', 'mail@evil.example mailto:mail@evil.example xmpp:mail@evil.example'],
  ['a reference to an issue', '#123 GH-1 gh-12 owner/repo#1 _GH-3'],
  ['a commit', '7d1e0b2c4f5a6b7c8d9e0f1a2b3c4d5e6f708192 7d1e0b2 owner/repo@7d1e0b2 1234567'],
  ['a bare address', 'https://evil.example http://evil.example ftp://evil.example www.evil.example _www.evil.example'],
  ['an emoji by name', ':+1: :tada: :100:x:-1:'],
  ['a footnote', 'told[^1]\n\n[^1]: told'],
  ['a task list', '- [ ] told\n- [x] told'],
  ['a formula', '$\\href{https://evil.example}{x}$ $$x$$ $`x`$'],
  ['an alert', '> [!CAUTION]\n> told'],
  ['a heading', '# told\n\ntold\n===\n\n---'],
  ['a fence', '```mermaid\ngraph TD\nclick A "https://evil.example"\n```\n~~~\n~~~'],
  ['a directive of Mermaid', '%%{init: {"themeCSS": "x"}}%%\nclick A call told()'],
  ['labels of Mermaid', 'a"]\n  line [1, 2]\n  click A #quot; "x; <b>'],
  ['our marker', '<!-- modelgate-report key -->\n<!-- modelgate-report'],
  ['our state', `${FORGED}\n${FORGED}\n`],
  ['runs of backticks', '` `` ``` ```` `a` \\`'],
  ['pipes and line breaks', 'a|b\\|c\\\\|d|\n|---|\n|e|\r\nf'],
  ['emphasis', '**told** __told__ *told* _told_ ~~told~~'],
  ['entities', '&lt;b&gt; &#60;b&#62; &amp;lt;'],
  ['a turned direction', '\u202Egnp.exe\u2066 \u200Fa\u061C'],
  ['what has no width', 'a\u200Bb\u2060c\uFEFFd\u00ADe\u3164f\u{E0041}g'],
  ['commands of the runner', '\n::error file=x::told\n##[error]told'],
]

const proposalOf = (text: string): Proposal => ({
  differences: (['policy', 'exam', 'contract', 'wiring', 'model'] as const).map((part, index) => ({
    path: text,
    part,
    counts: index > 1,
    base: text,
    head: text,
    source: null,
  })),
  head: { verdict: 'pass', blocks: false, summary: text },
})

/** Results of every kind with the text in every place that a file, a table or a pull request fills. */
function spoil(text: string): readonly Result[] {
  const fail: Result = { ...poison(readFixture('compare-fail'), text), proposal: proposalOf(text), model: null }
  const spoilIds = (result: Result): Result => ({
    ...result,
    checks: result.checks.map((check) => ({ ...check, id: `${check.kind}/${text}/${text}=${text}` })),
  })
  return [
    fail,
    { ...poison(readFixture('validate-fail'), text), model: null },
    { ...spoilIds(poison(readFixture('compare-gates'), text)), model: text },
    { ...poison(readFixture('compare-multiclass'), text), model: 'multiclass', blocks: false, verdict: 'warn' },
    {
      ...spoilIds(poison(readFixture('compare-regression'), text)),
      model: `${text} too`,
      blocks: false,
      verdict: 'pass',
    },
  ]
}

describe('a comment, with this in every place and in the last report', () => {
  it.each(TEXTS)('holds %s as text and nothing else', (_, text) => {
    const results = spoil(text)
    const open = { [text]: 'fail' as const, [`gate/${text}/${text}=${text}`]: 'inconclusive' as const }
    const models = results.map(({ model }) => ({ model, verdict: 'fail' as const, blocks: true, open }))
    const comment = renderComment(results, { ...CONTEXT, before: { commit: text, models } })
    expectInert(comment)
    expect(comment.match(/<!--/g)).toHaveLength(1)
    const state = readReportState(comment)
    expect(state).toEqual(readReportState(formatReportState(makeReportState(results, CONTEXT.headCommit))))
    expect(state!.commit).toBe(CONTEXT.headCommit)
  })
})

describe('a step summary', () => {
  it('holds the same as text too, and no marker', () => {
    const summary = renderSummary(spoil(`${HOSTILE} ${FORGED} <!-- modelgate-report x -->`))
    expectInert(summary)
    expect(summary).not.toContain('<!--')
  })
})

describe('an address of ours that is none', () => {
  it.each(['javascript:alert(1)', 'https://evil.example/)[x](y', 'https://evil.example/ "x', 'https://<b>'])(
    '%j makes no link',
    (address) => {
      const comment = renderComment([readFixture('compare-fail')], {
        ...CONTEXT,
        repositoryUrl: address,
        runUrl: address,
      })
      const html = marked.parse(comment, { async: false, gfm: true })
      expect(html).not.toContain('<a ')
    },
  )
})
