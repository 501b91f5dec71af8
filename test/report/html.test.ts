import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { NO_CONTEXT, type ReportContext } from '../../src/report/context.ts'
import { renderHtml } from '../../src/report/html.ts'
import { poison, readFixture } from './fixtures.ts'

const results = [
  readFixture('compare-fail'),
  readFixture('validate-fail'),
  readFixture('compare-multiclass'),
  readFixture('compare-gates'),
]
const hostile = results.map((result) => poison(result))
const churn = results.slice(0, 2)
let page = ''
let poisoned = ''
let small = ''

beforeAll(async () => {
  page = await renderHtml(results)
  poisoned = await renderHtml(hostile)
  small = await renderHtml(churn)
})

/** The page without its embedded JSON and its script. */
const markupOf = (html: string) => html.replace(/<script\b[\s\S]*?<\/script>/g, '')

describe('the HTML report', () => {
  it('lets no style and script but its own have a say, and asks nobody for anything', () => {
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)![1]!
    const hashOf = (tag: string) => {
      const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)![1]!
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
    }
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${hashOf('style')}`,
      `script-src ${hashOf('script')}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ])
    expect(page.match(/<script\b[^>]*>/g)).toEqual(['<script type="application/json" id="results">', '<script>'])
    expect(markupOf(page)).not.toMatch(/<(link|img|iframe|object|embed|base|form)\b|\bsrc=|\sstyle=|@import|\/\/[a-z]/i)
    expect([...markupOf(page).matchAll(/\shref="(?!#)[^"]*"/g)]).toEqual([])
    expect([...markupOf(page).matchAll(/url\(([^)]*)\)/g)].every((match) => match[1]!.startsWith('#'))).toBe(true)
  })

  it('links into the repository and to the run where it knows them', async () => {
    const context = {
      ...NO_CONTEXT,
      repositoryUrl: 'https://git.example/acme/churn',
      runUrl: 'https://git.example/run/1',
    }
    const links = async (changed: Partial<ReportContext>) =>
      [...(await renderHtml(churn, { ...context, ...changed })).matchAll(/ href="(?!#)([^"]*)" rel="noreferrer"/g)].map(
        (match) => match[1]!,
      )
    expect(await links({})).toEqual(
      expect.arrayContaining([
        'https://git.example/acme/churn/commit/7d1e0b2c41f09a8e5d3b6c7a8f9e0d1c2b3a4f5e',
        'https://git.example/run/1',
      ]),
    )
    expect(await links({ repositoryUrl: 'javascript:alert(1)//', runUrl: 'data:,x' })).toEqual([])
  })

  it('says the verdict in the title and in the first heading', () => {
    expect(small).toContain('<title>churn: no, ROC AUC is below 0.8, and 3 more</title>')
    expect(small).toMatch(/<h2 id="verdict-0">No, ROC AUC is below 0\.8, and 3 more<\/h2>/)
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
    expect(page).toContain('<td class="number right share-10">1,502</td>')
    expect(page).toContain('<td class="number quiet">·</td>')
    expect(page).toContain('<h3>Worst groups found</h3>')
    expect(page.match(/<table class="sortable" aria-label="Worst groups">/g)).toHaveLength(1)
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
      expect(table).toMatch(/^<table(?: class="sortable")? aria-label="[^"]+">/)
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
    expect(html).toContain('<h2>1 of 2 models may not go on</h2>')
    expect(html.indexOf('id="model-0"')).toBeGreaterThan(html.indexOf('aria-label="Models">'))
    expect(html).toContain('<a href="#model-0">spam</a>')
  })

  it('folds the models that nothing speaks against where there are several', async () => {
    const html = await renderHtml([readFixture('compare-pass'), { ...readFixture('validate-fail'), model: 'spam' }])
    expect(html.match(/<details class="whole"><summary>Its report<\/summary>/g)).toHaveLength(1)
    expect(html.indexOf('class="whole"')).toBeGreaterThan(html.indexOf('id="model-1"'))
    expect(await renderHtml([readFixture('compare-pass')])).not.toContain('class="whole"')
  })

  it('gives hundreds of models a table of all, parts of the worst, and so many drawings', async () => {
    const [failed, passed] = [readFixture('compare-fail'), readFixture('validate-pass')]
    const models = Array.from({ length: 310 }, (_, index) => ({ ...passed, model: `m${index}` }))
    const html = await renderHtml([...models, { ...failed, model: 'bad' }])
    expect(html.match(/<section class="model"/g)).toHaveLength(300)
    expect(html).toContain('<a href="#model-0">bad</a>')
    expect(html).toContain('<th scope="row">m309</th>')
    expect(html).toContain('11 models at the end of the table have no part of their own here')
  })

  it('has the numbers of every drawing as a table, each with its place in the drawing', () => {
    const tables = small.match(/<details class="numbers">[\s\S]*?<\/details>/g)!
    expect(tables).toHaveLength(4)
    const figures = churn.flatMap((result) => result.figures).filter(({ kind }) => kind !== 'matrix')
    for (const [index, { series }] of figures.entries()) {
      const rows = [...tables[index]!.matchAll(/<tr data-at="([\d.]+) ([\d.]+)" data-series="(\d)">/g)]
      expect(rows).toHaveLength(series.reduce((sum, { points }) => sum + points.length, 0))
      for (const [, x, y] of rows) {
        expect(Number(x)).toBeLessThanOrEqual(520)
        expect(Number(y)).toBeLessThanOrEqual(420)
      }
    }
  })

  it('shows what a pull request changes of how it is judged, and the verdict under both', async () => {
    const result = readFixture('compare-fail')
    const difference = {
      path: 'models.churn.gates[0]',
      part: 'policy',
      counts: false,
      base: '{min: 0.8}',
      head: null,
      source: { file: 'modelgate.yml', line: 31 },
    } as const
    const head = { verdict: 'pass', blocks: false, summary: 'All gates pass.' } as const
    const html = await renderHtml([{ ...result, proposal: { differences: [difference], head } }])
    expect(html).toContain('<h3>How this change is judged</h3>')
    expect(html).toContain('<code>models.churn.gates[0]</code>')
    expect(html).toContain('<td>once merged</td>')
    expect(html).toMatch(/as the change would have it<\/dt><dd><span class="pill good">pass<\/span> All gates pass\./)
    expect(small).not.toContain('How this change is judged')
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
    expect(attributes.filter((name) => /^\s(on|src|style)/i.test(name))).toEqual([])
    expect([...markup.matchAll(/\shref="(?!#)/g)]).toEqual([])
    expect(markup).not.toContain('\u202E')
    expect(poisoned.match(/<\/?script/g)).toHaveLength(4)
  })

  it('stays small', () => {
    expect(small.length).toBeLessThan(130_000)
  })
})
