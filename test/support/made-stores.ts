import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Project } from '../../src/config/project.ts'
import type { StoreSettings } from '../../src/config/store-settings.ts'
import { parseAllowedPlace } from '../../src/core/network-rule.ts'
import { createArtifactStores } from '../../src/host/artifact-stores.ts'
import type { ReleaseRequest } from '../../src/host/release-request.ts'
import type { StoreDraft, StoredReference } from '../../src/ports/artifact-store.ts'
import { makeFolder } from './temporary-folder.ts'

export interface StoreOptions {
  readonly cwd?: string
  readonly topLevel?: string | null
  readonly variables?: Readonly<Record<string, string>>
  /** Entries of `network.allow`. */
  readonly allow?: readonly string[]
  /** The project's own store. */
  readonly store?: StoreSettings
  readonly token?: string | null
}

const nobody = () => Promise.reject(new Error('nothing of that is here'))

/** What services around a release get outside of a project, of the running test. */
export function makeReleaseRequest(options: StoreOptions = {}): ReleaseRequest {
  const { cwd = makeFolder(), variables = {}, allow = [], store = null, token = null } = options
  const all = { HOME: '/nonexistent', ...variables }
  const environment = { cwd, variables: all, isTerminal: false, isGitHubActions: false, isDebug: false }
  return {
    environment,
    toolVariables: all,
    temporaryFolder: makeFolder(),
    logger: { info() {}, warning() {}, debug() {} },
    signal: new AbortController().signal,
    token,
    repository: 'acme/models',
    topLevel: options.topLevel ?? null,
    project: async () => (store === null ? null : ({ store } as Project)),
    findRule: async () => ({
      rule: { allow: allow.map((entry) => parseAllowedPlace(entry)!), maxSize: 1_000_000_000 },
      file: 'modelgate.yml',
    }),
    remote: {} as ReleaseRequest['remote'],
    tracked: {} as ReleaseRequest['tracked'],
    trackers: {} as ReleaseRequest['trackers'],
    registry: nobody,
  }
}

/** The stores of the running test. */
export function makeStores(options: StoreOptions = {}) {
  const request = makeReleaseRequest(options)
  const stores = createArtifactStores(request)
  onTestFinished(() => stores.close())
  const { signal } = request
  return {
    /** Keeps it as the configuration says; the location. */
    async put(settings: StoreSettings, draft: StoreDraft): Promise<string> {
      return (await stores.open(settings))!.put(draft, signal)
    },
    locate: async (settings: StoreSettings) => (await stores.open(settings))!.location,
    fetch: (file: StoredReference) => stores.fetch(file, signal),
    has: (file: StoredReference) => stores.has(file, signal),
  }
}

export const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** A file to be kept, with these bytes. */
export function makeDraft(content: string | Uint8Array = 'the model\n', path = 'artifacts/model'): StoreDraft {
  const localPath = join(makeFolder(), 'file')
  writeFileSync(localPath, content)
  return { model: 'churn', path, localPath, sha256: hashOf(content), size: Buffer.byteLength(content) }
}

/** What a record says of a file that was kept. */
export function referTo({ path, sha256, size }: StoreDraft, location: string): StoredReference {
  return { path, location, sha256, size }
}
