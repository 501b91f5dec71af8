import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serveGitHub } from '../../support/github/serve-github.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeCodeHost, makePull, RUNNING } from './made-code-host.ts'

const pulls = [makePull({ number: 1 })]

describe('the way to GitHub', () => {
  it('is that of an Enterprise Server where the environment says so', async () => {
    const github = await serveGitHub({ basePath: '/api/v3', pulls })
    github.state.addComment(1, 'mallory', '<!-- modelgate-report 0 -->')
    const host = makeCodeHost(github)
    await host.putComment(1, 'ci', () => 'first', RUNNING)
    await makeCodeHost(github).putComment(1, 'ci', () => 'second', RUNNING)
    expect(github.requests.every(({ path }) => path.startsWith('/api/'))).toBe(true)
    expect(github.requests.filter(({ operation }) => operation === 'graphql').map(({ path }) => path)).toEqual([
      '/api/graphql',
    ])
    expect(github.requests.map(({ status }) => status)).not.toContain(404)
  })

  it('leads through the proxy of the environment, but for what NO_PROXY names', async () => {
    const github = await serveGitHub({ pulls })
    const proxy = await serveProxy()
    const variables = { HTTP_PROXY: proxy.origin, http_proxy: proxy.origin }
    expect(await makeCodeHost(github, { variables }).pull(1, RUNNING)).toMatchObject({ number: 1 })
    expect(proxy.asked).toEqual([new URL(github.apiUrl).host])
    await makeCodeHost(github, { variables: { ...variables, no_proxy: '127.0.0.1' } }).pull(1, RUNNING)
    expect(proxy.asked).toHaveLength(1)
  })

  it('follows a renamed repository, and gives no other origin the token', async () => {
    const github = await serveGitHub({ pulls })
    const other = await serveLoopback((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(makePull({ number: 5 })))
    })
    const moved = await serveLoopback((request, response) => {
      const target = request.url?.endsWith('/1') ? '/repositories/1/pulls/2' : `${other.origin}/pulls/5`
      if (request.url?.startsWith('/repositories')) {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(makePull({ number: 2 })))
      } else response.writeHead(301, { location: target }).end()
    })
    const host = makeCodeHost({ ...github, apiUrl: moved.origin })
    expect(await host.pull(1, RUNNING)).toMatchObject({ number: 2 })
    expect(moved.headers[1]?.authorization).toBe('token job-token')
    expect(await host.pull(3, RUNNING)).toMatchObject({ number: 5 })
    expect(other.headers[0]?.authorization).toBeUndefined()
  })

  it('ends where nothing answers in time, and says so', async () => {
    const github = await serveGitHub({ pulls })
    github.fail({ operation: 'pulls/get', kind: 'slow', delayMs: 2000, times: 9 })
    await expect(makeCodeHost(github, { waits: { requestMs: 50 } }).pull(1, RUNNING)).rejects.toThrow(
      /cannot read pull request 1: 127\.0\.0\.1:\d+ did not answer within/,
    )
    expect(github.requests.length).toBeLessThanOrEqual(4)
  })

  it('ends after the time of one call, whatever is waited for', async () => {
    const github = await serveGitHub({ pulls })
    github.fail({ operation: /./, kind: 'secondary-rate', retryAfter: 60, times: 99 })
    const waits = { callMs: 80, secondMs: 1000 }
    const host = makeCodeHost(github, { waits })
    expect(await host.putComment(1, 'ci', () => 'report', RUNNING)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('longer than 1 min'),
    })
    await expect(host.pull(1, RUNNING)).rejects.toThrow('longer than 1 min')
  })

  it('stops at once when it is told to', async () => {
    const github = await serveGitHub({ pulls })
    github.fail({ operation: /./, kind: 'secondary-rate', retryAfter: 60, times: 99 })
    const controller = new AbortController()
    const host = makeCodeHost(github, { waits: { secondMs: 1000 } })
    const reason = new Error('stopped by the user')
    setTimeout(() => controller.abort(reason), 60)
    await expect(host.putComment(1, 'ci', () => 'report', controller.signal)).rejects.toBe(reason)
    await expect(host.findComment(1, 'ci', controller.signal)).rejects.toBe(reason)
  })

  it('names the host where nothing listens', async () => {
    const gone = createServer()
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
    const { port } = gone.address() as AddressInfo
    await new Promise((resolve) => gone.close(resolve))
    const host = makeCodeHost({ apiUrl: `http://127.0.0.1:${port}` })
    await expect(host.pull(1, RUNNING)).rejects.toThrow(`127.0.0.1:${port}: nothing listens there (ECONNREFUSED)`)
  })
})

/** A proxy of the running test that connects to where it is asked. */
async function serveProxy(): Promise<{ readonly origin: string; readonly asked: readonly string[] }> {
  const asked: string[] = []
  const server = createServer()
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    const { hostname, port } = new URL(`http://${request.url}`)
    const target = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      target.pipe(socket).pipe(target)
    })
    target.on('error', () => socket.destroy())
    socket.on('error', () => target.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}
