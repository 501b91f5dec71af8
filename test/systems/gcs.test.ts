import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeRemote } from '../backends/remote/made-remote.ts'
import { ensureGoTool, findPort, startServer, type ToolServer } from '../support/tool-servers.ts'

const KEYS = ['data/year=2025/a.csv', 'data/year=2026/b c+d&é.csv', 'plain.csv']

let host = ''
let server: ToolServer
beforeAll(async () => {
  const folder = await ensureGoTool('github.com/fsouza/fake-gcs-server', 'v1.56.1')
  host = `127.0.0.1:${await findPort()}`
  const port = host.split(':')[1]!
  const options = ['-scheme', 'http', '-host', '127.0.0.1', '-port', port, '-backend', 'memory', '-public-host', host]
  server = await startServer(join(folder, 'fake-gcs-server'), options, `http://${host}/storage/v1/b`)
  const post = async (path: string, body: string) => {
    const response = await fetch(`http://${host}/${path}`, { method: 'POST', body })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  }
  await post('storage/v1/b', JSON.stringify({ name: 'bucket' }))
  const upload = (key: string, body: string) =>
    post(`upload/storage/v1/b/bucket/o?uploadType=media&name=${encodeURIComponent(key)}`, body)
  for (const key of KEYS) await upload(key, `id\n${key}\n`)
  for (let index = 0; index < 1100; index += 1) await upload(`many/${String(index).padStart(4, '0')}.csv`, `${index}`)
})
afterAll(() => server?.stop())

describe('a bucket of Google Cloud Storage', () => {
  const variables = () => ({ HOME: '/nonexistent', STORAGE_EMULATOR_HOST: host })

  it('gives what a key, a pattern and a folder stand for, whatever the names hold', async () => {
    const remote = makeRemote({ variables: variables() })
    for (const location of ['gs://bucket/data/year=*/*.csv', 'gs://bucket/data/']) {
      const files = await remote.fetch(location, 'caller')
      expect(files.map(({ path }) => readFileSync(path, 'utf8'))).toEqual(KEYS.slice(0, 2).map((key) => `id\n${key}\n`))
    }
    const [file] = await remote.fetch('gs://bucket/plain.csv', 'caller')
    expect(file).toMatchObject({ uri: 'gs://bucket/plain.csv', size: 13 })
  })

  it('lists more than a page', async () => {
    const files = await makeRemote({ variables: variables() }).fetch('gs://bucket/many/*99.csv', 'caller')
    expect(files.map(({ path }) => readFileSync(path, 'utf8'))).toEqual(
      Array.from({ length: 11 }, (_, i) => `${i * 100 + 99}`),
    )
  })

  it('tells of each generation of an object without its bytes', async () => {
    const remote = makeRemote({ variables: variables(), allowed: ['gs://bucket'] })
    const facts = await remote.statObject('gs://bucket/data/year=2026/b c+d&é.csv', {}, null)
    expect(facts).toMatchObject({
      size: Buffer.byteLength(`id\n${KEYS[1]}\n`),
      version: expect.stringMatching(/^\d+$/),
      isEtagOfBytes: false,
    })
    const { version } = facts!
    expect(await remote.statObject('gs://bucket/data/year=2026/b c+d&é.csv', {}, version)).toEqual(facts)
    expect(await remote.statObject('gs://bucket/data/year=2026/b c+d&é.csv', {}, '1')).toBeNull()
    expect(await remote.statObject('gs://bucket/gone.csv', {}, null)).toBeNull()
  })

  it('says that nothing is there', async () => {
    const remote = makeRemote({ variables: variables() })
    await expect(remote.fetch('gs://bucket/gone.csv', 'caller')).rejects.toThrow('there is no such file (404')
    await expect(remote.fetch('gs://nowhere/*.csv', 'caller')).rejects.toThrow(
      /there is no such file|no object matches/,
    )
  })
})
