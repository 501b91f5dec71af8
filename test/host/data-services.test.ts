import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Project } from '../../src/config/project.ts'
import { parseAllowedPlace } from '../../src/core/network-rule.ts'
import { createDataServices } from '../../src/host/data-services.ts'
import type { PolicyTree } from '../../src/ports/model-registry.ts'
import { serveLoopback } from '../support/loopback-server.ts'
import { makeFolder } from '../support/temporary-folder.ts'

const BASE = 'b'.repeat(40)
const projectOf = (file: string, ...allow: readonly string[]) =>
  ({ file, network: { allow: allow.map((entry) => parseAllowedPlace(entry)!), maxSize: 1000 } }) as unknown as Project

/** Services of a job with that event; the head allows one place, the commit of the base branch another. */
function makeServices(event: string, payload: unknown, head: string, base: string | null) {
  const folder = makeFolder({ 'event.json': JSON.stringify(payload) })
  const asked: string[] = []
  const services = createDataServices({
    environment: {
      cwd: folder,
      variables: {
        GITHUB_ACTIONS: 'true',
        GITHUB_EVENT_NAME: event,
        GITHUB_EVENT_PATH: join(folder, 'event.json'),
        GITHUB_REF: 'refs/heads/main',
      },
      isTerminal: false,
      isGitHubActions: event !== 'none',
      isDebug: false,
    },
    temporaryFolder: folder,
    logger: { info() {}, warning() {}, debug() {} },
    signal: new AbortController().signal,
    project: async () => projectOf('modelgate.yml', head),
    startedProject: async () => null,
    projectAt: async (tree) => {
      if (base === null) throw new Error(`modelgate.yml at ${tree.ref}: there is no such file`)
      return projectOf('modelgate.yml', base)
    },
    openTree: async () => {
      asked.push('base')
      return { ref: 'refs/heads/main', commit: BASE } as PolicyTree
    },
  })
  onTestFinished(() => services.remote.close())
  return { asked, fetch: (location: string) => services.remote.fetch(location, 'config') }
}

const PULL_REQUEST = { pull_request: { base: { sha: BASE } }, repository: { default_branch: 'main' } }

describe('what a file may reach', () => {
  it.each([
    ['none', {}],
    ['push', { repository: { default_branch: 'main' } }],
  ])('is what the work tree allows, for the event %s', async (event, payload) => {
    const server = await serveLoopback((_, response) => response.end('a'))
    const { fetch, asked } = makeServices(event, payload, server.host, null)
    expect(await fetch(`${server.origin}/x.csv`)).toHaveLength(1)
    expect(asked).toEqual([])
  })

  it('is what the base branch allows, for a pull request, whatever its head says', async () => {
    const server = await serveLoopback((_, response) => response.end('a'))
    const allowed = makeServices('pull_request', PULL_REQUEST, 'other.example', server.host)
    expect(await allowed.fetch(`${server.origin}/x.csv`)).toHaveLength(1)
    expect(allowed.asked).toEqual(['base'])
    const refused = makeServices('pull_request', PULL_REQUEST, server.host, 'other.example')
    await expect(refused.fetch(`${server.origin}/x.csv`)).rejects.toThrow(
      `${server.host} may not be reached: network.allow of modelgate.yml at refs/heads/main does not name it`,
    )
    expect(server.requests).toHaveLength(1)
  })

  it('is nothing where the policy of the base branch cannot be read', async () => {
    const server = await serveLoopback((_, response) => response.end('a'))
    const { fetch } = makeServices('pull_request', PULL_REQUEST, server.host, null)
    await expect(fetch(`${server.origin}/x.csv`)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/the base branch's policy that could allow it cannot be read: .*no such file/),
    })
    expect(server.requests).toEqual([])
  })
})
