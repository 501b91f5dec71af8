import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SystemError } from '../../core/faults.ts'
import type { StoredArtifact } from '../../ports/model-registry.ts'
import type { MirrorDraft } from '../../ports/registry-mirror.ts'
import { readSome } from '../http/client.ts'
import { streamFile } from '../http/local-file.ts'
import { reachService, refuseCredentials } from '../http/service.ts'
import { readMlflowArtifact } from './mlflow-artifacts.ts'
import { callRegistry, listTags, quoteFilter } from './registry-requests.ts'
import { type AnsweredRun, askRun, type TrackingServer } from './tracking-server.ts'

/** Where the bytes of a version lie, as MLflow is told. */
export interface VersionSource {
  readonly source: string
  readonly run: string
}

/** What finds and proves files of runs. */
export interface SourceContext {
  readonly server: TrackingServer
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly temporaryFolder: string
}

/** Runs that were made for versions whose bytes no training run has. */
const EXPERIMENT = 'modelgate'
const FILE_OF_RUN = /^mlflow:([\w-]{1,64})\/(.+?)(?:@sha256:\w+)?$/s
/** Folders of a run that are looked into, and files of the wanted size that are hashed. */
const MOST_FOLDERS = 100
const MOST_HASHED = 5

/**
 * The run that has the bytes: the one that the candidate came from where it keeps a file with that digest; else one of our
 * own, to which they are sent. What is named was read back and hashed.
 *
 * @throws SystemError where the server takes no artifacts
 */
export async function provideSource(draft: MirrorDraft, context: SourceContext): Promise<VersionSource> {
  const model = draft.record.artifacts.find(({ path }) => path === 'artifacts/model')
  const [, run, path] = FILE_OF_RUN.exec(model?.uri ?? '') ?? FILE_OF_RUN.exec(model?.location ?? '') ?? []
  const wanted = run ?? draft.runs.flatMap((text) => /^mlflow:([\w-]{1,64})$/.exec(text)?.[1] ?? [])[0]
  if (wanted !== undefined) {
    const found = await findInRun(wanted, path ?? null, draft.file, context)
    if (found !== null) return found
  }
  return sendToOwnRun(draft, context)
}

/** null where the run is gone, or has no file with these bytes. */
async function findInRun(
  id: string,
  path: string | null,
  file: StoredArtifact | null,
  context: SourceContext,
): Promise<VersionSource | null> {
  const run = await askRun(id, context.server)
  if (run === null) return null
  const root = rootOf(run)
  if (root === null) return null
  if (file === null) return { source: root, run: id }
  let hashed = 0
  for (const candidate of path === null ? await listFiles(id, file.size, context.server) : [path]) {
    if (hashed >= MOST_HASHED) break
    hashed += 1
    if ((await hashArtifact(id, candidate, context)) !== file.sha256) continue
    // a folder with MLmodel is what MLflow's own client loads
    const folder = candidate.split('/').slice(0, -1)
    const beside = folder.length === 0 ? [] : await listFolder(id, folder.join('/'), context.server)
    const isModel = beside.some((entry) => entry.path === [...folder, 'MLmodel'].join('/'))
    return { source: [root, ...(isModel ? folder : candidate.split('/'))].join('/'), run: id }
  }
  return null
}

async function listFiles(run: string, size: number, server: TrackingServer): Promise<readonly string[]> {
  const folders = ['']
  const files: string[] = []
  for (let count = 0; count < MOST_FOLDERS; count += 1) {
    const folder = folders.shift()
    if (folder === undefined) break
    for (const entry of await listFolder(run, folder, server)) {
      if (entry.isFolder) folders.push(entry.path)
      else if (entry.size === size) files.push(entry.path)
    }
  }
  return files
}

async function listFolder(run: string, path: string, server: TrackingServer) {
  const query = { run_id: run, ...(path === '' ? {} : { path }) }
  const answer = await callRegistry(
    { method: 'GET', path: 'artifacts/list', query, doing: `list the files of run ${run}` },
    server,
  )
  const files = Array.isArray(answer?.['files'])
    ? (answer['files'] as readonly Readonly<Record<string, unknown>>[])
    : []
  return files.map((file) => ({
    path: String(file['path']),
    isFolder: file['is_dir'] === true,
    size: Number(file['file_size']),
  }))
}

/** Digest of a file of a run as the server gives it; null where there is none. */
async function hashArtifact(run: string, path: string, context: SourceContext): Promise<string | null> {
  const folder = await mkdtemp(join(context.temporaryFolder, 'modelgate-mlflow-'))
  try {
    const target = {
      path: join(folder, 'file'),
      budget: { left: Number.MAX_SAFE_INTEGER, whole: Number.MAX_SAFE_INTEGER },
    }
    const file = await readMlflowArtifact({ run, path, sha256: null }, context.server, target, context.variables)
    return 'missing' in file ? null : file.sha256
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function sendToOwnRun(draft: MirrorDraft, context: SourceContext): Promise<VersionSource> {
  const { server } = context
  const experiment = await ensureExperiment(server)
  const id = (await findOwnRun(experiment, draft, server)) ?? (await makeOwnRun(experiment, draft, server))
  const run = await askRun(id, server)
  const root = run === null ? null : rootOf(run)
  if (root === null) throw new SystemError(`MLflow at ${server.service.base.host} lost the run ${id} that it made`)
  if (draft.file === null) return { source: root, run: id }
  if (!root.startsWith('mlflow-artifacts:')) return nameLocation(draft, root, id, server)
  const path = `model/${nameFile(draft)}`
  if ((await hashArtifact(id, path, context)) !== draft.file.sha256) {
    await upload(`${root}/${path}`, draft.file, server)
    const sha256 = await hashArtifact(id, path, context)
    if (sha256 !== draft.file.sha256) {
      throw new SystemError(`${path} of run ${id} was sent to MLflow and reads back as sha256:${sha256}`, {
        help: 'try again; if it stays so, something between here and the server alters files',
      })
    }
  }
  return { source: `${root}/model`, run: id }
}

/** Where the server hands out no files of its own, the store's address is all that it can be told. */
function nameLocation(draft: MirrorDraft, root: string, run: string, server: TrackingServer): VersionSource {
  const model = draft.record.artifacts.find(({ path }) => path === 'artifacts/model')
  if (model !== undefined && /^(s3|gs|az|https|wasbs):\/\//.test(model.location)) return { source: model.location, run }
  throw new SystemError(
    `MLflow at ${server.service.base.host} keeps artifacts at ${root.split(':')[0]}: and takes none itself`,
    { help: 'start it with --serve-artifacts, or keep versions in a store that both reach: store: {type: s3, …}' },
  )
}

async function ensureExperiment(server: TrackingServer): Promise<string> {
  const find = async () => {
    const answer = await callRegistry(
      {
        method: 'GET',
        path: 'experiments/get-by-name',
        query: { experiment_name: EXPERIMENT },
        doing: `find the experiment ${EXPERIMENT}`,
        isExpected: ({ code }) => code === 'RESOURCE_DOES_NOT_EXIST',
      },
      server,
    )
    return (answer?.['experiment'] as { readonly experiment_id?: unknown } | undefined)?.experiment_id ?? null
  }
  const found = await find()
  if (found !== null) return String(found)
  const made = await callRegistry(
    {
      method: 'POST',
      path: 'experiments/create',
      body: { name: EXPERIMENT },
      doing: `make the experiment ${EXPERIMENT}`,
      isExpected: ({ code }) => code === 'RESOURCE_ALREADY_EXISTS',
    },
    server,
  )
  return String(made?.['experiment_id'] ?? (await find()))
}

async function findOwnRun(experiment: string, { commit }: MirrorDraft, server: TrackingServer): Promise<string | null> {
  const answer = await callRegistry(
    {
      method: 'POST',
      path: 'runs/search',
      body: {
        experiment_ids: [experiment],
        filter: `tags.\`modelgate.record\` = ${quoteFilter(commit)}`,
        max_results: 1,
        order_by: ['attributes.start_time ASC'],
      },
      doing: 'find the run of the version',
      isRepeatable: true,
    },
    server,
  )
  const [run] = (answer?.['runs'] ?? []) as readonly { readonly info?: { readonly run_id?: unknown } }[]
  return typeof run?.info?.run_id === 'string' ? run.info.run_id : null
}

async function makeOwnRun(experiment: string, draft: MirrorDraft, server: TrackingServer): Promise<string> {
  const { model, version, commit, record } = draft
  const time = Date.parse(record.createdAt)
  const doing = `make a run for ${draft.tag}`
  const tags = listTags({
    'modelgate.version': version,
    'modelgate.record': commit,
    'mlflow.source.git.commit': record.codeCommit,
  })
  const body = { experiment_id: experiment, start_time: time, run_name: `${model} ${version}`, tags }
  const answer = await callRegistry({ method: 'POST', path: 'runs/create', body, doing }, server)
  const { info } = (answer?.['run'] ?? {}) as { readonly info?: { readonly run_id?: unknown } }
  if (typeof info?.run_id !== 'string') throw new SystemError(`cannot ${doing}: the answer names no run`)
  const run = info.run_id
  const metrics = Object.entries(record.metrics).map(([key, value]) => ({ key, value, timestamp: time, step: 0 }))
  const logged = { method: 'POST', doing, isRepeatable: true } as const
  await callRegistry(
    { ...logged, path: 'runs/log-batch', body: { run_id: run, metrics: metrics.slice(0, 500) } },
    server,
  )
  await callRegistry(
    { ...logged, path: 'runs/update', body: { run_id: run, status: 'FINISHED', end_time: time } },
    server,
  )
  return run
}

async function upload(uri: string, file: StoredArtifact, server: TrackingServer): Promise<void> {
  const { service, found, http } = server
  const path = new URL(uri).pathname.replace(/^\/+/, '')
  const url = new URL(`${service.base.href}api/2.0/mlflow-artifacts/artifacts/${path}`)
  const doing = 'send the model to MLflow'
  const headers = {
    ...service.headers,
    'content-type': 'application/octet-stream',
    'content-length': String(file.size),
  }
  const body = () => streamFile(file)
  const options = { reach: reachService(service, found), doing, followsRedirects: false }
  await http.exchange({ method: 'PUT', url, headers, body }, options, async (answer) => {
    const said = (await readSome(answer)).slice(0, 300).replaceAll(/\p{Cc}+/gu, ' ')
    if (answer.status === 401 || answer.status === 403) throw refuseCredentials(service, doing, answer, said || null)
    if (answer.status === 200 || answer.status === 201) return
    throw new SystemError(`cannot ${doing}: ${url.host} answers ${answer.status}: ${said}`, {
      help: 'check that the server serves artifacts (mlflow server --serve-artifacts), and what it allows in size',
    })
  })
}

/** The file's own name, in characters that every store takes. */
function nameFile({ record }: MirrorDraft): string {
  const uri = record.artifacts.find(({ path }) => path === 'artifacts/model')?.uri ?? ''
  const name = uri
    .replace(/@sha256:\w+$/, '')
    .split('/')
    .at(-1)!
  return name.replaceAll(/[^\w.-]/g, '_').replace(/^\.+/, '') || 'model'
}

function rootOf({ info }: AnsweredRun): string | null {
  return typeof info?.artifact_uri === 'string' ? info.artifact_uri.replace(/\/+$/, '') : null
}
