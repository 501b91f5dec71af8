import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { InputError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import type { MirrorDraft } from '../../ports/registry-mirror.ts'
import type { Http } from '../http/client.ts'
import { parseJson, type Service } from '../http/service.ts'
import { askWandb, dig, listNodes } from './wandb-requests.ts'

const ARTIFACTS = `query RunOutputArtifacts($entity: String!, $project: String!, $run: String!, $cursor: String, $perPage: Int) {
  project(entityName: $entity, name: $project) {
    run(name: $run) {
      artifacts: outputArtifacts(after: $cursor, first: $perPage) {
        edges { node { id versionIndex metadata artifactSequence { name project { name entity { name } } } } }
      }
    }
  }
}`

const FILES = `query ArtifactMembershipFiles($entity: String!, $project: String!, $collection: String!, $alias: String!, $cursor: String, $perPage: Int) {
  project(name: $project, entityName: $entity) {
    artifactCollection(name: $collection) {
      artifactMembership(aliasName: $alias) {
        files(after: $cursor, first: $perPage) { edges { node { name: displayName sizeBytes md5 } } }
      }
    }
  }
}`

/** Of a run, and files of an artifact. */
const PAGE = 100

/**
 * The artifact that the candidate's run logged and that holds a file with the version's bytes; W&B keeps MD5 alone, so
 * size and MD5 are what is compared.
 *
 * @throws InputError where no run is named, or none of its artifacts has the bytes
 */
export async function findArtifact(
  { model, runs, file }: Pick<MirrorDraft, 'model' | 'runs' | 'file'>,
  server: { readonly service: Service; readonly http: Http },
): Promise<{ readonly id: string; readonly metadata: Readonly<Record<string, unknown>> }> {
  const run = runs.find((written) => written.startsWith('wandb:'))?.slice('wandb:'.length)
  const help =
    'log the model in training, run.log_model("out/model.bin"), and name the run: candidate: {parameters: wandb:ENTITY/PROJECT/RUN}'
  if (run === undefined || file === null) {
    throw new InputError({ message: `${model}: W&B takes versions as artifacts of a run, and none is named`, help })
  }
  const [entity, project, name] = run.split('/').filter((_, index, parts) => !(parts.length === 4 && index === 2))
  const page = { cursor: null, perPage: PAGE }
  const listed = await askWandb(
    {
      query: ARTIFACTS,
      variables: { entity, project, run: name, ...page },
      doing: `list the artifacts of wandb:${run}`,
    },
    server,
  )
  const md5 = createHash('md5')
  await pipeline(createReadStream(file.path), md5)
  const digest = md5.digest()
  const forms = [digest.toString('base64'), digest.toString('hex')]
  for (const artifact of listNodes(dig(listed, 'project', 'run', 'artifacts'))) {
    const collection = dig(artifact, 'artifactSequence', 'name')
    const place = {
      entity: dig(artifact, 'artifactSequence', 'project', 'entity', 'name'),
      project: dig(artifact, 'artifactSequence', 'project', 'name'),
    }
    const variables = { ...place, collection, alias: `v${String(artifact['versionIndex'])}`, ...page }
    const doing = `list the files of ${String(collection)}`
    const answer = await askWandb({ query: FILES, variables, doing }, server)
    const files = listNodes(dig(answer, 'project', 'artifactCollection', 'artifactMembership', 'files'))
    const isIn = files.some(({ sizeBytes, md5 }) => Number(sizeBytes) === file.size && forms.includes(String(md5)))
    if (!isIn) continue
    const text = artifact['metadata']
    const metadata = typeof text === 'string' ? parseJson(text) : text
    return { id: String(artifact['id']), metadata: isMap(metadata) ? metadata : {} }
  }
  throw new InputError({ message: `${model}: no artifact of wandb:${run} holds a file with these bytes`, help })
}
