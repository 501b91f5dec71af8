import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type GitConfig, lastValue, parseConfigList } from './git-config.ts'
import type { Variables } from './git-environment.ts'
import { expectGit } from './git-process.ts'

/** Where a work tree's repository lies; nothing of it is run or obeyed to find out. */
export interface RepositoryPlace {
  /** Folder of the work tree. */
  readonly topLevel: string
  /** The work tree's own git folder: HEAD stands here. */
  readonly gitFolder: string
  /** The folder with references and configuration; another one than `gitFolder` in a linked work tree. */
  readonly commonFolder: string
}

/** What results say about where they were made. */
export interface RepositoryFacts {
  readonly topLevel: string
  /** Commit that HEAD stands on; null before the first commit. */
  readonly head: string | null
  /** `refs/heads/main`; null where HEAD is detached. */
  readonly ref: string | null
  /** `owner/name` of the remote called origin; null where it is no address of a server. */
  readonly slug: string | null
}

/** The repository that a folder lies in; null where it lies in none. `GIT_DIR` and its like are not looked at. */
export async function findRepository(folder: string): Promise<RepositoryPlace | null> {
  for (let topLevel = resolve(folder); ; topLevel = dirname(topLevel)) {
    const gitFolder = await findGitFolder(topLevel)
    if (gitFolder !== null) {
      const common = await readTextOrNull(join(gitFolder, 'commondir'))
      return { topLevel, gitFolder, commonFolder: common === null ? gitFolder : resolve(gitFolder, common.trim()) }
    }
    if (dirname(topLevel) === topLevel) return null
  }
}

/** `.git` is a folder, or a file that names one: linked work trees and submodules. */
async function findGitFolder(topLevel: string): Promise<string | null> {
  const path = join(topLevel, '.git')
  const status = await stat(path).catch(() => null)
  if (status === null) return null
  const target = status.isFile() ? /^gitdir: (.+)$/m.exec((await readTextOrNull(path)) ?? '')?.[1] : '.git'
  if (target === undefined) return null
  const gitFolder = resolve(topLevel, target.trim())
  return (await readTextOrNull(join(gitFolder, 'HEAD'))) === null ? null : gitFolder
}

async function readTextOrNull(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null)
}

/** What HEAD stands on. Symbolic references are followed; a commit id is 40 or 64 hex digits. */
export async function readHead(
  place: RepositoryPlace,
): Promise<{ readonly ref: string | null; readonly commit: string | null }> {
  let text = await readTextOrNull(join(place.gitFolder, 'HEAD'))
  let ref: string | null = null
  for (let depth = 0; depth < 5 && text !== null; depth += 1) {
    const target = /^ref: (\S+)/.exec(text)?.[1]
    if (target === undefined) return { ref, commit: /^([0-9a-f]{40,64})\s*$/.exec(text)?.[1] ?? null }
    if (!/^refs\/[^.]/.test(target) || target.includes('..')) return { ref, commit: null }
    ref = target
    text = (await readTextOrNull(join(place.commonFolder, target))) ?? (await findPackedRef(place, target))
  }
  return { ref, commit: null }
}

async function findPackedRef(place: RepositoryPlace, ref: string): Promise<string | null> {
  const packed = await readTextOrNull(join(place.commonFolder, 'packed-refs'))
  const line = packed?.split('\n').find((candidate) => candidate.endsWith(` ${ref}`))
  return line === undefined ? null : line.slice(0, line.indexOf(' '))
}

/** The repository's own configuration as data: no included file is followed, nothing that it names is run. */
export async function readRepositoryConfig(
  place: RepositoryPlace,
  variables: Variables,
  signal: AbortSignal,
): Promise<GitConfig> {
  const output = await expectGit(
    {
      args: ['config', '--file', join(place.commonFolder, 'config'), '--no-includes', '--null', '--list'],
      environment: { PATH: variables['PATH'] ?? '', SystemRoot: variables['SystemRoot'] ?? '', LC_ALL: 'C' },
      signal,
      timeoutMs: 20_000,
    },
    `read the configuration of the repository in ${place.topLevel}`,
  )
  return parseConfigList(output.toString('utf8'))
}

/** Commit, branch and origin of the repository that a folder lies in; null outside of one. One short git process. */
export async function readRepository(
  folder: string,
  variables: Variables,
  signal: AbortSignal,
): Promise<RepositoryFacts | null> {
  const place = await findRepository(folder)
  if (place === null) return null
  const [{ ref, commit }, config] = await Promise.all([readHead(place), readRepositoryConfig(place, variables, signal)])
  const url = lastValue(config, 'remote.origin.url')
  return { topLevel: place.topLevel, head: commit, ref, slug: url === null ? null : findSlug(url) }
}

/** `owner/name` of an address such as `https://host/owner/name.git` or `git@host:owner/name`; null for a local path. */
export function findSlug(url: string): string | null {
  const match =
    /^(?:https?|ssh|git):\/\/[^/]+\/(.+)$/.exec(url) ??
    (/^[a-z]+:\/\//i.test(url) ? null : /^[^/:\s]{2,}:(?!\/\/)(.+)$/.exec(url))
  const parts =
    match?.[1]
      ?.replace(/\/+$/, '')
      .replace(/\.git$/, '')
      .split('/')
      .filter(Boolean) ?? []
  return parts.length >= 2 ? parts.slice(-2).join('/') : null
}
