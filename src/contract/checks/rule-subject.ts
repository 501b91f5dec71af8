import type { FailingRow } from '../../core/probe.ts'
import { describeComparison, describeEnd, holds } from '../comparison.ts'
import type { QualityMetric, QualityRule } from '../data-contract.ts'
import { formatPercent, shortenQuery } from '../wording.ts'
import type { CheckScope } from './check-scope.ts'
import { type CheckSubject, contractCheckId, countStatistics, inconclusive, type Judgement } from './contract-check.ts'

/** What a quality rule is about. @param title in place of what the rule itself demands. */
export function describeRule(
  rule: QualityRule,
  column: string | null,
  scope: CheckScope,
  { id, title }: { readonly id?: string; readonly title?: string } = {},
): CheckSubject {
  const { metric, comparison } = rule
  const isCount = rule.type === 'library'
  return {
    id: contractCheckId(scope.key, column, rule.id ?? id ?? metric ?? rule.unknownMetric ?? rule.type),
    title: titleOf(rule, column, title),
    severity: rule.severity,
    object: scope.key,
    column,
    expected: comparison === null ? null : describeComparison(comparison, isCount ? rule.unit : ''),
    unit: isCount && rule.unit !== '' ? rule.unit : null,
    dimension: rule.dimension,
    place: rule.place,
  }
}

const METRIC_WORDS: Readonly<Record<QualityMetric, string>> = {
  nullValues: 'null values',
  missingValues: 'missing values',
  invalidValues: 'invalid values',
  duplicateValues: 'duplicate values',
  rowCount: 'rows',
}

/** The rule's own words, else what it demands: `churn has at most 3 missing values`. */
function titleOf(rule: QualityRule, column: string | null, title: string | undefined): string {
  const { metric, comparison } = rule
  const words = rule.name ?? rule.description
  if (words !== null) return column === null ? words : `${column}: ${words}`
  const subject = column ?? 'the data'
  if (title !== undefined) return `${subject} ${title}`
  if (rule.type === 'sql' && comparison !== null) {
    const query = rule.query === null ? 'the query' : shortenQuery(rule.query)
    return `${column === null ? '' : `${column}: `}${query} gives ${describeComparison(comparison, '')}`
  }
  if (metric === null || comparison === null) return `${subject}: ${rule.unknownMetric ?? `a ${rule.type} rule`}`
  const unit = rule.unit === 'rows' ? '' : rule.unit
  return `${subject} has ${describeComparison(comparison, unit)} ${METRIC_WORDS[metric]}`
}

/** A row count. Zero rows are a count like any other. */
export function judgeCount(rule: QualityRule, rows: number): Judgement {
  const comparison = rule.comparison!
  const isMet = holds(comparison, rows)
  return {
    verdict: isMet ? 'pass' : 'fail',
    observed: rows,
    statistics: { ...countStatistics(rows, 0), failing: null, percent: null, value: rows },
    samples: [],
    help: isMet ? describeEnd(comparison, rows) : `the data has ${rows} rows: is it the whole file?`,
  }
}

/** Values that break a rule, as rows or percent of `rows`, against what the rule allows. Over zero rows nothing is said. */
export function judgeFailing(
  rule: QualityRule,
  measured: { readonly rows: number; readonly failing: number; readonly samples: readonly FailingRow[] },
): Judgement {
  const { rows, failing, samples } = measured
  if (rows === 0) return inconclusive('the data has no rows', 0)
  const comparison = rule.comparison!
  const statistics = countStatistics(rows, failing)
  const value = rule.unit === 'percent' ? statistics.percent! : failing
  const isMet = holds(comparison, value)
  const shown = rule.unit === 'percent' ? formatPercent(value) : String(value)
  return {
    verdict: isMet ? 'pass' : 'fail',
    observed: value,
    statistics,
    samples: isMet ? [] : samples,
    help: isMet
      ? describeEnd(comparison, value)
      : `measured ${shown} ${rule.unit}, allowed ${describeComparison(comparison, rule.unit)}: mend the data, or change the rule`,
  }
}
