import { expect, test } from 'vitest'
import { createAzureMlMirror } from '../../../src/backends/azureml/model-registry.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeHttp } from './made-http.ts'
import { describeMirror, type TestedMirror } from './mirror-behaviour.ts'
import { makeBodyCheck, readVendorApi } from './vendor-schema.ts'

interface Operation {
  readonly method: string
  readonly path: string
  readonly request?: { readonly $ref: string }
}

const api = readVendorApi('azureml')
const operations = (api['operations'] as readonly Operation[]).map((operation) => ({
  ...operation,
  pattern: new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`),
}))
const check = makeBodyCheck(api)

type Properties = Record<string, unknown> & { properties?: Record<string, string> }

/** Models and their versions of one workspace; properties can be added there and never altered. */
class FakeAzureMl {
  readonly refused: string[] = []
  private readonly resources = new Map<string, Properties>()

  answer(method: string, url: URL, body: { readonly properties: Properties } | null): object | null {
    const operation = operations.find((entry) => entry.method === method && entry.pattern.test(url.pathname))
    if (operation === undefined) return this.refuse(`${method} ${url.pathname} is not described`)
    if (url.search !== `?api-version=${String(api['apiVersion'])}`) return this.refuse(`no api-version: ${url.search}`)
    const known = this.resources.get(url.pathname)
    if (method === 'GET') return known === undefined ? null : this.show(url.pathname, known)
    const problem = check(operation.request!.$ref, body)
    if (problem !== null) return this.refuse(`${url.pathname}: ${problem}`)
    const { properties } = body!
    const altered = Object.entries(known?.properties ?? {}).filter(
      ([key, value]) => properties.properties?.[key] !== value,
    )
    if (altered.length > 0) return this.refuse(`${url.pathname}: properties cannot be altered: ${altered.join(' ')}`)
    this.resources.set(url.pathname, properties)
    return this.show(url.pathname, properties)
  }

  private show(id: string, properties: Properties): object {
    const systemData = { createdBy: 'alice', createdAt: '2026-11-21T08:00:00Z' }
    const isVersion = id.includes('/versions/')
    const computed = isVersion
      ? { flavors: null, jobName: null, provisioningState: 'Succeeded' }
      : { latestVersion: null, nextVersion: '2' }
    return {
      id,
      name: id.split('/').at(-1),
      systemData,
      properties: { ...properties, ...computed },
    }
  }

  private refuse(problem: string): never {
    this.refused.push(problem)
    throw new Error(problem)
  }
}

async function open(datastore: string | null): Promise<TestedMirror & { readonly fake: FakeAzureMl }> {
  const fake = new FakeAzureMl()
  const { origin } = await serveLoopback((request, response, text) => {
    const answer = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body))
    try {
      const body = text === '' ? null : (JSON.parse(text) as { properties: Properties })
      const found = fake.answer(request.method!, new URL(request.url!, origin), body)
      if (found === null) answer(404, { error: { code: 'UserError', message: 'not found' } })
      else answer(request.method === 'PUT' ? 201 : 200, found)
    } catch (error) {
      answer(400, { error: { code: 'UserError', message: (error as Error).message } })
    }
  })
  const http = makeHttp()
  const place = { subscription: '0-1', resourceGroup: 'ml', workspace: 'acme' }
  const service = {
    ...{ http, base: new URL(`${origin}/`), reach: () => 'named' as const },
    ...{ headers: { authorization: 'Bearer t' }, credentials: 'AZURE_CLIENT_SECRET' },
  }
  const mirror = createAzureMlMirror({ ...place, name: '{model}', datastore }, service, () => http.close())
  return { mirror, refused: fake.refused, fake }
}

describeMirror('Azure ML with a datastore', 'az://models/prefix/sha256/ab/cd', () => open('versions'))
describeMirror('Azure ML with an address', 'az://acme.blob.core.windows.net/models/sha256/ab/cd', () => open(null))

test.each(['../../other/versions/3', '..', '1?x=y'])(
  'a stage that names %s as its version is no address',
  async (pointer) => {
    const { mirror, fake } = await open(null)
    const root = '/subscriptions/0-1/resourceGroups/ml/providers/Microsoft.MachineLearningServices/workspaces/acme'
    const path = new URL(`http://x${root}/models/churn?api-version=${String(api['apiVersion'])}`)
    fake.answer('PUT', path, { properties: { tags: { 'modelgate.stage.production': pointer } } })
    const { signal } = new AbortController()
    for (const ask of [mirror.holder('churn', 'production', signal), mirror.unassign('churn', 'production', signal)]) {
      await expect(ask).rejects.toThrow('is the name of no version')
    }
    await mirror.close()
  },
)
