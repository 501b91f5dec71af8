import type { StageSettings } from '../config/project.ts'
import type { CheckResult } from '../core/result.ts'
import { evidenceCheck, skippedEvidenceCheck } from '../evidence/evidence-check.ts'
import { describeBar, describeLift } from '../registry/bar.ts'
import type { RegistrySnapshot } from '../registry/model-version.ts'
import { findArrival, findHolder } from './stage-holder.ts'

/** What is to go into a stage, as far as it is known: the model's digest, and its record where it is registered. */
export interface StageCandidate {
  /** `sha256:…` of the model's bytes. */
  readonly digest: string | null
  /** Id of the record commit. */
  readonly commit: string | null
}

/**
 * `after` and `hold` of a stage: the stage before holds these very bytes, and has for long enough. The bytes count and
 * not the number: a model that was judged anew for the next stage is a version of its own. None where the stage asks for
 * neither.
 */
export function verifyOrder(
  model: string,
  { name, after, holdMs }: Pick<StageSettings, 'name' | 'after' | 'holdMs'>,
  candidate: StageCandidate,
  snapshot: RegistrySnapshot,
  now: Date,
): CheckResult[] {
  if (after === null) return []
  const holder = findHolder(snapshot, model, after)
  const held = holder === undefined ? null : (snapshot.digests[holder.tag] ?? null)
  const isThere =
    holder !== undefined && (holder.commit === candidate.commit || (held !== null && held === candidate.digest))
  const order = evidenceCheck({
    id: ['stage', name, 'after'],
    title: `${after} holds this model`,
    observed: isThere ? null : holder === undefined ? `${after} holds no version` : `${after} holds ${holder.version}`,
    problem: isThere ? null : { name: 'insufficient', help: describeWay(model, after, candidate, snapshot) },
  })
  if (holdMs === 0) return [order]
  const title = `this model has been in ${after} for ${formatHours(holdMs)}`
  if (!isThere) return [order, skippedEvidenceCheck(['stage', name, 'hold'], title, `it is not in ${after}`)]
  const since = findArrival(snapshot, holder, after)
  const due = Date.parse(since) + holdMs
  const isDue = now.getTime() >= due
  const help = `it has been there since ${since}: promote it from ${formatTime(due)} on`
  const hold = evidenceCheck({
    id: ['stage', name, 'hold'],
    title,
    observed: isDue ? null : formatHours(Math.max(0, now.getTime() - Date.parse(since))),
    expected: `at least ${formatHours(holdMs)}`,
    problem: isDue ? null : { name: 'insufficient', help },
  })
  return [order, hold]
}

/** How a model comes into the stage where it has to be first. */
function describeWay(model: string, stage: string, { digest }: StageCandidate, { bars }: RegistrySnapshot): string {
  const bar = bars.find((entry) => entry.model === model && entry.stage === stage && entry.digest === digest)
  if (bar === undefined) return `promote this model to ${stage} first`
  return `this model has to be in ${stage} first, and is ${describeBar(bar)}: ${describeLift(bar)}`
}

const formatTime = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')

/** `24 h`, `1 h 30 min`, `45 s`. */
function formatHours(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ]
  const shown = parts.filter(([value]) => value > 0).map(([value, unit]) => `${value} ${unit}`)
  return shown.slice(0, 2).join(' ') || '0 s'
}
