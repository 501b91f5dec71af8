import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { makeRemote } from './made-remote.ts'

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', HOME: '/nonexistent' }

/** A server that lists these objects two a page, and answers each with its own key. */
async function serveBucket(keys: readonly string[]) {
  return serveLoopback((request, response) => {
    const url = new URL(request.url!, 'http://localhost')
    if (url.searchParams.get('list-type') !== '2') {
      response.end(decodeURIComponent(url.pathname))
      return
    }
    const found = keys.filter((key) => key.startsWith(url.searchParams.get('prefix')!))
    const start = Number(url.searchParams.get('continuation-token') ?? 0)
    const entries = found.slice(start, start + 2).map((key) => {
      const written = encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/')
      return `<Contents><Key>${written}</Key><Size>10</Size></Contents>`
    })
    const isMore = found.length > start + 2
    response.end(
      `<?xml version="1.0"?><ListBucketResult><IsTruncated>${isMore}</IsTruncated>${entries.join('')}${
        isMore ? `<NextContinuationToken>${start + 2}</NextContinuationToken>` : ''
      }</ListBucketResult>`,
    )
  })
}

describe('objects of a bucket', () => {
  const KEYS_THERE = [
    'data/year=2025/b.csv',
    'data/year=2025/a.csv',
    'data/year=2026/a b+c.csv',
    'data/_SUCCESS',
    'data/.hidden.csv',
    'data/notes.txt',
    'other/x.csv',
  ]

  test.each([
    ['s3://bucket/other/x.csv', ['other/x.csv']],
    ['s3://bucket/data/year=*/*.csv', ['data/year=2025/a.csv', 'data/year=2025/b.csv', 'data/year=2026/a b+c.csv']],
    ['s3://bucket/data/**/a*.csv', ['data/year=2025/a.csv', 'data/year=2026/a b+c.csv']],
    ['s3://bucket/data/year=202[56]/{a,x}.csv', ['data/year=2025/a.csv']],
    ['s3://bucket/other/', ['other/x.csv']],
    [
      's3://bucket/data/',
      ['data/notes.txt', 'data/year=2025/a.csv', 'data/year=2025/b.csv', 'data/year=2026/a b+c.csv'],
    ],
  ])('%s are %j', async (location, keys) => {
    const server = await serveBucket(KEYS_THERE)
    const variables = { ...KEYS, AWS_ENDPOINT_URL: server.origin }
    const files = await makeRemote({ variables }).fetch(location, 'caller')
    expect(files.map(({ uri }) => uri)).toEqual(keys.map((key) => `s3://bucket/${key}`))
    expect(files.map(({ path }) => readFileSync(path, 'utf8'))).toEqual(keys.map((key) => `/bucket/${key}`))
    for (const { path, uri } of files) {
      const folder = /year=\d+/.exec(uri)?.[0]
      if (folder !== undefined) expect(path).toContain(`/${folder}/`)
    }
  })

  test('that match nothing are an error that says what is there', async () => {
    const server = await serveBucket(KEYS_THERE)
    const variables = { ...KEYS, AWS_ENDPOINT_URL: server.origin }
    await expect(makeRemote({ variables }).fetch('s3://bucket/data/*.parquet', 'caller')).rejects.toThrow(
      's3://bucket/data/*.parquet: no object matches; 6 begin with s3://bucket/data/',
    )
  })

  test('count together against the cap before any is fetched', async () => {
    const server = await serveBucket(KEYS_THERE)
    const variables = { ...KEYS, AWS_ENDPOINT_URL: server.origin }
    await expect(makeRemote({ variables, maxSize: 25 }).fetch('s3://bucket/data/', 'caller')).rejects.toThrow(
      'is larger than',
    )
    expect(server.requests.filter((request) => !request.includes('list-type'))).toEqual([])
  })
})

describe('credentials', () => {
  test('of the environment sign the request, and the session token goes along', async () => {
    const server = await serveLoopback((_, response) => response.end('x'))
    const variables = {
      ...KEYS,
      AWS_SESSION_TOKEN: 'token',
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL_S3: server.origin,
    }
    await makeRemote({ variables }).fetch('s3://bucket/x.csv', 'caller')
    expect(server.headers[0]).toMatchObject({
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/s3\/aws4_request/,
      ),
      'x-amz-security-token': 'token',
    })
    expect(JSON.stringify(server.headers)).not.toContain('"secret"')
  })

  test('of a profile are read where the environment has none', async () => {
    const server = await serveLoopback((_, response) => response.end('x'))
    const home = makeFolder({
      '.aws/credentials':
        '[default]\naws_access_key_id = DEFAULT\naws_secret_access_key = a\n[ml]\naws_access_key_id=ML\naws_secret_access_key=b\n',
      '.aws/config': `[profile ml]\nregion = eu-north-1\nendpoint_url = ${server.origin}\n`,
    })
    await makeRemote({ variables: { HOME: home, AWS_PROFILE: 'ml' } }).fetch('s3://bucket/x.csv', 'caller')
    expect(server.headers[0]!.authorization).toContain('Credential=ML/')
    expect(server.headers[0]!.authorization).toContain('/eu-north-1/s3/')
  })

  test('of a profile that signs in otherwise are named as not read', async () => {
    const home = makeFolder({ '.aws/config': '[profile ml]\nsso_session = acme\n' })
    const attempt = makeRemote({ variables: { HOME: home, AWS_PROFILE: 'ml' } }).fetch('s3://bucket/x.csv', 'caller')
    await expect(attempt).rejects.toThrow(
      /the AWS profile ml uses sso_session, which is not read\n.*export-credentials/,
    )
  })

  test('are taken for a web identity', async () => {
    const server = await serveLoopback((request, response, body) => {
      if (request.method === 'GET') response.end('x')
      else {
        const form = new URLSearchParams(body)
        expect(form.get('Action')).toBe('AssumeRoleWithWebIdentity')
        expect(form.get('WebIdentityToken')).toBe('identity')
        response.end(
          `<AssumeRoleWithWebIdentityResponse><Credentials><AccessKeyId>${form.get('RoleArn')!.slice(-4)}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken></Credentials></AssumeRoleWithWebIdentityResponse>`,
        )
      }
    })
    const folder = makeFolder({ token: 'identity\n' })
    const variables = {
      HOME: '/nonexistent',
      AWS_ENDPOINT_URL: server.origin,
      AWS_ROLE_ARN: 'arn:aws:iam::1:role/ROLE',
      AWS_WEB_IDENTITY_TOKEN_FILE: `${folder}/token`,
    }
    await makeRemote({ variables }).fetch('s3://bucket/x.csv', 'caller')
    expect(server.headers[1]).toMatchObject({
      authorization: expect.stringContaining('Credential=ROLE/'),
      'x-amz-security-token': 't',
    })
  })

  test('that are missing are asked without, and a refusal says where they were looked for', async () => {
    const server = await serveLoopback((_, response) =>
      response.writeHead(403).end('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'),
    )
    const variables = { HOME: '/nonexistent', AWS_ENDPOINT_URL: server.origin }
    await expect(makeRemote({ variables }).fetch('s3://bucket/x.csv', 'caller')).rejects.toMatchObject({
      name: 'SystemError',
      message: expect.stringMatching(
        /AccessDenied, Access Denied\); no credentials were found: looked for AWS_ACCESS_KEY_ID/,
      ),
    })
    expect(server.headers[0]!.authorization).toBeUndefined()
    await expect(
      makeRemote({ variables: { ...variables, ...KEYS } }).fetch('s3://bucket/x.csv', 'caller'),
    ).rejects.toThrow('asked with the credentials of AWS_ACCESS_KEY_ID')
  })
})

describe('a bucket that a file names', () => {
  test('is read from the endpoint of the environment where the policy allows the bucket', async () => {
    const server = await serveLoopback((_, response) => response.end('x'))
    const variables = { ...KEYS, AWS_ENDPOINT_URL: server.origin }
    const [file] = await makeRemote({ variables, allowed: ['s3://bucket'] }).fetch('s3://bucket/x.csv', 'config')
    expect(file!.size).toBe(1)
  })

  test('is not read where the policy allows another one', async () => {
    const server = await serveLoopback((_, response) => response.end('x'))
    const variables = { ...KEYS, AWS_ENDPOINT_URL: server.origin }
    for (const allowed of [['s3://other'], ['gs://bucket'], []]) {
      const attempt = makeRemote({ variables, allowed }).fetch('s3://bucket/x.csv', 'config')
      await expect(attempt).rejects.toThrow('add "s3://bucket" to network.allow')
    }
    expect(server.requests).toEqual([])
  })

  test('never sends a signature to an endpoint of the file that the policy does not allow', async () => {
    const server = await serveLoopback((_, response) => response.end('x'))
    const fetch = (...allowed: readonly string[]) =>
      makeRemote({ variables: KEYS, allowed }).fetchObject('s3://bucket/x', { endpoint: server.origin })
    await expect(fetch('s3://bucket')).rejects.toThrow(`${server.host} may not be reached`)
    expect(server.requests).toEqual([])
    expect(await fetch(server.host)).toMatchObject({ uri: 's3://bucket/x', size: 1 })
  })
})

test.each([
  ['s3://bucket', 'names a bucket alone'],
  ['s3://bucket/', 'names a bucket alone'],
  ['s3:///x.csv', 'names no bucket'],
  ['s3://bucket/../x.csv', 'has a part "." or ".."'],
  ['s3://bucket/x.csv?region=eu-west-1', 'has a query'],
  ['az://x.csv', 'names no container'],
  ['https://user:secret@example.com/x.csv', 'holds a user name or password'],
])('%s is refused: it %s', async (location, problem) => {
  const attempt = makeRemote().fetch(location, 'caller')
  await expect(attempt).rejects.toThrow(problem)
  await expect(attempt).rejects.not.toThrow('secret@')
})
