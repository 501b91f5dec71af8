import { OtherBytesError, RaceLostError, SystemError } from '../core/faults.ts'
import type { CheckResult } from '../core/result.ts'
import { evidenceCheck } from '../evidence/evidence-check.ts'
import type { StoredPresence } from '../ports/artifact-store.ts'
import type { ModelRegistry, StoredArtifact } from '../ports/model-registry.ts'
import type { ModelRecord, ModelVersion } from '../registry/model-version.ts'
import { provePresence } from './data-presence.ts'
import { proveImage } from './image-presence.ts'
import { type Question, settleQuestions } from './open-questions.ts'
import type { Services } from './services.ts'
import { untilAborted } from './until-aborted.ts'

/** What to do where a version is lost that is about to be replaced. */
const BEFORE_REPLACING = 'restore it there before anything replaces it'

/**
 * Whether a version could be brought back: its record and artifacts fetched and found to have their digests, its code
 * commit still there, its image in its registry, its data where the record says that it is kept. Nothing is promoted over
 * a version that is already lost, and nothing goes back to one.
 *
 * @param advice what to do where it could not.
 * @param dataLimitMs how long asking stores, for its data and for its image may take, in milliseconds; null: as long as is usual.
 * @throws SystemError where the registry does not answer, or one that keeps a part of it does not and no other part is lost
 */
export async function verifyWayBack(
  holder: ModelVersion,
  services: Pick<Services, 'registry' | 'stores' | 'dataVersions' | 'images' | 'logger' | 'signal'>,
  advice: string = BEFORE_REPLACING,
  dataLimitMs: number | null = null,
): Promise<CheckResult[]> {
  const { stores, signal } = services
  const registry = await services.registry()
  const label = `${holder.model} ${holder.version}`
  const ask = <T>(question: () => Promise<T>) => askOrExplain(question, holder, registry, signal)
  const record = await ask(() => registry.record(holder, signal))
  const checks = [wayBackCheck(['record'], `the record of ${label} is in place`, record, label, advice)]
  if (!record.ok) return checks
  const limit = dataLimitMs === null ? {} : { limitMs: dataLimitMs }
  // once this throws, nobody is to hear of what is still under way
  const over = new AbortController()
  const asked = { ...services, signal: AbortSignal.any([signal, over.signal]) }
  // all at once: each may be asked of another system
  const questions: Question[] = record.value.artifacts.map((artifact) => {
    const isInside = artifact.location === 'git'
    const title = isInside
      ? `${artifact.path} of ${label} can be fetched`
      : `${artifact.path} of ${label} is in its store`
    const find = async (): Promise<readonly CheckResult[]> => {
      const stored = isInside
        ? await ask<unknown>(() => fetchArtifact(holder, artifact, registry, signal))
        : await proveStored(holder, artifact, stores, signal, dataLimitMs)
      const check = wayBackCheck([artifact.path], title, stored, label, advice)
      if (isInside || !stored.ok) return [check]
      const proof = stored.value === 'by size' ? 'size' : 'digest'
      return [{ ...check, observed: PROOFS[proof], statistics: { problem: null, proof } } as CheckResult]
    }
    return { id: ['way-back', artifact.path], title, answer: find() }
  })
  const { codeCommit } = record.value
  if (codeCommit !== null) {
    const title = `the code of ${label} is in place`
    const find = async () => {
      const found = await proveCode(codeCommit, registry, signal)
      return [wayBackCheck(['code'], title, found, label, advice)]
    }
    questions.push({ id: ['way-back', 'code'], title, answer: find() })
  }
  const image = proveImage(record.value, asked, advice, dataLimitMs)
  questions.push({ id: ['way-back', 'image'], title: `the image of ${label} is in its registry`, answer: image })
  const data = provePresence(record.value, asked, { advice, ...limit })
  questions.push({ id: ['way-back', 'data'], title: `the data of ${label} is in place`, answer: data })
  try {
    return [...checks, ...(await settleQuestions(`${label} could be brought back`, questions, services))]
  } catch (error) {
    over.abort()
    throw error
  }
}

/** Who still has the commit. */
async function proveCode(commit: string, registry: ModelRegistry, signal: AbortSignal): Promise<Answer<unknown>> {
  if ((await registry.locateCommit(commit, signal)) !== null) return { ok: true, value: commit }
  return { ok: false, reason: `commit ${commit} is neither at ${registry.location} nor here` }
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

/** How long bytes are read for a proof by one who is in a hurry: the next step does not wait for what others may answer. */
const BYTES_LIMIT_MS = 1500

/** How a store was found to have a file, for people. */
const PROOFS = {
  digest: 'by its digest',
  size: 'by its size alone: its bytes are many or came slowly, and were not read',
} as const

/**
 * What lies outside of git may be large: the store proves it as it can, and nothing of it is kept here. Only a store's own
 * answer says that it is lost.
 *
 * @throws SystemError where the store does not answer as needed
 */
async function proveStored(
  { tag }: ModelVersion,
  { path, digest, size, location }: ModelRecord['artifacts'][number],
  stores: Services['stores'],
  signal: AbortSignal,
  limitMs: number | null,
): Promise<Answer<StoredPresence>> {
  const limit = limitMs === null ? undefined : Math.min(limitMs, BYTES_LIMIT_MS)
  try {
    const asked = stores.has({ path, location, sha256: digest.sha256, size }, signal, limit)
    const presence = limitMs === null ? await asked : await untilAborted(asked, AbortSignal.timeout(limitMs))
    return presence === false
      ? { ok: false, reason: `${path} of ${tag} is not at ${location}` }
      : { ok: true, value: presence }
  } catch (error) {
    if (error instanceof OtherBytesError) return { ok: false, reason: error.message.split('\n')[0]! }
    if (!(error instanceof Error) || error.name !== 'TimeoutError') throw error
    throw new SystemError(`${location} did not answer within ${limitMs! / 1000} s`, { cause: error })
  }
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
