import type { Services } from '../../src/commands/services.ts'
import { readRunEvent } from '../../src/host/run-event.ts'

const environment = { cwd: '/', variables: {}, isTerminal: false, isGitHubActions: false, isDebug: false }

/** What a command gets outside of a workflow: no event, no pull request, no change to look at. */
export const LOCAL_SERVICES: Pick<
  Services,
  | 'event'
  | 'signal'
  | 'outline'
  | 'codeHost'
  | 'changeSet'
  | 'policyTree'
  | 'locateAt'
  | 'ruleBy'
  | 'installProgram'
  | 'stores'
  | 'store'
  | 'mirror'
  | 'signing'
  | 'dataVersions'
  | 'images'
  | 'target'
  | 'checkOut'
  | 'proveCheckoutFolder'
> = {
  event: readRunEvent(environment, null),
  signal: new AbortController().signal,
  outline: () => Promise.resolve(null),
  codeHost: () => Promise.resolve(null),
  changeSet: () => Promise.resolve(null),
  policyTree: () => Promise.resolve(null),
  locateAt: () => Promise.resolve(null),
  ruleBy: () => {},
  installProgram: () => Promise.resolve(null),
  stores: { fetch: () => Promise.resolve(null), has: () => Promise.resolve(false) },
  store: () => Promise.resolve(null),
  mirror: () => Promise.resolve(null),
  signing: () => Promise.reject(new Error('nothing is signed here')),
  dataVersions: () => Promise.reject(new Error('no data is kept elsewhere here')),
  checkOut: () => Promise.reject(new Error('nothing is checked out here')),
  proveCheckoutFolder: () => Promise.reject(new Error('nothing is checked out here')),
  images: () => Promise.reject(new Error('there are no images here')),
  target: () => Promise.reject(new Error('nothing serves a model here')),
}
