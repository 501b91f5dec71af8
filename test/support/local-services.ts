import type { Services } from '../../src/commands/services.ts'
import { readRunEvent } from '../../src/host/run-event.ts'

const environment = { cwd: '/', variables: {}, isTerminal: false, isGitHubActions: false, isDebug: false }

/** What a command gets outside of a workflow: no event, no pull request, no change to look at. */
export const LOCAL_SERVICES: Pick<
  Services,
  'event' | 'signal' | 'outline' | 'codeHost' | 'changeSet' | 'policyTree' | 'locateAt' | 'installProgram'
> = {
  event: readRunEvent(environment, null),
  signal: new AbortController().signal,
  outline: () => Promise.resolve(null),
  codeHost: () => Promise.resolve(null),
  changeSet: () => Promise.resolve(null),
  policyTree: () => Promise.resolve(null),
  locateAt: () => Promise.resolve(null),
  installProgram: () => Promise.resolve(null),
}
