import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { InputError, RaceLostError, SystemError } from '../../core/faults.ts'
import type { MirrorDraft, MirroredVersion, RegistryMirror } from '../../ports/registry-mirror.ts'
import { fetchRegisteredFile } from './registered-file.ts'
import { callRegistry, listTags, quoteFilter, type RegistryCall, readTags, type Tags } from './registry-requests.ts'
import { provideSource, type SourceContext } from './registry-source.ts'

interface MlflowSettings {
  /** Name of the registered model; `{model}` stands for ours. */
  readonly name: string
  /** Of stages that are called otherwise there. */
  readonly aliases: Readonly<Record<string, string>>
}

const isMissing: NonNullable<RegistryCall['isExpected']> = ({ code }) => code === 'RESOURCE_DOES_NOT_EXIST'

/**
 * MLflow's model registry: a stage is an alias, a version one of the registered model with tags that name ours. An alias
 * is set by whoever comes last and the server has no other way, so each is read before and after.
 *
 * @see https://mlflow.org/docs/latest/api_reference/rest-api.html
 */
export function createMlflowMirror(
  settings: MlflowSettings,
  context: SourceContext & { close(): Promise<void> },
): RegistryMirror {
  const { server } = context
  const { base } = server.service
  const folders: string[] = []
  const nameOf = (model: string) => settings.name.replaceAll('{model}', model).replaceAll(/[/:]/g, '.')
  const call = (asked: RegistryCall) => callRegistry(asked, server)
  const convert = (written: unknown): MirroredVersion | null => readVersion(written, base)

  const holder = async (model: string, stage: string): Promise<MirroredVersion | null> => {
    const [name, alias] = [nameOf(model), aliasOf(stage, settings)]
    const answer = await call({
      method: 'GET',
      path: 'registered-models/alias',
      query: { name, alias },
      doing: `read the alias ${alias} of ${name}`,
      // of a registered model that is there a missing alias is an invalid parameter
      isExpected: (refusal) =>
        isMissing(refusal) || (refusal.code === 'INVALID_PARAMETER_VALUE' && /alias .*not found/i.test(refusal.words)),
    })
    return convert(answer?.['model_version'])
  }
  const find = async (model: string, { commit }: { readonly commit: string }): Promise<MirroredVersion | null> => {
    const name = nameOf(model)
    const filter = `name = ${quoteFilter(name)} and tags.\`modelgate.record\` = ${quoteFilter(commit)}`
    const query = { filter, max_results: '100' }
    const answer = await call({ method: 'GET', path: 'model-versions/search', query, doing: `search ${name}` })
    const versions = ((answer?.['model_versions'] ?? []) as readonly unknown[]).flatMap((entry) => convert(entry) ?? [])
    // of two that were registered at one moment, all take the first
    return versions.sort((left, right) => Number(left.id) - Number(right.id))[0] ?? null
  }
  const readTagsOf = async (name: string, version: string): Promise<Tags> => {
    const query = { name, version }
    const doing = `read version ${version} of ${name}`
    const answer = await call({ method: 'GET', path: 'model-versions/get', query, doing })
    return readTags((answer?.['model_version'] as { readonly tags?: unknown } | undefined)?.tags)
  }
  const tag = async (name: string, version: string, key: string, value: string): Promise<void> => {
    const doing = `tag version ${version} of ${name}`
    const body = { name, version, key, value }
    await call({ method: 'POST', path: 'model-versions/set-tag', body, doing, isRepeatable: true })
    if ((await readTagsOf(name, version))[key] === value) return
    throw new RaceLostError(`the tag ${key} of ${name} version ${version} at ${base.host} reads back otherwise`)
  }

  return {
    name: 'MLflow',
    location: base.href.replace(/\/$/, ''),
    holder,
    find,
    async register(draft) {
      const known = await find(draft.model, draft)
      if (known !== null) return known
      const name = nameOf(draft.model)
      await call({
        method: 'POST',
        path: 'registered-models/create',
        body: { name, ...(draft.record.description === null ? {} : { description: draft.record.description }) },
        doing: `register the model ${name}`,
        isExpected: ({ code }) => code === 'RESOURCE_ALREADY_EXISTS',
      })
      const { source, run } = await provideSource(draft, context)
      const tags = listTags(tagsOf(draft))
      const body = { name, source, run_id: run, tags, description: describe(draft) }
      const doing = `register ${draft.tag} as a version of ${name}`
      await call({ method: 'POST', path: 'model-versions/create', body, doing })
      const registered = await find(draft.model, draft)
      if (registered?.recordCommit === draft.commit) return registered
      throw new SystemError(`cannot ${doing}: ${base.host} took it and does not find it`, { help: 'try again' })
    },
    adoption: {
      async fetch(model, version) {
        const folder = await mkdtemp(join(context.temporaryFolder, 'modelgate-mlflow-'))
        folders.push(folder)
        return fetchRegisteredFile(nameOf(model), version, join(folder, 'model'), context)
      },
      async note(draft, version) {
        for (const { key, value } of listTags(tagsOf(draft))) await tag(nameOf(draft.model), version.id, key, value)
      },
    },
    async assign({ model, stage, version, reason, barred }) {
      const [name, alias] = [nameOf(model), aliasOf(stage, settings)]
      const bar = `modelgate.barred.${stage}`
      if (reason !== null) await tag(name, version.id, `modelgate.reason.${stage}`, reason.slice(0, 4000))
      if (barred !== null) await tag(name, barred.id, bar, reason?.slice(0, 4000) || 'rolled back')
      if (Object.hasOwn(await readTagsOf(name, version.id), bar)) {
        const body = { name, version: version.id, key: bar }
        const doing = `lift the bar of version ${version.id} of ${name}`
        await call({ method: 'DELETE', path: 'model-versions/delete-tag', body, doing, isExpected: isMissing })
      }
      const body = { name, alias, version: version.id }
      const doing = `set the alias ${alias} of ${name}`
      await call({ method: 'POST', path: 'registered-models/alias', body, doing, isRepeatable: true })
      const held = await holder(model, stage)
      if (held?.id === version.id) return
      throw new RaceLostError(
        `${alias} of ${name} at ${base.host} was set to version ${version.id} and holds ${held === null ? 'nothing' : `version ${held.id}`}: somebody else set it at the same moment`,
        { help: 'look who writes there beside modelgate, then run the same command again' },
      )
    },
    async unassign(model, stage) {
      const [name, alias] = [nameOf(model), aliasOf(stage, settings)]
      const doing = `take the alias ${alias} from ${name}`
      const body = { name, alias }
      await call({ method: 'DELETE', path: 'registered-models/alias', body, doing, isExpected: isMissing })
      const held = await holder(model, stage)
      if (held === null) return
      throw new RaceLostError(`${alias} of ${name} at ${base.host} was taken away and holds version ${held.id}`, {
        help: 'look who writes there beside modelgate, then run the same command again',
      })
    },
    async deprecate(model, version, reason) {
      await tag(nameOf(model), version.id, 'modelgate.deprecated', reason?.slice(0, 4000) || 'yes')
    },
    async close() {
      await context.close()
      for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

function tagsOf({ version, tag, commit, record, file }: MirrorDraft): Readonly<Record<string, string | null>> {
  return {
    'modelgate.version': version,
    'modelgate.tag': tag,
    'modelgate.record': commit,
    'modelgate.model': file === null ? null : `sha256:${file.sha256}`,
    'mlflow.source.git.commit': record.codeCommit,
  }
}

function describe({ tag, commit, record }: MirrorDraft): string {
  const about = record.description === null ? '' : `${record.description}\n\n`
  const code = record.codeCommit === null ? '' : `, of code ${record.codeCommit}`
  return `${about}${tag} in git (record ${commit})${code}`
}

/** @throws InputError where MLflow takes no alias of that name */
function aliasOf(stage: string, { aliases }: MlflowSettings): string {
  const alias = Object.hasOwn(aliases, stage) ? aliases[stage]! : stage
  if (/^[\w-]{1,255}$/.test(alias) && !/^(latest|v\d+)$/i.test(alias)) return alias
  throw new InputError({
    message: `MLflow takes no alias "${alias}": ${/^[\w-]+$/.test(alias) ? 'the name is its own' : 'letters, digits, _ and - alone'}`,
    help: `give the stage another name there: registry: {type: mlflow, aliases: {${stage}: champion}}`,
  })
}

function readVersion(written: unknown, base: URL): MirroredVersion | null {
  const {
    name,
    version,
    tags,
    creation_timestamp: created,
    user_id: user,
  } = (written ?? {}) as Readonly<Record<string, unknown>>
  if (typeof name !== 'string' || version === undefined) return null
  const own = readTags(tags)
  const time = new Date(Number(created))
  const by = typeof user === 'string' && user !== '' ? ` by ${user}` : ''
  return {
    id: String(version),
    uri: `${base.href}#/models/${encodeURIComponent(name)}/versions/${String(version)}`,
    version: own['modelgate.version'] ?? null,
    recordCommit: own['modelgate.record'] ?? null,
    modelSha256: own['modelgate.model']?.replace(/^sha256:/, '') ?? null,
    origin: Number.isNaN(time.getTime()) ? null : `registered ${time.toISOString().slice(0, 19)}Z${by}`,
  }
}
