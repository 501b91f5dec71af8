import { InputError, RaceLostError, SystemError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import type { MirrorDraft, MirroredVersion, RegistryMirror } from '../../ports/registry-mirror.ts'
import type { Http } from '../http/client.ts'
import { parseJson, type Service } from '../http/service.ts'
import { askWandb, dig } from './wandb-requests.ts'
import { findArtifact } from './wandb-source.ts'

interface WandbSettings {
  readonly entity: string
  readonly project: string
  /** Name of the collection; `{model}` stands for our name. */
  readonly name: string
}

type Plain = Readonly<Record<string, unknown>>

const MEMBERSHIP = `query ArtifactMembershipByName($entity: String!, $project: String!, $name: String!) {
  project(name: $project, entityName: $entity) {
    artifactCollectionMembership(name: $name) {
      versionIndex createdAt aliases { alias } artifact { id metadata }
    }
  }
}`
const LINK = `mutation LinkArtifact($input: LinkArtifactInput!) {
  result: linkArtifact(input: $input) { versionIndex }
}`
const UPDATE = `mutation UpdateArtifact($input: UpdateArtifactInput!) {
  result: updateArtifact(input: $input) { artifact { id } }
}`
const ADD = 'mutation AddAliases($input: AddAliasesInput!) { result: addAliases(input: $input) { success } }'
const DELETE =
  'mutation DeleteAliases($input: DeleteAliasesInput!) { result: deleteAliases(input: $input) { success } }'

/**
 * The registry of Weights & Biases: a version is an artifact of the candidate's run that is linked into the model's
 * collection, a stage an alias of it there, and what git says of it stands in the artifact's metadata.
 */
export function createWandbMirror(
  settings: WandbSettings,
  server: { readonly service: Service; readonly http: Http },
): RegistryMirror {
  const { entity, project } = settings
  const { host } = server.service.base
  const collectionOf = (model: string) => settings.name.replaceAll('{model}', model).replaceAll(/[/:]/g, '-')
  const read = async (model: string, alias: string): Promise<{ version: MirroredVersion; metadata: Plain } | null> => {
    const name = `${collectionOf(model)}:${alias}`
    const call = { query: MEMBERSHIP, variables: { entity, project, name }, doing: `read ${name}` }
    const found = dig(await askWandb(call, server), 'project', 'artifactCollectionMembership')
    return isMap(found) ? readMembership(found, `${entity}/${project}/${collectionOf(model)}`) : null
  }
  const change = (query: string, input: Plain, doing: string) =>
    askWandb({ query, variables: { input }, doing }, server)
  /** Writes what git says into the metadata, all else kept. */
  const note = async (id: string, metadata: Plain, more: Plain): Promise<void> => {
    const own = { ...(isMap(metadata['modelgate']) ? metadata['modelgate'] : {}), ...more }
    const text = JSON.stringify({ ...metadata, modelgate: own })
    await change(UPDATE, { artifactID: id, metadata: text }, 'note the version at its artifact')
  }
  const aliasInput = (model: string, alias: string, id: string) => ({
    artifactID: id,
    aliases: [{ entityName: entity, projectName: project, artifactCollectionName: collectionOf(model), alias }],
  })
  const holder = async (model: string, stage: string) => (await read(model, aliasOf(stage)))?.version ?? null
  const find: RegistryMirror['find'] = async (model, { commit }) => {
    const found = (await read(model, recordAlias(commit)))?.version
    return found?.recordCommit === commit ? found : null
  }
  const readOf = async (model: string, version: MirroredVersion) => {
    const found = version.recordCommit === null ? null : await read(model, recordAlias(version.recordCommit))
    if (found !== null) return found
    throw new SystemError(`${version.uri} is not at ${host} any more`)
  }

  return {
    name: 'Weights & Biases',
    location: `${host}/${entity}/${project}`,
    holder,
    find,
    async refuseUnready(candidate) {
      await findArtifact(candidate, server)
    },
    async register(draft, signal) {
      const known = await find(draft.model, draft, signal)
      if (known !== null) return known
      const { id, metadata } = await findArtifact(draft, server)
      refuseOtherRecord(draft, metadata)
      await note(id, metadata, describe(draft))
      const name = collectionOf(draft.model)
      const link = {
        artifactID: id,
        artifactPortfolioName: name,
        entityName: entity,
        projectName: project,
        aliases: [{ artifactCollectionName: name, alias: recordAlias(draft.commit) }],
      }
      const doing = `link ${draft.tag} into ${name}`
      await change(LINK, link, doing)
      const registered = await find(draft.model, draft, signal)
      if (registered !== null) return registered
      throw new SystemError(`cannot ${doing}: ${host} took it and does not find it`, { help: 'try again' })
    },
    async assign({ model, stage, version, reason, barred }) {
      const alias = aliasOf(stage)
      if (barred !== null) {
        const { metadata } = await readOf(model, barred)
        await note(barred.id, metadata, { [`barred_${stage}`]: reason ?? 'rolled back' })
      }
      const { metadata } = await readOf(model, version)
      await note(version.id, metadata, { [`barred_${stage}`]: null, [`reason_${stage}`]: reason })
      await change(ADD, aliasInput(model, alias, version.id), `set ${alias} of ${collectionOf(model)}`)
      const held = await holder(model, stage)
      if (held?.id === version.id) return
      throw new RaceLostError(
        `${alias} of ${collectionOf(model)} at ${host} was set to ${version.uri} and is on ${held?.uri ?? 'nothing'}: somebody else set it at the same moment`,
        { help: 'look who writes there beside modelgate, then run the same command again' },
      )
    },
    async unassign(model, stage) {
      const held = await holder(model, stage)
      if (held === null) return
      const doing = `take ${aliasOf(stage)} from ${collectionOf(model)}`
      await change(DELETE, aliasInput(model, aliasOf(stage), held.id), doing)
      if ((await holder(model, stage)) === null) return
      throw new RaceLostError(`${stage} of ${collectionOf(model)} at ${host} was taken away and is held again`)
    },
    async deprecate(model, version, reason) {
      const { metadata } = await readOf(model, version)
      await note(version.id, metadata, { deprecated: reason ?? 'yes' })
    },
    close: () => server.http.close(),
  }
}

function describe({ version, tag, commit, record, file }: MirrorDraft): Plain {
  return {
    version,
    tag,
    record: commit,
    model: file === null ? null : `sha256:${file.sha256}`,
    code: record.codeCommit,
  }
}

/** The same bytes are one artifact there, whose metadata can speak of one record. */
function refuseOtherRecord({ tag, commit }: MirrorDraft, metadata: Plain): void {
  const [record, other] = [dig(metadata, 'modelgate', 'record'), dig(metadata, 'modelgate', 'tag')]
  if (record === undefined || record === commit) return
  throw new SystemError(`${tag}: the artifact with these bytes is ${String(other)} at Weights & Biases already`, {
    help: `roll back to that version, or let training log its model again`,
  })
}

/** @throws InputError where W&B takes no alias of that name */
function aliasOf(stage: string): string {
  if (/^[^/:]{1,128}$/.test(stage) && !/^(latest|v\d+)$/.test(stage)) return stage
  throw new InputError({
    message: `Weights & Biases takes no alias "${stage}": the name is its own`,
    help: 'call the stage otherwise',
  })
}

const recordAlias = (commit: string): string => `record-${commit}`

function readMembership(found: Plain, collection: string): { version: MirroredVersion; metadata: Plain } {
  const text = dig(found, 'artifact', 'metadata')
  const data = typeof text === 'string' ? parseJson(text) : text
  const metadata = isMap(data) ? data : {}
  const own = (name: string) => {
    const value = dig(metadata, 'modelgate', name)
    return typeof value === 'string' ? value : null
  }
  return {
    metadata,
    version: {
      id: String(dig(found, 'artifact', 'id')),
      uri: `${collection}:v${String(found['versionIndex'])}`,
      version: own('version'),
      recordCommit: own('record'),
      modelSha256: own('model')?.replace(/^sha256:/, '') ?? null,
      origin: typeof found['createdAt'] === 'string' ? `linked ${found['createdAt']}` : null,
    },
  }
}
