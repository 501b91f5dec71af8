import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

const MEDIA_TYPE = 'application/vnd.git-lfs+json'

export interface LfsServerOptions {
  /** Only who gives it as Basic credentials of `x-access-token` is answered. */
  readonly token?: string
  /** Answer of the batch API in place of the real one. */
  readonly answer?: { readonly status: number; readonly body: unknown }
}

/** A server of Git LFS on loopback, by the description of its batch API and basic transfers. */
export interface TestLfsServer {
  readonly origin: string
  /** By oid. */
  readonly objects: Map<string, Buffer>
  /** What was wrong with requests, by that description. */
  readonly faults: readonly string[]
  /** `POST /owner/name.git/info/lfs/objects/batch`. */
  readonly requests: readonly string[]
  readonly authorizations: readonly (string | undefined)[]
}

/** Serves any repository until the test ends. */
export async function serveLfs(options: LfsServerOptions = {}): Promise<TestLfsServer> {
  const objects = new Map<string, Buffer>()
  const [faults, requests, authorizations]: [string[], string[], (string | undefined)[]] = [[], [], []]
  let origin = ''

  const send = (response: ServerResponse, status: number, body: unknown) =>
    void response.writeHead(status, { 'content-type': MEDIA_TYPE }).end(JSON.stringify(body))

  const handle = (request: IncomingMessage, response: ServerResponse, body: Buffer) => {
    const { authorization } = request.headers
    authorizations.push(authorization)
    const expected = `Basic ${Buffer.from(`x-access-token:${options.token}`).toString('base64')}`
    const oid = /^\/storage\/([0-9a-f]{64})$/.exec(request.url ?? '')?.[1]
    if (oid !== undefined) return serveObject(request, response, oid, body)
    if (options.token !== undefined && authorization !== expected) {
      response.setHeader('lfs-authenticate', 'Basic realm="Git LFS"')
      return send(response, 401, { message: 'Credentials needed' })
    }
    // git-lfs asks for locks before it pushes; this server has none
    if (!request.url?.endsWith('/objects/batch')) return send(response, 404, { message: 'Not found' })
    const batch = JSON.parse(body.toString('utf8')) as Batch
    faults.push(...checkBatch(request, batch))
    if (options.answer !== undefined) return send(response, options.answer.status, options.answer.body)
    send(response, 200, { transfer: 'basic', objects: batch.objects.map((one) => answerObject(batch.operation, one)) })
  }

  const serveObject = (request: IncomingMessage, response: ServerResponse, oid: string, body: Buffer) => {
    if (request.method === 'PUT') {
      if (createHash('sha256').update(body).digest('hex') !== oid) return void response.writeHead(422).end()
      objects.set(oid, body)
      return void response.end()
    }
    const found = objects.get(oid)
    if (found === undefined) return void response.writeHead(404).end()
    response.end(found)
  }

  const answerObject = (operation: string, { oid, size }: Batch['objects'][number]) => {
    const action = { href: `${origin}/storage/${oid}`, header: {}, expires_in: 3600 }
    if (operation === 'upload') return { oid, size, ...(objects.has(oid) ? {} : { actions: { upload: action } }) }
    if (objects.has(oid)) return { oid, size, actions: { download: action } }
    return { oid, size, error: { code: 404, message: 'Object does not exist' } }
  }

  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`)
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    handle(request, response, Buffer.concat(parts))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, objects, faults, requests, authorizations }
}

interface Batch {
  readonly operation: string
  readonly objects: readonly { readonly oid: string; readonly size: number }[]
}

/** What the description of the batch API asks of a request. */
function checkBatch({ method, headers }: IncomingMessage, batch: unknown): readonly string[] {
  const { operation, transfers, objects, hash_algo } = batch as Readonly<Record<string, unknown>>
  const isObject = (value: unknown) => {
    const { oid, size, ...rest } = value as Readonly<Record<string, unknown>>
    const isSize = typeof size === 'number' && Number.isInteger(size) && size >= 0
    return typeof oid === 'string' && isSize && Object.keys(rest).every((key) => key === 'authenticated')
  }
  const rules: readonly (readonly [boolean, string])[] = [
    [method === 'POST', `${method} is not POST`],
    [headers.accept?.startsWith(MEDIA_TYPE) === true, `accept is ${headers.accept}`],
    [headers['content-type']?.startsWith(MEDIA_TYPE) === true, `content-type is ${headers['content-type']}`],
    [operation === 'download' || operation === 'upload', `operation is ${JSON.stringify(operation)}`],
    [transfers === undefined || (Array.isArray(transfers) && transfers.includes('basic')), 'transfers without basic'],
    [Array.isArray(objects) && objects.length > 0 && objects.every(isObject), `objects are ${JSON.stringify(objects)}`],
    [hash_algo === undefined || hash_algo === 'sha256', `hash_algo is ${JSON.stringify(hash_algo)}`],
  ]
  return rules.flatMap(([holds, fault]) => (holds ? [] : [fault]))
}
