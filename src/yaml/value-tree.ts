import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml'
import { formatCount } from '../core/count.ts'
import type { YamlLimits } from './yaml-limits.ts'

/** A value with the place where it was written; for an expanded alias, the place of what it names. */
export interface LocatedNode {
  readonly value: unknown
  readonly offset: number
  /** A scalar as written, without quotes; null for maps and lists. */
  readonly text: string | null
  /** Entries of a map by key and of a list by index; null for scalars. */
  readonly entries: ReadonlyMap<string, LocatedEntry> | null
}

interface LocatedEntry {
  readonly keyOffset: number
  readonly node: LocatedNode
}

type Report = (offset: number, message: string, help: string) => void

/** Turns parsed nodes into plain data, aliases expanded within the limits; faults go to `report`. */
export function readValueTree(root: Node, limits: YamlLimits, report: Report): LocatedNode {
  return new ValueTreeReader(limits, report).read(root, 1)
}

const NOTHING: LocatedNode = { value: null, offset: 0, text: null, entries: null }

class ValueTreeReader {
  readonly #limits: YamlLimits
  readonly #report: Report
  /** The newest anchor of each name, in reading order. */
  readonly #anchors = new Map<string, Node>()
  /** What each alias names; fixed at the first reading, since an anchor may be set anew further down. */
  readonly #targets = new Map<Alias, Node>()
  /** Nodes that are being read: an alias to one of them would never end. */
  readonly #open = new Set<Node>()
  #values = 0

  constructor(limits: YamlLimits, report: Report) {
    this.#limits = limits
    this.#report = report
  }

  read(node: unknown, depth: number): LocatedNode {
    if (isAlias(node)) return this.#readAlias(node, depth)
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return NOTHING
    const offset = offsetOf(node)
    this.#values += 1
    if (this.#values > this.#limits.maxValues) {
      if (this.#values === this.#limits.maxValues + 1) this.#reportTooMany(offset)
      return NOTHING
    }
    if (depth > this.#limits.maxDepth) {
      this.#report(offset, `nested more than ${this.#limits.maxDepth} levels deep`, 'flatten the file')
      return NOTHING
    }
    if (node.anchor) this.#anchors.set(node.anchor, node)
    if (isScalar(node)) return this.#readScalar(node, offset)
    this.#open.add(node)
    const located = isMap(node) ? this.#readMap(node, offset, depth) : this.#readList(node, offset, depth)
    this.#open.delete(node)
    return located
  }

  #readAlias(alias: Alias, depth: number): LocatedNode {
    const offset = offsetOf(alias)
    const target = this.#targets.get(alias) ?? this.#anchors.get(alias.source)
    if (target === undefined) {
      const help = `set the anchor further up, or put the value in quotes: "*${alias.source}"`
      this.#report(offset, `no anchor &${alias.source} stands before the alias *${alias.source}`, help)
      return NOTHING
    }
    if (this.#open.has(target)) {
      this.#report(offset, `the alias *${alias.source} stands inside the value that it names`, 'write the value out')
      return NOTHING
    }
    this.#targets.set(alias, target)
    return this.read(target, depth)
  }

  #reportTooMany(offset: number): void {
    const most = formatCount(this.#limits.maxValues)
    this.#report(offset, `the file holds more than ${most} values once its aliases are expanded`, 'write less by alias')
  }

  #readScalar(node: Scalar, offset: number): LocatedNode {
    const { value } = node
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
      if (/^[-+]?\d+$/.test(node.source ?? '')) {
        this.#report(offset, `the number ${node.source} has too many digits to be kept`, 'put it in quotes')
      }
    }
    return { value, offset, text: node.source ?? String(value), entries: null }
  }

  #readList(list: YAMLSeq, offset: number, depth: number): LocatedNode {
    const entries = new Map<string, LocatedEntry>()
    const value: unknown[] = []
    for (const [index, item] of list.items.entries()) {
      const node = this.read(item, depth + 1)
      value.push(node.value)
      entries.set(String(index), { keyOffset: isAlias(item) ? offsetOf(item) : node.offset, node })
    }
    return { value, offset, text: null, entries }
  }

  #readMap(map: YAMLMap, offset: number, depth: number): LocatedNode {
    const entries = new Map<string, LocatedEntry>()
    for (const pair of map.items) {
      const key = this.#readKey(pair.key, offset, entries)
      const node = this.read(pair.value, depth + 1)
      if (key !== null) entries.set(key.name, { keyOffset: key.offset, node: placed(node, key.offset) })
    }
    const value = Object.fromEntries([...entries].map(([name, entry]) => [name, entry.node.value]))
    return { value, offset, text: null, entries }
  }

  #readKey(
    key: unknown,
    mapOffset: number,
    entries: ReadonlyMap<string, LocatedEntry>,
  ): { readonly name: string; readonly offset: number } | null {
    if (!isScalar(key) || key.value === null) {
      const offset = isScalar(key) || isMap(key) || isSeq(key) || isAlias(key) ? offsetOf(key) : mapOffset
      this.#report(offset, 'a key must be a plain word', 'write the key as text')
      return null
    }
    if (key.anchor) this.#anchors.set(key.anchor, key)
    const name = key.source ?? String(key.value)
    const offset = offsetOf(key)
    if (name === '<<' && key.type === 'PLAIN') {
      this.#report(offset, 'merge keys (<<) are no part of YAML 1.2', 'write the keys out')
      return null
    }
    if (name === '__proto__') {
      this.#report(offset, 'the key "__proto__" is not allowed', 'choose another name')
      return null
    }
    if (entries.has(name)) {
      this.#report(offset, `the key ${JSON.stringify(name)} is there twice in this map`, 'keep one of the two')
      return null
    }
    return { name, offset }
  }
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0
}

/** A missing value (`key:` and nothing after it) stands where its key does. */
function placed(node: LocatedNode, keyOffset: number): LocatedNode {
  return node === NOTHING ? { ...node, offset: keyOffset } : node
}
