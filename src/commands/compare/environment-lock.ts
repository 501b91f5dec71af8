import { isMap } from '../../core/plain-map.ts'
import { parseData } from '../../evaluation/sources/data-text.ts'

/** Versions by package; of a package that is there in several, all of them in order: `1.2.0, 2.0.0`. */
export type Packages = ReadonlyMap<string, string>

/**
 * The packages that a lock file of one of these names holds.
 *
 * @throws InputError where it cannot be read
 */
export function readLockFile(text: string, file: string): Packages {
  const name = file.split('/').at(-1)!
  const entries = name.startsWith('requirements') ? readRequirements(text) : readData(parse(text, file, name), name)
  const versions = new Map<string, Set<string>>()
  for (const [written, version] of entries) {
    const key = name === 'package-lock.json' || name === 'renv.lock' ? written : normalise(written)
    const known = versions.get(key)
    if (known) known.add(version)
    else versions.set(key, new Set([version]))
  }
  return new Map([...versions].map(([key, set]) => [key, [...set].sort().join(', ')]))
}

type Entry = readonly [name: string, version: string]

/** uv, Poetry and PDM write TOML whatever the ending. */
function parse(text: string, file: string, name: string): unknown {
  if (/^(uv|poetry|pdm)\.lock$/.test(name)) return parseData(text, `${file}.toml`)
  return parseData(text, file)
}

function readData(data: unknown, name: string): readonly Entry[] {
  if (!isMap(data)) return []
  if (name === 'Pipfile.lock') {
    return [data['default'], data['develop']].flatMap((section) =>
      entriesOf(section).flatMap(([key, entry]) => entryOf(key, isMap(entry) ? entry['version'] : null)),
    )
  }
  if (name === 'package-lock.json') {
    return entriesOf(data['packages']).flatMap(([path, entry]) =>
      entryOf(path.split('node_modules/').at(-1), path !== '' && isMap(entry) ? entry['version'] : null),
    )
  }
  if (name === 'renv.lock') {
    return entriesOf(data['Packages']).flatMap(([key, entry]) => entryOf(key, isMap(entry) ? entry['Version'] : null))
  }
  if (Array.isArray(data['dependencies'])) return data['dependencies'].flatMap(readCondaDependency)
  const packages = data['package'] ?? data['packages']
  return (Array.isArray(packages) ? packages : []).flatMap((entry: unknown) =>
    isMap(entry) ? entryOf(entry['name'], entry['version']) : [],
  )
}

/** `numpy=1.26.4=py311h64a7726_0`, `python=3.11`, `{pip: [torch==2.4.0]}`. */
function readCondaDependency(entry: unknown): readonly Entry[] {
  if (isMap(entry)) {
    const list = entry['pip']
    return Array.isArray(list) ? list.flatMap((line: unknown) => readRequirements(String(line))) : []
  }
  const [, name, version] = /^(?:[^\s:]+::)?([\w.-]+)\s*=?=\s*([^=\s,<>|]+)/.exec(String(entry)) ?? []
  return name === undefined || version === undefined ? [] : [[name, version]]
}

/** Lines that pin a version or name an address; ranges say nothing of what was installed. */
function readRequirements(text: string): readonly Entry[] {
  return text.split(/\r?\n/).flatMap((line): readonly Entry[] => {
    const [, name, version, address] =
      /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:===?\s*([^\s;,#\\]+)|@\s*([^\s;]+))/.exec(line) ?? []
    const found = version ?? address
    return name === undefined || found === undefined ? [] : [[name, found]]
  })
}

function entryOf(name: unknown, version: unknown): readonly Entry[] {
  return typeof name === 'string' && typeof version === 'string' ? [[name, version.replace(/^==/, '')]] : []
}

function entriesOf(node: unknown): readonly (readonly [string, unknown])[] {
  return isMap(node) ? Object.entries(node) : []
}

/** Python's names are the same in either case, with `-`, `_` or `.`. */
function normalise(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-')
}
