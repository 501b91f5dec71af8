import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { HOSTILE } from '../report/fixtures.ts'
import type { Page } from '../support/chromium.ts'
import { type OpenOptions, photograph, REPORT_NAMES, REPORTS, unfold, useReports } from '../support/html-pages.ts'
import { FAINT_TEXTS } from '../support/text-contrast.ts'
import { ensureNpmTool } from '../support/tool-servers.ts'

const open = useReports()
let axe = ''
beforeAll(async () => {
  const folder = await ensureNpmTool('axe-core', '4.14.1')
  axe = readFileSync(join(folder, 'node_modules/axe-core/axe.min.js'), 'utf8')
})

/** What the browser had to complain about: errors, refused styles and scripts, messages, dialogs. */
const complaintsOf = ({ events }: Page) =>
  events
    .filter(({ method }) =>
      /^(Log\.entryAdded|Runtime\.(exceptionThrown|consoleAPICalled)|Page\.javascriptDialogOpening)$/.test(method),
    )
    .map(({ method, params }) => `${method} ${JSON.stringify(params).slice(0, 300)}`)

const requestsOf = ({ events }: Page) =>
  events
    .filter(({ method }) => method === 'Network.requestWillBeSent')
    .map(({ params }) => (params['request'] as unknown as { readonly url: string }).url)

describe.each(REPORT_NAMES)('the HTML report “%s” in Chromium', (name) => {
  it('opens without a complaint and asks nobody for anything', async () => {
    const page = await open(name)
    await unfold(page)
    expect(complaintsOf(page)).toEqual([])
    expect(requestsOf(page)).toEqual([expect.stringMatching(new RegExp(`^file:.*/${name}\\.html$`))])
    await photograph(page, `${name}-unfolded`)
  })

  it('draws every figure', async () => {
    const page = await open(name)
    await unfold(page)
    const expected = REPORTS[name].flatMap(({ figures }) =>
      figures.filter(({ kind, series }) => kind !== 'matrix' && series.some(({ points }) => points.length > 0)),
    )
    const drawn = await page.evaluate<readonly boolean[]>(
      `[...document.querySelectorAll('svg.chart')].map((svg) => svg.getBoundingClientRect().height > 80 && svg.querySelectorAll('path, circle').length > 5)`,
    )
    expect(drawn).toEqual(expected.map(() => true))
  })

  it.each<[string, OpenOptions]>([
    ['light', {}],
    ['dark', { isDark: true }],
    ['on paper', { isDark: true, media: 'print' }],
  ])('has texts that stand out from their ground: %s', async (scheme, options) => {
    const page = await open(name, options)
    await photograph(page, `${name}-${scheme.replace(' ', '-')}`)
    await unfold(page)
    expect(await page.evaluate(FAINT_TEXTS)).toEqual([])
  })

  it('fits a telephone: only tables and drawings scroll sideways', async () => {
    const page = await open(name, { width: 360 })
    await photograph(page, `${name}-narrow`)
    await unfold(page)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  })

  it.each([false, true])('has nothing that axe finds wrong, dark: %s', async (isDark) => {
    const page = await open(name, { isDark, hasPolicy: false })
    await unfold(page)
    await page.evaluate(`${axe}; 0`)
    const violations = await page.evaluate<readonly string[]>(
      `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, impact, nodes }) => impact + ' ' + id + ' ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 150)).join(' | ')))`,
    )
    expect(violations).toEqual([])
  })

  it('names everything that a screen reader comes to', async () => {
    const page = await open(name)
    await unfold(page)
    const { nodes } = await page.send<{ nodes: readonly AccessibleNode[] }>('Accessibility.getFullAXTree')
    const seen = nodes.filter(({ ignored, role }) => !ignored && role !== undefined)
    const unnamed = seen.filter(({ role, name: own }) => NAMED.includes(role!.value) && !own?.value)
    expect(unnamed.map(({ role }) => role!.value)).toEqual([])
    const roles = new Set(seen.map(({ role }) => role!.value))
    expect([...roles]).toEqual(expect.arrayContaining(['banner', 'main', 'heading', 'table', 'link', 'button']))
  })
})

interface AccessibleNode {
  readonly ignored: boolean
  readonly role?: { readonly value: string }
  readonly name?: { readonly value: string }
}
const NAMED = ['button', 'link', 'heading', 'table', 'image', 'img', 'searchbox', 'DisclosureTriangle', 'region']

describe('the HTML report under a keyboard', () => {
  it.each(['refused', 'many'] as const)('is reached in the order in which it is read: %s', async (name) => {
    const page = await open(name, { width: 600 })
    const wanted = await page.evaluate<readonly string[]>(
      `[...document.querySelectorAll('a[href], button, summary, input, [tabindex="0"]')].filter((element) => element.checkVisibility({ visibilityProperty: true })).map((element, index) => { element.dataset.at = element.dataset.at ?? 'e' + index; return element.dataset.at })`,
    )
    expect(wanted.length).toBeGreaterThan(15)
    const reached: string[] = []
    for (let count = 0; count < wanted.length; count += 1) {
      await page.press('Tab')
      reached.push(
        await page.evaluate<string>(
          `(() => { const at = document.activeElement; const { outlineStyle, top } = getComputedStyle(at); return outlineStyle === 'none' ? 'unmarked ' + at.outerHTML.slice(0, 90) : at.dataset.at })()`,
        ),
      )
    }
    expect(reached).toEqual(wanted)
  })

  it('leads past the top, opens parts, and reads a drawing point by point', async () => {
    const page = await open('refused')
    await page.press('Tab')
    expect(await page.evaluate('document.activeElement.getBoundingClientRect().top >= 0')).toBe(true)
    await page.evaluate(`document.querySelector('svg.chart').focus()`)
    const tip = () => page.evaluate<string>(`document.querySelector('.tip.shown')?.textContent ?? ''`)
    await page.press('ArrowRight')
    expect(await tip()).toBe('candidate\nfalse positive rate 0.000\ntrue positive rate 0.000')
    await page.press('ArrowRight')
    expect(await tip()).toMatch(/^candidate\nfalse positive rate 0\.0006\d*\ntrue positive rate 0\.040$/)
    await page.press('ArrowDown')
    expect(await tip()).toMatch(/^production\n/)
    await page.press('Escape')
    expect(await tip()).toBe('')
    expect(complaintsOf(page)).toEqual([])
  })
})

describe('the HTML report under a pointer', () => {
  const click = (page: Page, selector: string) =>
    page.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`)

  it('tells the point below it, and takes a series out of a drawing and back', async () => {
    const page = await open('refused')
    const [x, y] = await page.evaluate<[number, number]>(`(() => {
      const figure = document.querySelector('figure.plot')
      const svg = figure.querySelector('svg.chart')
      svg.scrollIntoView({ behavior: 'instant', block: 'center' })
      const place = svg.getBoundingClientRect()
      const at = figure.querySelectorAll('tr[data-at]')[20].dataset.at.split(' ').map(Number)
      const scale = place.width / svg.viewBox.baseVal.width
      return [place.left + at[0] * scale, place.top + at[1] * scale]
    })()`)
    await page.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y })
    const row = await page.evaluate<string>(
      `[...document.querySelector('figure.plot').querySelectorAll('tr[data-at]')[20].cells].map((cell) => cell.textContent).join(' ')`,
    )
    const shown = await page.evaluate<string>(`document.querySelector('.tip.shown').textContent`)
    expect(shown.replace(/\n(false|true) positive rate/g, '')).toBe(row)
    const colour = () =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('svg.chart')).getPropertyValue('--chart-2')`)
    const before = await colour()
    await click(page, '.legend li:nth-child(2) button')
    expect(await colour()).toBe('transparent')
    await click(page, '.legend li:nth-child(2) button')
    expect(await colour()).toBe(before)
  })

  it('orders and searches the models, whose parts follow', async () => {
    const page = await open('many')
    const rows = () =>
      page.evaluate<readonly string[]>(
        `[...document.querySelectorAll('[aria-label="Models"] tbody tr:not([hidden]) th')].map((cell) => cell.textContent)`,
      )
    const names = REPORTS.many.map(({ model }) => model)
    await click(page, '[aria-label="Models"] th button')
    expect(await rows()).toEqual(names)
    await click(page, '[aria-label="Models"] th button')
    expect(await rows()).toEqual(names.toReversed())
    await page.evaluate(
      `(() => { const field = document.querySelector('input[type=search]'); field.value = 'model-07'; field.dispatchEvent(new Event('input')) })()`,
    )
    expect(await rows()).toEqual(['model-07'])
    expect(await page.evaluate(`document.querySelectorAll('section.model:not([hidden])').length`)).toBe(1)
    expect(await page.evaluate(`document.querySelector('.search output').textContent`)).toBe('1 of 24')
  })

  it('turns dark and light by a button that remembers nothing', async () => {
    const page = await open('passed')
    const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    const light = await ground()
    await click(page, '#theme')
    const dark = await ground()
    expect(dark).not.toBe(light)
    await unfold(page)
    expect(await page.evaluate(FAINT_TEXTS)).toEqual([])
    await click(page, '#theme')
    expect(await ground()).toBe(light)
    expect(await page.evaluate('localStorage.length + sessionStorage.length + document.cookie.length')).toBe(0)
  })
})

describe('the HTML report of a hostile result', () => {
  it('shows what it holds as text and runs none of it', async () => {
    const page = await open('hostile')
    await unfold(page)
    const shown = await page.evaluate<string>('document.querySelector(".eyebrow").textContent')
    expect(HOSTILE.startsWith(shown.slice(0, -1))).toBe(true)
    expect(shown.length).toBeGreaterThan(40)
    expect(await page.evaluate('[document.images.length, document.scripts.length, document.links.length]')).toEqual([
      0,
      2,
      expect.any(Number),
    ])
    expect(
      await page.evaluate(`[...document.links].filter((link) => !link.getAttribute('href').startsWith('#')).length`),
    ).toBe(0)
    expect(complaintsOf(page)).toEqual([])
  })

  it('would not run a script that got into it: the policy refuses one', async () => {
    const page = await open('refused')
    const ran = await page.evaluate(`(() => {
      const script = document.createElement('script')
      try { script.text = 'window.__ran = true' } catch (error) { return error.name }
      document.body.append(script)
      return window.__ran ?? false
    })()`)
    expect(ran).toBe('TypeError')
    expect(await page.evaluate(`fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')`)).toBe('refused')
    expect(complaintsOf(page).some((line) => /Content Security Policy/.test(line))).toBe(true)
  })
})

describe('the HTML report without its script', () => {
  it('says the same, and its parts still open', async () => {
    const page = await open('refused', { hasScript: false })
    const text = await page.evaluate<string>('document.body.innerText')
    for (const part of [
      'No, ROC AUC is below 0.8, and 3 more',
      'Gates',
      'Next',
      'How this change is judged',
      'Plots',
    ]) {
      expect(text).toContain(part)
    }
    expect(await page.evaluate(`document.getElementById('theme').checkVisibility()`)).toBe(false)
    expect(await page.evaluate(`document.querySelectorAll('.order, .search').length`)).toBe(0)
    await page.evaluate(`document.querySelector('summary').focus()`)
    await page.press('Enter')
    expect(await page.evaluate(`document.querySelector('details').open`)).toBe(true)
  })
})
