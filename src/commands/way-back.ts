import { RaceLostError, SystemError } from '../core/faults.ts'
import type { CheckResult } from '../core/result.ts'
import { evidenceCheck } from '../evidence/evidence-check.ts'
import type { ModelRegistry, StoredArtifact } from '../ports/model-registry.ts'
import type { ModelRecord, ModelVersion } from '../registry/model-version.ts'

/** What to do where a version is lost that is about to be replaced. */
const BEFORE_REPLACING = 'restore it at the remote before anything replaces it'

/**
 * Whether a version could be brought back: its record and artifacts fetched and found to have their digests, its code
 * commit still there. Nothing is promoted over a version that is already lost, and nothing goes back to one.
 *
 * @param advice what to do where it could not.
 *
 * @throws SystemError where the registry does not answer
 */
export async function verifyWayBack(
  holder: ModelVersion,
  registry: ModelRegistry,
  signal: AbortSignal,
  advice: string = BEFORE_REPLACING,
): Promise<CheckResult[]> {
  const label = `${holder.model} ${holder.version}`
  const ask = <T>(question: () => Promise<T>) => askOrExplain(question, holder, registry, signal)
  const record = await ask(() => registry.record(holder, signal))
  const checks = [wayBackCheck(['record'], `the record of ${label} is in place`, record, label, advice)]
  if (!record.ok) return checks
  for (const artifact of record.value.artifacts) {
    const stored = await ask(() => fetchArtifact(holder, artifact, registry, signal))
    checks.push(wayBackCheck([artifact.path], `${artifact.path} of ${label} can be fetched`, stored, label, advice))
  }
  const commit = record.value.codeCommit
  if (commit !== null) {
    const found = await registry.locateCommit(commit, signal)
    const answer: Answer<unknown> =
      found !== null
        ? { ok: true, value: commit }
        : { ok: false, reason: `commit ${commit} is neither at ${registry.location} nor here` }
    checks.push(wayBackCheck(['code'], `the code of ${label} is in place`, answer, label, advice))
  }
  return checks
}

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string }

/** A registry that answers other questions and not this one has lost what it was asked for; one that is silent is an error. */
async function askOrExplain<T>(
  question: () => Promise<T>,
  holder: ModelVersion,
  registry: ModelRegistry,
  signal: AbortSignal,
): Promise<Answer<T>> {
  try {
    return { ok: true, value: await question() }
  } catch (error) {
    if (!(error instanceof SystemError) || error instanceof RaceLostError || signal.aborted) throw error
    await registry.read({ models: [holder.model] }, signal)
    return { ok: false, reason: error.message.split('\n')[0]! }
  }
}

async function fetchArtifact(
  holder: ModelVersion,
  { path, digest }: ModelRecord['artifacts'][number],
  registry: ModelRegistry,
  signal: AbortSignal,
): Promise<StoredArtifact> {
  const stored = await registry.artifact(holder, path, signal)
  if (stored === null) throw new SystemError(`${path} of ${holder.tag} is not at ${registry.location}`)
  if (stored.sha256 !== digest.sha256) {
    throw new SystemError(`${path} of ${holder.tag} has other bytes than its record says`)
  }
  return stored
}

function wayBackCheck(
  id: readonly string[],
  title: string,
  answer: Answer<unknown>,
  label: string,
  advice: string,
): CheckResult {
  return evidenceCheck({
    id: ['way-back', ...id],
    title,
    observed: answer.ok ? null : answer.reason,
    problem: answer.ok
      ? null
      : {
          name: 'irreversible',
          help: `${label} could not be brought back (${answer.reason}): ${advice}`,
        },
  })
}
