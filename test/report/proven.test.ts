import { describe, expect, it } from 'vitest'
import type { CheckResult, Result } from '../../src/core/result.ts'
import { renderHtml } from '../../src/report/html.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { renderText } from '../../src/report/text.ts'
import { readFixture } from './fixtures.ts'

function check(id: string, title: string, own: Partial<CheckResult> = {}): CheckResult {
  return {
    ...{ id: `evidence/${id}`, kind: 'evidence', title, verdict: 'pass', severity: 'error', blocks: false },
    target: { object: null, column: null, metric: null, slice: null },
    ...{ observed: null, expected: null, unit: null, statistics: {}, samples: [], source: null, waiver: null },
    ...{ help: null, ...own },
  } as CheckResult
}

const PROVEN = [
  check('file/out%2Fa.json', 'out/a.json is the evidence that was named'),
  check('validate/trust', 'validate was run where it may be believed'),
  check('compare/trust', 'compare was run where it may be believed'),
  check('material/model', 'out/model is what was judged'),
  check('stage/production', 'production takes this model'),
  check('way-back/record', 'the record of churn v0.1.0 is in place'),
  check('way-back/artifacts%2Fmodel', 'artifacts/model of churn v0.1.0 can be fetched'),
  check('way-back/data/train', 'whether data train of churn v0.1.0 is in place', {
    ...{ verdict: 'skip', severity: 'info', help: 'nobody is known to keep it' },
  }),
]

function act(summary: string, checks: readonly CheckResult[], own: Partial<Result> = {}): Result {
  return { ...readFixture('validate-pass'), command: 'promote', summary, checks, ...own }
}

describe('a promotion or rollback', () => {
  const planned = check('told/release', 'churn@v0.2.0 has a release', {
    ...{ verdict: 'skip', severity: 'info', help: 'a release of churn@v0.2.0 would be made. Nothing was done' },
  })
  const done = act('churn may go: it would be v0.2.0. Nothing was changed.', [...PROVEN, planned])

  it('says what was proven, a line for each kind, what was not, and what would be done', () => {
    expect(renderText([done], { colour: false }).split('\n')).toEqual([
      '✅ churn may go: it would be v0.2.0. Nothing was changed.',
      '  ✅ evidence of validate and compare: 3 checks hold',
      '  ✅ 1 file as judged',
      '  ✅ production takes this model',
      '  ✅ churn v0.1.0 can be brought back: record, artifacts/model',
      '  ➖ whether data train of churn v0.1.0 is in place: nobody is known to keep it',
      '  ➖ a release of churn@v0.2.0 would be made',
    ])
    expect(renderMarkdown([done])).toContain(
      '- ✅ evidence of validate and compare: 3 checks hold\n- ✅ 1 file as judged\n',
    )
  })

  it('says the same on the page, before a closed table of each check', async () => {
    const page = await renderHtml([done])
    const card = /<h3>What was proven<\/h3><ul class="steps">(.*?)<\/ul>/.exec(page)![1]!
    const rows = [...card.matchAll(/<span class="pill \w+">(\w+)<\/span><\/span><div>(.*?)<\/div>/g)]
    expect(rows.map(([, word, text]) => [word, text])).toEqual([
      ['pass', 'evidence of validate and compare: 3 checks hold'],
      ['pass', '1 file as judged'],
      ['pass', 'production takes this model'],
      ['pass', 'churn v0.1.0 can be brought back: record, artifacts/model'],
      ['skipped', 'whether data train of churn v0.1.0 is in place: nobody is known to keep it'],
      ['skipped', 'a release of churn@v0.2.0 would be made'],
    ])
    const table = page.slice(page.indexOf('<details><summary>Each check</summary>'))
    for (const { title } of done.checks) expect(table).toContain(`<th scope="row">${title}</th>`)
    expect(page).not.toContain('Other checks</h3>')
  })

  it('that was refused says each reason once, below a short headline', async () => {
    const reasons = ['out/model has changed: run compare again', 'v0.1.0 could not be brought back']
    const wrong = reasons.map((help, index) =>
      check(`material/${index}`, `file ${index}`, { verdict: 'fail', blocks: true, help }),
    )
    const summary = `churn was not promoted: ${reasons[0]} (and 1 more).`
    const refused = act(summary, [...PROVEN, ...wrong], { verdict: 'fail', blocks: true })
    expect(renderText([refused], { colour: false }).split('\n')).toEqual([
      '⛔ churn was not promoted',
      ...reasons.map((reason) => `  ❌ ${reason}`),
    ])
    const twice = act(summary, [...wrong, { ...wrong[0]!, id: 'evidence/material/2' }], {
      verdict: 'fail',
      blocks: true,
    })
    expect(renderText([twice], { colour: false })).toBe(renderText([refused], { colour: false }))
    const markdown = renderMarkdown([refused])
    expect(markdown).toMatch(/^### ⛔ churn was not promoted\n/)
    for (const reason of reasons) expect(markdown.split(reason)).toHaveLength(2)
    const page = await renderHtml([refused])
    expect(page).toContain('<h2 id="verdict-0">churn was not promoted</h2>')
    expect(page).not.toContain('What was proven')
    const markup = page.slice(page.indexOf('<body>'), page.indexOf('<script'))
    for (const reason of reasons) expect(markup.split(reason)).toHaveLength(2)
  })
})
