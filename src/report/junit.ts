import type { CheckResult, Result } from '../core/result.ts'
import { cleanText } from '../text/escape.ts'
import { describeFault, describeNumbers } from './fault-sentence.ts'

/** What a reader of JUnit files knows: it passed, or one of these. */
type Outcome = 'failure' | 'error' | 'skipped'

/** A check as a test. */
interface Case {
  readonly name: string
  readonly outcome: Outcome | null
  /** Of an outcome: a word for machines, one line and the whole story. */
  readonly type: string
  readonly message: string
  readonly text: string
}

/**
 * The results as JUnit XML, one suite for each result and one test for each check but for measurements, which ask
 * nothing. A failed check is a failure, an inconclusive one that blocks an error. What did not pass and blocks nothing
 * (a warning, a waived check, an inconclusive one that the policy lets through) is skipped with its reason, as test
 * runners report failures that are expected: a failure would turn the build that the policy lets through, and a pass
 * would hide it.
 */
export function renderJunit(results: readonly Result[]): string {
  const suites = results.map((result) => ({ result, cases: listCases(result) }))
  const all = suites.flatMap(({ cases }) => cases)
  const seconds = results.reduce((sum, result) => sum + measureSeconds(result), 0)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="modelgate" ${countCases(all)} time="${formatSeconds(seconds)}">`,
    ...suites.map(({ result, cases }) => renderSuite(result, cases)),
    '</testsuites>',
    '',
  ].join('\n')
}

function listCases(result: Result): readonly Case[] {
  const cases = result.checks.filter((check) => check.kind !== 'metric').map(makeCase)
  const isTold = cases.some(({ outcome }) => outcome === 'failure' || outcome === 'error')
  const isVerdictNeeded = (result.blocks && !isTold) || cases.length === 0
  return isVerdictNeeded ? [...cases, makeVerdictCase(result)] : cases
}

function makeCase(check: CheckResult): Case {
  const outcome = outcomeOf(check)
  const type = outcome === 'skipped' ? wordOf(check) : check.verdict
  const told = check.verdict === 'skip' ? (check.help ?? 'nothing to judge') : describeFault(check)
  const lines = [check.title, told, describeNumbers(check), placeOf(check)]
  return {
    name: check.id,
    outcome,
    type,
    message: outcome === 'skipped' ? `${type}: ${told}` : `${check.title}: ${told}`,
    text: lines
      .filter((line) => line !== '')
      .map((line) => writeXml(line, 1000))
      .join('\n'),
  }
}

function outcomeOf({ verdict, severity, blocks, waiver }: CheckResult): Outcome | null {
  if (verdict === 'pass') return null
  if (verdict === 'fail' && waiver === null && severity === 'error') return 'failure'
  return verdict === 'inconclusive' && blocks ? 'error' : 'skipped'
}

function wordOf({ verdict, waiver }: CheckResult): string {
  if (verdict === 'skip') return 'skipped'
  if (waiver !== null) return 'waived'
  return verdict === 'fail' ? 'warning' : 'inconclusive'
}

function placeOf({ source }: CheckResult): string {
  if (source === null) return ''
  return source.line === null ? source.file : `${source.file}:${source.line}`
}

/** The result as a whole, where it has no test, or says no without one that does. */
function makeVerdictCase({ verdict, blocks, summary }: Result): Case {
  const blocking = verdict === 'inconclusive' ? 'error' : 'failure'
  const outcome = blocks ? blocking : verdict === 'pass' ? null : 'skipped'
  return { name: 'verdict', outcome, type: verdict, message: summary, text: writeXml(summary, 2000) }
}

function renderSuite(result: Result, cases: readonly Case[]): string {
  const name = [result.model, result.command].filter((part) => part !== null).join(' ')
  const owner = writeXml(['modelgate', result.model, result.command].filter((part) => part !== null).join('.'), 300)
  const facts = `time="${formatSeconds(measureSeconds(result))}" timestamp="${writeXml(result.startedAt.replace(/(\.\d+)?Z$/, ''), 40)}"`
  return [
    `  <testsuite name="${writeXml(name, 300)}" ${countCases(cases)} skipped="${countOf(cases, 'skipped')}" ${facts}>`,
    ...cases.map((entry) => renderCase(entry, owner)),
    `    <system-out>${writeXml(result.summary, 2000)}</system-out>`,
    '  </testsuite>',
  ].join('\n')
}

function renderCase({ name, outcome, type, message, text }: Case, owner: string): string {
  const start = `    <testcase classname="${owner}" name="${writeXml(name, 1000)}" time="0"`
  if (outcome === null) return `${start}/>`
  const body = `<${outcome} type="${writeXml(type, 40)}" message="${writeXml(message, 800)}">${text}</${outcome}>`
  return `${start}>\n      ${body}\n    </testcase>`
}

function countCases(cases: readonly Case[]): string {
  return `tests="${cases.length}" failures="${countOf(cases, 'failure')}" errors="${countOf(cases, 'error')}"`
}

const countOf = (cases: readonly Case[], outcome: Outcome): number =>
  cases.filter((entry) => entry.outcome === outcome).length

/** 0 where an instant cannot be read. */
function measureSeconds({ startedAt, finishedAt }: Result): number {
  const milliseconds = Date.parse(finishedAt) - Date.parse(startedAt)
  return Number.isFinite(milliseconds) ? Math.min(Math.max(0, milliseconds / 1000), 1e6) : 0
}

/** Jenkins reads at most three decimals, and thousands only behind a comma. */
function formatSeconds(seconds: number): string {
  const [whole, fraction] = seconds.toFixed(3).split('.')
  return `${whole!.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`
}

/** Text in an element or a quoted attribute; XML has no way to write some characters, not even escaped. */
function writeXml(text: string, limit: number): string {
  return cleanText(text, limit)
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
}
