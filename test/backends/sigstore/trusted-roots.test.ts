import { expect, test } from 'vitest'
import { fetchTrustedRoot } from '../../../src/backends/sigstore/trusted-roots.ts'
import { SystemError } from '../../../src/core/faults.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const fetchGitHub = (mirror: string, signal = new AbortController().signal) =>
  fetchTrustedRoot({ kind: 'github', tenant: null }, { folder: makeFolder(), mirror }, signal)

test('the root that is shipped is signed by its own keys, and nothing rests on it alone once it is too old', async () => {
  const server = await serveLoopback((request, response) => {
    response.writeHead(request.url === '/timestamp.json' ? 200 : 404).end('{}')
  })
  const error = await fetchGitHub(server.origin).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(SystemError)
  // a root whose signatures do not hold is refused before its date is looked at
  expect((error as Error).message).toMatch(/expired[\s\S]*evidence: \{sigstore: \{trusted_root: FILE\}\}/)
  expect(server.requests).toEqual(['GET /4.root.json', 'GET /timestamp.json'])
})

test('a later root that its keys did not sign is refused', async () => {
  const server = await serveLoopback((request, response) => {
    const isRoot = request.url === '/4.root.json'
    response.writeHead(isRoot ? 200 : 404)
    response.end(
      isRoot
        ? JSON.stringify({
            signatures: [],
            signed: {
              _type: 'root',
              version: 4,
              spec_version: '1.0',
              expires: '2099-01-01T00:00:00Z',
              keys: {},
              roles: {},
            },
          })
        : '',
    )
  })
  await expect(fetchGitHub(server.origin)).rejects.toThrow(/roots of trust of GitHub’s Sigstore instance cannot be had/)
})

test('a repository that does not answer is not waited for once the job is stopped', async () => {
  const server = await serveLoopback(() => {})
  const stop = new AbortController()
  setTimeout(() => stop.abort(new Error('stopped')), 50)
  await expect(fetchGitHub(server.origin, stop.signal)).rejects.toThrow('stopped')
})
