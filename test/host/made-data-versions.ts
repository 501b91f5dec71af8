import { createHash } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { Project } from '../../src/config/project.ts'
import { parseAllowedPlace } from '../../src/core/network-rule.ts'
import { createDataVersions } from '../../src/host/data-versions.ts'
import type { ReleaseRequest } from '../../src/host/release-request.ts'
import type { DataVersions, RecordedData } from '../../src/ports/data-versions.ts'
import { makeRemote as makeRemoteData } from '../backends/remote/made-remote.ts'
import { GIT_VARIABLES } from '../support/git.ts'
import { openTestRegistry } from '../support/git-remote.ts'
import { makeFolder } from '../support/temporary-folder.ts'

export interface MadeDataVersions extends DataVersions {
  readonly log: readonly string[]
}

/** Data versions as a command in that folder sees them, closed when the test ends. */
export async function makeDataVersions(
  cwd: string,
  options: {
    readonly variables?: Readonly<Record<string, string>>
    /** Entries of `network.allow`. */
    readonly allowed?: readonly string[]
    readonly token?: string
  } = {},
): Promise<MadeDataVersions> {
  const { allowed = [], token = null } = options
  const variables = { HOME: '/nonexistent', ...GIT_VARIABLES, ...options.variables }
  const signal = new AbortController().signal
  const log: string[] = []
  const write = (message: string) => void log.push(message)
  const allow = allowed.map((entry) => parseAllowedPlace(entry)!)
  const request = {
    environment: { cwd, variables, isTerminal: false, isGitHubActions: false, isDebug: false },
    toolVariables: variables,
    temporaryFolder: makeFolder(),
    logger: { info: write, warning: write, debug: write },
    signal,
    token,
    repository: null,
    topLevel: cwd,
    project: async (): Promise<Project | null> => null,
    findRule: async () => ({ rule: { allow, maxSize: 1_000_000 }, file: 'modelgate.yml' }),
    remote: makeRemoteData({ variables, allowed }),
    registry: () => openTestRegistry(cwd),
  } satisfies Omit<ReleaseRequest, 'tracked' | 'trackers'>
  const versions = await createDataVersions(request as unknown as ReleaseRequest)
  onTestFinished(() => versions.close())
  return Object.assign(versions, { log })
}

export const STOP = new AbortController().signal

/** A data set as a record names it. */
export function recorded(uri: string, text: string, version: RecordedData['version']): RecordedData {
  return { uri, digest: { sha256: createHash('sha256').update(text).digest('hex') }, version: version ?? null }
}
