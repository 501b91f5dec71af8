import type { ModelRecord } from './model-version.ts'
import type { RegisteredTag } from './registered-versions.ts'
import type { RegistrationPlan, StagePlan } from './registration-plan.ts'
import { formatTagMessage, type TagDetails } from './tag-message.ts'

/** Path of the model's bytes inside a record. */
const MODEL_PATH = 'artifacts/model'

/** A record commit that is written, and so has an id. */
export interface WrittenRecord {
  readonly record: ModelRecord
  readonly commit: string
  /** Hex sha256 of the bytes of `record.json`. */
  readonly sha256: string
}

/** A tag to create and its message. */
export interface TagDraft {
  readonly tag: string
  readonly message: string
}

/** The bytes of `record.json`, as text. */
export function formatRecord(record: ModelRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`
}

/** `sha256:…` of the model's bytes; null where the record stores no model. */
export function findModelDigest(record: Pick<ModelRecord, 'artifacts'>): string | null {
  const model = record.artifacts.find(({ path }) => path === MODEL_PATH)
  return model === undefined ? null : `sha256:${model.digest.sha256}`
}

/** The version tag and, where a stage is planned, its tag. */
export function draftTags(
  plan: RegistrationPlan,
  written: WrittenRecord,
  { sentence, reason }: { readonly sentence: string; readonly reason?: string | null },
): readonly TagDraft[] {
  const { record, commit, sha256 } = written
  const model = record.artifacts.find(({ path }) => path === MODEL_PATH)
  const details: TagDetails = {
    schema: 'modelgate.tag/v1',
    event: 'registered',
    model: record.model,
    version: plan.version,
    stage: null,
    number: null,
    commit,
    record: { sha256 },
    previous: null,
    modelDigest: model === undefined ? null : { sha256: model.digest.sha256 },
    codeCommit: record.codeCommit,
    policy: record.policy === null ? null : { sha256: record.policy.digest.sha256 },
    trust: record.trust,
    reason: reason ?? null,
    waivers: record.waivers,
    metrics: record.metrics,
    barred: [],
    lifted: [],
  }
  const version = { tag: plan.tag, message: formatTagMessage(sentence, details) }
  if (plan.stage === null) return [version]
  const { stage, number, previous, tag } = plan.stage
  const assigned: TagDetails = { ...details, event: 'assigned', stage, number, previous }
  return [version, { tag, message: formatTagMessage(sentence, assigned) }]
}

/** The tag that deprecates a version. */
export function draftDeprecationTag(
  version: RegisteredTag,
  tag: string,
  sentence: string,
  reason: string | null,
): TagDraft {
  const details: TagDetails = { ...version.details, event: 'deprecated', reason }
  return { tag, message: formatTagMessage(sentence, details) }
}

/**
 * The tag of an assignment, or of the end of one. `details` adds to the message (`event`, `reason`, `barred`, `lifted`, `policy`,
 * `waivers`, `trust`, `metrics`); what identifies the tag cannot be changed by it.
 */
export function draftStageTag(
  version: RegisteredTag,
  plan: StagePlan,
  sentence: string,
  details: Readonly<Record<string, unknown>>,
): TagDraft {
  const message: TagDetails = {
    ...version.details,
    event: 'assigned',
    reason: null,
    ...details,
    schema: 'modelgate.tag/v1',
    model: version.details.model,
    version: version.details.version,
    stage: plan.stage,
    number: plan.number,
    commit: version.commit,
    record: version.details.record,
    previous: plan.previous,
  }
  return { tag: plan.tag, message: formatTagMessage(sentence, message) }
}
