import { rm } from 'node:fs/promises'
import type { ArtifactReference } from '../../core/artifact-reference.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { MissingArtifact, RunArtifact } from '../../ports/tracker.ts'
import { type HttpAnswer, type HttpOptions, readSome } from '../http/client.ts'
import { type Budget, type Downloaded, download } from '../http/download.ts'
import { parseJson, reachService, refuseCredentials, type Service } from '../http/service.ts'
import {
  type AnsweredRun,
  askRun,
  askServer,
  findServer,
  MISSING,
  readRefusal,
  type TrackingServer,
} from './tracking-server.ts'

/** Where a file is written, and how large it may be. */
interface ArtifactTarget {
  /** Absolute path of a file in a private folder. */
  readonly path: string
  readonly budget: Budget
}

/** Artifacts of a run, or of a model that it logged: where the server says that they are, and what asks it for one. */
interface ArtifactRoot {
  readonly uri: unknown
  /** The request for one of those that the server reads from a store of its own. */
  direct(path: string): string
}

/** Models of a run that are asked for their names. */
const MOST_MODELS = 50

/**
 * A file of a run, with the digest of its bytes; where the run itself has none at that path, the file of the model that it
 * logged under the name in the first part, which MLflow keeps apart from the run since version 3. Asked of the tracking
 * server alone, which serves what it keeps by proxy and reads other stores for us.
 *
 * @throws InputError where no server is named, it may not be reached, or the path names a folder or too large a file.
 * @throws SystemError where the server does not answer with a file, or its digest is not the pinned one.
 */
export async function readMlflowArtifact(
  reference: ArtifactReference,
  { found, http }: Pick<TrackingServer, 'found' | 'http'>,
  target: ArtifactTarget,
  variables: HttpOptions['variables'],
): Promise<RunArtifact | MissingArtifact> {
  const server = { service: findServer(variables), found, http }
  const { host } = server.service.base
  const { run: id, path, sha256 } = reference
  const run = await askRun(id, server)
  if (run === null) return { missing: `there is no such run at ${host}` }
  const own: ArtifactRoot = {
    uri: run.info?.artifact_uri,
    direct: (inner) => `get-artifact?${new URLSearchParams({ run_uuid: id, path: inner })}`,
  }
  const file =
    (await fetchFile(own, path, reference, server, target)) ?? (await fetchOfModel(run, reference, server, target))
  if (file === null) return { missing: `the run has no file ${path} at ${host}` }
  if (sha256 === null || file.sha256 === sha256) return file
  await rm(file.path, { force: true })
  throw new SystemError(`${show(reference)}: its digest is sha256:${file.sha256}, and sha256:${sha256} is pinned`, {
    help: 'the file of the run was replaced, or the pin is of another file: find out which, then mend the pin',
  })
}

/** @throws InputError where the run logged several models of that name */
async function fetchOfModel(
  { outputs }: AnsweredRun,
  reference: ArtifactReference,
  server: TrackingServer,
  target: ArtifactTarget,
): Promise<Downloaded | null> {
  const [name, ...rest] = reference.path.split('/')
  if (rest.length === 0) return null
  const ids = [...new Set(listModels(outputs?.model_outputs))]
  const named: ArtifactRoot[] = []
  for (const id of ids.slice(0, MOST_MODELS)) {
    const place = `logged-models/${encodeURIComponent(id)}`
    const answer = await askServer(place, `read model ${id} of MLflow`, server)
    const { info } =
      ((answer ?? {}) as { readonly model?: { readonly info?: Readonly<Record<string, unknown>> } | null }).model ?? {}
    if (info?.['name'] !== name) continue
    named.push({
      uri: info?.['artifact_uri'],
      direct: (inner) =>
        `ajax-api/2.0/mlflow/${place}/artifacts/files?${new URLSearchParams({ artifact_file_path: inner })}`,
    })
  }
  if (named.length > 1) {
    throw new InputError({
      message: `${show(reference)}: the run logged ${named.length} models named ${name}`,
      help: 'log each under a name of its own, or log the file by itself: mlflow.log_artifact',
    })
  }
  return named[0] === undefined ? null : fetchFile(named[0], rest.join('/'), reference, server, target)
}

function listModels(outputs: unknown): readonly string[] {
  const models = Array.isArray(outputs) ? (outputs as readonly ({ readonly model_id?: unknown } | null)[]) : []
  return models.flatMap((model) => (typeof model?.model_id === 'string' ? [model.model_id] : []))
}

/** null where there is no such file. */
async function fetchFile(
  root: ArtifactRoot,
  path: string,
  reference: ArtifactReference,
  { service, found, http }: TrackingServer,
  { path: place, budget }: ArtifactTarget,
): Promise<Downloaded | null> {
  const uri = show(reference)
  const doing = `fetch ${uri}`
  const url = new URL(`${service.base.href}${findRequest(root, path, uri, service)}`)
  const headers = { 'accept-encoding': 'identity', ...service.headers }
  // a redirect would take the credentials, or the choice of bytes, to somebody else
  const options = { reach: reachService(service, found), doing, followsRedirects: false }
  return http.exchange({ method: 'GET', url, headers }, options, async (answer) => {
    if (answer.status !== 200) return refuseAnswer(answer, doing, uri, service)
    requireFile(answer, doing)
    return download(answer, place, uri, budget)
  })
}

/** What is asked for below the server's address. @throws InputError where another server keeps the artifacts */
function findRequest(root: ArtifactRoot, path: string, uri: string, { base }: Service): string {
  const written = typeof root.uri === 'string' ? root.uri : ''
  if (!/^mlflow-artifacts:/i.test(written) || !URL.canParse(written)) return root.direct(path)
  const kept = new URL(written)
  if (kept.host !== '' && kept.host !== base.host) {
    throw new InputError({
      message: `${uri}: is kept by ${kept.host}, and ${base.host} (MLFLOW_TRACKING_URI) alone is asked`,
      help: 'let the tracking server serve the artifacts, or name the file another way: file:PATH',
    })
  }
  const inner = path.split('/').map(encodeURIComponent).join('/')
  return `api/2.0/mlflow-artifacts/artifacts/${kept.pathname.replace(/^\/+|\/+$/g, '')}/${inner}`
}

/** Lets an answer pass that is a file: a page comes from something in front of the server, such as a login. */
function requireFile({ headers, url }: HttpAnswer, doing: string): void {
  const isPage = /^\s*(text\/html|application\/xhtml)/i.test(headers['content-type'] ?? '')
  // files of that type come as attachments
  if (isPage && !/^\s*attachment/i.test(headers['content-disposition'] ?? '')) {
    throw new SystemError(`cannot ${doing}: ${url.host} answers with a page and no file, maybe a login`, {
      help: 'check that MLFLOW_TRACKING_URI is the address of MLflow itself, and the credentials',
    })
  }
  const packed = headers['content-encoding'] ?? 'identity'
  if (packed !== '' && packed !== 'identity') {
    throw new SystemError(`cannot ${doing}: ${url.host} sends it packed by ${packed.slice(0, 40)}, unasked`, {
      help: 'let what stands in front of the tracking server pass artifacts on as they are',
    })
  }
}

/** null for what is not there. @throws for any other failure */
async function refuseAnswer(answer: HttpAnswer, doing: string, uri: string, service: Service): Promise<null> {
  const { status, url } = answer
  const { code, words } = readRefusal(parseJson(await readSome(answer).catch(() => '')))
  if (status === 404 && code === MISSING) return null
  if (status === 401 || status === 403) throw refuseCredentials(service, doing, answer, words)
  const said = words === null ? '' : `: ${words}`
  if (status === 400) {
    throw new InputError({
      message: `${uri}: ${url.host} refuses it${said}`,
      help: 'name one file, no folder; the paths of a run stand on its page under Artifacts',
    })
  }
  const isElsewhere = status >= 300 && status < 400
  throw new SystemError(`cannot ${doing}: ${url.host} answers ${status}${said}`, {
    help: isElsewhere
      ? `it leads elsewhere, which is not followed: check MLFLOW_TRACKING_URI, and credentials (${service.credentialPlaces})`
      : 'check that the server serves artifacts (mlflow server --serve-artifacts), or try again later',
  })
}

function show({ run, path }: ArtifactReference): string {
  return `mlflow:${run}/${path}`
}
