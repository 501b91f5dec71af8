import { describe, expect, it } from 'vitest'
import type { GateCheckResult } from '../../src/core/result.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { type FixtureName, readFixture } from './fixtures.ts'

/** With plain blanks where no line may break. */
const plain = (markdown: string) => markdown.replaceAll('\u00A0', ' ')
const render = (name: FixtureName) => plain(renderMarkdown([readFixture(name)]))
/** The tables of a report, each as its lines. */
const tablesOf = (markdown: string) => [...markdown.matchAll(/(?:^\|.*\n)+/gm)].map((match) => match[0].trimEnd())
const linesOf = (markdown: string, pattern: RegExp) => markdown.split('\n').filter((line) => pattern.test(line))

describe('a regression', () => {
  const [gates, overall, sliced] = tablesOf(render('compare-regression'))

  it('shows large numbers with thousands and as many digits as their interval bears', () => {
    expect(gates).toMatchInlineSnapshot(`
      "| gate | production | candidate | difference | interval |  |
      |---|---:|---:|---:|:---:|---|
      | RMSE at most 12,500 | 12,758 | 12,346 |  |  | ✅ |
      | RMSE no worse by more than 250 | 12,758 | 12,346 | −412 | \`·├───●────┤··┃·\` −806 … −19 | ✅ |
      | R² at least 0.8 | 0.800 | 0.812 |  |  | ✅ |"
    `)
  })

  it('shows on which side of zero each end of a difference lies, and what concerns one row below the table', () => {
    expect(overall).toMatchInlineSnapshot(`
      "| metric | rows | production | candidate | difference | method |
      |---|---:|---:|---:|---:|---|
      | RMSE | 4,000 | 12,758 (12,118 … 13,398) | 12,346 (11,706 … 12,986) | −412 (−806 … −19) | paired t test p = 0.041 |
      | MAE | 4,000 | 8,201 (8,179 … 8,224) | 8,124 (8,102 … 8,146) | −78 (−92 … −63) |  |
      | R² | 4,000 | 0.800 (0.779 … 0.821) | 0.812 (0.791 … 0.833) | +0.0126 (−0.0004 … +0.0256) |  |
      | MAPE <sup>1</sup> | 4,000 | 0.0921 (0.0890 … 0.0952) | 0.0913 (0.0882 … 0.0944) | −0.0008 (−0.0025 … +0.0009) |  |
      | bias (mean of prediction − label) | 4,000 | −102 (−193 … −11) | 13 (−78 … 105) | +116 (+55 … +176) |  |"
    `)
    expect(render('compare-regression')).toContain('<sub><sup>1</sup> 3 labels of 0 left out</sub>')
  })

  it('keeps slices in a table of their own', () => {
    expect(sliced!.split('\n').at(-1)).toBe(
      '| city = Oslo | MAE | 812 | 9,120 (8,810 … 9,431) | 9,011 (8,701 … 9,321) | −109 (−259 … +41) |',
    )
  })
})

describe('a task of many classes', () => {
  const markdown = render('compare-multiclass')

  it('shows how labels met predictions, and says what is hidden', () => {
    expect(tablesOf(markdown)[2]).toMatchInlineSnapshot(`
      "| candidate: label ↓ prediction → | Adelie | Chinstrap | Gentoo |
      |---|---:|---:|---:|
      | Adelie | **1,502** | 31 | 0 |
      | Chinstrap | 58 | **702** | 12 |
      | Gentoo | · | 9 | **1,681** |"
    `)
    expect(markdown).toContain('· stands for cells that are not shown: fewer than 5 rows')
  })

  it('names averages and tells a test only beside its interval', () => {
    expect(linesOf(markdown, /^\| (ROC AUC|accuracy)/)).toEqual([
      '| ROC AUC (one against the rest, weighted) | 4,000 | 0.981 (0.975 … 0.987) | 0.984 (0.978 … 0.990) | +0.003 (−0.002 … +0.008) |  |',
      '| accuracy | 4,000 | 0.931 (0.915 … 0.947) | 0.931 (0.915 … 0.947) | 0.000 (−0.012 … +0.012) | McNemar mid-p test p = 0.61 |',
    ])
  })

  it('leaves a matrix of many classes to the HTML report', () => {
    const result = readFixture('compare-multiclass')
    const points = Array.from({ length: 144 }, (_, i) => ({ x: `c${i % 12}`, y: 9, label: `c${Math.floor(i / 12)}` }))
    const figures = [{ ...result.figures[0]!, series: [{ name: 'candidate', points }] }]
    expect(renderMarkdown([{ ...result, figures }])).toContain('The classes are too many for a comment')
  })
})

describe('the other tasks', () => {
  it('show a ranking', () => {
    expect(linesOf(render('compare-ranking'), /^\| NDCG/)).toEqual([
      '| NDCG at 10 no worse by more than 0.01 | 0.731 | 0.700 | −0.031 | `·├────●───┤··┃·` −0.044 … −0.018 | ❌ |',
      '| NDCG at 10 <sup>1</sup> | 12,000 | 0.731 (0.713 … 0.749) | 0.700 (0.682 … 0.718) | −0.031 (−0.044 … −0.018) |',
    ])
  })

  it('show a forecast by horizon, in the order of the numbers', () => {
    const markdown = render('compare-forecast')
    expect(linesOf(markdown, /^\| horizon/).map((line) => line.split(' | ')[0])).toEqual([
      '| horizon = 1',
      '| horizon = 2',
      '| horizon = 10',
    ])
    expect(tablesOf(markdown)[0]).toBe(
      '| gate |  |\n|---|---|\n| MASE by horizon, no worse by more than 0.05 | ✅ 3 of 3 |',
    )
    expect(markdown).not.toContain('┃ is the limit')
  })

  it('show graded answers', () => {
    expect(linesOf(render('compare-graded'), /^\| (mean score no|share)/)).toEqual([
      '| mean score no worse by more than 0.02 | 0.787 | 0.811 | +0.024 | `·┃····├──●───┤·` +0.004 … +0.044 | ✅ |',
      '| share with a score of at least 0.5 <sup>1</sup> | 400 | 0.840 (0.806 … 0.874) | 0.870 (0.836 … 0.904) | +0.030 (+0.004 … +0.056) |  |',
    ])
  })
})

describe('gates of every kind', () => {
  const markdown = render('compare-gates')

  it('stand in one table, an expression with the numbers that it looked at', () => {
    expect(tablesOf(markdown)[0]).toMatchInlineSnapshot(`
      "| gate | production | candidate | difference | interval |  |
      |---|---:|---:|---:|:---:|---|
      | better on one of two: \`metrics.log_loss.difference < 0.0 \\|\\| metrics.roc_auc.low > 0.0\` |  |  |  |  | ❌ |
      | └ log loss |  |  | +0.0031 |  |  |
      | └ ROC AUC |  |  |  | low −0.011 |  |
      | └ recall for contract = One year &amp; gender = F |  | 0.391 |  |  |  |
      | └ rows |  | 4,000 |  |  |  |
      | └ changes of commits |  | undefined |  |  |  |
      | floor of recall: recall at least 0.5 | 0.542 | 0.536 |  |  | ✅ |
      | demographic parity difference by gender at most 0.1 | 0.122 | 0.131 |  |  | ⚠️ |
      | recall by contract &amp; gender, no worse by more than 0.05 |  |  |  |  | ⚠️ 1 of 1 |
      | └ One year &amp; F (461 rows) | 0.412 | 0.269 | −0.143 | \`·├────●────┤·┃·\` −0.211 … −0.075 | ⚠️ waived |
      | model size at most 50 MB | 51.20 MB | 48.23 MB |  |  | ✅ |
      | prediction time per row at most 20 ms | 0.01 ms | 12.34 ms |  |  | ✅ |
      | No row of the evaluation data was trained on |  | 7 |  |  | ❌ |
      | No group of rows that nobody named fares worse |  | 2 |  |  | ⚠️ |"
    `)
  })

  it('name an expression that does not hold in the verdict', () => {
    expect(markdown.split('\n')[0]).toBe('### ⛔ churn: no, “better on one of two” does not hold, and 1 more')
  })

  it('count a waived one as a warning and say who, why and until when', () => {
    const result = readFixture('compare-gates')
    const checks = result.checks.filter((check) => check.kind === 'metric' || check.waiver !== null)
    const warned = renderMarkdown([{ ...result, checks, verdict: 'warn', blocks: false }])
    expect(warned.split('\n')[0]).toBe('### ⚠️ churn: may replace production v2.1.0, with 1 warning')
    expect(warned).toContain('waived until 2026-12-31 by @\u200Bgrowth-ml: relabelling under way')
  })

  it('never leave out a waived one, however much else is to do', () => {
    const result = readFixture('compare-gates')
    const waived = result.checks.find((check) => check.waiver !== null)!
    const failed = result.checks.find((check): check is GateCheckResult => check.id === 'gate/leakage')!
    const others = Array.from({ length: 40 }, (_, i) => ({ ...failed, id: `gate/leakage-${i}`, help: `step ${i}` }))
    const full = renderMarkdown([{ ...result, checks: [...others, waived] }])
    expect(full).toContain('waived until 2026-12-31')
    expect(full).toContain('- and 30 more steps')
  })

  it('say how often the labels have decided, and what of the data could not be looked at', () => {
    const [line] = linesOf(markdown, /^\*\*Evaluation data\*\*/)
    expect(line).not.toContain('8 registered versions')
    expect(linesOf(markdown, /^- These labels have decided 8 registered versions before\./)).toHaveLength(1)
    expect(markdown.trimEnd().split('\n').at(-1)).toContain(' · 9th decision of 50 on these labels · ')
    expect(line).toContain(
      'equal training rows no more than chance gives: not measured, data/train.parquet is not here',
    )
  })

  it('count no note among the gates', () => {
    const result = readFixture('compare-gates')
    const checks = result.checks
      .filter(({ id }) => id === 'gate/reuse' || id === 'metric/recall')
      .map((check) => (check.kind === 'gate' ? { ...check, severity: 'info' as const } : check))
    const noted = renderMarkdown([{ ...result, checks, verdict: 'pass', blocks: false }])
    expect(noted.split('\n')[0]).toBe('### ✅ churn: measured; no gate asks anything of it')
    expect(noted).not.toContain('| gate |')
    expect(noted).toContain('- These labels have decided 8')
  })

  it('are not what a comparison looks at by itself', () => {
    const result = readFixture('compare-gates')
    const checks = result.checks.flatMap((check) =>
      check.id === 'gate/leakage' ? [{ ...check, verdict: 'pass' as const, blocks: false, help: null }] : [],
    )
    const calm = renderMarkdown([{ ...result, checks, verdict: 'pass', blocks: false }])
    expect(calm.split('\n')[0]).toBe('### ✅ churn: measured; no gate asks anything of it')
    expect(calm).toContain('| No row of the evaluation data was trained on | 7 | ✅ |')
  })

  it('show numbers without rows in the unit that fits, and without an interval', () => {
    expect(linesOf(markdown, /^\| (model size|prediction time per row) </)).toEqual([
      '| model size <sup>1</sup> |  | 51.20 MB | 48.23 MB | −2.966 MB |',
      '| prediction time per row <sup>1</sup> |  | 0.01 ms | 12.34 ms | +12.33 ms |',
    ])
    expect(markdown).toContain('<sub><sup>1</sup> two numbers only: without rows nobody knows')
  })
})

describe('what is told beside gates', () => {
  const markdown = render('compare-gates')

  it('are many changes, a line for each kind', () => {
    expect(linesOf(markdown, /^\*\*What changed/).join('\n')).toMatchInlineSnapshot(`
      "**What changed** in data · \`train\` 7,043 rows → 7,611 rows  
      **What changed** in parameters · \`depth\` 0 → 0.5 · \`eta\` 1 → 1.5 · \`rounds\` 2 → 2.5 · \`subsample\` 3 → 3.5  
      **What changed** in packages · \`packages\` 120 → 121, 24 of them changed · \`numpy\` 2.3.1 → 2.4.0 · \`polars\` not set → 1.40.0  
      **What changed** in code · 3 commits, 12 files \`5c14541…7e36763\`  "
    `)
  })

  it('are the worst groups that a search found, apart from the slices of the policy', () => {
    expect(tablesOf(markdown)[1]).toMatchInlineSnapshot(`
      "| slice | metric | rows | production | candidate | difference |
      |---|---|---:|---:|---:|---:|
      | contract = One year &amp; gender = F | recall | 461 | 0.412 (0.337 … 0.487) | 0.269 (0.194 … 0.344) | −0.143 (−0.211 … −0.075) |
      | payment = Mailed check | recall | 233 | 0.512 (0.437 … 0.587) | 0.449 (0.374 … 0.524) | −0.063 (−0.121 … −0.005) |"
    `)
    expect(markdown.match(/^\| payment = Mailed check \| recall/gm)).toHaveLength(1)
    expect(markdown).toContain('Worst groups found: <code>contract = One year &amp; gender = F, and 1 more</code>')
    expect(linesOf(markdown, /No group of rows/)[0]).toBe(
      '| No group of rows that nobody named fares worse |  | 2 |  |  | ⚠️ |',
    )
  })

  it('are no worst groups where the search found none', () => {
    const result = readFixture('compare-gates')
    const checks = result.checks.map((check) =>
      check.id === 'gate/worst_slices'
        ? { ...check, verdict: 'pass' as const, help: 'None of 214 groups is worse.' }
        : check,
    )
    const calm = renderMarkdown([{ ...result, checks }])
    expect(calm).not.toContain('Worst groups found')
    expect(calm).toContain('None of 214 groups is worse.')
    expect(linesOf(calm, /^\| payment = Mailed check \| recall/)).toHaveLength(1)
  })

  it('are the inputs that the models lean on', () => {
    expect(linesOf(markdown, /^\| `(contract|paperless)/)).toEqual([
      '| `contract` | +0.112 | +0.141 |',
      '| `paperless_billing` | −0.001 | 0.000 |',
    ])
  })
})
