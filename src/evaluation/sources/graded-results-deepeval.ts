import type { GradedResults, GradedRun } from './graded-results.ts'
import { asNumber, asRecord, asText, type JsonRecord } from './graded-results-json.ts'

/** Names that deepeval gives by position, which means another case when one is added. */
const NAME_BY_POSITION = /^(conversational_)?test_case_\d+$/

/** The content of a test run that deepeval wrote; null where it is something else. */
export function parseDeepeval(document: unknown): GradedResults | null {
  const wrapper = asRecord(document)
  const run = asRecord(wrapper?.testRunData) ?? wrapper
  const lists = [run?.testCases, run?.conversationalTestCases].filter(Array.isArray)
  if (run === null || lists.length === 0 || !('metricsScores' in run)) return null
  const cases = lists
    .flat()
    .map(asRecord)
    .filter((test) => test !== null)
  const runs = cases.map((test) => ({ item: nameItem(test), scores: readScores(test) }))
  return { tool: 'deepeval', systems: runs.length === 0 ? [] : [{ name: asText(run.identifier) || 'deepeval', runs }] }
}

/** A case by the name that its author gave it, else by its input or scenario. */
function nameItem(test: JsonRecord): string {
  const name = asText(test.name)
  const asked = asText(test.input) || asText(test.scenario)
  return asked === '' || (name !== '' && !NAME_BY_POSITION.test(name)) ? name : asked
}

/** A metric that failed has no score; the case has no verdict then, unless deepeval lets no verdict rest on the metric. */
function readScores(test: JsonRecord): GradedRun['scores'] {
  const metrics = (Array.isArray(test.metricsData) ? test.metricsData : []).map(asRecord).filter((one) => one !== null)
  const hasFailed = metrics.some((metric) => metric.flaky !== true && Number.isNaN(asNumber(metric.score)))
  const isJudged = typeof test.success === 'boolean' && !hasFailed
  return new Map([
    ['success', isJudged ? Number(test.success) : Number.NaN],
    ...metrics.map((metric) => [asText(metric.name), asNumber(metric.score)] as const),
  ])
}
