import { Composer, type CST, type Document, LineCounter, Parser } from 'yaml'
import { formatCount } from '../core/count.ts'
import { type Fault, InputError, type Place } from '../core/faults.ts'
import { measureDepth } from './nesting-depth.ts'
import { describeSyntaxError } from './syntax-fault.ts'
import { type LocatedNode, readValueTree } from './value-tree.ts'
import type { YamlLimits } from './yaml-limits.ts'

const LIMITS: YamlLimits = { maxLength: 1_000_000, maxDepth: 64, maxValues: 100_000 }

/** More faults of one file than anybody mends in one go. */
const MOST_FAULTS = 20

/** Keys and indices from the root; as zod issues carry it. */
export type DataPath = readonly PropertyKey[]

/** A YAML (or JSON) file as plain data that knows where each value was written. */
export interface LocatedDocument {
  readonly file: string
  /** Maps are plain objects, keys as written; null for an empty file. */
  readonly data: unknown
  /** Place of the key (or list entry) at the path; `value`: of what stands after the key. The nearest parent's where the path is not there. */
  placeOf(path: DataPath, part?: 'key' | 'value'): Required<Place>
  has(path: DataPath): boolean
  /** A scalar as written, without quotes: `1.0`, where the data says 1; null where there is none. */
  textOf(path: DataPath): string | null
}

/**
 * Reads one YAML 1.2 document of the core schema: `no` and `yes` are text, `010` is ten. Nothing is guessed: merge keys,
 * tags of one's own, a second document, duplicate keys and integers that a double cannot hold are faults. A byte order
 * mark is skipped; aliases are expanded within the limits.
 *
 * @param file the name that places carry.
 * @throws InputError with every fault, each with line and column.
 */
export function parseLocatedYaml(text: string, file: string, limits: Partial<YamlLimits> = {}): LocatedDocument {
  const bounds = { ...LIMITS, ...limits }
  if (text.length > bounds.maxLength) {
    throw new InputError({
      message: `the file has ${formatCount(text.length)} characters, at most ${formatCount(bounds.maxLength)} are read`,
      place: { file },
      help: 'split the file, or take out what is not needed',
    })
  }
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text
  const lines = new LineCounter()
  const place = (offset: number): Required<Place> => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(1, line), column: Math.max(1, col) }
  }
  const faults: Fault[] = []
  const report = (offset: number, message: string, help: string) => faults.push({ message, place: place(offset), help })

  const tokens = [...new Parser(lines.addNewLine).parse(source)]
  const document = composeOne(tokens, source, bounds.maxDepth, report)
  throwIfAny(faults)
  const root = document?.contents ? readValueTree(document.contents, bounds, report) : null
  throwIfAny(faults)

  return {
    file,
    data: root?.value ?? null,
    placeOf: (path, part = 'key') => place(findOffset(root, path, part)),
    has: (path) => findNode(root, path) !== null,
    textOf: (path) => findNode(root, path)?.text ?? null,
  }
}

type Report = (offset: number, message: string, help: string) => void

function composeOne(
  tokens: readonly CST.Token[],
  source: string,
  maxDepth: number,
  report: Report,
): Document.Parsed | null {
  // The composer recurses, and V8 ends the process when a regular expression is compiled on a full stack: look first.
  const deep = measureDepth(tokens, maxDepth)
  if (deep !== null) {
    report(deep, `nested more than ${maxDepth} levels deep`, 'flatten the file')
    return null
  }
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    resolveKnownTags: false,
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
  })
  let first: Document.Parsed | null = null
  for (const document of composer.compose(tokens, true, source.length)) {
    if (first !== null) {
      report(document.range[0], 'a second document begins here', 'keep one document per file: take out the line ---')
      break
    }
    first = document
    if (document.directives.yaml.explicit && document.directives.yaml.version !== '1.2') {
      report(0, `%YAML ${document.directives.yaml.version} is not read`, 'take out the directive: files are YAML 1.2')
    }
    const errors = [...document.errors, ...document.warnings]
    const tabs = errors.filter((error) => error.code === 'TAB_AS_INDENT')
    // A tab throws the indentation of all that follows: those errors are its echo.
    for (const error of tabs.length > 0 ? tabs : errors) {
      const { message, help } = describeSyntaxError(error, source)
      report(error.pos[0], message, help)
    }
  }
  return first
}

/** Keeps the first fault of each line: what a parser says after it is mostly its echo. */
function throwIfAny(faults: readonly Fault[]): void {
  if (faults.length === 0) return
  const seen = new Set<number | undefined>()
  const kept = faults.filter((fault) => {
    const isNew = !seen.has(fault.place?.line)
    seen.add(fault.place?.line)
    return isNew
  })
  throw new InputError(kept.slice(0, MOST_FAULTS))
}

function findNode(root: LocatedNode | null, path: DataPath): LocatedNode | null {
  let node = root
  for (const part of path) node = node?.entries?.get(String(part))?.node ?? null
  return node
}

function findOffset(root: LocatedNode | null, path: DataPath, part: 'key' | 'value'): number {
  let node = root
  let offset = root?.offset ?? 0
  for (const [index, key] of path.entries()) {
    const entry = node?.entries?.get(String(key))
    if (!entry) return offset
    const isLast = index === path.length - 1
    offset = isLast && part === 'value' ? entry.node.offset : entry.keyOffset
    node = entry.node
  }
  return offset
}
