import { createVertexMirror } from '../../../src/backends/vertex/model-registry.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeHttp } from './made-http.ts'
import { describeMirror, type TestedMirror } from './mirror-behaviour.ts'
import { makeBodyCheck, readVendorApi } from './vendor-schema.ts'

interface Method {
  readonly method: string
  readonly path: string
  readonly patterns: Readonly<Record<string, string>>
  readonly query: readonly string[]
  readonly request?: { readonly $ref: string }
}

interface Model {
  readonly name: string
  readonly versionId: string
  readonly versionCreateTime: string
  versionAliases: string[]
  labels: Record<string, string>
}

const api = readVendorApi('vertex')
const methods = api['methods'] as Readonly<Record<string, Method>>
const check = makeBodyCheck(api)
const LABEL = /^[\p{Ll}\p{Lo}\p{N}_-]{0,64}$/u

/** Finds the described method of a request, and the resource that it is about. */
function findMethod(verb: string, path: string): { id: string; resource: string } | null {
  for (const [id, { method, path: template, patterns }] of Object.entries(methods)) {
    const [, before, name, after] = /^v1\/(.*)\{\+(\w+)\}(.*)$/.exec(template)!
    const inner = path.slice(`/v1/${before}`.length, after === '' ? undefined : -after!.length)
    const isIt = verb === method && path.startsWith(`/v1/${before}`) && path.endsWith(after!)
    if (isIt && new RegExp(patterns[name!]!).test(inner) && !(after === '' && inner.includes(':'))) {
      return { id, resource: inner }
    }
  }
  return null
}

/** Versions of one project's models; uploads end at the second look. */
class FakeVertex {
  readonly refused: string[] = []
  private readonly models: Model[] = []
  private looks = 0

  answer(verb: string, url: URL, body: Record<string, unknown> | null): object | null {
    const found = findMethod(verb, url.pathname)
    if (found === null) return this.refuse(`${verb} ${url.pathname} is not described`)
    const { query, request } = methods[found.id]!
    const unknown = [...url.searchParams.keys()].filter((name) => !query.includes(name))
    if (unknown.length > 0) return this.refuse(`${found.id} takes no ${unknown.join()}`)
    const problem = request === undefined ? null : check(request.$ref, body)
    if (problem !== null) return this.refuse(`${found.id}: ${problem}`)
    switch (found.id) {
      case 'upload':
        return this.upload(found.resource, body!)
      case 'operations.get':
        this.looks += 1
        return { name: found.resource, done: this.looks % 2 === 0, response: {} }
      case 'listVersions': {
        const [, key, value] = /^labels\.([\w-]+)="(\w+)"$/.exec(url.searchParams.get('filter') ?? '')!
        const own = this.models.filter(({ name }) => name === found.resource)
        return own.length === 0 ? null : { models: own.filter(({ labels }) => labels[key!] === value) }
      }
      case 'get':
        return this.find(found.resource) ?? null
      case 'patch':
        return Object.assign(this.find(found.resource)!, pick(body!, url.searchParams.get('updateMask')!))
      default:
        return this.merge(found.resource, body!['versionAliases'] as readonly string[])
    }
  }

  private refuse(problem: string): never {
    this.refused.push(problem)
    throw new Error(problem)
  }

  private upload(parent: string, body: Record<string, unknown>): object {
    const { modelId, parentModel, model } = body as { modelId?: string; parentModel?: string; model: Partial<Model> }
    const name = parentModel ?? `${parent}/models/${modelId}`
    const own = this.models.filter((entry) => entry.name === name)
    if (own.length > 0 !== (parentModel !== undefined)) this.refuse('a version needs the model, and a model none')
    if (modelId !== undefined && !/^[a-z_][a-z0-9_-]{0,62}$/.test(modelId)) this.refuse(`no id: ${modelId}`)
    const labels = model.labels ?? {}
    const wrong = Object.entries(labels)
      .flat()
      .filter((text) => !LABEL.test(text))
    if (wrong.length > 0) this.refuse(`no labels: ${wrong.join()}`)
    this.models.push({
      ...(model as Model),
      name,
      labels,
      versionId: String(own.length + 1),
      versionAliases: own.length === 0 ? ['default'] : [],
      versionCreateTime: '2026-11-21T08:00:00Z',
    })
    return { name: `${name}/operations/7`, done: false }
  }

  private find(resource: string): Model | undefined {
    const [name, version = 'default'] = resource.split('@')
    return this.models.find(
      (model) => model.name === name && (model.versionId === version || model.versionAliases.includes(version)),
    )
  }

  private merge(resource: string, aliases: readonly string[]): object {
    const model = this.find(resource)!
    for (const alias of aliases) {
      const bare = alias.replace(/^-/, '')
      if (!/^[a-z][a-zA-Z0-9-]{0,126}[a-z0-9]$/.test(bare)) this.refuse(`no alias: ${alias}`)
      for (const other of this.models.filter(({ name }) => name === model.name)) {
        other.versionAliases = other.versionAliases.filter((entry) => entry !== bare)
      }
      if (bare === alias) model.versionAliases.push(alias)
    }
    return model
  }
}

function pick(body: Record<string, unknown>, mask: string): Record<string, unknown> {
  return Object.fromEntries(mask.split(',').map((name) => [name, body[name]]))
}

async function open(): Promise<TestedMirror> {
  const fake = new FakeVertex()
  const { origin } = await serveLoopback((request, response, text) => {
    const answer = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body))
    try {
      if (request.headers.authorization !== 'Bearer t') throw new Error('who is it?')
      const body = text === '' ? null : (JSON.parse(text) as Record<string, unknown>)
      const found = fake.answer(request.method!, new URL(request.url!, origin), body)
      if (found === null) answer(404, { error: { code: 404, message: 'not found', status: 'NOT_FOUND' } })
      else answer(200, found)
    } catch (error) {
      answer(400, { error: { code: 400, message: (error as Error).message, status: 'INVALID_ARGUMENT' } })
    }
  })
  const http = makeHttp()
  const settings = {
    project: 'acme',
    location: 'europe-west4',
    name: '{model}',
    image: 'europe-docker.pkg.dev/acme/serve:1',
  }
  const service = {
    ...{ http, base: new URL(`${origin}/`), reach: () => 'named' as const },
    ...{ headers: { authorization: 'Bearer t' }, credentials: 'CLOUDSDK_AUTH_ACCESS_TOKEN' },
  }
  return { mirror: createVertexMirror(settings, service, () => http.close(), 1), refused: fake.refused }
}

describeMirror('Vertex AI', 'gs://bucket/prefix/sha256/ab/cd', open)
