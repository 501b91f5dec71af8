import { createHash, randomUUID } from 'node:crypto'
import { access, copyFile, cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { SystemError } from '../../core/faults.ts'
import type { Cache } from '../../ports/cache.ts'
import type { Logger } from '../../ports/host.ts'
import { type Environment, installPackages } from './npm.ts'
import { ENGINE_VERSION } from './pinned-digests.ts'
import { verifyEngine } from './verify.ts'

/** What obtaining the engine rests on. */
export interface ObtainOptions {
  /** The folder with the engine's `package.json` and `package-lock.json`: `dist/engine`. */
  readonly packageFolder: string
  readonly environment: Environment
  /** The node program; npm is looked for beside it. */
  readonly execPath: string
  readonly logger: Logger
  /** Keeps the engine between jobs on fresh machines; null: none. */
  readonly cache: Cache | null
  /** Whether this run may write the cache: only the default branch's runs. */
  readonly savesCache: boolean
}

/**
 * A verified engine folder: the one kept on this machine, else the one of the cache between jobs, else made by npm.
 * Several jobs may do so at once: each works aside, and the first to rename has made it.
 * @throws SystemError where the kept one was changed, or npm cannot make it.
 */
export async function obtainEngine(options: ObtainOptions, signal: AbortSignal): Promise<string> {
  const name = await nameEngine(options.packageFolder)
  const base = findCacheFolder(options.environment)
  const target = join(base, name)
  if (await isThere(target)) {
    await verifyEngine(target)
    return target
  }
  if (options.cache && (await restoreEngine(options.cache, base, name, options.logger))) return target
  options.logger.info(`fetching the data engine (DuckDB ${ENGINE_VERSION}) with npm`)
  await makeEngine(target, options, signal)
  if (options.cache && options.savesCache) await saveEngine(options.cache, base, name)
  return target
}

/**
 * Where engines are kept: the runner's tool cache, else the user's cache folder by the custom of the system.
 */
export function findCacheFolder(environment: Environment): string {
  const tools = environment['RUNNER_TOOL_CACHE']
  if (tools) return join(tools, 'modelgate')
  const custom = environment['XDG_CACHE_HOME']
  if (custom) return join(custom, 'modelgate')
  const home = environment['HOME'] || homedir()
  if (process.platform === 'win32') return join(environment['LOCALAPPDATA'] || home, 'modelgate', 'cache')
  return join(home, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'modelgate')
}

/** Version, platform and lock file: another of any is another folder. */
async function nameEngine(packageFolder: string): Promise<string> {
  const lock = await readFile(join(packageFolder, 'package-lock.json')).catch((error: unknown) => {
    throw new SystemError(`${packageFolder}: the engine's lock file is missing; this installation is incomplete`, {
      cause: error,
    })
  })
  const hash = createHash('sha256').update(lock).digest('hex').slice(0, 16)
  return `duckdb-${ENGINE_VERSION}-${process.platform}-${process.arch}${(await isMusl()) ? '-musl' : ''}-${hash}`
}

/** As the package itself tells: by the text of the dynamic loader's script. */
async function isMusl(): Promise<boolean> {
  if (process.platform !== 'linux') return false
  return /musl/.test(await readFile('/usr/bin/ldd', 'latin1').catch(() => ''))
}

async function makeEngine(target: string, options: ObtainOptions, signal: AbortSignal): Promise<void> {
  const folder = await mkdtemp(join(options.environment['RUNNER_TEMP'] || tmpdir(), 'modelgate-engine-'))
  try {
    for (const file of ['package.json', 'package-lock.json']) {
      await copyFile(join(options.packageFolder, file), join(folder, file))
    }
    await installPackages(folder, options.environment, options.execPath, signal)
    await verifyEngine(folder)
    await moveFolder(folder, target)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The cache puts files back where they were saved from: a place aside, so that nobody meets half an engine. */
async function restoreEngine(cache: Cache, base: string, name: string, logger: Logger): Promise<boolean> {
  const aside = join(base, 'restored', name)
  await rm(aside, { recursive: true, force: true })
  try {
    if (!(await cache.restore(aside, name))) return false
    await verifyEngine(aside)
    await moveFolder(aside, join(base, name))
    return true
  } catch (error) {
    logger.warning(`the cached data engine is not used: ${error instanceof Error ? error.message : String(error)}`)
    return false
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

async function saveEngine(cache: Cache, base: string, name: string): Promise<void> {
  const aside = join(base, 'restored', name)
  try {
    await cp(join(base, name), aside, { recursive: true })
    await cache.save(aside, name)
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/**
 * Moves a verified engine by one rename, over file systems by a copy beside the target first. A target that another job
 * made meanwhile stays and is verified instead.
 */
async function moveFolder(from: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  const aside = `${target}.${randomUUID()}`
  try {
    await rename(from, target).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EXDEV') throw error
      await cp(from, aside, { recursive: true })
      await rename(aside, target)
    })
  } catch (error) {
    if (!(await isThere(target))) throw cannotKeep(target, error)
    await verifyEngine(target)
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

function cannotKeep(target: string, cause: unknown): SystemError {
  return new SystemError(`the data engine cannot be kept at ${target}`, {
    help: 'make the folder writable, or set XDG_CACHE_HOME (in Actions RUNNER_TOOL_CACHE)',
    cause,
  })
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
