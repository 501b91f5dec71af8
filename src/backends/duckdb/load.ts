import { readFileSync } from 'node:fs'
import { readFile, realpath } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { compileFunction } from 'node:vm'
import { SystemError } from '../../core/faults.ts'
import { type ObtainOptions, obtainEngine } from './obtain.ts'
import { ENGINE_VERSION } from './pinned-digests.ts'
import type { DuckDbModule } from './session.ts'
import { verifyEngine } from './verify.ts'

/** Where DuckDB may be, in the order in which it is looked for. */
export interface PackagePlaces extends ObtainOptions {
  /** The search for an installed package starts here and goes up: the folder of the program's own files. */
  readonly programFolder: string
  /** `engine.folder`: absolute path of a folder whose `node_modules` has the package; null where it is not set. */
  readonly folder: string | null
}

/**
 * Loads DuckDB: an installed package of the pinned version, else the folder set by hand, else one that is kept or
 * obtained. All but the installed package are verified first.
 * @throws SystemError where none can be had, or what is there was changed or does not run here.
 */
export async function loadDuckDb(places: PackagePlaces, signal: AbortSignal): Promise<DuckDbModule> {
  return loadFrom(await findDuckDb(places, signal))
}

/** The folder whose `node_modules` has DuckDB, without loading it; else as `loadDuckDb`. */
export async function findDuckDb(places: PackagePlaces, signal: AbortSignal): Promise<string> {
  const installed = await findInstalled(places.programFolder)
  if (installed !== null) {
    if (hasNativeLibrary(installed)) return installed
    places.logger.debug(`the package in ${installed} lacks the native library of this platform`)
  }
  return places.folder === null ? obtainEngine(places, signal) : checkFolder(places.folder)
}

/**
 * Loads what `findDuckDb` found.
 * @throws SystemError where it does not run here.
 */
export function loadFrom(folder: string): DuckDbModule {
  const loaded = load(folder)
  if (loaded) return loaded
  throw new SystemError(
    `the data engine in ${folder} lacks the native library of ${process.platform} ${process.arch}`,
    {
      help: 'run on Linux, macOS or Windows on x64 or arm64',
    },
  )
}

/** The folder at or above `start` whose `node_modules` has the pinned version. NODE_PATH and home folders are not asked. */
async function findInstalled(start: string): Promise<string | null> {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const text = await readFile(join(folder, 'node_modules/@duckdb/node-api/package.json'), 'utf8').catch(() => null)
    if (text !== null && (JSON.parse(text) as { version?: unknown }).version === ENGINE_VERSION) return folder
    if (dirname(folder) === folder) return null
  }
}

/** Only the package of this platform is installed, for one of the two C libraries that Linux has. */
function hasNativeLibrary(folder: string): boolean {
  const { resolve: find } = createRequire(join(folder, 'from.js'))
  return ['', '-musl'].some((library) => {
    try {
      const loader = createRequire(find('@duckdb/node-api')).resolve('@duckdb/node-bindings')
      createRequire(loader).resolve(`@duckdb/node-bindings-${process.platform}-${process.arch}${library}/duckdb.node`)
      return true
    } catch {
      return false
    }
  })
}

async function checkFolder(folder: string): Promise<string> {
  const real = await realpath(folder).catch((error: unknown) => {
    throw new SystemError(`${folder}: there is no such folder`, { help: 'correct engine.folder', cause: error })
  })
  await verifyEngine(real)
  return real
}

/** null where the package or its native library is not there; what is there and does not load is an error. */
function load(folder: string): DuckDbModule | null {
  try {
    const entry = createRequire(join(folder, 'from.js')).resolve('@duckdb/node-api')
    // Another name than `require`, which a bundler would follow.
    const requireFrom = createRequire(entry)
    return loadSingleFile(requireFrom) ?? (requireFrom(entry) as DuckDbModule)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND' || /unsupported arch/.test(message)) return null
    throw new SystemError(`the data engine in ${folder} does not load: ${message.split('\n', 1)[0]}`, {
      help: 'the system may be older than the engine needs (glibc 2.28, macOS 11)',
      cause: error,
    })
  }
}

/**
 * The package's own JavaScript of the pinned version in one file, which the build puts beside the program: its 150 files
 * take 25 ms longer to load. What it requires, the native library, comes from where the package is. null without a build.
 */
function loadSingleFile(requireFrom: NodeJS.Require): DuckDbModule | null {
  const file = join(import.meta.dirname, '../engine/node-api.cjs')
  const text = readIfThere(file)
  if (text === null) return null
  const module = { exports: {} }
  compileFunction(text, ['module', 'exports', 'require', '__dirname'], { filename: file })(
    module,
    module.exports,
    requireFrom,
    dirname(file),
  )
  return module.exports as DuckDbModule
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
