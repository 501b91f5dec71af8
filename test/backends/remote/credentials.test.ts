import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { makeRemote } from './made-remote.ts'

describe('credentials for Google Cloud Storage', () => {
  /** A store and a service of tokens in one, and what Google's client is told of it. */
  async function serveGoogle(answer: number = 200) {
    const asked: string[] = []
    const server = await serveLoopback((request, response, body) => {
      asked.push(`${request.url} ${body}`)
      response.setHeader('content-type', 'application/json')
      response.writeHead(answer).end(
        answer === 200
          ? JSON.stringify({
              access_token: 'exchanged',
              expires_in: 3600,
              token_type: 'Bearer',
              issued_token_type: 't',
            })
          : JSON.stringify({ error: 'invalid_grant', error_description: 'Not this identity' }),
      )
    })
    const folder = makeFolder({ 'identity.txt': 'an-identity' })
    const file = makeFolder({
      'credentials.json': JSON.stringify({
        type: 'external_account',
        audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x',
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        token_url: `${server.origin}/token`,
        credential_source: { file: join(folder, 'identity.txt') },
      }),
      'broken.json': '{"type": "service_account"}',
    })
    return { server, asked, file }
  }
  const find = async (variables: Record<string, string>) => {
    const { findGoogleToken } = await import('../../../src/backends/remote/gcs-credentials.ts')
    const { readFile } = await import('node:fs/promises')
    const readText = (path: string) => readFile(path, 'utf8').catch(() => null)
    return findGoogleToken(
      { variables: { HOME: '/nonexistent', ...variables }, readFile: readText } as never,
      'read_only',
    )
  }

  test('are exchanged for a workload identity', async () => {
    const { asked, file } = await serveGoogle()
    const found = await find({ GOOGLE_APPLICATION_CREDENTIALS: join(file, 'credentials.json') })
    expect(found).toMatchObject({ token: 'exchanged', search: { used: 'GOOGLE_APPLICATION_CREDENTIALS' } })
    expect(new URLSearchParams(asked[0]!.split(' ')[1]).get('subject_token')).toBe('an-identity')
  })

  test('that give no token are named, without the identity', async () => {
    const { file } = await serveGoogle(400)
    const attempt = find({ GOOGLE_APPLICATION_CREDENTIALS: join(file, 'credentials.json') })
    await expect(attempt).rejects.toMatchObject({
      name: 'SystemError',
      message: expect.stringContaining('GOOGLE_APPLICATION_CREDENTIALS gives no token for Google Cloud'),
    })
    await expect(attempt).rejects.not.toThrow('an-identity')
    await expect(find({ GOOGLE_APPLICATION_CREDENTIALS: join(file, 'broken.json') })).rejects.toThrow('gives no token')
    await expect(find({ GOOGLE_APPLICATION_CREDENTIALS: '/nonexistent/x.json' })).rejects.toThrow('which is not there')
  })

  test('are a token of the environment, the file that gcloud wrote, or none', async () => {
    expect(await find({ CLOUDSDK_AUTH_ACCESS_TOKEN: 'given' })).toMatchObject({ token: 'given' })
    expect(await find({})).toMatchObject({ token: null, search: { used: null } })
    const { file } = await serveGoogle()
    const home = makeFolder()
    const { cpSync } = await import('node:fs')
    cpSync(join(file, 'credentials.json'), join(home, 'application_default_credentials.json'))
    expect(await find({ CLOUDSDK_CONFIG: home })).toMatchObject({ token: 'exchanged' })
  })
})

describe('credentials for Azure', () => {
  test.each([
    ['AZURE_CLIENT_SECRET', 'client_secret=secret'],
    ['AZURE_FEDERATED_TOKEN_FILE', 'client_assertion=an-identity'],
  ])('are asked for with %s', async (name, proof) => {
    const asked: string[] = []
    const server = await serveLoopback((request, response, body) => {
      asked.push(`${request.method} ${request.url} ${body}`)
      response.end(request.method === 'POST' ? '{"token_type":"Bearer","access_token":"exchanged"}' : 'a\n1\n')
    })
    const value = name === 'AZURE_CLIENT_SECRET' ? 'secret' : join(makeFolder({ token: 'an-identity\n' }), 'token')
    const variables = {
      HOME: '/nonexistent',
      AZURE_STORAGE_CONNECTION_STRING: `BlobEndpoint=${server.origin}`,
      AZURE_TENANT_ID: 'tenant',
      AZURE_CLIENT_ID: 'client',
      AZURE_AUTHORITY_HOST: server.origin,
      [name]: value,
    }
    const [file] = await makeRemote({ variables }).fetch('az://things/x.csv', 'caller')
    expect(file!.size).toBe(4)
    expect(asked[0]).toContain('POST /tenant/oauth2/v2.0/token ')
    expect(asked[0]).toContain(proof)
    expect(server.headers[1]!.authorization).toBe('Bearer exchanged')
  })

  test('that are refused are said so', async () => {
    const server = await serveLoopback((_, response) =>
      response.writeHead(401).end('{"error":"invalid_client","error_description":"AADSTS7000215: wrong secret"}'),
    )
    const variables = {
      AZURE_STORAGE_CONNECTION_STRING: `BlobEndpoint=${server.origin}`,
      AZURE_TENANT_ID: 'tenant',
      AZURE_CLIENT_ID: 'client',
      AZURE_CLIENT_SECRET: 'secret',
      AZURE_AUTHORITY_HOST: server.origin,
    }
    const attempt = makeRemote({ variables }).fetch('az://things/x.csv', 'caller')
    await expect(attempt).rejects.toThrow(/the client client: may not be read \(401 .*AADSTS7000215: wrong secret/)
  })
})

describe('a proxy', () => {
  test('of the environment carries requests, but for hosts that go without', async () => {
    const proxy = await serveLoopback((_, response) => response.end('proxied'))
    const server = await serveLoopback((_, response) => response.end('direct'))
    const through: string[] = []
    const { createServer } = await import('node:http')
    const { connect } = await import('node:net')
    const tunnel = createServer().on('connect', (request, socket) => {
      through.push(request.url!)
      const [host, port] = proxy.host.split(':')
      const target = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        target.pipe(socket).pipe(target)
      })
      target.on('error', () => socket.destroy())
      socket.on('error', () => target.destroy())
    })
    await new Promise<void>((done) => tunnel.listen(0, '127.0.0.1', done))
    const { port } = tunnel.address() as { port: number }
    const variables = { HTTP_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: 'other.example,127.0.0.1' }
    const size = async (location: string) => (await makeRemote({ variables }).fetch(location, 'caller'))[0]!.size
    expect(await size(`${server.origin}/x.csv`)).toBe('direct'.length)
    expect(await size('http://data.invalid/x.csv')).toBe('proxied'.length)
    expect(through).toEqual(['data.invalid:80'])
    tunnel.closeAllConnections()
    tunnel.close()
  })
})
