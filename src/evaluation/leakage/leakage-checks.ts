import { checkId } from '../../core/check-id.ts'
import { formatCount, formatPlural } from '../../core/count.ts'
import type { GateCheckResult } from '../../core/result.ts'
import type { LeakageCounts } from './leakage.ts'

/** Standard errors by which equal rows must exceed what chance gives. */
const CLEAR = 3

const TITLES = {
  ids: 'No row of the evaluation data was trained on',
  rows: 'Rows of the evaluation data equal training rows no more than chance gives',
} as const

const EXPECTED = {
  ids: '0 rows whose id is also in the training data',
  rows: 'no more rows than chance gives',
} as const

/** Where the training data is named, for the checks. */
type Source = GateCheckResult['source']

/**
 * The counts as checks: an id that stands in both is an error, since the exam was known; rows that are equal but for the
 * id are a warning where they are clearly more than among the training rows themselves, as few columns of few values are
 * equal by chance; so is a column that equals the label.
 *
 * @param isGated whether a gate of the policy judges the ids itself.
 */
export function judgeLeakage(counts: LeakageCounts, isGated: boolean, source: Source): readonly GateCheckResult[] {
  const { ids, rows, testRows } = counts
  if (testRows === 0) return judgeNoRows(counts, isGated, source)
  const checks: GateCheckResult[] = []
  if (ids !== null && !isGated) {
    checks.push({
      ...makeCheck('leakage', TITLES.ids, source),
      verdict: ids > 0 ? 'fail' : 'pass',
      blocks: ids > 0,
      observed: ids,
      expected: EXPECTED.ids,
      statistics: makeStatistics(ids, testRows),
      help:
        ids > 0
          ? `${formatPlural(ids, 'row')} of ${formatCount(testRows)} have an id that the training data has too: take them out of one of the two; where an id may come again, say so by a gate: {metric: leaked_rows, max: N}`
          : null,
    })
  }
  if (rows !== null) checks.push(judgeRows(counts, rows, source))
  if (counts.labelTwins.length > 0) {
    checks.push({
      ...makeCheck('leakage-label', 'No column of the evaluation data is the label', source),
      verdict: 'fail',
      severity: 'warning',
      observed: counts.labelTwins.join(', '),
      expected: 'no column that equals the label in every row',
      statistics: makeStatistics(counts.labelTwins.length, testRows),
      help: `${counts.labelTwins.join(', ')} ${counts.labelTwins.length === 1 ? 'equals' : 'equal'} the label in every row: a model that sees it knows the answer; leave it out of the data`,
    })
  }
  return checks
}

/** Of no rows none can have been trained on, and none was looked at. */
function judgeNoRows({ ids, rows }: LeakageCounts, isGated: boolean, source: Source): readonly GateCheckResult[] {
  const leave = (name: string, part: keyof typeof TITLES, severity: GateCheckResult['severity']): GateCheckResult => ({
    ...makeCheck(name, TITLES[part], source),
    verdict: 'inconclusive',
    severity,
    observed: null,
    expected: EXPECTED[part],
    statistics: makeStatistics(null, 0),
    help: 'there are no evaluation rows',
  })
  return [
    ...(ids === null || isGated ? [] : [leave('leakage', 'ids', 'error')]),
    ...(rows === null ? [] : [leave('leakage-rows', 'rows', 'warning')]),
  ]
}

function judgeRows(counts: LeakageCounts, rows: number, source: Source): GateCheckResult {
  const { testRows, trainRows, twins } = counts
  const chance = trainRows === 0 ? 0 : twins / trainRows
  const share = rows / testRows
  const most = chance + CLEAR * Math.sqrt((chance * (1 - chance)) / testRows)
  const isClear = rows > 0 && share > most
  const among = `${formatPercent(chance)} of the training rows equal another of them`
  return {
    ...makeCheck('leakage-rows', TITLES.rows, source),
    verdict: isClear ? 'fail' : 'pass',
    severity: 'warning',
    observed: rows,
    expected: `${EXPECTED.rows} (${among})`,
    statistics: makeStatistics(rows, testRows),
    help: isClear
      ? `${formatPlural(rows, 'row')} of ${formatCount(testRows)} (${formatPercent(share)}) equal a training row in every column but the id; ${among}: are they the same cases under other ids?`
      : rows > 0
        ? `${formatPlural(rows, 'row')} equal a training row, no more than chance gives: ${among}`
        : null,
  }
}

/**
 * The check of training data that could not be looked at.
 *
 * @param isAsked whether a gate asks for it; else nobody is warned.
 */
export function leaveUnmeasured(reason: string, isAsked: boolean, source: Source): GateCheckResult {
  return {
    ...makeCheck('leakage', TITLES.ids, source),
    verdict: 'inconclusive',
    severity: isAsked ? 'warning' : 'info',
    observed: null,
    expected: EXPECTED.ids,
    statistics: makeStatistics(null, null),
    help: reason,
  }
}

function makeCheck(
  name: string,
  title: string,
  source: Source,
): Omit<GateCheckResult, 'verdict' | 'observed' | 'expected' | 'statistics' | 'help'> {
  return {
    id: checkId('gate', name),
    kind: 'gate',
    title,
    severity: 'error',
    blocks: false,
    target: { object: null, column: null, metric: null, slice: null },
    unit: null,
    samples: [],
    source,
    waiver: null,
  }
}

function makeStatistics(value: number | null, rows: number | null): GateCheckResult['statistics'] {
  return {
    value,
    interval: null,
    confidence: null,
    method: null,
    threshold: 0,
    rows,
    labelsNeeded: null,
    power: null,
  }
}

function formatPercent(share: number): string {
  const percent = share * 100
  return `${percent === 0 || percent >= 1 ? percent.toFixed(1).replace(/\.0$/, '') : percent.toPrecision(1)} %`
}
