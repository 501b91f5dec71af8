import { marked } from 'marked'
import { describe, expect, it } from 'vitest'
import type { GateCheckResult, Result } from '../../src/core/result.ts'
import { NO_CONTEXT } from '../../src/report/context.ts'
import { renderMarkdown as renderReport, renderSummary } from '../../src/report/markdown.ts'
import { HOSTILE, poison, readFixture } from './fixtures.ts'

const linesOf = (markdown: string, pattern: RegExp) => markdown.split('\n').filter((line) => pattern.test(line))
/** With plain blanks where no line may break. */
const renderMarkdown = (results: readonly Result[]) => renderReport(results).replaceAll('\u00A0', ' ')
const bytesOf = (text: string) => new TextEncoder().encode(text).length

describe('the report of what could not be judged', () => {
  const summary = 'Could not be judged: out/p.csv: there is no such file.'
  const [gate] = readFixture('compare-pass').checks
  const unjudged: Result = {
    ...readFixture('compare-pass'),
    ...{ verdict: 'inconclusive', blocks: true, summary, policy: null, baseline: null, materials: [], figures: [] },
    checks: [
      {
        ...{ id: 'evidence/compare', kind: 'evidence', title: 'compare reaches a verdict', help: 'mend the path' },
        ...{ verdict: 'inconclusive', severity: 'error', blocks: true, statistics: {}, samples: [], source: null },
        ...{ observed: summary, expected: null, unit: null, waiver: null, target: gate!.target },
      },
    ],
  }
  const { tool } = unjudged
  const withoutEngine = { ...unjudged, tool: { ...tool, engine: null } }
  const markdown = renderMarkdown([withoutEngine, readFixture('validate-pass')])

  it('says why once, and what to do', () => {
    expect(markdown).toMatch(/^### ⛔ churn: could not be judged: out\/p\.csv: there is no such file\n/)
    expect(markdown.match(/no such file/g)).toHaveLength(1)
    expect(markdown).toContain('**Next** ❔ to get a verdict: mend the path')
  })

  it('names the policy of what was judged, and each tool once', () => {
    expect(markdown).not.toContain('flags alone')
    expect(markdown.match(/modelgate 1\.0\.0/g)?.length).toBe(linesOf(markdown, /modelgate 1\.0\.0/).length)
    expect(renderMarkdown([withoutEngine])).not.toContain('**Policy**')
  })
})

describe('the report of data that is worse than the model', () => {
  it('has the broken rules before gates that hold', () => {
    const markdown = renderMarkdown([readFixture('compare-pass'), readFixture('validate-fail')])
    expect(markdown.indexOf('| rule |')).toBeGreaterThan(0)
    expect(markdown.indexOf('| rule |')).toBeLessThan(markdown.indexOf('| gate |'))
    const both = renderMarkdown([readFixture('compare-fail'), readFixture('validate-fail')])
    expect(both.indexOf('| gate |')).toBeLessThan(both.indexOf('| rule |'))
  })
})

describe('the report of one model', () => {
  const markdown = renderMarkdown([readFixture('compare-inconclusive'), readFixture('validate-pass')])

  it('begins with the verdict in words, one sentence for everybody and the reason', () => {
    expect(markdown.split('\n').slice(0, 5)).toMatchInlineSnapshot(`
      [
        "### ⛔ churn: not yet, recall for contract = One year is too close to call",
        "",
        "Of 1,000 pairs of a positive and a negative case, the candidate scores the positive one higher in about 852, production in about 844: 8 more. The data allow anything from 1 fewer to 16 more (such a range is right 19 times in 20), so it is open which of the two is better.",
        "",
        "Better than production v1.3.0 overall (ROC AUC +0.008, two-sided 95 % interval −0.001 to +0.016), but 148 rows with contract = One year are too few to rule out a drop in recall of more than 0.05.",
      ]
    `)
  })

  it('shows the gates with their numbers and of slices only those that are not green', () => {
    expect(linesOf(markdown.split('<details>')[0]!, /^\|/).join('\n')).toMatchInlineSnapshot(`
      "| gate | production | candidate | difference | interval |  |
      |---|---:|---:|---:|:---:|---|
      | ROC AUC at least 0.8 | 0.844 | 0.852 |  |  | ✅ |
      | ROC AUC no worse by more than 0.01 | 0.844 | 0.852 | +0.008 | \`·┃···├───●───┤·\` −0.001 … +0.016 | ✅ |
      | recall by contract, no worse by more than 0.05 |  |  |  |  | ❔ 1 of 3 |
      | └ One year (148 rows) | 0.412 | 0.391 | −0.021 | \`·├───┃─●─────┤·\` −0.094 … +0.052 | ❔ |
      | calibration error at most 0.05 | 0.021 | 0.018 |  |  | ✅ |"
    `)
  })

  it('says what changed, by which policy, and what to do', () => {
    expect(linesOf(markdown, /^\*\*/).join('\n')).toMatchInlineSnapshot(`
      "**What changed** · \`train.parquet\` 7,043 rows → 7,611 rows · \`max_depth\` 4 → 6 · \`scikit-learn\` 1.9.0 → 1.9.1 · 3 commits \`51aa0c9…7d1e0b2\`  
      **Policy** \`modelgate.yml\` from \`main\`
      **Next** ❔ recall for contract = One year, no worse by more than 0.05: About 310 more labelled rows with contract = One year would settle it, if the measured value holds. (\`modelgate.yml:33\`)
      **ROC** 🟦 candidate · 🟧 production · ⬜ diagonal
      **Calibration** 🟦 candidate · 🟧 production · ⬜ diagonal
      **Candidate − production**"
    `)
  })

  it('folds what holds', () => {
    expect(linesOf(markdown, /<summary>/)).toEqual([
      '<details><summary>Data <code>customers</code>: 19 of 19 rules hold</summary>',
      '<details><summary>All metrics and slices</summary>',
      '<details><summary>Plots: ROC, Calibration, Candidate − production</summary>',
      '<details><summary>The data, and where all of this comes from</summary>',
    ])
  })

  it('ends with versions, rows, digests, and the baseline and why it is one', () => {
    expect(markdown.trimEnd().split('\n').at(-1)).toMatchInlineSnapshot(
      `"<sub>modelgate 1.0.0, duckdb 1.5.5 · 2,466 rows, \`data/test.parquet\` sha256 \`e98b2dc\` · policy sha256 \`c9eb0c1\`</sub>"`,
    )
  })

  it('shows a p-value only beside its interval and test', () => {
    const withP = linesOf(markdown, / p [=<] /)
    expect(withP).toHaveLength(2)
    expect(withP.every((line) => /\(.+ … .+\) \| (DeLong; DeLong|McNemar mid-p) test p/.test(line))).toBe(true)
  })
})

describe('a refused model', () => {
  const markdown = renderMarkdown([readFixture('compare-fail'), readFixture('validate-fail')])

  it('names the worst and counts the rest', () => {
    expect(markdown.split('\n')[0]).toBe('### ⛔ churn: no, ROC AUC is below 0.8, and 3 more')
  })

  it('shows a value just below its bound with the digits that tell them apart', () => {
    expect(linesOf(markdown, /ROC AUC at least/)[0]).toContain('| 0.8441 | 0.7996 |')
  })

  it('shows what was not measured in the table', () => {
    expect(linesOf(markdown, /└ Two year/)[0]).toBe(
      '| └ Two year (966 rows) | 0.294 | not measured |  | not measured | ❔ |',
    )
  })

  it('marks a waived gate and says until when, by whom and why', () => {
    expect(linesOf(markdown, /^\| ROC AUC no worse/)[0]).toContain('⚠️ waived |')
    expect(markdown).toContain('waived until 2026-12-31 by @\u200Bgrowth-ml: relabelling under way')
  })

  it('shows broken rules with counts, place and masked rows', () => {
    expect(linesOf(markdown, /^\| (rule|monthly\\_charges is|median)/).slice(0, 3)).toMatchInlineSnapshot(`
      [
        "| rule | measured | allowed | where |  |",
        "| monthly\\_charges is at least 0 | 12 of 7,611 rows (0.2 %) | &gt;= 0 | \`contracts/customers.odcs.yaml:41\` | ❌ |",
        "| median tenure lies near last month’s | not measured |  | \`contracts/customers.odcs.yaml:57\` | ❔ |",
      ]
    `)
    expect(markdown).toContain('| 1,204 | `•••` | `-0.01` |')
  })

  it('has a next step for every row that failed or is open', () => {
    const steps = markdown.slice(markdown.indexOf('**Next**')).split('\n\n')[0]!
    expect(linesOf(steps, /^- /).map((line) => line.slice(2, line.indexOf(': ')))).toEqual([
      '❌ ROC AUC at least 0.8',
      '❌ recall for contract = One year, no worse by more than 0.05',
      '❌ monthly\\_charges is at least 0',
      '❌ customer\\_id is unique',
      '❔ recall for contract = Two year, no worse by more than 0.05',
      '❔ median tenure lies near last month’s',
      '⚠️ ROC AUC no worse by more than 0.01',
      '⚠️ payment\\_method is one of 4 values',
    ])
  })
})

describe('verdicts in words', () => {
  const headlineOf = (...results: Result[]) => renderMarkdown(results).split('\n')[0]
  const pass = readFixture('compare-pass')
  const first: Result = {
    ...pass,
    baseline: { ...pass.baseline!, version: null, commit: null },
    checks: pass.checks.map((check) =>
      check.kind === 'gate' && check.statistics.margin !== undefined
        ? { ...check, verdict: 'skip', help: 'production holds no version yet: nothing is there to compare with' }
        : check,
    ),
  }

  it.each<[string, string, readonly Result[]]>([
    ['a pass', '### ✅ churn: may replace production v1.3.0', [pass]],
    ['a first version', '### ✅ churn: may become the first version in production', [first]],
    ['data alone', '### ✅ churn: the data keeps its contract', [readFixture('validate-pass')]],
    ['data of no model', '### ✅ The data keeps its contract', [{ ...readFixture('validate-pass'), model: null }]],
    [
      'broken data',
      '### ⛔ churn: no, the data breaks its contract: monthly\\_charges is at least 0 (12 rows), and 1 more',
      [pass, readFixture('validate-fail')],
    ],
    [
      'no gates',
      '### ✅ churn: measured; no gate asks anything of it',
      [{ ...pass, checks: pass.checks.filter(({ kind }) => kind === 'metric') }],
    ],
    ['nothing', '### ➖ churn: there was nothing to judge', [{ ...pass, verdict: 'skip', checks: [] }]],
    [
      'a plan of labels',
      '### ➖ churn: labels planned, nothing judged yet',
      [{ ...pass, verdict: 'skip', checks: [{ ...pass.checks[0]!, id: 'plan/accuracy/margin', verdict: 'skip' }] }],
    ],
    ['no results', '### ➖ There was nothing to judge', []],
  ])('of %s', (_, expected, results) => {
    expect(headlineOf(...results)).toBe(expected)
  })

  it('say why a margin was skipped', () => {
    expect(renderMarkdown([first])).toContain('➖ production holds no version yet: nothing is there to compare with')
  })

  it('tell a note that many metrics share once', () => {
    const note = 'without a prediction column a row counts as positive where score >= 0.5'
    const checks = pass.checks.map((check) => (check.kind === 'metric' ? { ...check, help: note } : check))
    expect(renderMarkdown([{ ...pass, checks }]).match(/without a prediction column/g)).toHaveLength(1)
  })

  it('count the warnings of a pass', () => {
    const gate = pass.checks.find((check): check is GateCheckResult => check.kind === 'gate')!
    const checks = [...pass.checks, { ...gate, id: 'gate/x', verdict: 'fail' as const, severity: 'warning' as const }]
    expect(headlineOf({ ...pass, verdict: 'warn', checks })).toBe(
      '### ⚠️ churn: may replace production v1.3.0, with 1 warning',
    )
  })
})

describe('several models', () => {
  const spam = { ...readFixture('validate-fail'), model: 'spam' }
  const markdown = renderMarkdown([readFixture('compare-pass'), spam])

  it('stand in one table, the worst first', () => {
    expect(markdown.split('\n').slice(0, 6)).toMatchInlineSnapshot(`
      [
        "## ⛔ 1 of 2 models may not go on",
        "",
        "|  | model | verdict |",
        "|---|---|---|",
        "| ⛔ | spam | no, the data breaks its contract: monthly\\_charges is at least 0 (12 rows), and 1 more |",
        "| ✅ | churn | may replace production v1.3.0 |",
      ]
    `)
  })

  it('fold those that pass as a whole', () => {
    expect(markdown).toContain('<details><summary>✅ churn: may replace production v1.3.0</summary>\n\nOf 1,000 pairs')
  })
})

describe('hostile texts', () => {
  const gates = poison(readFixture('compare-gates'))
  const named = gates.checks.map((check) =>
    check.kind === 'gate' ? { ...check, id: `gate/${HOSTILE}=${HOSTILE}` } : check,
  )
  const results = [
    poison(readFixture('compare-fail')),
    poison(readFixture('validate-fail')),
    poison(readFixture('compare-multiclass')),
    gates,
    { ...gates, model: 'other', checks: named },
  ]
  const html = marked.parse(renderMarkdown(results), { async: false, gfm: true })

  it('make no element that the report does not make itself', () => {
    const names = new Set([...html.matchAll(/<\/?([a-z0-9]+)/gi)].map((match) => match[1]))
    const own = 'a br code details em h2 h3 li p pre span strong sub summary sup table tbody td th thead tr ul'.split(
      ' ',
    )
    expect([...names].filter((name) => !own.includes(name!))).toEqual([])
    expect(html.match(/<details>/g)!.length).toBe(html.match(/<\/details>/g)!.length)
  })

  it('mention nobody and refer to nothing outside of code', () => {
    const prose = html.replace(/<code[^>]*>[\s\S]*?<\/code>/g, '').replaceAll('&#39;', "'")
    expect(prose).not.toMatch(/@\w|#\d|GH-\d|:\/\/|www\./)
    expect(prose).not.toContain('\u202E')
  })

  it('keep every row of a table in its columns', () => {
    for (const table of html.match(/<table>[\s\S]*?<\/table>/g)!) {
      const rows = table.match(/<tr>[\s\S]*?<\/tr>/g)!.map((row) => row.match(/<t[hd]/g)!.length)
      expect(new Set(rows).size).toBe(1)
    }
  })
})

describe('the step summary', () => {
  it('of an ordinary result is the whole report', () => {
    expect(renderSummary([readFixture('compare-fail')])).toBe(renderReport([readFixture('compare-fail')]))
    expect(renderSummary([])).toBe('')
  })

  it('of many models stays under a million bytes, keeps all verdicts it can and names what it left out', () => {
    const result = readFixture('compare-fail')
    const results = Array.from({ length: 300 }, (_, i) => ({ ...result, model: `model-${i}` }))
    const summary = renderSummary(results)
    expect(bytesOf(summary)).toBeLessThan(1_000_000)
    expect(summary).toContain('## ⛔ 300 of 300 models may not go on')
    expect(summary).toContain('\n\nand 200 more: 200 ⛔\n')
    expect(summary).toContain('\n\nand 200 more reports in the result files\n')
  })

  it('leaves out the least important first', () => {
    const results = [readFixture('compare-fail'), readFixture('validate-fail')]
    const render = (most: number) => renderReport(results, NO_CONTEXT, { most, measure: bytesOf, elsewhere: '' })
    const shorter = render(bytesOf(renderReport(results)) - 1)
    expect(shorter).toContain('left out here are plots.')
    expect(shorter).toContain('| gate |')
    const shortest = render(1000)
    expect(shortest).toContain('### ⛔ churn: no')
    expect(shortest).not.toContain('| gate |')
  })
})
