import { detectFormat } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import type { ModelRegistry } from '../../ports/model-registry.ts'
import type { ModelRecord, ModelVersion, OrphanedStage, RegistrySnapshot } from '../../registry/model-version.ts'
import { nearestName } from '../../text/nearest-name.ts'
import type { Services } from '../services.ts'
import { describeOrphan, findHolder, findOrphan, nameOrphan } from '../stage-holder.ts'
import type { BaselineModel, ChosenBaseline, PassedOver } from './baseline.ts'

/** The version that a stage holds. One that has lost its tag is there, and nothing can be compared with it. */
export async function openStage(
  stage: string,
  model: string | null,
  services: Services,
): Promise<ChosenBaseline | PassedOver> {
  const { registry, snapshot, named } = await readRegistry(`${stage} is a stage`, model, services)
  const version = findHolder(snapshot, named, stage)
  if (version) {
    const label = `${stage} ${version.version}`
    const statement = { source: `stage:${stage}`, reason: `it holds ${stage}` }
    return openRegistered(version, { statement, name: stage, label }, registry, services)
  }
  const orphan = findOrphan(snapshot, named, stage)
  if (orphan) return openOrphan(orphan)
  const others = [
    ...new Set(snapshot.versions.filter((entry) => entry.model === model).flatMap((entry) => entry.stages)),
  ]
  // A slip in a stage's name would else let every margin through as a first version, without a word.
  const nearest = nearestName(stage, others)
  if (nearest !== null) services.logger.warning(`${stage} holds no version of ${model}; did you mean ${nearest}?`)
  const reason = `${stage} holds no version yet`
  const empty: ChosenBaseline = {
    statement: { source: `stage:${stage}`, version: null, commit: null, reason },
    name: stage,
    label: stage,
    predictions: null,
    isEmpty: true,
    obstacle: null,
    record: null,
    model: null,
  }
  return { passed: reason, empty, error: null }
}

function openOrphan(orphan: OrphanedStage): ChosenBaseline {
  const { stage, version, commit } = orphan
  const { message, help } = describeOrphan(orphan)
  const obstacle = `${message}: ${help}`
  return {
    statement: { source: `stage:${stage}`, version, commit, reason: `it holds ${stage}` },
    name: stage,
    label: `${stage} ${nameOrphan(orphan)}`,
    predictions: null,
    isEmpty: false,
    obstacle,
    record: null,
    model: { open: null, obstacle, size: null, evaluated: null },
  }
}

/** A registered version by its number, with or without the `v`. */
export async function openVersion(
  written: string,
  model: string | null,
  services: Services,
): Promise<ChosenBaseline | PassedOver> {
  const { registry, snapshot } = await readRegistry(`version:${written} is a version`, model, services)
  const own = snapshot.versions.filter((entry) => entry.model === model)
  const version = own.find((entry) => entry.version === written || entry.version === `v${written}`)
  if (version) {
    const label = `version ${version.version}`
    const statement = { source: `version:${written}`, reason: 'the version that was named' }
    return openRegistered(version, { statement, name: label, label }, registry, services)
  }
  const names = own.map((entry) => entry.version)
  const nearest = nearestName(written, names)
  const error = new InputError({
    message: `baseline version:${written}: ${model} has no such version at ${registry.location}`,
    help: nearest ? `did you mean ${nearest}?` : `there are: ${names.slice(0, 20).join(', ') || 'none'}`,
  })
  return { passed: `version:${written} is not registered`, empty: null, error }
}

async function readRegistry(
  what: string,
  model: string | null,
  services: Services,
): Promise<{ readonly registry: ModelRegistry; readonly snapshot: RegistrySnapshot; readonly named: string }> {
  if (model === null) {
    const [name, kind] = what.split(' is a ')
    throw new InputError(`baseline ${name} is a ${kind}, and no model is named whose ${kind} it is`)
  }
  const registry = await services.registry()
  return { registry, snapshot: await registry.read({ models: [model] }, services.signal), named: model }
}

async function openRegistered(
  version: ModelVersion,
  said: {
    readonly statement: { readonly source: string; readonly reason: string }
    readonly name: string
    readonly label: string
  },
  registry: ModelRegistry,
  services: Services,
): Promise<ChosenBaseline> {
  const { name, label } = said
  const record = await registry.record(version, services.signal)
  const chosen: ChosenBaseline = {
    statement: { ...said.statement, version: version.version, commit: version.commit },
    name,
    label,
    predictions: null,
    isEmpty: false,
    obstacle: null,
    record,
    model: describeModel(version, record, label, registry, services),
  }
  const path = record.artifacts.find((artifact) => /^artifacts\/predictions\./.test(artifact.path))?.path
  const stored = path === undefined ? null : await registry.artifact(version, path, services.signal)
  if (path === undefined || stored === null) {
    return { ...chosen, obstacle: `the predictions of ${label} are not kept in the registry any more` }
  }
  const uri = `${version.tag}:${path}`
  return {
    ...chosen,
    predictions: {
      source: { ...detectFormat(path), uri: label, files: [stored.path] },
      origin: 'stage',
      material: { name: 'baseline', uri, digest: { sha256: stored.sha256 }, derived: false },
    },
  }
}

function describeModel(
  version: ModelVersion,
  record: ModelRecord,
  label: string,
  registry: ModelRegistry,
  { signal }: Services,
): BaselineModel {
  const entry = record.artifacts.find(({ path }) => path === 'artifacts/model')
  const obstacle = `the model of ${label} is not kept in the registry`
  return {
    open:
      entry === undefined
        ? null
        : async () => {
            const stored = await registry.artifact(version, entry.path, signal)
            if (stored === null) throw new InputError(obstacle)
            return { path: stored.path, name: nameOf(entry.uri), label }
          },
    obstacle: entry === undefined ? obstacle : null,
    size: entry?.size ?? null,
    evaluated: record.data.find(({ name }) => name === 'evaluation')?.digest.sha256 ?? null,
  }
}

/** The name of the file that it was, by whose ending programs tell what to load it with. */
function nameOf(uri: string): string {
  const name = uri.split(/[\\/]/).at(-1) ?? ''
  return /^[\w][\w.-]{0,100}$/.test(name) ? name : 'model'
}
