import { readFile, realpath } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
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
  const installed = await findInstalled(places.programFolder)
  if (installed) {
    const loaded = load(installed)
    if (loaded) return loaded
    places.logger.debug(`the package in ${installed} lacks the native library of this platform`)
  }
  const folder = places.folder === null ? await obtainEngine(places, signal) : await checkFolder(places.folder)
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

async function checkFolder(folder: string): Promise<string> {
  const real = await realpath(folder).catch((error: unknown) => {
    throw new SystemError(`${folder}: there is no such folder`, { help: 'correct engine.folder', cause: error })
  })
  await verifyEngine(real)
  return real
}

/** null where the package or its native library is not there; what is there and does not load is an error. */
function load(folder: string): DuckDbModule | null {
  // Another name than `require`, which a bundler would follow.
  const requireFrom = createRequire(join(folder, 'from.js'))
  try {
    return requireFrom('@duckdb/node-api') as DuckDbModule
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND' || /unsupported arch/.test(message)) return null
    throw new SystemError(`the data engine in ${folder} does not load: ${message.split('\n', 1)[0]}`, {
      help: 'the system may be older than the engine needs (glibc 2.28, macOS 11)',
      cause: error,
    })
  }
}
