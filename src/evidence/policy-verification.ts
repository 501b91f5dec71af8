import type { Digest } from '../core/digest.ts'
import type { CheckResult, Result } from '../core/result.ts'
import { evidenceCheck } from './evidence-check.ts'
import { findMissingCommands } from './material-verification.ts'
import {
  findGateContradictions,
  findUncheckedData,
  findWaiverContradictions,
  type PolicyGate,
  type PolicyWaiver,
} from './result-contradictions.ts'

/** What the policy of a promotion asks of evidence. */
export interface EvidencePolicy {
  /** Commands without whose evidence nothing is promoted. */
  readonly require: readonly string[]
  readonly gates: readonly PolicyGate[]
  readonly waivers: readonly PolicyWaiver[]
  /** The day that it is, in UTC, on which waivers have to count: `2026-11-21`. */
  readonly day: string
  /** Keys of the data sets that have a contract to hold. */
  readonly dataSets: readonly string[]
}

/** Whether a result says by which policy it was judged; with flags alone it does not, and then proves nothing here. */
export function verifyPolicyNamed(result: Result): CheckResult {
  return evidenceCheck({
    id: [result.command, 'policy'],
    title: `${result.command} judged by the policy of modelgate.yml`,
    observed: result.policy?.uri ?? 'flags alone',
    problem:
      result.policy !== null
        ? null
        : {
            name: 'insufficient',
            help: `run ${result.command} with modelgate.yml, without flags that replace what it says`,
          },
  })
}

/** The first result that another policy judged; undefined where all were judged by this one. */
export function findStale(results: readonly Result[], policy: Digest): Result | undefined {
  return results.find((result) => result.policy !== null && result.policy.digest.sha256 !== policy.sha256)
}

/** Whether all evidence that the policy asks for is there, and judged all that the policy asks for. */
export function verifyPolicy(results: readonly Result[], policy: EvidencePolicy): CheckResult[] {
  const missing = findMissingCommands(results, policy.require)
  const required = policy.require.map((command) =>
    evidenceCheck({
      id: ['required', command],
      title: `evidence of ${command} is given`,
      problem: missing.includes(command)
        ? {
            name: 'insufficient',
            help: `evidence of ${command} is missing: run ${command} with --evidence-file FILE and give --evidence FILE`,
          }
        : null,
    }),
  )
  return [...required, ...results.flatMap((result) => verifyCoverage(result, policy))]
}

function verifyCoverage(result: Result, policy: EvidencePolicy): CheckResult[] {
  const { command } = result
  const checks: CheckResult[] = []
  if (command === 'validate' && policy.dataSets.length > 0) {
    const unchecked = findUncheckedData(result, policy.dataSets)
    checks.push(
      evidenceCheck({
        id: [command, 'data'],
        title: `${command} looked at every data set that has a contract`,
        observed: unchecked.length > 0 ? `not at ${unchecked.join(', ')}` : null,
        problem:
          unchecked.length > 0
            ? {
                name: 'insufficient',
                help: `${command} did not look at ${unchecked.join(', ')}: run it for the whole model`,
              }
            : null,
      }),
    )
  }
  if (command === 'compare') {
    const contradictions = findGateContradictions(result, policy.gates)
    checks.push(
      evidenceCheck({
        id: [command, 'gates'],
        title: `${command} judged every gate of the policy, as its numbers say`,
        observed: contradictions.length > 0 ? contradictions.join('; ') : null,
        problem:
          contradictions.length > 0
            ? { name: 'tampered', help: `${contradictions.join('; ')}: run ${command} again with the policy as it is` }
            : null,
      }),
    )
  }
  if (result.checks.some(({ waiver }) => waiver !== null)) checks.push(verifyWaivers(result, policy))
  return checks
}

/**
 * What results waive by the policy, in its own words: `gate/recall/margin until 2026-12-31 by @lead`. What it does not waive
 * is left out.
 */
export function listWaived(results: readonly Result[], waivers: readonly PolicyWaiver[]): readonly string[] {
  const waived = results.flatMap(({ checks }) =>
    checks.flatMap(({ id, waiver }) => {
      const known = waivers.filter(({ check, by }) => check === id && by === waiver?.by)
      const used = known.find(({ until }) => until === waiver?.until) ?? known[0]
      return used === undefined ? [] : [`${id} until ${used.until} by ${used.by}`]
    }),
  )
  return [...new Set(waived)]
}

function verifyWaivers(result: Result, { waivers, day }: EvidencePolicy): CheckResult {
  const contradictions = findWaiverContradictions(result, waivers, day)
  return evidenceCheck({
    id: [result.command, 'waivers'],
    title: `${result.command} waived what the policy waives`,
    observed: (contradictions.length > 0 ? contradictions : listWaived([result], waivers)).join('; ') || null,
    problem:
      contradictions.length > 0
        ? {
            name: 'insufficient',
            help: `${contradictions.join('; ')}: run ${result.command} again with the policy as it is`,
          }
        : null,
  })
}
