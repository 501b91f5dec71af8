import { isMap } from '../../core/plain-map.ts'
import { parseLocatedYaml } from '../../yaml/located-document.ts'

/** What DVC recorded of one output. */
export interface DvcOutput {
  /** As written: relative to the file's folder (`wdir` of a stage counted in). */
  readonly path: string
  /** 32 hex digits, lower case; a folder's is that of its listing. */
  readonly md5: string
  readonly isFolder: boolean
  /** DVC 2 and before: another layout of the store, and digests of text files that ignore the kind of line ends. */
  readonly isLegacy: boolean
  /** Bytes, of a folder those of all files; null where it does not say. */
  readonly size: number | null
  /** null: the default remote. */
  readonly remote: string | null
  /** Whether its bytes are kept in the remote; `cache: false` and `push: false` are not. */
  readonly isStored: boolean
  /** Whether it was imported from another repository: its bytes are that one's to keep, and are never pushed. */
  readonly isImported: boolean
  /** `data.csv.dvc`, `dvc.lock (stage train)`, for messages. */
  readonly source: string
}

/** A lock file grows with the pipeline's stages. */
const LIMITS = { maxLength: 20_000_000, maxValues: 1_000_000 }

/** The outputs of a `.dvc` file. @throws InputError where it is not YAML */
export function readDvcFile(text: string, file: string): readonly DvcOutput[] {
  const document = parseLocatedYaml(text, file, LIMITS)
  const folder = textOf(entryOf(document.data, 'wdir'))
  const isImported = listOf(entryOf(document.data, 'deps')).some((dep) => entryOf(dep, 'repo') !== undefined)
  return listOf(entryOf(document.data, 'outs')).flatMap((out, index) => {
    const written = document.textOf(['outs', index, 'md5'])
    const isCloud = entryOf(out, 'cloud') !== undefined
    const output = readOutput(out, isCloud ? null : written, { folder, source: file })
    return output === null ? [] : [{ ...output, isImported }]
  })
}

/**
 * The outputs of `dvc.lock`, joined with `dvc.yaml`, which alone tells what is not kept in the remote.
 *
 * @throws InputError where one of them is not YAML
 */
export function readDvcLock(lock: string, pipeline: string | null, file: string): readonly DvcOutput[] {
  const document = parseLocatedYaml(lock, file, LIMITS)
  const isNew = entryOf(document.data, 'schema') !== undefined
  const base: (string | number)[] = isNew ? ['stages'] : []
  const stages = mapOf(isNew ? entryOf(document.data, 'stages') : document.data)
  const written = pipeline === null ? null : parseLocatedYaml(pipeline, file.replace(/\.lock$/, '.yaml'), LIMITS).data
  return Object.entries(stages).flatMap(([name, stage]) => {
    // `train@0` and `train@x` are made from the stage `train`
    const declared =
      entryOf(entryOf(written, 'stages'), name) ?? entryOf(entryOf(written, 'stages'), name.split('@')[0]!)
    const plain = entryOf(declared, 'do') ?? declared
    const folder = textOf(entryOf(plain, 'wdir'))
    return listOf(entryOf(stage, 'outs')).flatMap((out, index) => {
      const md5 = document.textOf([...base, name, 'outs', index, 'md5'])
      const found = readOutput(out, md5, { folder, source: `${file} (stage ${name})` })
      if (found === null) return []
      const options = findOptions(plain, textOf(entryOf(out, 'path')) ?? '')
      const isKept = entryOf(options, 'cache') !== false && entryOf(options, 'push') !== false
      const remote = textOf(entryOf(options, 'remote'))
      return { ...found, isStored: found.isStored && isKept, remote: remote ?? found.remote }
    })
  })
}

function readOutput(
  out: unknown,
  md5: string | null,
  { folder, source }: { readonly folder: string | null; readonly source: string },
): DvcOutput | null {
  const path = textOf(entryOf(out, 'path'))
  if (path === null) return null
  const match = /^([0-9a-f]{32})(\.dir)?$/.exec(md5 ?? '')
  return {
    path: folder === null || folder === '.' || path.startsWith('/') ? path : `${folder}/${path}`,
    md5: match?.[1] ?? '',
    isFolder: match?.[2] !== undefined,
    isLegacy: entryOf(out, 'hash') === undefined,
    size: sizeOf(entryOf(out, 'size')),
    remote: textOf(entryOf(out, 'remote')),
    isImported: false,
    isStored: match !== null && entryOf(out, 'cache') !== false && entryOf(out, 'push') !== false,
    source,
  }
}

/** What `outs`, `metrics` and `plots` of a stage say of a path: entries are paths, or maps of a path to its options. */
function findOptions(stage: unknown, path: string): unknown {
  for (const key of ['outs', 'metrics', 'plots']) {
    for (const entry of listOf(entryOf(stage, key))) {
      if (entryOf(entry, path) !== undefined) return entryOf(entry, path)
    }
  }
  return undefined
}

const entryOf = (node: unknown, key: string): unknown =>
  typeof node === 'object' && node !== null && Object.hasOwn(node, key)
    ? (node as Readonly<Record<string, unknown>>)[key]
    : undefined
const listOf = (node: unknown): readonly unknown[] => (Array.isArray(node) ? node : [])
const mapOf = (node: unknown): Readonly<Record<string, unknown>> => (isMap(node) ? node : {})
const sizeOf = (node: unknown): number | null => (typeof node === 'number' && node >= 0 ? node : null)
const textOf = (node: unknown): string | null => (typeof node === 'string' ? node : null)
