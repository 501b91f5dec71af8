import { beforeAll, describe, expect, it } from 'vitest'
import { renderHtml } from '../../src/report/html.ts'
import { poison, readFixture } from './fixtures.ts'

const results = [
  readFixture('compare-fail'),
  readFixture('validate-fail'),
  readFixture('compare-multiclass'),
  readFixture('compare-gates'),
]
const hostile = results.map(poison)
const churn = results.slice(0, 2)
let page = ''
let poisoned = ''
let small = ''

beforeAll(async () => {
  page = await renderHtml(results)
  poisoned = await renderHtml(hostile)
  small = await renderHtml(churn)
})

/** The page without its embedded JSON. */
const markupOf = (html: string) => html.replace(/<script type="application\/json"[\s\S]*?<\/script>/, '')

describe('the HTML report', () => {
  it('forbids scripts and outside requests, and makes none', () => {
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`,
    )
    expect(markupOf(page)).not.toMatch(
      /<(script|link|img|iframe|object|embed|base|form)\b|\bsrc=|\bhref=|@import|\/\/[a-z]/i,
    )
    expect([...markupOf(page).matchAll(/url\(([^)]*)\)/g)].every((match) => match[1]!.startsWith('#'))).toBe(true)
  })

  it('says the verdict in the title and in the first heading', () => {
    expect(small).toContain('<title>churn: no, ROC AUC is below 0.8, and 3 more</title>')
    expect(small).toMatch(/<h2 id="model-0">No, ROC AUC is below 0\.8, and 3 more<\/h2>/)
  })

  it('embeds the results unchanged', () => {
    for (const [html, expected] of [
      [page, results],
      [poisoned, hostile],
    ] as const) {
      const json = /<script type="application\/json" id="results">([\s\S]*?)<\/script>/.exec(html)![1]!
      expect(JSON.parse(json)).toEqual(expected)
    }
  })

  it('draws every figure and interval with a name for those who do not see it', () => {
    const charts = [...page.matchAll(/<svg class="chart" viewBox="[\d ]+" role="img" aria-labelledby="([^"]+)">/g)]
    expect(charts).toHaveLength(5)
    for (const [, id] of charts) expect(page).toContain(`<figcaption id="${id}">`)
    expect(page.match(/<svg class="interval"[^>]*role="img"><title>interval /g)).toHaveLength(5)
  })

  it('shows how labels met predictions as tables, and the groups that a search found by themselves', () => {
    expect(page.match(/<table aria-label="labels and predictions of [^"]+">/g)).toEqual([
      '<table aria-label="labels and predictions of candidate">',
      '<table aria-label="labels and predictions of production v2.1.0">',
    ])
    expect(page).toContain('<td class="number right" style="--share:98%">1,502</td>')
    expect(page).toContain('<td class="number quiet">·</td>')
    expect(page).toContain('<h3>Worst groups found</h3>')
    expect(page.match(/<table aria-label="Worst groups">/g)).toHaveLength(1)
  })

  it('says each comparison in a sentence for everybody', () => {
    expect(page).toContain('<p class="plain">The candidate&#39;s F1 (macro) is 0.916 (higher is better)')
  })

  it('takes the colours of its drawings from the page, so that they follow light and dark', () => {
    const charts = page.match(/<svg class="chart"[\s\S]*?<\/svg>/g)!.join('')
    const colours = [...charts.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map((match) => match[1]!)
    // Black fills the shapes that only clip, which are never seen.
    expect([...new Set(colours)].filter((colour) => !/^(none|#000|var\(--[a-z\d-]+\))$/.test(colour))).toEqual([])
    expect(page).toContain('@media (prefers-color-scheme:dark)')
  })

  it('heads every table, its columns and its rows', () => {
    for (const table of page.match(/<table[\s\S]*?<\/table>/g)!) {
      expect(table).toMatch(/^<table aria-label="[^"]+">/)
      expect(table.match(/<th(?! scope=)(?!ead)/g)).toBeNull()
    }
  })

  it('gives no id twice', () => {
    const ids = [...page.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('is the same for the same results', async () => {
    expect(await renderHtml(results)).toBe(page)
  })

  it('loads no plotting library and shows no plots without figures', async () => {
    const html = await renderHtml([readFixture('validate-pass')])
    expect(html).not.toContain('Plots')
    expect(html).toContain('The data keeps its contract')
  })

  it('leads with a table of verdicts where there are several models', async () => {
    const html = await renderHtml([readFixture('compare-pass'), { ...readFixture('validate-fail'), model: 'spam' }])
    expect(html).toContain('<h3>1 of 2 models may not go on</h3>')
    expect(html.indexOf('id="model-0"')).toBeGreaterThan(html.indexOf('<table aria-label="Models">'))
  })

  it('brings nothing of a hostile result to life', () => {
    const markup = markupOf(poisoned)
    const tags = (html: string) =>
      [...new Set([...html.matchAll(/<([a-z0-9]+)/gi)].map((match) => match[1]))].toSorted()
    expect(tags(markup).filter((tag) => !tags(markupOf(page)).includes(tag))).toEqual([])
    const attributes = [...markup.replace(/"[^"]*"/g, '""').matchAll(/<[a-z][^>]*>/gi)].flatMap(
      (tag) => tag[0].match(/\s[^\s=>]+(?==)/g) ?? [],
    )
    expect(attributes.length).toBeGreaterThan(100)
    expect(attributes.filter((name) => /^\s(on|href|src)/i.test(name))).toEqual([])
    expect(markup).not.toContain('\u202E')
    expect(poisoned.match(/<\/?script/g)).toHaveLength(2)
  })

  it('stays small', () => {
    expect(small.length).toBeLessThan(120_000)
  })
})
