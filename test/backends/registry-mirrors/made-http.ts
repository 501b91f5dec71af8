import { Http } from '../../../src/backends/http/client.ts'

/** HTTP that waits for nothing between attempts. */
export function makeHttp(): Http {
  const now = () => new Date('2026-11-21T08:00:00Z')
  return new Http({ variables: {}, signal: new AbortController().signal, now, delaysMs: [1, 1] })
}
