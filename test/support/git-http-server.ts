import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { GIT_VARIABLES } from './git.ts'

/** A loopback server that git speaks to over HTTP. */
export interface GitHttpServer {
  readonly origin: string
  /** Authorization headers of the requests so far. */
  readonly authorizations: (string | undefined)[]
}

/** What a server does with a request besides serving it: answer with that status, or end the connection. */
type Disturbance = number | 'cut before' | 'cut after'

export interface GitServerOptions {
  /** Only those who give it are served. */
  readonly token?: string
  readonly disturb?: (request: IncomingMessage) => Disturbance | null
}

/** Serves the bare repositories in a folder by `git http-backend`. */
export async function serveGit(folder: string, options: GitServerOptions = {}): Promise<GitHttpServer> {
  const authorizations: (string | undefined)[] = []
  const server = createServer((request, response) => {
    const { authorization } = request.headers
    authorizations.push(authorization)
    const expected = `Basic ${Buffer.from(`x-access-token:${options.token}`).toString('base64')}`
    if (options.token !== undefined && authorization !== expected) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end('no')
      return
    }
    const disturbance = options.disturb?.(request) ?? null
    if (typeof disturbance === 'number') {
      // servers of that kind say what they were given
      response.writeHead(disturbance).end(`not for ${authorization}`)
    } else if (disturbance === 'cut before') request.socket.destroy()
    else runBackend(folder, request, response, disturbance === 'cut after')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, authorizations }
}

/** One request by the rules of CGI (RFC 3875). */
function runBackend(folder: string, request: IncomingMessage, response: ServerResponse, isCutAfter: boolean): void {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const child = spawn('git', ['http-backend'], {
    env: {
      ...GIT_VARIABLES,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_USER: 'tester',
      REMOTE_ADDR: '127.0.0.1',
      REQUEST_METHOD: request.method ?? 'GET',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      ...(request.headers['content-length'] === undefined ? {} : { CONTENT_LENGTH: request.headers['content-length'] }),
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  child.stdin.on('error', () => {})
  request.pipe(child.stdin)
  if (isCutAfter) {
    child.stdout.resume()
    child.on('close', () => request.socket.destroy())
    return
  }
  let head = Buffer.alloc(0)
  child.stdout.on('data', (chunk: Buffer) => {
    if (response.headersSent) {
      response.write(chunk)
      return
    }
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    const headers = head
      .toString('latin1', 0, end)
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const)
    const status = headers.find(([name]) => name.toLowerCase() === 'status')?.[1] ?? '200'
    response.writeHead(Number(status.slice(0, 3)), Object.fromEntries(headers.filter(([name]) => name !== 'Status')))
    response.write(head.subarray(end + 4))
  })
  child.stdout.on('end', () => response.end())
}
