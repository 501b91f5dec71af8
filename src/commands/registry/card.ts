import type { EvidenceSettings } from '../../config/evidence-settings.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { Result } from '../../core/result.ts'
import type { ModelRecord, ModelVersion, RegistrySnapshot } from '../../registry/model-version.ts'
import type { CardFacts } from '../../report/card-facts.ts'
import type { Outcome } from '../command.ts'
import { countDecisions } from '../decision-count.ts'
import type { Services } from '../services.ts'
import { findAssignment, isDeprecated } from '../stage-holder.ts'
import { findUnrecorded } from '../unrecorded-versions.ts'
import { readEvidence } from './card-evidence.ts'
import { describeKeeper } from './card-keeper.ts'
import { findEvidenceTrust } from './evidence-trust.ts'
import type { RegistryRequest } from './request.ts'
import { selectVersions } from './selection.ts'

const SCHEMA = 'modelgate.card/v1'

/**
 * The model card of one version: the one named, the one that a stage holds, else the newest that has a record.
 *
 * @throws InputError where no model is named, there is no such version, or it is one without a record
 * @throws SystemError where its record is lost or altered: a card of it would be none
 */
export async function showCard(
  request: RegistryRequest,
  snapshot: RegistrySnapshot,
  services: Services,
): Promise<Outcome> {
  const [version, ...older] = selectVersions(request, snapshot)
  const { renderCard } = await import('../../report/card.ts')
  const asOf = request.asOf ?? services.clock.now()
  const { target } = request
  const isNamed = target !== null && (target.version ?? target.stage) !== null
  const facts = await gatherFacts(version!, snapshot, asOf, services).catch(async (error: unknown) => {
    if (!(error instanceof SystemError) || services.signal.aborted) throw error
    const unrecorded = await findUnrecorded(version!.model, services)
    const recorded = isNamed ? undefined : older.find(({ tag }) => !unrecorded.has(tag))
    const refusal = unrecorded.get(version!.tag)
    if (refusal === undefined || recorded === undefined) throw refusal ?? error
    services.logger.warning(`${version!.tag} has no record to go by: the card is that of ${recorded.tag}`)
    return gatherFacts(recorded, snapshot, asOf, services)
  })
  return { results: [], document: { schema: SCHEMA, ...facts }, text: renderCard(facts) }
}

async function gatherFacts(
  version: ModelVersion,
  snapshot: RegistrySnapshot,
  asOf: Date,
  services: Services,
): Promise<CardFacts> {
  const { model } = version
  const registry = await services.registry()
  const record = await registry.record(version, services.signal)
  const { evidence, results } = await readEvidence(version, record, await findTrust(model, services), services)
  const own = snapshot.events.filter((event) => event.model === model && event.version === version.version)
  const evaluated = findEvaluated(record, results)
  const decisions = evaluated === null ? null : (await countDecisions(model, evaluated, services)).used
  const previous = await findPrevious(version, record, snapshot, services)
  return {
    ...{ model, version: version.version, tag: version.tag, commit: version.commit },
    registeredAt: version.registeredAt,
    registeredBy: own.find(({ event }) => event === 'registered')?.by || null,
    asOf: formatInstant(asOf),
    barred: listBars(version, snapshot),
    deprecated: isDeprecated(version, snapshot)
      ? (own
          .filter(({ event }) => event === 'deprecated')
          .map(describeEvent)
          .at(-1) ?? null)
      : null,
    stages: version.stages.map((stage) => {
      const {
        at = version.registeredAt,
        by = '',
        reason = null,
        tag = version.tag,
      } = findAssignment(snapshot, model, stage) ?? {}
      return { name: stage, since: at, by, reason, tag }
    }),
    events: listCardEvents(version, snapshot),
    record: { ...record, data: record.data.map((data) => ({ ...data, keeper: describeKeeper(data.version ?? null) })) },
    evidence,
    results,
    waivers: listWaivers(record),
    previous,
    decisions,
  }
}

/** What happened to the version, and when another one took a stage that it held, oldest first. */
function listCardEvents({ model, version }: ModelVersion, { events }: RegistrySnapshot): CardFacts['events'] {
  const held = new Set<string>()
  return events
    .filter((event) => event.model === model)
    .flatMap((event): CardFacts['events'] => {
      const { stage } = event
      const isArrival = event.event === 'assigned' || event.event === 'rolledBack'
      if (event.version === version) {
        if (stage !== null && isArrival) held.add(stage)
        if (stage !== null && event.event === 'unassigned') held.delete(stage)
        return [describeEvent(event)]
      }
      if (stage === null || !isArrival || !held.delete(stage)) return []
      return [{ ...describeEvent(event), event: 'replaced', followedBy: event.version }]
    })
}

function describeEvent({ at, event, stage, by, reason, tag, waivers }: RegistrySnapshot['events'][number]) {
  return { at, event, stage, by, reason, tag, waivers: waivers.length }
}

function listBars({ model, tag }: ModelVersion, { bars, digests }: RegistrySnapshot): CardFacts['barred'] {
  const digest = digests[tag]
  return bars
    .filter((bar) => bar.model === model && bar.digest === digest)
    .map(({ stage, at, by, reason }) => ({ stage, at, by, reason }))
}

/** A record keeps waivers as they were; what has not their form is none. */
function listWaivers({ waivers }: ModelRecord): CardFacts['waivers'] {
  return waivers.flatMap((waiver) => {
    const { check, reason, by, until } = (waiver ?? {}) as Readonly<Record<string, unknown>>
    const isOne = [check, reason, by, until].every((part) => typeof part === 'string')
    return isOne ? [{ check, reason, by, until } as CardFacts['waivers'][number]] : []
  })
}

function findEvaluated({ data }: ModelRecord, results: readonly Result[]): string | null {
  const named = results.flatMap(({ materials }) => materials).find(({ name }) => name === 'evaluation')
  return (named ?? data.find(({ name }) => name === 'evaluation' || name === 'test'))?.digest.sha256 ?? null
}

/** The version whose record this one's follows; one whose record is lost is left out, with a warning. */
async function findPrevious(
  version: ModelVersion,
  record: ModelRecord,
  { versions }: RegistrySnapshot,
  { registry, signal, logger }: Services,
): Promise<CardFacts['previous']> {
  const before = versions.find(({ model, commit }) => model === version.model && commit === record.previous)
  if (before === undefined) return null
  try {
    const { metrics } = await (await registry()).record(before, signal)
    return { version: before.version, metrics }
  } catch (error) {
    if (!(error instanceof SystemError) || signal.aborted) throw error
    logger.warning(error.message)
    return { version: before.version, metrics: {} }
  }
}

/** Whose signatures count; a card can be had without a configuration. */
async function findTrust(model: string, services: Services): Promise<EvidenceSettings | null> {
  return findEvidenceTrust([model], services).catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error
    services.logger.warning(`signatures are not looked at, since modelgate.yml cannot be read: ${error.message}`)
    return null
  })
}

const formatInstant = (instant: Date): string => instant.toISOString().replace(/\.\d+Z$/, 'Z')
