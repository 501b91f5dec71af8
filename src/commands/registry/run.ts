import { SystemError } from '../../core/faults.ts'
import type { ModelRecord, ModelVersion, RegistrySnapshot } from '../../registry/model-version.ts'
import type { Outcome, RunCommand } from '../command.ts'
import type { Services } from '../services.ts'
import { refuseOrphan } from '../stage-holder.ts'
import { isChange, type RegistryRequest, readRequest } from './request.ts'
import { selectVersions } from './selection.ts'
import type { RegistryInputs } from './spec.ts'
import { renderEvents, renderOrphans, renderRecord, renderVersions } from './tables.ts'

const SCHEMA = 'modelgate.registry/v1'

/** Shows, verifies or changes the registry at the remote. */
export const runRegistry: RunCommand<RegistryInputs> = async (inputs, services) => {
  if (isChange(inputs)) {
    const { runChange } = await import('./change.ts')
    return runChange(inputs, services)
  }
  const request = readRequest(inputs)
  if (request.action === 'verify') {
    const { verifyModels } = await import('./verify.ts')
    return { results: await verifyModels(request.models, services) }
  }
  const registry = await services.registry()
  const { models, asOf } = request
  const snapshot = await registry.read(
    {
      ...(models === undefined ? {} : { models }),
      ...(asOf === undefined ? {} : { asOf }),
      isWhole: request.action === 'history',
    },
    services.signal,
  )
  if (request.target !== null && snapshot.versions.length === 0 && snapshot.orphaned.length === 0) {
    const { refuseUnregistered } = await import('../unregistered-model.ts')
    await refuseUnregistered(request.target.model, registry, services, asOf)
  }
  if (request.action === 'card') {
    const { showCard } = await import('./card.ts')
    return showCard(request, snapshot, services)
  }
  return request.action === 'history' ? showHistory(request, snapshot) : showVersions(request, snapshot, services)
}

async function showHistory(request: RegistryRequest, snapshot: RegistrySnapshot): Promise<Outcome> {
  const { events } = snapshot
  const document = {
    schema: SCHEMA,
    // only the document holds them
    get versions() {
      return snapshot.versions
    },
    events,
  }
  if (request.isCsv) {
    const { formatHistoryCsv } = await import('../../registry/history-csv.ts')
    return { results: [], document, text: formatHistoryCsv(events) }
  }
  return { results: [], document, text: events.length === 0 ? describeNothing(request) : renderEvents(events) }
}

async function showVersions(
  request: RegistryRequest,
  snapshot: RegistrySnapshot,
  services: Services,
): Promise<Outcome> {
  const { action, target } = request
  if (target !== null && target.stage !== null) refuseOrphan(snapshot, target.model, target.stage)
  const versions = selectVersions(request, snapshot)
  const orphaned = target?.version == null ? snapshot.orphaned : []
  const [only] = versions
  if (target === null || action !== 'show' || only === undefined) {
    const isNothing = only === undefined && orphaned.length === 0
    const table = only === undefined ? '' : renderVersions(versions)
    const text = isNothing ? describeNothing(request) : table + renderOrphans(orphaned)
    return { results: [], document: { schema: SCHEMA, versions, orphaned }, text }
  }
  const { describeFollower, findFollower } = await import('./follower.ts')
  const mirror = await findFollower(target.model, services)
  const isOne = target.version !== null || target.stage !== null
  const record = isOne ? await readRecord(only, services) : null
  const findMoves = () => snapshot.events.filter(({ version, stage }) => version === only.version && stage !== null)
  const text = record === null ? renderVersions(versions) : renderRecord(only, record, findMoves())
  const followed = mirror === null ? '' : `\n${describeFollower(mirror, target.model)}\n`
  const document = { schema: SCHEMA, versions, orphaned, mirror }
  return { results: [], document, text: text + renderOrphans(orphaned) + followed }
}

/** null, with a warning, for a version that another tool registered or whose record was altered: its tag is still shown. */
async function readRecord(version: ModelVersion, services: Services): Promise<ModelRecord | null> {
  const registry = await services.registry()
  try {
    return await registry.record(version, services.signal)
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    const { findUnrecorded } = await import('../unrecorded-versions.ts')
    const unrecorded = (await findUnrecorded(version.model, services)).get(version.tag)
    services.logger.warning((unrecorded ?? error).message)
    return null
  }
}

function describeNothing({ action, asOf }: RegistryRequest): string {
  const when = asOf === undefined ? '' : ` as of ${asOf.toISOString()}`
  return action === 'show' ? `No version holds a stage${when}.\n` : `No version is registered${when}.\n`
}
