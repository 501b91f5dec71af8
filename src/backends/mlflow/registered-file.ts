import { InputError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import type { StoredArtifact } from '../../ports/model-registry.ts'
import type { MirroredVersion } from '../../ports/registry-mirror.ts'
import { readMlflowArtifact } from './mlflow-artifacts.ts'
import { callRegistry } from './registry-requests.ts'
import type { SourceContext } from './registry-source.ts'
import { askRun } from './tracking-server.ts'

/** What MLflow itself puts beside a model. */
const OWN_FILES = /^(MLmodel|conda\.yaml|python_env\.yaml|requirements\.txt|registered_model_meta|.*input_example.*)$/

/** What a version of somebody else's is made of. */
export interface RegisteredFile {
  readonly file: StoredArtifact
  /** `mlflow:RUN/PATH`. */
  readonly uri: string
  /** As its run says. */
  readonly codeCommit: string | null
}

interface Folder {
  readonly run: string
  /** Before the path of a file, for whoever fetches it: '' or the name of a logged model. */
  readonly prefix: string
  readonly path: string
  /** The call that lists it. */
  readonly list: { readonly path: string; readonly query: (folder: string) => Readonly<Record<string, string>> }
}

/**
 * The model's file of a registered version: the only one at its source beside those that MLflow adds.
 *
 * @param place absolute path of the file to be, in a private folder
 * @throws InputError where the source is nothing that the server hands out, or holds several files
 */
export async function fetchRegisteredFile(
  name: string,
  { id }: MirroredVersion,
  place: string,
  context: SourceContext,
): Promise<RegisteredFile> {
  const doing = `read version ${id} of ${name}`
  const query = { name, version: id }
  const answer = await callRegistry({ method: 'GET', path: 'model-versions/get', query, doing }, context.server)
  const { source, run_id: run } = (answer?.['model_version'] ?? {}) as Readonly<Record<string, unknown>>
  const label = `version ${id} of ${name}`
  const folder =
    typeof source === 'string' && typeof run === 'string' && run !== '' ? await findFolder(source, run, context) : null
  if (folder === null) {
    throw new InputError({
      message: `${label}: its source ${String(source)} is nothing that the server of MLflow hands out`,
      help: 'promote its file as a candidate, after the stage was taken from it there',
    })
  }
  const files = await listFiles(folder, context)
  const [only, ...more] = files.filter((path) => !OWN_FILES.test(path.split('/').at(-1)!))
  if (only === undefined || more.length > 0) {
    throw new InputError({
      message: `${label}: ${only === undefined ? 'no file' : `${more.length + 1} files`} could be its model: ${files.slice(0, 10).join(', ')}`,
      help: 'a record is of one file: promote that as a candidate, after the stage was taken from this version there',
    })
  }
  const path = `${folder.prefix}${only}`
  const target = { path: place, budget: { left: Number.MAX_SAFE_INTEGER, whole: Number.MAX_SAFE_INTEGER } }
  const reference = { run: folder.run, path, sha256: null }
  const file = await readMlflowArtifact(reference, context.server, target, context.variables)
  if ('missing' in file) throw new InputError({ message: `${label}: ${file.missing}` })
  return { file, uri: `mlflow:${folder.run}/${path}`, codeCommit: await readCommit(folder.run, context) }
}

async function findFolder(source: string, run: string, { server }: SourceContext): Promise<Folder | null> {
  const ofRun = (path: string): Folder => ({
    ...{ run, prefix: '', path },
    list: { path: 'artifacts/list', query: (folder) => ({ run_id: run, ...(folder === '' ? {} : { path: folder }) }) },
  })
  const [, named, inner] = /^runs:\/([\w-]+)(?:\/(.*))?$/.exec(source) ?? []
  if (named === run) return ofRun((inner ?? '').replace(/\/+$/, ''))
  const logged = /^models:\/(m-[\w-]+)$/.exec(source)?.[1]
  if (logged !== undefined) {
    const doing = `read model ${logged} of MLflow`
    const answer = await callRegistry({ method: 'GET', path: `logged-models/${logged}`, doing }, server)
    const model = answer?.['model']
    const info = isMap(model) && isMap(model['info']) ? model['info'] : {}
    if (typeof info['name'] !== 'string') return null
    const query = (folder: string) => ({ ...(folder === '' ? {} : { artifact_directory_path: folder }) })
    const list = { path: `logged-models/${logged}/artifacts/directories`, query }
    return { run, prefix: `${info['name']}/`, path: '', list }
  }
  const root = (await askRun(run, server))?.info?.artifact_uri
  if (typeof root !== 'string' || !(source === root || source.startsWith(`${root.replace(/\/+$/, '')}/`))) return null
  return ofRun(source.slice(root.length).replaceAll(/^\/+|\/+$/g, ''))
}

/** Files below the folder; itself, where it is a file. */
async function listFiles({ path, list }: Folder, { server }: SourceContext): Promise<readonly string[]> {
  const folders = [path]
  const files: string[] = []
  for (let count = 0; folders.length > 0 && count < 100; count += 1) {
    const query = list.query(folders.shift()!)
    const call = { method: 'GET', path: list.path, query, doing: 'list the files of the version' } as const
    const found = ((await callRegistry(call, server))?.['files'] ?? []) as readonly Readonly<Record<string, unknown>>[]
    for (const file of found) (file['is_dir'] === true ? folders : files).push(String(file['path']))
  }
  return files.length === 0 && path !== '' ? [path] : files
}

async function readCommit(run: string, { server }: SourceContext): Promise<string | null> {
  const tags = ((await askRun(run, server))?.data as { readonly tags?: unknown } | undefined)?.tags
  const found = Array.isArray(tags) ? tags.find((tag) => isMap(tag) && tag['key'] === 'mlflow.source.git.commit') : null
  const commit = isMap(found) ? found['value'] : null
  return typeof commit === 'string' && /^[0-9a-f]{40}$/.test(commit) ? commit : null
}
