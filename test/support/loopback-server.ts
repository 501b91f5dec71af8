import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A server of the running test on a port of its own. */
export interface LoopbackServer {
  readonly origin: string
  /** `127.0.0.1:PORT`. */
  readonly host: string
  /** What was asked so far: `GET /path?query`. */
  readonly requests: readonly string[]
  readonly headers: readonly IncomingMessage['headers'][]
}

/** Serves until the test ends; `bodies` of requests are read before the handler is called. */
export async function serveLoopback(
  handle: (...request: [...Parameters<RequestListener>, body: string]) => void,
): Promise<LoopbackServer> {
  const requests: string[] = []
  const headers: IncomingMessage['headers'][] = []
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`)
    headers.push(request.headers)
    let body = ''
    for await (const part of request) body += String(part)
    handle(request, response, body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin: `http://${host}`, host, requests, headers }
}
