import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join, posix, relative, resolve, sep } from 'node:path'
import { type DvcConfigFiles, findDvcRemote } from '../backends/dvc/dvc-config.ts'
import { listConfigFolders } from '../backends/dvc/output-version.ts'
import { type DvcStore, openDvcStore } from '../backends/dvc/remote-store.ts'
import { readCommitTexts, readFetchedTexts } from '../backends/git/commit-texts.ts'
import { lastValue } from '../backends/git/git-config.ts'
import { resolveRemote } from '../backends/git/remote-address.ts'
import { findRepository, type RepositoryPlace, readRepositoryConfig } from '../backends/git/repository.ts'
import { reachService } from '../backends/http/service.ts'
import { findLfsEndpoint } from '../backends/lfs/endpoint.ts'
import type { LfsPlace } from '../backends/lfs/object-proof.ts'
import { InputError } from '../core/faults.ts'
import { fixedPrefix, hasNamePattern } from '../core/name-pattern.ts'
import type { ReleaseRequest } from './release-request.ts'

/** Whose configuration counts: a commit's, or a folder's with its files checked out. */
export type ConfigSource = { readonly commit: string } | { readonly folder: string }

/** A store of DVC's, and the configuration that names it. */
export interface FoundDvcStore {
  readonly store: DvcStore
  readonly config: DvcConfigFiles
}

/** Where the tools that a commit uses keep its data: by that commit's own files, with what only the clone has beside them. */
export class DataPlaces {
  /** Folder that locations start from, relative to the repository's root with `/`; '' for the root. */
  readonly workingFolder: string
  readonly place: RepositoryPlace | null
  private readonly request: ReleaseRequest
  private readonly texts = new Map<string, Promise<ReadonlyMap<string, string>>>()

  private constructor(request: ReleaseRequest, place: RepositoryPlace | null) {
    this.request = request
    this.place = place
    this.workingFolder = place === null ? '' : toPath(relative(place.topLevel, request.environment.cwd))
  }

  /** Absolute path of the repository's root; the working directory outside of one. */
  get top(): string {
    return this.place?.topLevel ?? this.request.environment.cwd
  }

  /** The commit's configuration, or the work tree's. */
  sourceOf(commit: string | null): ConfigSource {
    return commit === null ? { folder: this.top } : { commit }
  }

  static async open(request: ReleaseRequest): Promise<DataPlaces> {
    return new DataPlaces(request, await findRepository(request.environment.cwd))
  }

  /** Path from the repository's root; of a pattern the folder before its first wildcard. */
  locate(location: string): string {
    const fixed = hasNamePattern(location) ? posix.dirname(`${fixedPrefix(location)}x`) : location
    const path = posix.join(this.workingFolder, toPath(fixed)).replace(/\/+$/, '')
    return path === '.' ? '' : path
  }

  /**
   * The remote that keeps an output at that location.
   *
   * @param name of the remote; null: the default one.
   * @throws InputError where there is none, or it is of a kind that is not asked; SystemError where nobody has the commit.
   */
  async findDvcStore(
    location: string,
    name: string | null,
    source: ConfigSource,
    signal: AbortSignal,
  ): Promise<FoundDvcStore> {
    const folders = listConfigFolders(this.locate(location))
    const texts = await this.readTexts(
      source,
      folders.map((folder) => `${folder}/config`),
      signal,
    )
    const found = folders.find((folder) => texts.has(`${folder}/config`))
    if (found === undefined) {
      const shown = 'commit' in source ? `commit ${source.commit.slice(0, 12)}` : source.folder
      throw new InputError(`${shown} has no .dvc/config`)
    }
    const folder = join(this.top, found)
    const own = await readFile(join(folder, 'config.local'), 'utf8').catch(() => null)
    const config = { folder, shared: texts.get(`${found}/config`)!, own }
    return { store: openDvcStore(findDvcRemote(config, name), this.request.remote), config }
  }

  /** The server or folder of Git LFS, with the git remote's own credentials for its own server. @throws as `findDvcStore` */
  async findLfsPlace(source: ConfigSource, signal: AbortSignal): Promise<LfsPlace> {
    const { request, place } = this
    if (place === null) throw new InputError(`${request.environment.cwd} lies in no git repository`)
    const [config, texts, project] = await Promise.all([
      readRepositoryConfig(place, request.toolVariables, signal),
      this.readTexts(source, ['.lfsconfig'], signal),
      request.project(),
    ])
    const name = project?.registry.remote ?? 'origin'
    const server = request.environment.variables['GITHUB_SERVER_URL']
    const token = request.token !== null && server ? { value: request.token, origin: new URL(server).origin } : null
    const address = resolveRemote({
      ...{ name, config, token, topLevel: place.topLevel },
      userConfig: new Map(),
      isIsolated: true,
    })
    const endpoint = findLfsEndpoint({
      remote: name,
      address: address.location,
      setting: (key) => lastValue(config, key),
      file: texts.get('.lfsconfig') ?? null,
    })
    if (endpoint.kind === 'folder') return { ...endpoint, folder: resolve(place.topLevel, endpoint.folder) }
    const { url, isOwn } = endpoint
    const service = { base: url, name: 'Git LFS', headers: {}, addressFrom: 'lfs.url' }
    const reach = reachService(
      { ...service, credentialsFrom: null, credentialPlaces: 'the git remote' },
      isOwn ? null : await request.findRule(),
    )
    return { kind: 'server', url, reach, headers: findHeaders(url, address.settings, token) }
  }

  /** Small files: of a commit of the clone, else of the remote, or of a folder. */
  private readTexts(
    source: ConfigSource,
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string>> {
    const key = JSON.stringify([source, paths])
    const running = this.texts.get(key) ?? this.readNewTexts(source, paths, signal)
    this.texts.set(key, running)
    running.catch(() => this.texts.delete(key))
    return running
  }

  private async readNewTexts(
    source: ConfigSource,
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string>> {
    const { request, place } = this
    if ('folder' in source) {
      const { folder } = source
      const read = async (path: string) => [path, await readFile(join(folder, path), 'utf8').catch(() => null)] as const
      const texts = await Promise.all(paths.map(read))
      return new Map(texts.flatMap(([path, text]) => (text === null ? [] : [[path, text]])))
    }
    const { commit } = source
    if (place === null) throw new InputError(`${this.top} lies in no git repository, so nobody knows commit ${commit}`)
    const own = await readCommitTexts(place, request.toolVariables, commit, paths, signal)
    if (own !== null) return own
    const blobs = await (await request.registry()).remoteFiles(commit, signal)
    const folder = await mkdtemp(join(request.temporaryFolder, 'modelgate-commit-'))
    try {
      return await readFetchedTexts(blobs, paths, folder)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}

/** Credentials for the server's own origin: those of the git remote, else the job's token where that is its server. */
function findHeaders(
  url: URL,
  settings: readonly (readonly [string, string])[],
  token: { readonly value: string; readonly origin: string } | null,
): Readonly<Record<string, string>> {
  const header = settings.find(([key]) => key === `http.${url.origin}/.extraHeader`)?.[1]
  if (header !== undefined) return { authorization: header.replace(/^Authorization: /, '') }
  if (token === null || token.origin !== url.origin || url.protocol !== 'https:') return {}
  return { authorization: `Basic ${Buffer.from(`x-access-token:${token.value}`, 'utf8').toString('base64')}` }
}

const toPath = (path: string): string => path.split(sep).join('/')
