import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, type Call, type Handlers, notFound, refuse } from './answers.ts'
import { COMMITS } from './commits.ts'
import { CONVERSATIONS } from './conversations.ts'
import { DELIVERIES } from './deliveries.ts'
import { fillAnswer, findFaults, matchOperation, takesBytes } from './description.ts'
import { answerFault, cut, type FakeFault, FaultList } from './faults.ts'
import { describeNeed, isPermitted } from './permissions.ts'
import { FakeState, type FakeToken, type RecordedRequest, type Row } from './state.ts'

export interface FakeGitHubOptions {
  /** `owner/name`. */
  readonly repository?: string
  readonly isPrivate?: boolean
  readonly defaultBranch?: string
  /** By the token's own text. */
  readonly tokens?: Readonly<Record<string, FakeToken>>
  /** Recorded or made ones; `number`, `head` and `base` count. */
  readonly pulls?: readonly object[]
  /** `/api/v3` as an Enterprise Server has it. */
  readonly basePath?: string
  readonly port?: number
  /** Told of each request once it is answered. */
  readonly onRequest?: (request: RecordedRequest) => void
}

/** GitHub's REST API on loopback: it remembers, checks each request against GitHub's own description, and refuses what GitHub refuses. */
export interface FakeGitHub {
  readonly apiUrl: string
  readonly state: FakeState
  readonly requests: readonly RecordedRequest[]
  /** Lets the next requests that match go wrong. */
  fail(fault: FakeFault): void
  /** Does something just before the next request of an operation is answered, such as what another run does meanwhile. */
  before(operation: string, act: () => void): void
  close(): Promise<void>
}

const HANDLERS: Handlers = { ...CONVERSATIONS, ...COMMITS, ...DELIVERIES }

/** Whether the fake has an answer for an operation. */
export function knowsOperation(id: string): boolean {
  return HANDLERS[id] !== undefined
}

/** The job's own token with the permissions that a job would ask for. */
export const JOB_TOKEN: FakeToken = {
  login: 'github-actions[bot]',
  type: 'Bot',
  permissions: { contents: 'read', pull_requests: 'write', checks: 'write' },
}

/** Starts a server on a port of its own. */
export async function startFakeGitHub(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
  const { repository = 'acme/models', basePath = '', tokens = { 'job-token': JOB_TOKEN } } = options
  const state = new FakeState(repository, options.isPrivate ?? false, options.defaultBranch ?? 'main')
  for (const pull of options.pulls ?? []) state.pulls.set((pull as { number: number }).number, pull as Row)
  const requests: RecordedRequest[] = []
  const faults = new FaultList()
  const acts: { readonly operation: string; readonly act: () => void }[] = []

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    const url = new URL(request.url ?? '/', apiUrl)
    const method = request.method ?? 'GET'
    const secret = /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
    const token = secret === null ? undefined : tokens[secret]
    const isGraphql = url.pathname === (basePath === '' ? '/graphql' : '/api/graphql')
    const path = url.pathname.startsWith(`${basePath}/`) ? url.pathname.slice(basePath.length) : ''
    const match = isGraphql ? null : matchOperation(method, path)
    const isText = bytes.length > 0 && (match === null || !takesBytes(match.operation))
    const body = isText ? (JSON.parse(bytes.toString('utf8')) as unknown) : undefined
    const operation = isGraphql ? 'graphql' : (match?.operation.id ?? 'unknown')
    const record = (status: number | 'cut') => {
      const userAgent = request.headers['user-agent'] ?? ''
      const recorded = { operation, method, path: request.url ?? '/', body, status, token: secret, userAgent }
      requests.push(recorded)
      options.onRequest?.(recorded)
    }

    const act = acts.findIndex((entry) => entry.operation === operation)
    if (act >= 0) acts.splice(act, 1)[0]!.act()
    const fault = faults.take(operation)
    if (fault?.kind === 'cut-before') {
      record('cut')
      return cut(response)
    }
    if (fault?.kind === 'slow') await wait(fault.delayMs ?? 1000)
    const instead = fault === null ? null : answerFault(fault, Date.now)
    const run = (): Answer => {
      if (token === undefined) return refuse(401, secret === null ? 'Requires authentication' : 'Bad credentials')
      if (isGraphql) return answerGraphql(token, body)
      if (match === null) {
        state.violations.push(`${method} ${path} is not described`)
        return notFound
      }
      const accept = request.headers.accept ?? ''
      const call = { state, token, params: match.params, query: url.searchParams, body, bytes, accept, apiUrl, url }
      const wrong = findFaults(match.operation, url.searchParams, body)
      if (wrong.length > 0) {
        state.violations.push(...wrong.map((text) => `${operation}: ${text}`))
        return refuse(422, 'Invalid request.', wrong)
      }
      return answerCall(operation, method, call, match.params)
    }
    const answer = instead ?? run()
    if (fault?.kind === 'cut-after') {
      record('cut')
      return cut(response)
    }
    const final = fault?.kind === 'bad-gateway-after' ? { status: 502, body: { message: 'Server Error' } } : answer
    record(final.status)
    const filled = match === null ? final.body : fillAnswer(match.operation, final.status, final.body)
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999',
      'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600),
      ...(match === null ? {} : { 'x-accepted-github-permissions': describeNeed(operation, method) }),
      ...final.headers,
    }
    if (final.bytes !== undefined) {
      response.writeHead(final.status, { ...headers, 'content-type': 'application/octet-stream' }).end(final.bytes)
      return
    }
    response.writeHead(final.status, headers)
    response.end(filled === undefined ? undefined : JSON.stringify(filled))
  }

  const answerCall = (operation: string, method: string, call: Call, params: Readonly<Record<string, string>>) => {
    const named = params['owner'] === undefined ? null : `${params['owner']}/${params['repo']}`
    const isHidden = call.token.isStranger === true && state.isPrivate
    if (named !== null && (named.toLowerCase() !== repository.toLowerCase() || isHidden)) return notFound
    if (!isPermitted(call.token, operation, method, state.isPrivate)) {
      return refuse(403, 'Resource not accessible by integration')
    }
    return HANDLERS[operation]?.(call) ?? refuse(501, `no handler of ${operation}`)
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ message: String(error) }))
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${basePath}`
  return {
    apiUrl,
    state,
    requests,
    fail: (fault) => faults.add(fault),
    before: (operation, act) => acts.push({ operation, act }),
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Who asks is all that is understood. */
function answerGraphql(token: FakeToken, body: unknown): Answer {
  const { query } = body as { readonly query: string }
  if (!/^\s*(query)?\s*\{\s*viewer\s*\{\s*login\s*\}\s*\}\s*$/.test(query)) {
    return { status: 200, body: { errors: [{ message: 'the fake knows { viewer { login } } alone' }] } }
  }
  return { status: 200, body: { data: { viewer: { login: token.login } } } }
}
