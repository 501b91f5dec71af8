import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type OpenedRegistry, type OpenRegistryRequest, openRegistry } from '../../src/backends/git/registry.ts'
import type { RegistrationDraft } from '../../src/ports/model-registry.ts'
import { registryRules } from '../../src/registry/rules.ts'
import { type FolderSnapshot, takeSnapshot } from './folder-snapshot.ts'
import { GIT_VARIABLES, git } from './git.ts'
import { makeFolder } from './temporary-folder.ts'

/** A bare repository and a clone of it with one commit on main. */
export interface Remote {
  readonly folder: string
  readonly bare: string
  readonly clone: string
}

const placeIn = (folder: string): Remote => ({
  folder,
  bare: join(folder, 'remote.git'),
  clone: join(folder, 'clone'),
})

const templates = new Map<string, FolderSnapshot>()

/** Makes a bare repository whose clone has `files` committed and pushed: once by git, then as a copy. */
export function makeRemote(files: Readonly<Record<string, string>> = { 'README.md': '# churn\n' }): Remote {
  const remote = placeIn(makeFolder())
  const key = JSON.stringify(files)
  const made = templates.get(key)
  if (made !== undefined) {
    made.restore(remote.folder)
    return remote
  }
  const { folder, bare, clone } = remote
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare)
  git(bare, 'config', 'receive.autogc', 'false')
  git(folder, 'init', '--quiet', '--initial-branch=main', clone)
  git(clone, 'remote', 'add', 'origin', bare)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(clone, name, '..'), { recursive: true })
    writeFileSync(join(clone, name), text)
  }
  git(clone, 'add', '.')
  git(clone, 'commit', '--quiet', '--message', 'first')
  git(clone, 'push', '--quiet', 'origin', 'main')
  templates.set(key, takeSnapshot(folder))
  return remote
}

/** What `make` makes of a remote: its first time as it does, then as a copy of that. */
export function makeOnce(make: () => Promise<Remote>): () => Promise<Remote> {
  let made: FolderSnapshot | undefined
  return async () => {
    if (made === undefined) {
      const remote = await make()
      made = takeSnapshot(remote.folder)
      return remote
    }
    const copy = placeIn(makeFolder())
    made.restore(copy.folder)
    return copy
  }
}

/** Time of the clock of `openTestRegistry`. */
export const NOW = new Date('2026-11-21T08:00:00Z')

/** The registry as seen from a clone, isolated from the machine; closed when the test ends. */
export async function openTestRegistry(
  folder: string,
  options: Partial<OpenRegistryRequest> & { readonly warnings?: string[] } = {},
): Promise<OpenedRegistry> {
  const { warnings, ...request } = options
  const warning = (message: string) => void warnings?.push(message)
  const registry = await openRegistry(
    {
      folder,
      remote: 'origin',
      variables: GIT_VARIABLES,
      isIsolated: true,
      token: null,
      temporaryFolder: makeFolder(),
      clock: { now: () => NOW },
      logger: { info: () => {}, warning, debug: () => {} },
      rules: registryRules,
      stores: { fetch: () => Promise.resolve(null) },
      ...request,
    },
    new AbortController().signal,
  )
  onTestFinished(() => registry.close())
  return registry
}

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A version to register, with its model's bytes stored. */
export function makeDraft(model: string, bytes: string, more: Partial<RegistrationDraft> = {}): RegistrationDraft {
  return {
    model,
    version: null,
    bump: 'minor',
    stage: null,
    expectedStageCommit: null,
    record: {
      description: null,
      intendedUse: null,
      owner: null,
      codeCommit: 'c'.repeat(40),
      data: [],
      parameters: {},
      metrics: { roc_auc: 0.84 },
      policy: { uri: 'modelgate.yml', ref: 'refs/heads/main', digest: { sha256: 'a'.repeat(64) } },
      evidence: [],
      waivers: [],
      image: null,
      artifacts: [
        {
          path: 'artifacts/model',
          uri: 'out/model',
          digest: { sha256: sha256(bytes) },
          size: Buffer.byteLength(bytes),
          location: 'git',
        },
      ],
      trust: 'local',
      createdAt: '2026-11-21T08:00:00Z',
    },
    files: [{ path: 'artifacts/model', file: { bytes: Buffer.from(bytes) } }],
    sentence: `${model} is registered.`,
    reason: null,
    identity: { name: 'octocat', email: 'octocat@users.noreply.github.com' },
    ...more,
  }
}
