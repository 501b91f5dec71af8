import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeRemote } from '../backends/remote/made-remote.ts'
import { ensurePythonTool } from '../support/python-tools.ts'
import { makeFolder } from '../support/temporary-folder.ts'
import { findPort, startServer, type ToolServer } from '../support/tool-servers.ts'

/** The S3 of moto, which checks no signatures but answers as the service does. */
const MOTO = { name: 'moto', requirements: ['moto[server]==5.2.2'] }

let endpoint = ''
let server: ToolServer
beforeAll(async () => {
  const bin = await ensurePythonTool(MOTO)
  const port = await findPort()
  endpoint = `http://127.0.0.1:${port}`
  server = await startServer(join(bin, 'moto_server'), ['-H', '127.0.0.1', '-p', String(port)], endpoint)
  const client = new AwsClient({ accessKeyId: 'a', secretAccessKey: 'b', service: 's3', region: 'us-east-1' })
  const put = async (path: string, body: string | null, headers: Record<string, string> = {}) => {
    const response = await client.fetch(`${endpoint}/${path}`, { method: 'PUT', body, headers })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  }
  await put('bucket', null)
  for (const key of KEYS) await put(`bucket/${encodeURIComponent(key).replaceAll('%2F', '/')}`, `id\n${key}\n`)
  for (let start = 0; start < 1100; start += 50) {
    const names = Array.from({ length: 50 }, (_, index) => String(start + index))
    await Promise.all(names.map((name) => put(`bucket/many/${name.padStart(4, '0')}.csv`, name)))
  }
})
afterAll(() => server?.stop())

const KEYS = ['data/year=2025/a.csv', 'data/year=2026/b c+d&é.csv', 'data/_SUCCESS', 'plain.csv']
const variables = () => ({
  HOME: '/nonexistent',
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: 'a',
  AWS_SECRET_ACCESS_KEY: 'b',
})

describe('a bucket of S3', () => {
  it('gives an object with its bytes and their digest', async () => {
    const [file] = await makeRemote({ variables: variables() }).fetch('s3://bucket/plain.csv', 'caller')
    const text = 'id\nplain.csv\n'
    expect(readFileSync(file!.path, 'utf8')).toBe(text)
    expect(file!.sha256).toBe(createHash('sha256').update(text).digest('hex'))
  })

  it('gives what a pattern and a folder stand for, whatever the keys hold', async () => {
    const remote = makeRemote({ variables: variables() })
    for (const location of ['s3://bucket/data/year=*/*.csv', 's3://bucket/data/']) {
      const files = await remote.fetch(location, 'caller')
      expect(files.map(({ path }) => readFileSync(path, 'utf8'))).toEqual(KEYS.slice(0, 2).map((key) => `id\n${key}\n`))
    }
  })

  it('lists more than a page', async () => {
    const files = await makeRemote({ variables: variables() }).fetch('s3://bucket/many/*99.csv', 'caller')
    expect(files.map(({ path }) => readFileSync(path, 'utf8'))).toEqual(
      Array.from({ length: 11 }, (_, i) => `${i * 100 + 99}`),
    )
  })

  it.each([
    ['s3://bucket/gone.csv', 'there is no such file (404'],
    ['s3://nowhere/x.csv', 'NoSuchBucket'],
    ['s3://nowhere/*.csv', 'NoSuchBucket'],
  ])('says of %s: %s', async (location, message) => {
    await expect(makeRemote({ variables: variables() }).fetch(location, 'caller')).rejects.toThrow(message)
  })

  it('is opened with the keys of a role that an identity token assumes', async () => {
    const folder = makeFolder({ token: 'an.identity.token' })
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...rest } = variables()
    const role = {
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/reader',
      AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'),
    }
    const [file] = await makeRemote({ variables: { ...rest, ...role } }).fetch('s3://bucket/plain.csv', 'caller')
    expect(file!.size).toBe(13)
  })
})
