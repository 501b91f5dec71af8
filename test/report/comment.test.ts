import { describe, expect, it } from 'vitest'
import type { Proposal, Result } from '../../src/core/result.ts'
import { COMMENT_CHARACTERS, renderComment } from '../../src/report/comment.ts'
import { NO_CONTEXT, type ReportContext } from '../../src/report/context.ts'
import { makeReportState, type ReportState, readReportState } from '../../src/report/report-state.ts'
import { readFixture } from './fixtures.ts'

const HEAD = '7d1e0b2c4f5a6b7c8d9e0f1a2b3c4d5e6f708192'
const LAST = '51aa0c9000000000000000000000000000000000'
const CONTEXT: ReportContext = {
  ...NO_CONTEXT,
  repositoryUrl: 'https://git.example/acme/churn',
  headCommit: HEAD,
  runUrl: 'https://git.example/acme/churn/actions/runs/1',
}
const [pass, fail, inconclusive] = [
  readFixture('compare-pass'),
  readFixture('compare-fail'),
  readFixture('compare-inconclusive'),
]

/** With plain blanks where no line may break. */
const render = (results: readonly Result[], context: Partial<ReportContext> = {}) =>
  renderComment(results, { ...CONTEXT, ...context }).replaceAll('\u00A0', ' ')
const lineOf = (markdown: string, start: string) => markdown.split('\n').find((line) => line.startsWith(start))
const reportOf = (results: readonly Result[]): Partial<ReportContext> => ({ before: makeReportState(results, LAST) })
const manyOf = (count: number, result: (index: number) => Result) =>
  Array.from({ length: count }, (_, index) => ({ ...result(index), model: `model-${index}` }))

describe('a comment', () => {
  it('begins with the verdict and ends with what it is of and its state', () => {
    const lines = render([fail]).trimEnd().split('\n')
    expect(lines[0]).toBe('### ⛔ churn: no, ROC AUC is below 0.8, and 1 more')
    expect(lines.at(-3)).toBe(
      `<sub>modelgate 1.0.0, duckdb 1.5.5 · 2,466 rows, \`data/test.parquet\` sha256 \`e98b2dc\` · policy sha256 \`c9eb0c1\` · for [\`7d1e0b2\`](https://git.example/acme/churn/commit/${HEAD}) · [the whole report](https://git.example/acme/churn/actions/runs/1)</sub>`,
    )
    expect(readReportState(lines.at(-1)!)).toEqual(makeReportState([fail], HEAD))
  })

  it('links the code that changed, where there is something to link to', () => {
    expect(lineOf(render([pass]), '**What changed**')).toMatch(
      / · 3 commits \[`51aa0c9…7d1e0b2`\]\(https:\/\/git\.example\/acme\/churn\/compare\/51aa0c9[0-9a-f]*\.\.\.7d1e0b2[0-9a-f]*\)/,
    )
    expect(lineOf(render([pass], { repositoryUrl: null }), '**What changed**')).toContain(
      ' · 3 commits `51aa0c9…7d1e0b2`',
    )
  })

  it('shows nothing that is green beyond the gates', () => {
    const [open] = render([pass, readFixture('validate-pass')]).split('<details>')
    expect(open).not.toContain('**Next**')
    expect(open).not.toContain('rules hold')
  })

  it('folds green gates where they are many', () => {
    const gate = pass.checks.find(({ id }) => id === 'gate/roc_auc/min')!
    const gates = Array.from({ length: 30 }, (_, index) => ({ ...gate, id: `gate/own-${index}/min` }))
    const markdown = render([{ ...pass, checks: [...fail.checks, ...gates] }])
    const [open, ...folds] = markdown.split('<details>')
    expect(open!.match(/✅ \|$/gm)).toBeNull()
    expect(open).toContain(' · 31 more gates hold, below</sub>')
    expect(folds.find((text) => text.startsWith('<summary>Gates that hold'))!.match(/✅ \|$/gm)).toHaveLength(31)
  })
})

describe('what changed since the last report', () => {
  it('names what holds now, what is new and what turned', () => {
    expect(lineOf(render([inconclusive], reportOf([fail])), '**Since**')).toBe(
      `**Since** [\`51aa0c9\`](https://git.example/acme/churn/compare/${LAST}...${HEAD}): ✅ now hold: ROC AUC at least 0.8; recall for contract = Two year, no worse by more than 0.05 · ❌ → ❔: recall for contract = One year, no worse by more than 0.05`,
    )
    expect(lineOf(render([fail], reportOf([pass])), '**Since**')).toMatch(
      /: ❌ new: ROC AUC at least 0\.8; recall .+ Two year/,
    )
  })

  it('says so where the same is open, and nothing where nothing was and is', () => {
    expect(lineOf(render([inconclusive], reportOf([inconclusive])), '**Since**')).toMatch(/: the same check is open$/)
    expect(lineOf(render([pass], reportOf([pass])), '**Since**')).toBeUndefined()
    expect(lineOf(render([pass], reportOf([{ ...fail, model: 'other' }])), '**Since**')).toBeUndefined()
  })

  it('names no commit where it is the same one', () => {
    const again = { before: makeReportState([fail], HEAD) }
    expect(lineOf(render([inconclusive], again), '**Since**')).toMatch(/^\*\*Since\*\* the last run on this commit: /)
  })

  it('calls nothing new where the last report had no room for all', () => {
    const [model] = makeReportState([pass], LAST).models
    const cut: ReportState = { commit: LAST, models: [{ ...model!, more: 3 }] }
    expect(lineOf(render([fail], { before: cut }), '**Since**')).not.toContain('new')
  })

  it('counts what is no longer judged', () => {
    const checks = fail.checks.filter(({ id }) => !id.startsWith('gate/recall'))
    expect(lineOf(render([{ ...fail, checks }], reportOf([fail])), '**Since**')).toMatch(/ 2 no longer judged$/)
  })

  it('stands in the last line and, of several models, in the table', () => {
    expect(render([inconclusive], reportOf([pass]))).toContain(
      `updated for [\`7d1e0b2\`](https://git.example/acme/churn/commit/${HEAD}), before: ✅ for [\`51aa0c9\`]`,
    )
    const both = render([fail, { ...pass, model: 'spam' }], reportOf([pass, { ...pass, model: 'spam' }]))
    expect(lineOf(both, '| ⛔')).toBe('| ⛔ | churn | no, ROC AUC is below 0.8, and 1 more | was ✅ |')
    expect(lineOf(both, '| ✅')).toBe('| ✅ | spam | may replace production v1.3.0 |  |')
  })
})

describe('the policy', () => {
  const difference = {
    path: 'models.churn.gates[1]',
    part: 'policy',
    counts: false,
    base: '0.01',
    head: '0.05',
    source: null,
  }
  const judge = (differences: readonly object[], head: Proposal['head']) => {
    const policy = { ...fail.policy!, commit: '4f2a91c0aa00aa00aa00aa00aa00aa00aa00aa00' }
    return render([{ ...fail, policy, proposal: { differences, head } as Proposal }])
  }

  it('is named with the branch and commit that it was read at', () => {
    expect(lineOf(judge([], null), '**Policy**')).toBe(
      '**Policy** `modelgate.yml` from `main` at [`4f2a91c`](https://git.example/acme/churn/commit/4f2a91c0aa00aa00aa00aa00aa00aa00aa00aa00)',
    )
  })

  it.each<[string, Proposal['head'], string]>([
    ['cannot be told', null, ', which counts once it is merged'],
    ['is none', { verdict: 'fail', blocks: true, summary: 'x' }, ', which would not alter the verdict'],
    [
      'is another verdict',
      { verdict: 'pass', blocks: false, summary: 'No worse than production.' },
      ', which would make it ✅ pass: No worse than production.',
    ],
  ])('says what the pull request changes of it, and what of that comes where it %s', (_, head, ending) => {
    expect(lineOf(judge([difference], head), '**Policy**')).toMatch(
      /; this pull request also changes `models\.churn\.gates\[1\]`, /,
    )
    expect(lineOf(judge([difference], head), '**Policy**')!.endsWith(ending)).toBe(true)
  })

  it('counts differences beyond three and lists them all below', () => {
    const differences = Array.from({ length: 5 }, (_, i) => ({
      ...difference,
      path: `gates[${i}]`,
      counts: i === 0,
      part: i === 0 ? 'wiring' : 'policy',
    }))
    const markdown = judge(differences, null)
    expect(lineOf(markdown, '**Policy**')).toMatch(
      /changes `gates\[1\]`, `gates\[2\]`, `gates\[3\]` and 1 more, which count once they are merged; its change of `gates\[0\]` counts already$/,
    )
    expect(markdown).toContain('<summary>What this pull request changes of how it is judged: 5 differences</summary>')
    expect(lineOf(markdown, '| `gates[0]`')).toBe('| `gates[0]` | wiring | 0.01 | 0.05 | now |')
    expect(lineOf(markdown, '| `gates[1]`')).toBe('| `gates[1]` | gates and rules | 0.01 | 0.05 | once merged |')
  })

  it("says so where the base branch's policy cannot be read", () => {
    const unread = { ...difference, path: 'modelgate.yml', base: 'cannot be read: unknown key', head: 'can be read' }
    expect(lineOf(judge([{ ...unread, counts: true }], null), '**Policy**')).toMatch(
      /; the base branch's policy cannot be read, so this pull request's own, which mends it, judged it$/,
    )
  })

  it('says so where the base branch does not know the model', () => {
    expect(lineOf(judge([{ ...difference, part: 'model', counts: true }], null), '**Policy**')).toMatch(
      /; the base branch does not know this model yet, so this pull request's own policy judged it$/,
    )
  })
})

describe('a comment of special runs', () => {
  it('that nobody trusts says first that nobody vouches for it', () => {
    expect(render([fail], { isUntrusted: true }).split('\n').slice(0, 4)).toEqual([
      '> [!WARNING]',
      '> **Reported by an untrusted run.** Whoever proposed this change could have written these results: read them as a claim. They let nothing be merged or promoted.',
      '',
      '### ⛔ churn: no, ROC AUC is below 0.8, and 1 more',
    ])
  })

  it.each([
    [12, '### ➖ This change touches none of the 12 models'],
    [1, '### ➖ This change does not touch the one model here'],
    [0, '### ➖ There is no model here yet, so there was nothing to judge'],
  ])('that touches none of %i models is short and no pass', (untouchedModels, headline) => {
    const markdown = render([], { untouchedModels })
    expect(markdown.split('\n')[0]).toBe(headline)
    expect(markdown.length).toBeLessThan(500)
    expect(markdown).not.toContain('✅')
  })
})

describe('a comment of many models', () => {
  it('stays short enough, keeps the verdicts of the worst and says where the rest is', () => {
    const comment = render(manyOf(60, (index) => (index % 2 === 0 ? fail : pass)))
    expect(comment.length).toBeLessThanOrEqual(COMMENT_CHARACTERS)
    expect(comment.length).toBeGreaterThan(40_000)
    expect(comment.split('\n')[0]).toBe('## ⛔ 30 of 60 models may not go on')
    expect(comment.split('<details>')[0]!.match(/^\| ⛔ \| model-\d+ \| no, ROC AUC/gm)).toHaveLength(30)
    expect(comment).toContain('<details><summary>✅ 30 models with nothing against them</summary>')
    expect(comment).toMatch(
      /^> Shortened to fit: left out here are details of single models.* The HTML report of \[the run\]\(https:\S+\/runs\/1\) and the result file have them\.$/m,
    )
    expect(readReportState(comment)!.models).toHaveLength(60)
  })

  it('unfolds the reports of three', () => {
    const comment = render(manyOf(8, () => inconclusive))
    expect(comment.match(/^### /gm)).toHaveLength(3)
    expect(comment.match(/^<details><summary>⛔ /gm)).toHaveLength(5)
  })

  it('of thousands counts what it cannot list', () => {
    const comment = render(manyOf(3000, (index) => (index < 400 ? fail : pass)))
    expect(comment.length).toBeLessThanOrEqual(COMMENT_CHARACTERS)
    expect(comment).toContain('## ⛔ 400 of 3,000 models may not go on')
    expect(comment).toMatch(/^and 3\d\d more: 3\d\d ⛔$/m)
    expect(comment).toMatch(/^<details><summary>✅ 2,600 models|models that pass/m)
  })

  it('of names and reasons without end still fits, verdict, note and state included', () => {
    const long = '$&<|'.repeat(5000)
    const results = manyOf(40, () => ({ ...fail, summary: long })).map((result) => ({
      ...result,
      model: result.model + long,
    }))
    for (const count of [1, 2, 40]) {
      const comment = renderComment(results.slice(0, count), CONTEXT)
      expect(comment.length).toBeLessThanOrEqual(COMMENT_CHARACTERS)
      expect(new TextEncoder().encode(comment).length).toBeLessThanOrEqual(4 * COMMENT_CHARACTERS)
      expect(readReportState(comment)).not.toBeNull()
    }
  })

  it('says where none is against them, and where only warnings are', () => {
    expect(render(manyOf(2, () => pass)).split('\n')[0]).toBe('## ✅ 2 models: nothing speaks against them')
    const warned: Result = { ...pass, verdict: 'warn' }
    expect(render(manyOf(3, (index) => (index === 0 ? warned : pass))).split('\n')[0]).toBe(
      '## ⚠️ 3 models may go on, 1 with warnings',
    )
    const skipped: Result = { ...pass, verdict: 'skip', checks: [] }
    expect(render(manyOf(2, () => skipped)).split('\n')[0]).toBe('## ➖ 2 models, nothing was judged')
  })
})
