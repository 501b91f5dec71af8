import type { StageSettings } from '../../config/project.ts'
import { SystemError } from '../../core/faults.ts'
import type { Result } from '../../core/result.ts'
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

/**
 * The newest version with exactly these artifacts and this evidence: doing it again registers nothing. Evidence is
 * compared by the digest of its file, so bytes that were judged anew are a version of their own.
 */
export async function findRepetition(
  model: string,
  stage: StageSettings | null,
  given: {
    readonly stored: readonly CandidateFile[]
    readonly files: readonly EvidenceFile[]
    readonly codeCommit: string | null
    /** Where one is named, another one makes another version. */
    readonly image: string | null
  },
  snapshot: RegistrySnapshot,
  registry: ModelRegistry,
  signal: AbortSignal,
): Promise<Repetition | null> {
  const files = given.files.filter(({ statements }) => statements.some(({ result }) => result.model === model))
  if (files.length === 0) return null
  for (const version of snapshot.versions) {
    // The same evidence speaks of the same commit, and that the snapshot knows without a look at any record.
    if (version.model !== model || version.codeCommit !== given.codeCommit) continue
    const record = await readRecord(version, registry, signal)
    if (record === null || !isSameSet(record.artifacts, given.stored) || !isSameSet(listGiven(record), files)) continue
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
