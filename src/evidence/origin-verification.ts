import type { CheckResult, Result } from '../core/result.ts'
import type { SignatureFinding, SignerIdentity } from '../core/signature-finding.ts'
import { type EvidenceProblem, evidenceCheck } from './evidence-check.ts'
import type { ReadStatement } from './evidence-reading.ts'
import type { EvidenceContext, EvidenceSource } from './statement-verification.ts'

interface Problem {
  readonly name: EvidenceProblem
  readonly help: string
}

/**
 * Whether it is known where a statement came from. In CI an unsigned one counts only in the run that made it, and only by
 * a digest that did not travel with the file. One that a trusted identity signed says by itself where it was made: in any
 * run, as long as certificate and result name the same run, repository and commit.
 */
export function verifyOrigin(statement: ReadStatement, source: EvidenceSource, context: EvidenceContext): CheckResult {
  const { result } = statement
  const run = result.source?.run ?? null
  return evidenceCheck({
    id: [result.command, 'origin'],
    title: `${result.command} is bound to where it was run`,
    observed: [describeSignature(statement), run === null ? null : `run ${run}`]
      .filter((part) => part !== null)
      .join(', '),
    expected: context.isSignatureRequired ? 'signed' : context.run === null ? null : `run ${context.run}`,
    problem: findOriginProblem(statement, source, context),
  })
}

/** How far the clock of the machine that judged may run before that of this one, in milliseconds. */
const CLOCK_SKEW_MS = 5 * 60_000

/** Whether evidence is no older than the policy takes; one from the future would stay young for as long as it likes. */
export function verifyAge(
  { result }: ReadStatement,
  { file }: EvidenceSource,
  context: EvidenceContext,
): CheckResult[] {
  const { maxAgeMs, now } = context
  if (maxAgeMs === null) return []
  return [
    evidenceCheck({
      id: [result.command, 'age'],
      title: `${result.command} is recent enough`,
      observed: result.finishedAt,
      expected: `after ${new Date(now.getTime() - maxAgeMs).toISOString()}`,
      problem: findAgeProblem(result, file, maxAgeMs, now),
    }),
  ]
}

function findAgeProblem(
  { command, finishedAt, source }: Result,
  file: string,
  maxAgeMs: number,
  now: Date,
): Problem | null {
  const age = now.getTime() - Date.parse(finishedAt)
  if (age < -CLOCK_SKEW_MS) {
    const clock = source?.run == null ? 'the machine that judged' : `run ${source.run}`
    return {
      name: 'insufficient',
      help: `${file} finished in the future, at ${finishedAt}, and it is ${now.toISOString()} here: the clock of ${clock} or of this machine is wrong, so evidence.max_age cannot be measured: set it right and run ${command} again`,
    }
  }
  if (age <= maxAgeMs) return null
  return { name: 'stale', help: `${file} is older than evidence.max_age: run ${command} again` }
}

/** A few words for whoever signed: `acme/churn/.github/workflows/cd.yml@refs/heads/main`, `key keys/release.pub`. */
export function describeSigner(identity: SignerIdentity): string {
  return identity.kind === 'key' ? `key ${identity.name}` : identity.workflow.replace(/^https:\/\/github\.com\//, '')
}

function findOriginProblem(
  { result, signature }: ReadStatement,
  source: EvidenceSource,
  context: EvidenceContext,
): Problem | null {
  const { file } = source
  if (signature !== null) return findSignatureProblem(result, signature, file)
  if (context.isSignatureRequired) {
    return {
      name: 'insufficient',
      help: context.isTrusting
        ? `evidence.require_signed asks for signed evidence, and nobody signed ${file}: set evidence.sign and run ${result.command} again`
        : 'evidence.require_signed asks for signed evidence, and evidence.trust names nobody: name the workflow or the key',
    }
  }
  const run = result.source?.run ?? null
  if (run !== null && context.run !== null && run !== context.run) {
    return { name: 'foreign', help: `${file} was made by run ${run}: promote in the run that judged, or sign it` }
  }
  if (context.trust !== 'local' && !source.isBound) {
    return {
      name: 'insufficient',
      help: 'hand the judging step’s output evidence-digest to evidence-digest: a file alone could come from any job',
    }
  }
  return null
}

function findSignatureProblem(result: Result, signature: SignatureFinding, file: string): Problem | null {
  const again = `run ${result.command} again, or mend evidence.trust`
  if (signature.kind === 'invalid') {
    const name = signature.isForeign === true ? 'foreign' : 'tampered'
    return {
      name,
      help: `${file}: ${signature.reason}: ${name === 'tampered' ? `run ${result.command} again` : again}`,
    }
  }
  if (signature.kind === 'untrusted')
    return {
      name: 'foreign',
      help: `${file}: ${signature.reason}: ${signature.identity.kind === 'key' ? `sign with the private key of one that it names, or add the public key there` : again}`,
    }
  const { identity } = signature
  if (identity.kind === 'key') return null
  const { source } = result
  const differences = (
    [
      ['repository', source?.repository ?? null, identity.repository],
      ['run', source?.run ?? null, identity.run],
      ['commit', source?.commit ?? null, identity.commit],
    ] as const
  ).filter(([, told, proven]) => told?.toLowerCase() !== proven?.toLowerCase())
  const [difference] = differences
  if (difference === undefined) return null
  const [name, told, proven] = difference
  return {
    name: 'foreign',
    help: `${file} says ${name} ${told ?? 'none'}, and its certificate ${proven ?? 'none'}: sign in the job that judges, on the commit that its workflow runs for`,
  }
}

function describeSignature({ envelope, signature }: ReadStatement): string {
  if (signature === null) {
    return {
      none: 'unsigned',
      unsigned: 'unsigned envelope',
      signed: 'envelope whose signature was not verified: evidence.trust names nobody',
    }[envelope]
  }
  if (signature.kind === 'invalid') return 'signature that does not hold'
  const signer = describeSigner(signature.identity)
  return signature.kind === 'trusted' ? `signed by ${signer}` : `signed by ${signer}, who is not trusted`
}
