import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll } from 'vitest'
import type { Proposal, Result } from '../../src/core/result.ts'
import { renderHtml } from '../../src/report/html.ts'
import { type FixtureName, poison, readFixture } from '../report/fixtures.ts'
import { ROOT } from './built.ts'
import { type Browser, type Page, startChromium } from './chromium.ts'

const PROPOSAL: Proposal = {
  differences: [
    {
      path: 'models.churn.gates[1]',
      part: 'policy',
      counts: false,
      base: '{metric: roc_auc, margin: 0.01}',
      head: '{metric: roc_auc, margin: 0.05}',
      source: { file: 'modelgate.yml', line: 32 },
    },
    {
      path: 'models.churn.candidate.predictions',
      part: 'wiring',
      counts: true,
      base: null,
      head: 'out/predictions.csv',
      source: null,
    },
  ],
  head: { verdict: 'warn', blocks: false, summary: 'No worse than production v1.3.0 by more than 0.05.' },
}

const refused: readonly Result[] = [
  { ...readFixture('compare-fail'), proposal: PROPOSAL },
  readFixture('validate-fail'),
]
const TASKS: readonly FixtureName[] = [
  'compare-multiclass',
  'compare-regression',
  'compare-ranking',
  'compare-forecast',
  'compare-graded',
  'compare-gates',
]
const KINDS: readonly FixtureName[] = ['compare-pass', 'compare-fail', 'compare-inconclusive', 'validate-fail']

/** One of many: a few checks and no drawings. */
function nameModel(name: FixtureName, index: number): Result {
  const result = readFixture(name)
  const model = `model-${String(index).padStart(2, '0')}`
  return { ...result, model, checks: result.checks.filter(({ kind }) => kind !== 'metric').slice(0, 4), figures: [] }
}

/** Reports as people get them, by name. */
export const REPORTS = {
  refused,
  passed: [readFixture('compare-pass'), readFixture('validate-pass')],
  open: [readFixture('compare-inconclusive')],
  tasks: TASKS.map((name) => ({ ...readFixture(name), model: name.slice('compare-'.length) })),
  many: Array.from({ length: 24 }, (_, index) => nameModel(KINDS[index % KINDS.length]!, index)),
  hostile: refused.map((result) => poison(result)),
} as const satisfies Readonly<Record<string, readonly Result[]>>
export type ReportName = keyof typeof REPORTS
export const REPORT_NAMES = Object.keys(REPORTS) as ReportName[]

export interface OpenOptions {
  readonly width?: number
  readonly isDark?: boolean
  readonly media?: 'screen' | 'print'
  readonly hasScript?: boolean
  /** Lets a tool of the test into the page. */
  readonly hasPolicy?: boolean
}

export type OpenReport = (name: ReportName, options?: OpenOptions) => Promise<Page>

/** A browser for the tests of a file, and the reports as files that it opens. */
export function useReports(): OpenReport {
  let folder = ''
  let browser: Browser
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'modelgate-reports-'))
    for (const name of REPORT_NAMES) writeFileSync(join(folder, `${name}.html`), await renderHtml(REPORTS[name]))
    browser = await startChromium()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return async (name, { width = 1100, isDark = false, media = 'screen', hasScript = true, hasPolicy = true } = {}) => {
    const page = await browser.newPage({ width, height: 900 })
    const features = [{ name: 'prefers-color-scheme', value: isDark ? 'dark' : 'light' }]
    await page.send('Emulation.setEmulatedMedia', { media, features })
    if (!hasPolicy) await page.send('Page.setBypassCSP', { enabled: true })
    if (!hasScript) await page.send('Emulation.setScriptExecutionDisabled', { value: true })
    await page.open(pathToFileURL(join(folder, `${name}.html`)).href)
    return page
  }
}

/** Opens every part of the page that is folded. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
}

/** Writes what the page looks like below `.cache/screenshots`, for people to look at. */
export async function photograph(page: Page, name: string): Promise<void> {
  const [width, height] = await page.evaluate<[number, number]>(
    '[document.documentElement.clientWidth, Math.min(4000, document.documentElement.scrollHeight)]',
  )
  const clip = { x: 0, y: 0, width, height, scale: 1 }
  const { data } = await page.send<{ data: string }>('Page.captureScreenshot', { captureBeyondViewport: true, clip })
  const folder = join(ROOT, '.cache/screenshots')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.png`), Buffer.from(data, 'base64'))
}
