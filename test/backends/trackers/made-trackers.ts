import { onTestFinished } from 'vitest'
import { parseAllowedPlace } from '../../../src/core/network-rule.ts'
import { createTrackers } from '../../../src/host/trackers.ts'
import type { Tracker } from '../../../src/ports/tracker.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

/** Trackers of the running test. @param allowed entries of `network.allow` */
export function makeTrackers(
  variables: Readonly<Record<string, string>>,
  { allowed = [], maxSize = 1_000_000 }: { readonly allowed?: readonly string[]; readonly maxSize?: number } = {},
): Tracker {
  const trackers = createTrackers({
    variables,
    temporaryFolder: makeFolder(),
    signal: new AbortController().signal,
    findRule: async () => ({
      rule: { allow: allowed.map((entry) => parseAllowedPlace(entry)!), maxSize },
      file: 'modelgate.yml',
    }),
  })
  onTestFinished(() => trackers.close())
  return trackers
}
