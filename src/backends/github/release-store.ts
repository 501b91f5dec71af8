import { setTimeout as wait } from 'node:timers/promises'
import { InputError, SystemError } from '../../core/faults.ts'
import type { ArtifactStore, StoreDraft, StoredReference, StoreReader } from '../../ports/artifact-store.ts'
import type { ExpectedFile, MeasuredFile } from '../../ports/keyed-store.ts'
import { type Http, type HttpAnswer, reachAny, readSome } from '../http/client.ts'
import { measureFile, streamFile } from '../http/local-file.ts'
import { parseJson } from '../http/service.ts'
import { proveStored, refuseBytes, saveStored } from '../http/stored-file.ts'
import type { GitHubClient } from './client.ts'
import {
  findRelease,
  type KeptAsset,
  type KeptRelease,
  listAssets,
  makeRelease,
  removeAsset,
} from './release-assets.ts'

/** What releases are asked with. */
export interface ReleaseContext {
  /** GITHUB_API_URL. */
  readonly apiUrl: string
  readonly token: string
  readonly userAgent: string
  readonly signal: AbortSignal
  /** Carries the bytes. */
  readonly http: Http
  /** The API of a repository, `owner/name`. */
  connect(repository: string): GitHubClient
}

/** Less than 2 GiB are taken of one file. */
const LARGEST = 2 * 1024 ** 3 - 1
const MOST_ASSETS = 1000
/** How long what another run is sending is waited for, in seconds. */
const PATIENCE = [1, 2, 5, 10, 20]

const SCHEME = 'release://'

/**
 * Assets of releases of a repository: pre-releases of their own, one for each model and the next after 1,000 files, whose
 * tags are none of the registry's. GitHub computes the digest of each.
 *
 * @param repository `owner/name`.
 */
export function openReleaseStore(repository: string, context: ReleaseContext): ArtifactStore {
  const client = context.connect(repository)
  // one after the other: GitHub asks for a pause between writes
  let last: Promise<unknown> = Promise.resolve()
  return {
    location: `${SCHEME}${repository}`,
    put(draft, signal) {
      const next = last.then(() => put(draft, signal))
      last = next.catch(() => {})
      return next
    },
  }

  async function put({ model, localPath, sha256, size }: StoreDraft, signal: AbortSignal): Promise<string> {
    if (size > LARGEST) {
      throw new InputError({
        message: `${localPath}: has ${size} bytes, and a release takes less than 2 GiB of one file`,
        help: 'keep the files in another store: oci, s3, gs, azure, dvc, mlflow, folder',
      })
    }
    const file = await measureFile(localPath, { sha256, size })
    const name = nameOf(sha256)
    for (let number = 1; ; number += 1) {
      const tag = `modelgate-files-${model.replaceAll('/', '.')}-${number}`
      const uri = `${SCHEME}${repository}/${tag}/${name}`
      const release =
        (await findRelease(client, tag, signal)) ?? (await makeRelease(client, describeRelease(model, tag), signal))
      const assets = await listAssets(client, release, signal)
      const isThere = assets.some((asset) => asset.name === name)
      if (!isThere && assets.length >= MOST_ASSETS) continue
      const asset = await ensureAsset(client, release, file, { uri, context, signal })
      await prove(client, asset, file, { uri, context })
      return uri
    }
  }
}

/** Files at locations `release://owner/name/TAG/sha256-HEX`. */
export function openReleaseReader(context: ReleaseContext): StoreReader {
  const { signal } = context
  const find = async (file: StoredReference) => {
    const [, repository, tag, name] =
      /^release:\/\/([\w.-]+\/[\w.-]+)\/([^/]+)\/(sha256-[0-9a-f]{64})$/.exec(file.location) ?? []
    if (repository === undefined || tag === undefined || name !== nameOf(file.sha256)) {
      throw new SystemError(`${file.location}: is not where a file of sha256:${file.sha256} is kept`, {
        help: 'the record was altered: modelgate registry verify says more',
      })
    }
    const client = context.connect(repository)
    const release = await findRelease(client, tag, signal)
    const assets = release === null ? [] : await listAssets(client, release, signal)
    const asset = assets.find((entry) => entry.name === name && entry.state === 'uploaded')
    return { client, asset: asset ?? null }
  }
  return {
    async fetch(file, target) {
      const { client, asset } = await find(file)
      if (asset === null) return null
      compare(asset, file, file.location)
      return download(client, asset, { uri: file.location, context }, (answer) =>
        saveStored(answer.body, target, file, file.location),
      )
    },
    async has(file) {
      const { client, asset } = await find(file)
      if (asset === null) return false
      await prove(client, asset, file, { uri: file.location, context })
      return true
    },
  }
}

interface Sending {
  /** For messages. */
  readonly uri: string
  readonly context: ReleaseContext
  readonly signal: AbortSignal
}

const nameOf = (sha256: string): string => `sha256-${sha256}`

function describeRelease(model: string, tag: string) {
  return {
    tag,
    title: `Files of ${model}`,
    body: `Kept by modelgate: files of the versions of ${model}, each named after its digest. The records of the versions name them; what is deleted here is lost to them.`,
  }
}

/** The asset with the file's name, sent where it is not there; what another run sends meanwhile is waited for. */
async function ensureAsset(
  client: GitHubClient,
  release: KeptRelease,
  file: MeasuredFile,
  sending: Sending,
): Promise<KeptAsset> {
  const { signal, uri } = sending
  const find = async () =>
    (await listAssets(client, release, signal)).find((entry) => entry.name === nameOf(file.sha256))
  for (const seconds of [...PATIENCE, null]) {
    const found = await find()
    if (found?.state === 'uploaded') return found
    if (found === undefined || seconds === null) {
      // what was left by a run that ended is in the way
      if (found !== undefined) await removeAsset(client, found, signal)
      let failure: unknown = null
      const isSent = await send(release, file, sending).catch((error: unknown) => {
        failure = error
        return false
      })
      if (isSent) break
      // without an answer, or with one from before GitHub, it may have come all the same
      if (failure !== null && (await find())?.state !== 'uploaded') throw failure
    }
    await wait((seconds ?? 0) * client.waits.secondMs, undefined, { signal })
  }
  const asset = await find()
  if (asset?.state === 'uploaded') return asset
  throw new SystemError(`${uri}: was taken by GitHub, and is not there`, { help: 'run it again' })
}

/** @returns false where a file of that name is there by now. */
async function send(release: KeptRelease, file: MeasuredFile, { uri, context }: Sending): Promise<boolean> {
  const url = new URL(release.uploadUrl)
  url.searchParams.set('name', nameOf(file.sha256))
  const headers = {
    ...headersOf(context),
    'content-type': 'application/octet-stream',
    'content-length': String(file.size),
  }
  const request = { method: 'POST', url, headers, body: () => streamFile(file) } as const
  const options = { reach: reachAny, doing: `put ${uri}`, followsRedirects: false }
  return context.http.exchange(request, options, async (answer) => {
    if (answer.status === 201) return true
    const text = await readSome(answer)
    if (answer.status === 422 && text.includes('already_exists')) return false
    throw refuse(answer, `put ${uri}`, text, context, 'contents: write')
  })
}

/** The digest where GitHub says it, else that of the bytes. */
async function prove(
  client: GitHubClient,
  asset: KeptAsset,
  file: ExpectedFile,
  place: Pick<Sending, 'uri' | 'context'>,
): Promise<void> {
  compare(asset, file, place.uri)
  if (asset.sha256 === null) await download(client, asset, place, ({ body }) => proveStored(body, file, place.uri))
}

function compare(asset: KeptAsset, file: ExpectedFile, uri: string): void {
  if (asset.size !== file.size) throw refuseBytes(uri, `has ${asset.size} bytes, the record says ${file.size}`)
  if (asset.sha256 !== null && asset.sha256 !== file.sha256) {
    throw refuseBytes(uri, `is sha256:${asset.sha256}, the record says sha256:${file.sha256}`)
  }
}

/** Gives the answer with the bytes, which come from where GitHub sends the request on. */
async function download<T>(
  { owner, repo }: GitHubClient,
  asset: KeptAsset,
  { uri, context }: Pick<Sending, 'uri' | 'context'>,
  consume: (answer: HttpAnswer) => Promise<T>,
): Promise<T> {
  const url = new URL(`${context.apiUrl.replace(/\/+$/, '')}/repos/${owner}/${repo}/releases/assets/${asset.id}`)
  const headers = { ...headersOf(context), accept: 'application/octet-stream' }
  const options = { reach: reachAny, doing: `fetch ${uri}`, followsRedirects: true }
  return context.http.exchange({ method: 'GET', url, headers }, options, async (answer) => {
    if (answer.status === 200) return consume(answer)
    throw refuse(answer, `fetch ${uri}`, await readSome(answer), context, 'contents: read')
  })
}

function headersOf({ token, userAgent }: ReleaseContext): Readonly<Record<string, string>> {
  return {
    authorization: `Bearer ${token}`,
    'user-agent': userAgent,
    'x-github-api-version': '2022-11-28',
    'accept-encoding': 'identity',
  }
}

function refuse(
  { status, url }: HttpAnswer,
  doing: string,
  text: string,
  { token }: ReleaseContext,
  permission: string,
): SystemError {
  const { message } = (parseJson(text) ?? {}) as { message?: unknown }
  const said = typeof message === 'string' ? `: ${message.replaceAll(token, '***').slice(0, 300)}` : ''
  return new SystemError(`cannot ${doing}: ${url.host} answers ${status}${said}`, {
    help:
      status === 401 || status === 403 || status === 404
        ? `add \`${permission}\` to the job's permissions`
        : 'run it again later; what was begun is taken for no file',
  })
}
