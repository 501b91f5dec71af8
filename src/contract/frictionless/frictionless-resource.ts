import type { Severity } from '../../core/verdict.ts'
import { makeObject } from '../contract-parts.ts'
import type { ContractObject, QualityRule } from '../data-contract.ts'
import { readDialect } from './frictionless-dialect.ts'
import type { DescriptorNode } from './frictionless-node.ts'
import { makePendingRule } from './frictionless-rules.ts'
import { type ForeignKey, readSchema } from './frictionless-schema.ts'

/** A table whose foreign keys are not looked up yet. */
export interface ResourceReading {
  readonly object: ContractObject
  readonly foreignKeys: readonly ForeignKey[]
}

/** Finds the descriptor that a `schema` or `dialect` is, or points to; null where it is not at hand. */
export type FollowLink = (node: DescriptorNode) => DescriptorNode | null

/** Reads a Data Resource; faults are noted on the node. `isV2`: whether the package around it says v2. */
export function readResource(node: DescriptorNode, follow: FollowLink, isV2: boolean): ResourceReading {
  const name = node.name('the resource has no "name"', 'name it, as its file is called')
  const paths = readPaths(node)
  const dialect = readDialect(node, follow(node.child('dialect')) ?? node.child('dialect'))
  const schema = follow(node.child('schema'))
  const says2 = isV2 || [node, schema].some((one) => isProfileOfV2(one?.text('$schema') ?? null))
  const reading =
    schema === null ? null : readSchema(schema, { nulls: dialect.nulls, isText: isText(node, paths) }, says2)
  const object = makeObject(name, node.place, {
    description: node.text('description') ?? node.text('title'),
    properties: reading?.properties ?? [],
    rules: [...(reading?.rules ?? []), ...dialect.rules, ...readFileRules(node)],
    // A resource that is no table is not looked into: a text, a picture.
    paths: isTable(node) ? paths : [],
    csv: dialect.csv,
  })
  return { object, foreignKeys: reading?.foreignKeys ?? [] }
}

/** Whether a profile is one of the standard's second version. */
export function isProfileOfV2(profile: string | null): boolean {
  return profile !== null && /\/2\.[0-9.]+\//.test(profile)
}

function isTable(node: DescriptorNode): boolean {
  const profile = node.text('profile') ?? ''
  return node.has('schema') || node.text('type') === 'table' || profile.includes('tabular-data-resource')
}

/** Whether the file is text without types of its own, by its format, else by its ending. */
function isText(node: DescriptorNode, [path = '']: readonly string[]): boolean {
  const ending = path
    .replace(/\.(gz|zip|zst)$/i, '')
    .split('.')
    .at(-1)
  return !/^(parquet|pq|json|jsonl|ndjson)$/i.test(node.text('format') ?? ending ?? '')
}

/** Paths from the descriptor's folder, none that leave it; `url` is v0's word. */
function readPaths(node: DescriptorNode): readonly string[] {
  const key = node.has('path') || !node.has('url') ? 'path' : 'url'
  const paths = node.texts(key) ?? []
  for (const path of paths) {
    if (!/^[\\/~]|^[A-Za-z]:[\\/]|(^|[\\/])\.\.([\\/]|$)/.test(path)) continue
    const help = 'write it relative to the descriptor, without ..'
    node.child(key).refuse(`the path "${path}" leaves the folder of the descriptor`, help)
  }
  if (node.has('data')) {
    const help = 'write them to a file, and name it: path: data.csv'
    node.child('data').refuse('rows inside of a descriptor are not read', help)
  } else if (!node.has(key)) {
    node.refuse('the resource does not say where its data is', 'name its file: path: data.csv')
  }
  return paths
}

/** Demands on the file as a whole; whoever changes data and not the descriptor is warned, not stopped. */
function readFileRules(node: DescriptorNode): readonly QualityRule[] {
  const pending = (key: string, words: string, severity: Severity) =>
    makePendingRule(node.child(key).place, key, words, { [key]: node.child(key).value }, severity)
  const isTold = !node.has('compression') || /\.(gz|zst)$/i.test(node.texts('path')?.[0] ?? '')
  const told = `the compression ${node.text('compression')} is told by the file's ending alone: no executor`
  return [
    ...(node.has('hash') ? [pending('hash', `the file's digest is ${node.text('hash')}: no executor`, 'warning')] : []),
    ...(node.has('bytes')
      ? [pending('bytes', `the file has ${node.child('bytes').scalar} bytes: no executor`, 'warning')]
      : []),
    ...(isTold ? [] : [pending('compression', told, 'error')]),
  ]
}
