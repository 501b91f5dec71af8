import type { StageSettings } from '../../config/project.ts'
import { SystemError } from '../../core/faults.ts'
import { formatCanonicalJson } from '../../evidence/canonical-json.ts'
import type { ModelRegistry, Registration } from '../../ports/model-registry.ts'
import type { ModelRecord, ModelVersion, RegistrySnapshot } from '../../registry/model-version.ts'
import { findAssignment } from '../stage-holder.ts'
import type { CandidateFile } from './candidate-files.ts'
import type { EvidenceFile } from './evidence-files.ts'

/** A version that was registered before with the same bytes by the same evidence. */
export interface Repetition {
  readonly version: ModelVersion
  readonly record: ModelRecord
  /** It as `promote` would have reported it, with the stage where it holds that. */
  readonly registered: Registration
}

/** What a promotion is given. */
interface Given {
  readonly stored: readonly CandidateFile[]
  readonly files: readonly EvidenceFile[]
  readonly codeCommit: string | null
  /** Where one is named, another one makes another version. */
  readonly image: string | null
  /** Lower-case hex of a text's UTF-8 bytes. */
  sha256(text: string): string
}

/**
 * The newest version with exactly these artifacts and this evidence: doing it again registers nothing. Evidence is
 * compared by its results, whatever they come in, so bytes that were judged anew are a version of their own.
 */
export async function findRepetition(
  model: string,
  stage: StageSettings | null,
  given: Given,
  snapshot: RegistrySnapshot,
  registry: ModelRegistry,
  signal: AbortSignal,
): Promise<Repetition | null> {
  const results = listResults(model, given)
  if (results.length === 0) return null
  // The same evidence speaks of the same commit, and that the snapshot knows without a look at any record.
  const versions = snapshot.versions.filter((entry) => entry.model === model && entry.codeCommit === given.codeCommit)
  // nightly trainings may come from one commit: their records are had in one go
  if (versions.length > 1) await registry.inspect({ models: [model] }, signal)
  for (const version of versions) {
    const record = await readRecord(version, registry, signal)
    if (record === null || !isSameSet(record.artifacts, given.stored) || !isSameEvidence(record, results)) continue
    if (given.image !== null && record.image !== given.image) continue
    const held = stage !== null && version.stages.includes(stage.name) ? stage.name : null
    return {
      version,
      record,
      registered: {
        version: version.version,
        tag: version.tag,
        stage: held,
        stageTag: held === null ? null : (findAssignment(snapshot, model, held)?.tag ?? null),
        commit: version.commit,
      },
    }
  }
  return null
}

/**
 * The version that the same comparison brought into the stage before, or all of the same evidence where none of it
 * compares: put into another file, or beside evidence that is new, it is not new by that.
 */
export async function findUse(
  model: string,
  stage: StageSettings,
  given: Given,
  snapshot: RegistrySnapshot,
  registry: ModelRegistry,
  signal: AbortSignal,
): Promise<ModelVersion | null> {
  const results = listResults(model, given)
  const compared = results.filter(({ command }) => command === 'compare')
  if (results.length === 0) return null
  for (const version of snapshot.versions) {
    if (version.model !== model || version.codeCommit !== given.codeCommit) continue
    if (findEntry(snapshot, version, stage.name) === undefined) continue
    const record = await readRecord(version, registry, signal)
    if (record === null) continue
    const isUsed =
      compared.length > 0
        ? compared.every((result) => record.evidence.some((entry) => isOf(entry, result)))
        : isSameSet(record.artifacts, given.stored) && isSameEvidence(record, results)
    if (isUsed) return version
  }
  return null
}

/** The event by which a promotion brought a version into a stage. */
export const findEntry = ({ events }: RegistrySnapshot, { model, version }: ModelVersion, stage: string) =>
  events.find(
    (event) =>
      event.model === model && event.stage === stage && event.version === version && event.event === 'assigned',
  )

interface GivenResult {
  readonly command: string
  readonly file: Digested
  readonly digest: Digested['digest']
}

function listResults(model: string, { files, sha256 }: Given): readonly GivenResult[] {
  return files.flatMap((file) =>
    file.statements.flatMap(({ result }) =>
      result.model === model
        ? [{ command: result.command, file, digest: { sha256: sha256(formatCanonicalJson(result)) } }]
        : [],
    ),
  )
}

type Entry = ModelRecord['evidence'][number]

/** Older records know the file alone. */
const isOf = ({ digest, result }: Entry, given: GivenResult): boolean =>
  result === undefined ? digest.sha256 === given.file.digest.sha256 : result.sha256 === given.digest.sha256

function isSameEvidence(record: ModelRecord, results: readonly GivenResult[]): boolean {
  const entries = listGiven(record)
  return (
    entries.every((entry) => results.some((result) => isOf(entry, result))) &&
    results.every((result) => entries.some((entry) => isOf(entry, result)))
  )
}

/** A record that is lost or altered repeats nothing; `registry verify` is who complains of it. */
async function readRecord(
  version: ModelVersion,
  registry: ModelRegistry,
  signal: AbortSignal,
): Promise<ModelRecord | null> {
  try {
    return await registry.record(version, signal)
  } catch (error) {
    if (!(error instanceof SystemError) || signal.aborted) throw error
    return null
  }
}

/** What a promotion was given; provenance was found by itself. */
const listGiven = ({ evidence }: ModelRecord) => evidence.filter(({ command }) => command !== 'provenance')

interface Digested {
  readonly digest: { readonly sha256: string }
}

function isSameSet(left: readonly Digested[], right: readonly Digested[]): boolean {
  const digests = (list: readonly Digested[]) => [...new Set(list.map(({ digest }) => digest.sha256))].sort().join(' ')
  return digests(left) === digests(right)
}
