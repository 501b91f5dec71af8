import { RaceLostError, SystemError } from '../../core/faults.ts'
import type { MirrorDraft, MirroredVersion, RegistryMirror } from '../../ports/registry-mirror.ts'
import { askMirrorService, type MirrorService } from '../http/mirror-service.ts'

interface AzureMlSettings {
  readonly subscription: string
  readonly resourceGroup: string
  readonly workspace: string
  /** Name of the model; `{model}` stands for ours. */
  readonly name: string
  /** Datastore of the workspace that is the container of `store: azure`; null: the file's address is named. */
  readonly datastore: string | null
}

type Plain = Readonly<Record<string, unknown>>
type Texts = Readonly<Record<string, string>>

const API_VERSION = '2022-10-01'

/**
 * Azure Machine Learning's models: a version has our number and our properties, which nobody can change there; a stage is
 * a tag of the model that names a version, and for people a tag of the version. Tags are written whole and without a
 * condition, so they are read before and after.
 *
 * @see https://learn.microsoft.com/rest/api/azureml/model-versions
 */
export function createAzureMlMirror(
  settings: AzureMlSettings,
  service: MirrorService,
  close: () => Promise<void>,
): RegistryMirror {
  const { subscription, resourceGroup, workspace } = settings
  const [account, group, place] = [subscription, resourceGroup, workspace].map(encodeURIComponent)
  const root = `subscriptions/${account}/resourceGroups/${group}/providers/Microsoft.MachineLearningServices/workspaces/${place}`
  const host = service.base.host
  const nameOf = (model: string) =>
    settings.name
      .replaceAll('{model}', model)
      .replaceAll(/[^\w.-]+/g, '-')
      .slice(0, 255)
  const address = (path: string) => new URL(`${service.base.href}${root}/models/${path}?api-version=${API_VERSION}`)
  const read = async (path: string): Promise<Plain | null> => {
    const found = await askMirrorService(service, { method: 'GET', url: address(path), doing: `read ${path}` })
    return found === null ? null : { id: found['id'], system: found['systemData'], ...(found['properties'] as Plain) }
  }
  const write = async (path: string, properties: Plain): Promise<void> => {
    const call = { method: 'PUT', url: address(path), doing: `write ${path}`, body: { properties } } as const
    const answer = await askMirrorService(service, call)
    if (answer === null) {
      throw new SystemError(`cannot write ${path}: ${host} knows no workspace ${workspace} in ${resourceGroup}`, {
        help: 'check subscription, resource_group and workspace under registry',
      })
    }
  }
  /** Changes tags and keeps all else that a write would lose; an empty value takes a tag away. */
  const retag = async (path: string, change: Texts, more: Plain = {}): Promise<void> => {
    const found = await read(path)
    if (found === null) throw new SystemError(`${path} is not at ${host} any more`)
    const merged = { ...(found['tags'] as Texts | undefined), ...change }
    const tags = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''))
    await write(path, { ...takeWritable(path, found), ...more, tags })
    const now = ((await read(path))?.['tags'] ?? {}) as Texts
    const isSame = Object.entries(change).every(([key, value]) => (now[key] ?? '') === value)
    if (!isSame) throw new RaceLostError(`the tags of ${path} at ${host} read back otherwise: somebody else set them`)
  }
  const readVersion = async (name: string, version: string): Promise<MirroredVersion | null> => {
    const found = await read(`${name}/versions/${version}`)
    return found === null || found['isArchived'] === true ? null : convert(found, name, version)
  }
  const pointerOf = async (name: string, stage: string): Promise<string | null> => {
    const tags = ((await read(name))?.['tags'] ?? {}) as Texts
    const pointer = tags[tagOf(stage)] ?? null
    // whoever may write there must not choose which resource is written
    if (pointer === null || /^\w[\w.-]*$/.test(pointer)) return pointer
    throw new SystemError(`the tag ${tagOf(stage)} of ${name} at ${host} is the name of no version`, {
      help: 'set it to the version that holds the stage, or take it away',
    })
  }
  const holder = async (model: string, stage: string): Promise<MirroredVersion | null> => {
    const pointer = await pointerOf(nameOf(model), stage)
    return pointer === null ? null : readVersion(nameOf(model), pointer)
  }
  const find: RegistryMirror['find'] = async (model, { version, commit }) => {
    const name = nameOf(model)
    const found = await read(`${name}/versions/${version}`)
    if (found === null) return null
    const mirrored = convert(found, name, version)
    return mirrored.recordCommit === commit ? mirrored : null
  }

  return {
    name: 'Azure ML',
    location: `${host}/${workspace}`,
    holder,
    find,
    async register(draft, signal) {
      const known = await find(draft.model, draft, signal)
      if (known !== null) return known
      const name = nameOf(draft.model)
      const path = `${name}/versions/${draft.version}`
      if ((await read(path)) !== null) {
        throw new RaceLostError(`${path} is at ${host} already, and is not of the record ${draft.commit}`, {
          help: 'somebody registered that number there by hand: archive it under another name, or promote the next version',
        })
      }
      if ((await read(name)) === null) {
        await write(name, { ...(draft.record.description === null ? {} : { description: draft.record.description }) })
      }
      await write(path, draftVersion(draft, settings.datastore))
      const registered = await find(draft.model, draft, signal)
      if (registered !== null) return registered
      throw new SystemError(`cannot write ${path}: ${host} took it and does not find it`, { help: 'try again' })
    },
    async assign({ model, stage, version, reason, barred }) {
      const name = nameOf(model)
      const before = await pointerOf(name, stage)
      const leaves = { [tagOf(stage)]: '' }
      if (before !== null && before !== version.id && before !== barred?.id) {
        if ((await read(`${name}/versions/${before}`)) !== null) await retag(`${name}/versions/${before}`, leaves)
      }
      if (barred !== null) {
        await retag(`${name}/versions/${barred.id}`, { ...leaves, [barOf(stage)]: oneLine(reason ?? 'rolled back') })
      }
      const taken = { [tagOf(stage)]: oneLine(reason ?? 'yes'), [barOf(stage)]: '' }
      await retag(`${name}/versions/${version.id}`, taken, { isArchived: false })
      await retag(name, { [tagOf(stage)]: version.id })
    },
    async unassign(model, stage) {
      const name = nameOf(model)
      const pointer = await pointerOf(name, stage)
      if (pointer === null) return
      const path = `${name}/versions/${pointer}`
      if ((await read(path)) !== null) await retag(path, { [tagOf(stage)]: '' })
      await retag(name, { [tagOf(stage)]: '' })
    },
    async deprecate(model, version, reason) {
      const path = `${nameOf(model)}/versions/${version.id}`
      await retag(path, { 'modelgate.deprecated': oneLine(reason ?? 'yes') }, { isArchived: true })
    },
    close,
  }
}

function draftVersion({ tag, version, commit, record, file }: MirrorDraft, datastore: string | null): Plain {
  const location = record.artifacts.find(({ path }) => path === 'artifacts/model')?.location ?? ''
  const metrics = Object.entries(record.metrics).slice(0, 20)
  return {
    description: `${tag}, record ${commit} in git. ${record.description ?? ''}`.trim(),
    modelType: 'custom_model',
    modelUri: locate(location, tag, datastore),
    properties: {
      'modelgate.version': version,
      'modelgate.tag': tag,
      'modelgate.record': commit,
      ...(file === null ? {} : { 'modelgate.model': `sha256:${file.sha256}` }),
      ...(record.codeCommit === null ? {} : { 'modelgate.code': record.codeCommit }),
      ...Object.fromEntries(metrics.map(([name, value]) => [`metric.${name}`, String(value)])),
    },
  }
}

/** @throws SystemError where the file lies where Azure ML reads nothing */
function locate(location: string, tag: string, datastore: string | null): string {
  const [, account, path] = /^az:\/\/(?:([^/]+\.[^/]+)\/)?(.+)$/.exec(location) ?? []
  if (path !== undefined && datastore !== null) {
    return `azureml://datastores/${datastore}/paths/${path.split('/').slice(1).join('/')}`
  }
  if (path !== undefined && account !== undefined) return `https://${account}/${path}`
  throw new SystemError(`${tag}: Azure ML takes versions by the address of their model in a storage account`, {
    help: 'keep versions there, store: {type: azure, …}, and name its datastore under registry: datastore',
  })
}

function convert(found: Plain, name: string, version: string): MirroredVersion {
  const own = (found['properties'] ?? {}) as Texts
  const system = (found['system'] ?? {}) as Plain
  const by = typeof system['createdBy'] === 'string' ? ` by ${system['createdBy']}` : ''
  return {
    id: version,
    uri: typeof found['id'] === 'string' ? found['id'] : `${name}/versions/${version}`,
    version: own['modelgate.version'] ?? null,
    recordCommit: own['modelgate.record'] ?? null,
    modelSha256: own['modelgate.model']?.replace(/^sha256:/, '') ?? null,
    origin: typeof system['createdAt'] === 'string' ? `registered ${system['createdAt']}${by}` : null,
  }
}

const OF_ALL = ['description', 'properties', 'tags', 'isArchived']
const OF_VERSIONS = [...OF_ALL, 'isAnonymous', 'modelType', 'modelUri', 'flavors', 'jobName']

/** Of what was read the part that may be written; a newer interface reads more. */
function takeWritable(path: string, found: Plain): Plain {
  const names = path.includes('/versions/') ? OF_VERSIONS : OF_ALL
  return Object.fromEntries(names.flatMap((name) => (found[name] == null ? [] : [[name, found[name]]])))
}

const tagOf = (stage: string): string => `modelgate.stage.${stage}`
const barOf = (stage: string): string => `modelgate.barred.${stage}`
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 250)
