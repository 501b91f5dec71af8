import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, relative, sep } from 'node:path'
import { SystemError } from '../../core/faults.ts'
import { PACKAGE_DIGESTS } from './pinned-digests.ts'

/** What `require('@duckdb/node-api')` runs on every platform; the native library's package comes on top. */
const COMMON = ['@duckdb/node-api', '@duckdb/node-bindings', 'detect-libc']

/**
 * Compares the packages of an engine folder, native library included, with the pinned digests, and makes sure that those
 * and no others are what the loader finds. 0.2 s, most of it the 70 MB of the library.
 * @throws SystemError naming the package that is missing, changed or hidden by another.
 */
export async function verifyEngine(folder: string): Promise<void> {
  const modules = join(await realpath(folder), 'node_modules')
  const natives = (await listNames(join(modules, '@duckdb')))
    .map((name) => `@duckdb/${name}`)
    .filter((name) => name.startsWith('@duckdb/node-bindings-'))
  if (natives.length === 0) throw refuse(folder, 'the native library is missing')
  const unknown = natives.find((name) => !(name in PACKAGE_DIGESTS))
  if (unknown !== undefined) throw refuse(folder, `${unknown} is no package of the engine`)
  checkResolution(folder, modules, natives)
  for (const name of [...COMMON, ...natives]) {
    const found = await digestPackage(join(modules, name)).catch((error: unknown) => {
      throw refuse(folder, `${name} cannot be read`, error)
    })
    if (found !== PACKAGE_DIGESTS[name]) {
      throw refuse(folder, `the files of ${name} are not those of the pinned version`)
    }
  }
}

/** SHA-256 of what `sha256sum` prints of all files of a folder, in the order of their paths. */
export async function digestPackage(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    // A link is listed by its name and read through, so none can stand in for a file unseen.
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      relative(folder, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
    .sort()
  const listing = createHash('sha256')
  for (const file of files) listing.update(`${await hashFile(join(folder, file))}  ${file}\n`)
  return listing.digest('hex')
}

/** A `node_modules` between the packages could put others in their places: each must be found where it is hashed. */
function checkResolution(folder: string, modules: string, natives: readonly string[]): void {
  const steps: readonly (readonly [string, string])[] = [
    [modules, '@duckdb/node-api'],
    [join(modules, '@duckdb/node-api/lib'), '@duckdb/node-bindings'],
    ...['detect-libc', ...natives].map((name) => [join(modules, '@duckdb/node-bindings'), name] as const),
  ]
  for (const [from, name] of steps) {
    const found = resolveFrom(from, natives.includes(name) ? `${name}/duckdb.node` : name)
    if (found === null) throw refuse(folder, `${name} is missing`)
    if (!found.startsWith(join(modules, name) + sep)) throw refuse(folder, `${name} is hidden by another at ${found}`)
  }
}

function resolveFrom(folder: string, name: string): string | null {
  try {
    return createRequire(join(folder, 'from.js')).resolve(name)
  } catch {
    return null
  }
}

async function listNames(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => [])
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path, { highWaterMark: 1_048_576 })) hash.update(part as Buffer)
  return hash.digest('hex')
}

function refuse(folder: string, problem: string, cause?: unknown): SystemError {
  return new SystemError(`the data engine in ${folder} is refused: ${problem}`, {
    help: `delete ${folder}, and the engine is fetched again`,
    cause,
  })
}
