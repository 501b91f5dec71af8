import { isRemote } from '../core/data-location.ts'
import type { Result } from '../core/result.ts'

/**
 * A result with its paths as seen from where the configuration's file is `file`: a model of a folder may be judged in that
 * folder and promoted at the root. The offset is between that name and the one under which the result knows the file.
 *
 * @param file of the configuration: `models/churn/modelgate.yml`.
 * @returns the result as it is where it names no configuration; a path that it does not determine stays as it is.
 */
export function placeResult(result: Result, file: string): Result {
  if (result.policy === null || result.policy.uri === file) return result
  const from = readFolder(result.policy.uri)
  const to = readFolder(file)
  const place = (uri: string) => placePath(uri, from, to)
  const { baseline } = result
  const isFile = baseline?.source.startsWith(FILE) === true
  return {
    ...result,
    materials: result.materials.map((material) => ({ ...material, uri: place(material.uri) })),
    baseline: isFile ? { ...baseline, source: `${FILE}${place(baseline.source.slice(FILE.length))}` } : baseline,
  }
}

const FILE = 'file:'

/** An address, or a path from the root of the machine, is the same everywhere. */
function placePath(uri: string, from: readonly string[], to: readonly string[]): string {
  if (isRemote(uri) || uri.startsWith('/')) return uri
  const path = normalize(uri.split('/'))
  let shared = 0
  while (shared < from.length && from[shared] === path[shared]) shared += 1
  const left = from.slice(shared)
  // nobody knows the names of the folders between
  if (left.includes('..')) return uri
  return normalize([...to, ...left.map(() => '..'), ...path.slice(shared)]).join('/')
}

function readFolder(file: string): readonly string[] {
  return normalize(file.split('/').slice(0, -1))
}

function normalize(parts: readonly string[]): readonly string[] {
  const path: string[] = []
  for (const part of parts) {
    if (part === '..' && path.length > 0 && path.at(-1) !== '..') path.pop()
    else if (part !== '' && part !== '.') path.push(part)
  }
  return path
}
