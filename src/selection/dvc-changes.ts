import { InputError } from '../core/faults.ts'
import { isMap } from '../core/plain-map.ts'
import { parseLocatedYaml } from '../yaml/located-document.ts'
import { readPlainYaml } from '../yaml/plain-yaml.ts'
import type { ChangedPath } from './watch-index.ts'

/** A file of DVC's that differs, as both commits have it; null where one lacks it. */
export interface DvcFileChange {
  /** From the repository's root. */
  readonly path: string
  readonly base: string | null
  readonly head: string | null
  /** `dvc.yaml` beside a `dvc.lock`, which alone knows the working directory of a stage; null where there is none. */
  readonly pipeline: string | null
}

/** Whether a path is a file in which DVC records digests of data. */
export function isDvcRecord(path: string): boolean {
  return /(?:^|\/)(?:dvc\.lock|[^/]+\.dvc)$/.test(path)
}

/** A lock file grows with the pipeline's stages. */
const LIMITS = { maxLength: 20_000_000, maxValues: 1_000_000 }

/**
 * The data whose record in one of DVC's files changed: outputs, and what stages depend on. Git does not see these paths
 * change. Where the file cannot be read, everything in its folder may have changed.
 */
export function findDvcChanges(change: DvcFileChange): readonly ChangedPath[] {
  const { path, base, head } = change
  try {
    const [before, after] = [readRecords(change, base), readRecords(change, head)]
    const paths = new Set([...before.keys(), ...after.keys()])
    return [...paths]
      .filter((place) => before.get(place) !== after.get(place))
      .map((place) => {
        const isFolder = [before, after].some((records) => records.get(place)?.includes('.dir"') === true)
        return { path: place, via: path, isFolder }
      })
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return [{ path: folderOf(path), via: path, isFolder: true }]
  }
}

/** What is recorded of each path, as text. */
function readRecords({ path, pipeline }: DvcFileChange, text: string | null): ReadonlyMap<string, string> {
  const records = new Map<string, string>()
  if (text === null) return records
  const data = readData(text, path)
  const folder = folderOf(path)
  const add = (entries: unknown, inner: string) => {
    for (const entry of Array.isArray(entries) ? (entries as readonly unknown[]) : []) {
      const written = isMap(entry) ? entry['path'] : undefined
      const place = typeof written === 'string' ? joinParts(folder, inner, written) : null
      if (place !== null) records.set(place, `${records.get(place) ?? ''}${JSON.stringify(entry)}`)
    }
  }
  if (path.endsWith('.dvc')) {
    const inner = textOf(entryOf(data, 'wdir'))
    add(entryOf(data, 'outs'), inner)
    add(entryOf(data, 'deps'), inner)
    return records
  }
  const stages = entryOf(data, 'schema') === undefined ? data : entryOf(data, 'stages')
  const declared = pipeline === null ? null : entryOf(readData(pipeline, `${folder}/dvc.yaml`), 'stages')
  for (const [name, stage] of Object.entries(isMap(stages) ? stages : {})) {
    // `train@0` and `train@x` are made from the stage `train`
    const written = entryOf(declared, name) ?? entryOf(declared, name.split('@')[0]!)
    const inner = textOf(entryOf(entryOf(written, 'do') ?? written, 'wdir'))
    if (inner.includes('${')) throw new InputError(`the working directory of ${name} is a template`)
    add(entryOf(stage, 'outs'), inner)
    add(entryOf(stage, 'deps'), inner)
  }
  return records
}

function readData(text: string, file: string): unknown {
  const data = readPlainYaml(text, LIMITS.maxLength) ?? parseLocatedYaml(text, file, LIMITS).data
  if (data !== null && !isMap(data)) throw new InputError(`${file} holds no stages`)
  return data
}

/** A path from the repository's root; null for one that leaves it, or is an address. */
function joinParts(folder: string, inner: string, path: string): string | null {
  if (path.startsWith('/') || inner.startsWith('/') || /^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return null
  const parts: string[] = []
  for (const part of `${folder}/${inner}/${path}`.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/')
}

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))
const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const entryOf = (value: unknown, key: string): unknown =>
  isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined
