import { parseArtifactReference } from '../../core/artifact-reference.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { ArtifactStore, StoreReader } from '../../ports/artifact-store.ts'
import { type ExpectedFile, keyOfDigest } from '../../ports/keyed-store.ts'
import { type Http, type HttpAnswer, type HttpOptions, readSome } from '../http/client.ts'
import { measureFile, streamFile } from '../http/local-file.ts'
import { parseJson, reachService, refuseCredentials, type ServiceRule } from '../http/service.ts'
import { proveQuickly, proveStored, refuseBytes, saveStored } from '../http/stored-file.ts'
import { findRunOfModel } from './mlflow-store-runs.ts'
import { type AnsweredRun, askRun, findServer, readRefusal, type TrackingServer } from './tracking-server.ts'

/** Largest file that is read where presence alone is to be proven, in bytes: no network is asked for more than that. */
const MOST_READ = 100_000_000

export interface MlflowStoreContext {
  readonly variables: HttpOptions['variables']
  /** What files may reach. */
  readonly found: ServiceRule
  readonly http: Http
  readonly now: () => Date
}

/**
 * Artifacts of runs of an experiment, one run for each model; the tracking server that the environment names keeps them.
 * It computes no digests: what was put is read back whole.
 */
export function openMlflowStore(experiment: string, { variables, now, ...rest }: MlflowStoreContext): ArtifactStore {
  const server: TrackingServer = { service: findServer(variables), ...rest }
  const { host } = server.service.base
  // files of one version are put at the same time, and a model has one run
  const runs = new Map<string, Promise<string>>()
  const findRun = (model: string) => {
    const run = runs.get(model) ?? findRunOfModel(experiment, model, server, now)
    runs.set(model, run)
    return run
  }
  return {
    location: `mlflow: experiment ${experiment} at ${host}`,
    async put({ model, localPath, sha256, size }) {
      const file = await measureFile(localPath, { sha256, size })
      const run = await findRun(model)
      const path = keyOfDigest(sha256)
      const uri = `mlflow:${run}/${path}`
      const url = addressOf(await readRoot(run, uri, server), path, uri, server)
      if ((await findSize(run, path, server)) === null) {
        const headers = {
          ...server.service.headers,
          'content-type': 'application/octet-stream',
          'content-length': String(size),
        }
        const request = { method: 'PUT', url, headers, body: () => streamFile(file) } as const
        await exchange(request, `put ${uri}`, server, async (answer) => {
          if (answer.status !== 200) throw await refuse(answer, `put ${uri}`, server)
        })
      }
      const isThere = await open(url, uri, server, async (answer) => {
        await proveStored(answer.body, file, uri)
        return true
      })
      if (isThere) return uri
      throw new SystemError(`${uri}: was taken by ${host}, and is not there`, { help: 'run it again' })
    },
  }
}

/** Files at locations `mlflow:RUN/sha256/ab/cdef…`. */
export function openMlflowReader({ variables, ...rest }: MlflowStoreContext): StoreReader {
  const server: TrackingServer = { service: findServer(variables), ...rest }
  const parse = (location: string, { sha256 }: ExpectedFile) => {
    const { run, path } = parseArtifactReference(location.slice('mlflow:'.length))
    if (path === keyOfDigest(sha256)) return { run, path }
    throw new SystemError(`${location}: is not where a file of sha256:${sha256} is kept`, {
      help: 'the record was altered: modelgate registry verify says more',
    })
  }
  return {
    async fetch(file, target) {
      const { run, path } = parse(file.location, file)
      const found = await askRun(run, server)
      if (found === null) return null
      const url = addressOf(found, path, file.location, server)
      return open(url, file.location, server, (answer) => saveStored(answer.body, target, file, file.location))
    },
    async has(file, limitMs) {
      const { run, path } = parse(file.location, file)
      const [found, size] = await Promise.all([askRun(run, server), findSize(run, path, server)])
      if (found === null || size === null) return false
      if (size !== file.size) throw refuseBytes(file.location, `has ${size} bytes, the record says ${file.size}`)
      if (size > MOST_READ) return 'by size'
      const url = addressOf(found, path, file.location, server)
      const proven = await open(url, file.location, server, (answer) =>
        proveQuickly(answer.body, file, file.location, limitMs),
      )
      return proven ?? false
    },
  }
}

async function readRoot(run: string, uri: string, server: TrackingServer): Promise<AnsweredRun> {
  const found = await askRun(run, server)
  if (found !== null) return found
  throw new SystemError(`${uri}: the run is gone again at ${server.service.base.host}`, { help: 'run it again' })
}

/** Where the server serves an artifact itself. @throws InputError where it does not */
function addressOf({ info }: AnsweredRun, path: string, uri: string, { service }: TrackingServer): URL {
  const written = typeof info?.artifact_uri === 'string' ? info.artifact_uri : ''
  const root = URL.canParse(written) ? new URL(written) : null
  if (root?.protocol !== 'mlflow-artifacts:' || (root.host !== '' && root.host !== service.base.host)) {
    throw new InputError({
      message: `${uri}: ${service.base.host} does not serve its artifacts itself (they are at ${root?.protocol ?? 'no address'})`,
      help: 'start it with mlflow server --serve-artifacts --artifacts-destination, or name the bucket itself as the store',
    })
  }
  return new URL(
    `${service.base.href}api/2.0/mlflow-artifacts/artifacts/${root.pathname.replace(/^\/+|\/+$/g, '')}/${path}`,
  )
}

/** null where there is none. */
async function open<T>(
  url: URL,
  uri: string,
  server: TrackingServer,
  consume: (answer: HttpAnswer) => Promise<T>,
): Promise<T | null> {
  const headers = { 'accept-encoding': 'identity', ...server.service.headers }
  return exchange({ method: 'GET', url, headers }, `fetch ${uri}`, server, async (answer) => {
    if (answer.status === 404) return null
    if (answer.status === 200) return consume(answer)
    throw await refuse(answer, `fetch ${uri}`, server)
  })
}

/** Bytes of an artifact as the server lists it; null where it lists none. */
async function findSize(run: string, path: string, server: TrackingServer): Promise<number | null> {
  const [folder, name] = [path.split('/').slice(0, -1).join('/'), path]
  const query = new URLSearchParams({ run_id: run, path: folder })
  const url = new URL(`${server.service.base.href}api/2.0/mlflow/artifacts/list?${query}`)
  const doing = `list ${folder} of run ${run} of MLflow`
  return exchange({ method: 'GET', url, headers: server.service.headers }, doing, server, async (answer) => {
    // a folder that is not there is an error of some kinds of stores and an empty one of others
    if (answer.status === 404) return null
    if (answer.status !== 200) throw await refuse(answer, doing, server)
    const { files } = (parseJson(await readSome(answer, 8_000_000)) ?? {}) as { files?: unknown }
    const list = Array.isArray(files) ? (files as readonly { path?: unknown; file_size?: unknown }[]) : []
    const found = list.find((entry) => entry.path === name)
    return found === undefined ? null : Number(found.file_size)
  })
}

function exchange<T>(
  request: Parameters<Http['exchange']>[0],
  doing: string,
  { service, found, http }: TrackingServer,
  consume: (answer: HttpAnswer) => Promise<T>,
): Promise<T> {
  return http.exchange(request, { reach: reachService(service, found), doing, followsRedirects: false }, consume)
}

async function refuse(answer: HttpAnswer, doing: string, { service }: TrackingServer): Promise<SystemError> {
  const { words } = readRefusal(parseJson(await readSome(answer).catch(() => '')))
  if (answer.status === 401 || answer.status === 403) return refuseCredentials(service, doing, answer, words)
  const said = words === null ? '' : `: ${words}`
  return new SystemError(`cannot ${doing}: ${answer.url.host} answers ${answer.status}${said}`, {
    help: 'check that the server serves artifacts (mlflow server --serve-artifacts), or try again later',
  })
}
