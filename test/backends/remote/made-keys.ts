import { Http } from '../../../src/backends/http/client.ts'
import type { StoreContext } from '../../../src/backends/remote/object-store.ts'

/** What the key of a service is opened with, where nothing but the variables says who asks whom. */
export function makeKeyContext(variables: Readonly<Record<string, string>>): StoreContext {
  const now = () => new Date('2026-11-21T08:00:00Z')
  const http = new Http({ variables, signal: new AbortController().signal, now, delaysMs: [1, 1] })
  return { http, variables, reach: () => 'named', readFile: async () => null }
}
