import { isRemote } from '../core/data-location.ts'
import type { ModelRecord } from './model-version.ts'

/**
 * A record with its paths as seen from another folder than the one that it was written in: whoever goes back stands
 * where it pleases them, and a version of a folder's model is promoted at the root by a workflow.
 *
 * @param folder from the root of the repository, with `/`: '' for the root; null: outside of it.
 * @returns the record as it is where it does not say where its paths begin, as older ones.
 */
export function placeRecord(record: ModelRecord, folder: string | null): ModelRecord {
  const { folder: from, policy, data, environment, artifacts } = record
  if (from === undefined || folder === null || from === folder) return record
  const place = <Entry extends { readonly uri: string }>(entry: Entry): Entry => ({
    ...entry,
    uri: placePath(entry.uri, from, folder),
  })
  return {
    ...record,
    folder,
    data: data.map(place),
    ...(environment === undefined ? {} : { environment: environment.map(place) }),
    policy: policy && place(policy),
    artifacts: artifacts.map(place),
  }
}

/** An address, or a path from the root of the machine, is the same everywhere. */
function placePath(uri: string, from: string, to: string): string {
  if (isRemote(uri) || uri.startsWith('/')) return uri
  const path: string[] = []
  for (const part of `${from}/${uri}`.split('/')) {
    if (part === '..' && path.length > 0 && path.at(-1) !== '..') path.pop()
    else if (part !== '' && part !== '.') path.push(part)
  }
  const start = to.split('/').filter(Boolean)
  let shared = 0
  while (shared < start.length && start[shared] === path[shared]) shared += 1
  return [...start.slice(shared).map(() => '..'), ...path.slice(shared)].join('/')
}
