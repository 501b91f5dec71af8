import { countFurther, describeReason, listBlocking } from '../core/blocking-reason.ts'
import { type Digest, formatDigest } from '../core/digest.ts'
import type { CheckResult, Result } from '../core/result.ts'
import type { Trust } from '../core/verdict.ts'
import { evidenceCheck } from './evidence-check.ts'
import type { ReadStatement } from './evidence-reading.ts'
import { verifyAge, verifyOrigin } from './origin-verification.ts'
import { findVerdictContradiction } from './result-contradictions.ts'

/** Where and for what evidence is to count. */
export interface EvidenceContext {
  readonly model: string
  /** `owner/name`, and the run: null where unknown, then not compared. */
  readonly repository: string | null
  readonly run: string | null
  /** Of the run that wants to rest on the evidence. */
  readonly trust: Trust
  /** The stage to move; null: none. */
  readonly stage: { readonly name: string; readonly environment: string | null } | null
  readonly isSignatureRequired: boolean
  /** Whether the policy names somebody whose signature counts. */
  readonly isTrusting: boolean
  /** Oldest evidence that counts, in milliseconds; null: as old as it may be. */
  readonly maxAgeMs: number | null
  readonly now: Date
}

/** A file of evidence as it was found. */
export interface EvidenceSource {
  /** As the user named it. */
  readonly file: string
  readonly digest: Digest
  /** Whether the digest was told beforehand, by one who saw the file being made. */
  readonly isBound: boolean
}

/** The file against the digests that were told; `told` empty: none was. */
export function verifyDigest(file: string, found: Digest, told: readonly Digest[]): CheckResult {
  const isTold = told.some((digest) => digest.sha256 === found.sha256)
  return evidenceCheck({
    id: ['file', file],
    title: `${file} is the evidence that was named`,
    observed: formatDigest(found),
    expected: told.length > 0 ? told.map(formatDigest).join(' or ') : null,
    problem:
      told.length === 0 || isTold
        ? null
        : {
            name: 'tampered',
            help: `${file} was changed after its digest was taken, or is another file: run the judging command again`,
          },
  })
}

/** One statement by itself: whose it is, where it was made, whether it says what its own checks say, and whether that is a yes. */
export function verifyStatement(
  statement: ReadStatement,
  source: EvidenceSource,
  context: EvidenceContext,
): CheckResult[] {
  const { command } = statement.result
  return [
    verifySubject(statement, source, context),
    verifyTrust(statement, context),
    verifyOrigin(statement, source, context),
    ...verifyAge(statement, source, context),
    verifyVerdict(statement, source),
    evidenceCheck({
      id: [command, 'outcome'],
      title: `${command} does not block`,
      observed: statement.result.verdict,
      expected: 'pass, warn, or inconclusive that the policy lets through',
      problem: statement.result.blocks ? { name: 'insufficient', help: describeOutcome(statement.result) } : null,
    }),
  ]
}

/** Why it blocks; what stands for a judgement that ended in an error has its words in the summary. */
function describeOutcome({ command, summary, checks }: Result): string {
  const blocking = listBlocking(checks)
  const [first] = blocking
  if (first === undefined || first.kind === 'evidence') return `${command} said: ${summary}`
  const start = first.verdict === 'fail' ? 'refused it' : 'did not decide it'
  return `${command} ${start}: ${describeReason(first)}${countFurther(blocking.length)}`
}

function verifySubject({ result }: ReadStatement, { file }: EvidenceSource, context: EvidenceContext): CheckResult {
  const repository = result.source?.repository ?? null
  const isOwnModel = result.model === context.model
  const isOwnRepository = repository === null || context.repository === null || repository === context.repository
  const about = (model: string | null, place: string | null) =>
    `${model ?? 'no model'}${place === null ? '' : ` of ${place}`}`
  return evidenceCheck({
    id: [result.command, 'subject'],
    title: `${result.command} was about ${context.model}`,
    observed: about(result.model, repository),
    expected: about(context.model, context.repository),
    problem:
      isOwnModel && isOwnRepository
        ? null
        : {
            name: 'foreign',
            help: `${file} is about ${about(result.model, repository)}: give the evidence of ${about(context.model, context.repository)}`,
          },
  })
}

/** What evidence is worth: no more than the run that made it, nor than the run that rests on it. */
export function weakestTrust(...trusts: readonly Trust[]): Trust {
  return (['pull_request', 'local', 'protected'] as const).find((trust) => trusts.includes(trust)) ?? 'local'
}

function verifyTrust({ result, signature }: ReadStatement, context: EvidenceContext): CheckResult {
  return evidenceCheck({
    id: [result.command, 'trust'],
    title: `${result.command} was run where it may be believed`,
    observed: weakestTrust(result.trust, context.trust),
    expected: context.stage?.environment ? 'protected' : 'protected, or local outside CI',
    problem: describeDistrust(result.trust, isSignedByKey(signature), context),
  })
}

/** Whose key the policy names may judge outside of CI. */
const isSignedByKey = (signature: ReadStatement['signature']) =>
  signature?.kind === 'trusted' && signature.identity.kind === 'key'

function describeDistrust(made: Trust, isOfTrustedKey: boolean, { trust, stage }: EvidenceContext) {
  const refuse = (help: string) => ({ name: 'insufficient' as const, help })
  if (made === 'pull_request') {
    return refuse(
      'a pull request’s own verdict is advice: promote by evidence made after the merge, on the default branch or a protected one',
    )
  }
  if (trust === 'pull_request') {
    return refuse('this run is of no protected branch: promote from a push, schedule or dispatch of the default branch')
  }
  if (made === 'local' && trust === 'protected' && !isOfTrustedKey) {
    return refuse(
      'the evidence was made outside CI: run the judging command in this workflow run, or sign with a key of evidence.trust',
    )
  }
  if (stage?.environment && weakestTrust(made, trust) === 'local') {
    return refuse(
      `stage ${stage.name} asks for environment ${stage.environment}, whose reviewers only a workflow run asks: promote there`,
    )
  }
  return null
}

function verifyVerdict(statement: ReadStatement, { file }: EvidenceSource): CheckResult {
  const { result } = statement
  const contradiction =
    findVerdictContradiction(result) ??
    (statement.isConsistent ? null : 'its subject or lists of tests are not those of its result')
  return evidenceCheck({
    id: [result.command, 'verdict'],
    title: `${result.command}'s verdict is what its checks give`,
    observed: contradiction ?? result.verdict,
    problem:
      contradiction === null
        ? null
        : { name: 'tampered', help: `${file} contradicts itself (${contradiction}): run ${result.command} again` },
  })
}
