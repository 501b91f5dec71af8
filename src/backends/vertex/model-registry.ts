import { setTimeout as wait } from 'node:timers/promises'
import { InputError, RaceLostError, SystemError } from '../../core/faults.ts'
import type { MirrorDraft, MirroredVersion, RegistryMirror } from '../../ports/registry-mirror.ts'
import type { HttpRequest } from '../http/client.ts'
import { askMirrorService, type MirrorService } from '../http/mirror-service.ts'

interface VertexSettings {
  readonly project: string
  /** `europe-west4`. */
  readonly location: string
  /** Id of the model; `{model}` stands for our name. */
  readonly name: string
  /** That serves the model: Vertex takes none without. */
  readonly image: string
}

type Plain = Readonly<Record<string, unknown>>
type Labels = Readonly<Record<string, string>>

/** An upload is an operation of its own that takes seconds to minutes. */
const MOST_POLLS = 120
const POLL_MS = 3000

/**
 * Vertex AI's model registry: a version is one of the model's, and a stage an alias of it. An alias moves by being merged
 * into another version, without a compare-and-set, so it is read before and after.
 *
 * @param pollMs between two looks at an upload.
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.models
 */
export function createVertexMirror(
  settings: VertexSettings,
  service: MirrorService,
  close: () => Promise<void>,
  pollMs = POLL_MS,
): RegistryMirror {
  const parent = `projects/${settings.project}/locations/${settings.location}`
  const host = service.base.host
  const nameOf = (model: string) => `${parent}/models/${nameModel(settings.name.replaceAll('{model}', model))}`
  const ask = (
    method: HttpRequest['method'],
    path: string,
    doing: string,
    { body, isReading = false, query = {} }: { body?: Plain; isReading?: boolean; query?: Labels } = {},
  ) => {
    const search = Object.keys(query).length === 0 ? '' : `?${new URLSearchParams(query)}`
    const url = new URL(`${service.base.href}v1/${path}${search}`)
    return askMirrorService(service, { method, url, doing, isReading, ...(body === undefined ? {} : { body }) })
  }
  const read = async (name: string): Promise<Plain | null> => ask('GET', name, `read ${shorten(name)}`)
  const convert = (found: Plain | null) => (found === null ? null : readModel(found))

  const holder = async (model: string, stage: string) => convert(await read(`${nameOf(model)}@${aliasOf(stage)}`))
  const find = async (model: string, { commit }: { readonly commit: string }): Promise<MirroredVersion | null> => {
    const filter = `labels.modelgate-record="${commit}"`
    const name = nameOf(model)
    const doing = `list the versions of ${shorten(name)}`
    const answer = await ask('GET', `${name}:listVersions`, doing, { query: { filter, pageSize: '50' } })
    const found = ((answer?.['models'] ?? []) as readonly Plain[])
      .map(readModel)
      // a server that knows no filter gives all of them
      .filter(({ recordCommit }) => recordCommit === commit)
    return found.sort((left, right) => Number(left.id) - Number(right.id))[0] ?? null
  }
  const label = async (name: string, change: Labels, description: string | null): Promise<void> => {
    const found = await read(name)
    if (found === null) throw new SystemError(`${shorten(name)} is not at ${host} any more`)
    const labels = { ...(found['labels'] as Labels | undefined), ...change }
    const body = { labels, ...(description === null ? {} : { versionDescription: description }) }
    const query = { updateMask: Object.keys(body).join(',') }
    await ask('PATCH', name, `label ${shorten(name)}`, { body, query, isReading: true })
    const now = ((await read(name))?.['labels'] ?? {}) as Labels
    if (Object.entries(change).every(([key, value]) => now[key] === value)) return
    throw new RaceLostError(`the labels of ${shorten(name)} at ${host} read back otherwise: somebody else set them`)
  }
  const merge = (name: string, alias: string) =>
    ask('POST', `${name}:mergeVersionAliases`, `set the aliases of ${shorten(name)}`, {
      body: { versionAliases: [alias] },
      isReading: true,
    })
  const finish = async (operation: Plain | null, doing: string): Promise<void> => {
    let state = operation
    for (let count = 0; state !== null && state['done'] !== true; count += 1) {
      if (count === MOST_POLLS) throw new SystemError(`cannot ${doing}: ${host} has not finished it in time`)
      await wait(pollMs)
      state = await ask('GET', String(state['name']), doing)
    }
    const error = (state?.['error'] as Plain | undefined)?.['message']
    if (error !== undefined) throw new SystemError(`cannot ${doing}: ${String(error).slice(0, 300)}`)
  }

  return {
    name: 'Vertex AI',
    location: `${host}/${parent}`,
    holder,
    find,
    async register(draft) {
      const known = await find(draft.model, draft)
      if (known !== null) return known
      const name = nameOf(draft.model)
      const isThere = (await read(name)) !== null
      const doing = `upload ${draft.tag} as a version of ${shorten(name)}`
      const place = isThere ? { parentModel: name } : { modelId: name.split('/').at(-1)! }
      const body = { ...place, model: draftModel(draft, settings.image) }
      await finish(await ask('POST', `${parent}/models:upload`, doing, { body }), doing)
      const registered = await find(draft.model, draft)
      if (registered !== null) return registered
      throw new SystemError(`cannot ${doing}: ${host} took it and does not find it`, { help: 'try again' })
    },
    async assign({ model, stage, version, reason, barred }) {
      const alias = aliasOf(stage)
      const bar = `modelgate-barred-${alias}`.slice(0, 63)
      if (barred !== null) {
        await label(
          barred.uri,
          { [bar]: 'yes' },
          `${barred.version ?? ''}: rolled back${reason === null ? '' : `: ${reason}`}`,
        )
      }
      const found = await read(version.uri)
      if ((found?.['labels'] as Labels | undefined)?.[bar] === 'yes') await label(version.uri, { [bar]: 'no' }, null)
      await merge(version.uri, alias)
      const held = await holder(model, stage)
      if (held?.id === version.id) return
      throw new RaceLostError(
        `${alias} of ${shorten(nameOf(model))} at ${host} was set to version ${version.id} and holds ${held === null ? 'nothing' : `version ${held.id}`}: somebody else set it at the same moment`,
        { help: 'look who writes there beside modelgate, then run the same command again' },
      )
    },
    async unassign(model, stage) {
      const held = await holder(model, stage)
      if (held === null) return
      await merge(held.uri, `-${aliasOf(stage)}`)
      if ((await holder(model, stage)) === null) return
      throw new RaceLostError(`${stage} of ${shorten(nameOf(model))} at ${host} was taken away and is held again`)
    },
    async deprecate(_, version, reason) {
      const words = reason === null ? null : `${version.version ?? ''}: deprecated: ${reason}`
      await label(version.uri, { 'modelgate-deprecated': 'yes' }, words)
    },
    close,
  }
}

function draftModel({ model, tag, version, commit, record, file }: MirrorDraft, image: string): Plain {
  const location = record.artifacts.find(({ path }) => path === 'artifacts/model')?.location ?? ''
  const metrics = Object.entries(record.metrics).map(([name, value]) => `${name} ${value}`)
  return {
    displayName: model.slice(0, 128),
    ...(record.description === null ? {} : { description: record.description.slice(0, 1000) }),
    versionDescription: [`${tag}, record ${commit} in git`, ...metrics.slice(0, 10)].join('; '),
    labels: {
      // the one dot-like character that labels take
      'modelgate-version': version.replaceAll('.', '_').toLowerCase(),
      'modelgate-record': commit,
      ...(file === null ? {} : { 'modelgate-model': file.sha256 }),
      ...(record.codeCommit === null ? {} : { 'modelgate-code': record.codeCommit }),
    },
    containerSpec: { imageUri: image },
    // a folder is what a container gets; the file in it has its digest as name
    ...(location.startsWith('gs://') ? { artifactUri: location.slice(0, location.lastIndexOf('/')) } : {}),
  }
}

/** @throws InputError where Vertex takes no alias of that name */
function aliasOf(stage: string): string {
  const alias = stage.toLowerCase().replaceAll('_', '-')
  if (/^[a-z][a-z0-9-]{0,126}[a-z0-9]$/.test(alias) && alias !== 'default') return alias
  throw new InputError({
    message: `Vertex AI takes no alias "${alias}" for the stage ${stage}`,
    help: 'call the stage by at least two letters, digits and hyphens; default is its own',
  })
}

function readModel(found: Plain): MirroredVersion {
  const labels = (found['labels'] ?? {}) as Labels
  const id = String(found['versionId'])
  const created = found['versionCreateTime']
  return {
    id,
    uri: `${String(found['name']).replace(/@.*$/, '')}@${id}`,
    version: labels['modelgate-version']?.replaceAll('_', '.') ?? null,
    recordCommit: labels['modelgate-record'] ?? null,
    modelSha256: labels['modelgate-model'] ?? null,
    origin: typeof created === 'string' ? `registered ${created}` : null,
  }
}

/** Lower-case letters, digits, `_` and `-`, the first a letter, 63 at most. */
function nameModel(written: string): string {
  return written
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 63)
}

/** `churn@3` of a resource's name. */
const shorten = (name: string): string => name.split('/').at(-1)!
