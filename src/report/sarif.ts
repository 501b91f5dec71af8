import { encodeIdPart } from '../core/check-id.ts'
import { formatPlural } from '../core/count.ts'
import type { Result } from '../core/result.ts'
import { cleanText } from '../text/escape.ts'
import { type Finding, listFindings, type PathOptions, SARIF_LEVELS, writeMessage } from './sarif-finding.ts'

export interface SarifOptions extends PathOptions {
  /** Web address of the repository, where it is known. */
  readonly repositoryUrl?: string | null
}

/** Code scanning refuses a file of more runs, … */
const MOST_RUNS = 20
/** … keeps so many results of a run, … */
const MOST_RESULTS = 5000
/** … and takes 10 MB packed; these are bytes before packing. */
const MOST_BYTES = 10_000_000

/** Results of one analysis: code scanning closes its alerts that an upload of the same name no longer has. */
interface Analysis {
  readonly id: string
  readonly results: readonly Result[]
}

/**
 * The checks that did not pass as SARIF 2.1.0, for code scanning: one run for each command and model (for each command
 * where those are too many), so that models judged in different jobs leave each other's alerts alone. Waived checks are
 * suppressed notes. Where there are more than code scanning takes, the worst are in it and the others are counted.
 */
export function renderSarif(results: readonly Result[], options: SarifOptions): string {
  const analyses = groupResults(results)
  const found = analyses.map((analysis) => analysis.results.flatMap((result) => listFindings(result, options)))
  const kept = keepWorst(found)
  const runs = analyses.map((analysis, index) => describeRun(analysis, found[index]!, kept, options))
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs })}\n`
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

function groupResults(results: readonly Result[]): readonly Analysis[] {
  const byModel = groupBy(results, ({ command, model }) => [command, ...(model === null ? [] : [model])])
  return byModel.length <= MOST_RUNS ? byModel : groupBy(results, ({ command }) => [command]).slice(0, MOST_RUNS)
}

/** What stands before the last `/` is the category. */
function groupBy(results: readonly Result[], keyOf: (result: Result) => readonly string[]): readonly Analysis[] {
  const groups = new Map<string, Result[]>()
  for (const result of results) {
    const id = `modelgate/${keyOf(result)
      .map((part) => encodeIdPart(cleanText(part, 200)))
      .join('/')}/`
    groups.set(id, [...(groups.get(id) ?? []), result])
  }
  return [...groups].map(([id, own]) => ({ id, results: own }))
}

/** The findings that fit, the worst of all runs first. */
function keepWorst(found: readonly (readonly Finding[])[]): ReadonlySet<Finding> {
  const kept = new Set<Finding>()
  const encoder = new TextEncoder()
  const counts = found.map(() => 0)
  let bytes = 0
  for (const level of SARIF_LEVELS) {
    for (const [index, findings] of found.entries()) {
      for (const finding of findings.filter((entry) => entry.level === level)) {
        if (counts[index]! >= MOST_RESULTS) break
        const size = encoder.encode(JSON.stringify([finding.rule, finding.result])).length
        if (bytes + size > MOST_BYTES) return kept
        bytes += size
        counts[index]! += 1
        kept.add(finding)
      }
    }
  }
  return kept
}

function describeRun(
  { id, results }: Analysis,
  found: readonly Finding[],
  kept: ReadonlySet<Finding>,
  { repositoryUrl = null }: SarifOptions,
): object {
  const shown = SARIF_LEVELS.flatMap((level) => found.filter((entry) => entry.level === level && kept.has(entry)))
  const rules = new Map(shown.toReversed().map(({ ruleId, rule }) => [ruleId, rule]))
  const commit = results.find((result) => result.source?.commit)?.source?.commit
  const isKnown = repositoryUrl !== null && /^https?:\/\/[\w.:/~-]+$/.test(repositoryUrl)
  return {
    tool: {
      driver: { name: 'modelgate', version: cleanText(results[0]!.tool.version, 60), rules: [...rules.values()] },
    },
    automationDetails: { id },
    ...(isKnown
      ? {
          versionControlProvenance: [
            { repositoryUri: repositoryUrl, ...(commit ? { revisionId: cleanText(commit, 80) } : {}) },
          ],
        }
      : {}),
    invocations: results.map((result) => describeInvocation(result)).concat(describeRest(found.length - shown.length)),
    results: shown.map(({ result }) => result),
    columnKind: 'utf16CodeUnits',
  }
}

/** What was asked and what came out of it, with what has no result here because nothing speaks against it. */
function describeInvocation(result: Result): object {
  const count = (verdict: string) => result.checks.filter((check) => check.verdict === verdict).length
  return {
    executionSuccessful: true,
    ...describeTime('startTimeUtc', result.startedAt),
    ...describeTime('endTimeUtc', result.finishedAt),
    properties: {
      model: result.model === null ? null : cleanText(result.model, 200),
      verdict: result.verdict,
      blocks: result.blocks,
      summary: writeMessage(result.summary, 1000),
      checks: { pass: count('pass'), fail: count('fail'), inconclusive: count('inconclusive'), skip: count('skip') },
    },
  }
}

function describeTime(key: string, instant: string): object {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(instant) ? { [key]: instant } : {}
}

function describeRest(left: number): readonly object[] {
  if (left === 0) return []
  const text = `${formatPlural(left, 'more check')} did not pass; the result file has them all`
  return [{ executionSuccessful: true, toolExecutionNotifications: [{ level: 'warning', message: { text } }] }]
}
