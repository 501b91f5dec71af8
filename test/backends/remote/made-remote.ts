import { onTestFinished } from 'vitest'
import { createRemoteData, type RemoteDataOptions } from '../../../src/backends/remote/remote-data.ts'
import { type AllowedPlace, parseAllowedPlace } from '../../../src/core/network-rule.ts'
import type { RemoteData } from '../../../src/ports/remote-data.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

/** The entries of `network.allow`. */
function allow(...entries: readonly string[]): readonly AllowedPlace[] {
  return entries.map((entry) => parseAllowedPlace(entry)!)
}

export interface MadeRemote extends RemoteData {
  /** What the log says. */
  readonly log: readonly string[]
}

/** Remote data of the running test, without waits between attempts. */
export function makeRemote(
  options: Partial<RemoteDataOptions> & { readonly allowed?: readonly string[]; readonly maxSize?: number } = {},
): MadeRemote {
  const log: string[] = []
  const write = (message: string) => void log.push(message)
  const { allowed = [], maxSize = 1_000_000, ...rest } = options
  const remote = createRemoteData({
    variables: { HOME: '/nonexistent' },
    temporaryFolder: makeFolder(),
    logger: { info: write, warning: write, debug: write },
    signal: new AbortController().signal,
    now: () => new Date('2026-11-21T12:00:00Z'),
    delaysMs: [0, 0],
    findRule: async () => ({ rule: { allow: allow(...allowed), maxSize }, file: 'modelgate.yml' }),
    findMaxSize: async () => maxSize,
    ...rest,
  })
  onTestFinished(() => remote.close())
  return Object.assign(remote, { log })
}
