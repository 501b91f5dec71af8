import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { proveInRemote } from '../../../src/backends/dvc/remote-proof.ts'
import { openDvcStore } from '../../../src/backends/dvc/remote-store.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeRemote } from '../remote/made-remote.ts'

const COUNT = 600
const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const pathOf = (hash: string) => `files/md5/${hash.slice(0, 2)}/${hash.slice(2)}`
const FILES = Array.from({ length: COUNT }, (_, index) => ({ md5: md5(String(index)), relpath: `f${index}.csv` }))
const FOLDERS = new Set(FILES.map((file) => file.md5.slice(0, 2))).size
const LISTING = JSON.stringify(FILES)
const STOP = new AbortController().signal

interface BucketOptions {
  /** File that is not there. */
  readonly lost?: number
  readonly mayList?: boolean
  /** Further objects in each folder. */
  readonly more?: number
}

/** A bucket of S3 with a folder of many files. */
async function makeBucket({ lost = -1, mayList = true, more = 0 }: BucketOptions) {
  const there = new Set(FILES.filter((_, index) => index !== lost).map((file) => `/bucket/dvc/${pathOf(file.md5)}`))
  const server = await serveLoopback((request, response) => {
    const url = new URL(request.url!, 'http://localhost')
    const prefix = url.searchParams.get('prefix')
    if (prefix !== null) {
      const own = [...there].map((path) => path.slice('/bucket/'.length)).filter((key) => key.startsWith(prefix))
      const keys = [...own, ...Array.from({ length: more }, (_, index) => `${prefix}${index}`)]
      const xml = keys.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join('')
      const body = `<ListBucketResult><IsTruncated>false</IsTruncated>${xml}</ListBucketResult>`
      return void response.writeHead(mayList ? 200 : 403).end(mayList ? body : '')
    }
    if (url.pathname.endsWith('.dir')) return void response.end(LISTING)
    response.writeHead(there.has(url.pathname) ? 200 : 404).end()
  })
  const variables = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }
  const remote = makeRemote({ variables, allowed: [server.host] })
  const settings = { endpoint: server.origin }
  const store = openDvcStore({ kind: 'bucket', name: 'r', url: 's3://bucket/dvc', settings }, remote)
  const count = (method: string, part = '') =>
    server.requests.filter((request) => request.startsWith(method) && request.includes(part)).length
  return { count, prove: () => proveInRemote({ hash: `${md5(LISTING)}.dir`, size: null }, store, STOP) }
}

describe('a folder of many files in a bucket', () => {
  test('is proven by listing where that takes fewer questions', async () => {
    const { prove, count } = await makeBucket({})
    expect(await prove()).toEqual({ kind: 'present', where: `the remote "r" (s3://bucket/dvc), ${COUNT} objects` })
    expect([count('GET', 'list-type'), count('HEAD')]).toEqual([FOLDERS, 1])
  })

  test('names what is not listed', async () => {
    const { prove } = await makeBucket({ lost: 7 })
    const reason = `the remote "r" (s3://bucket/dvc) has no ${pathOf(md5('7'))} (f7.csv)`
    expect(await prove()).toEqual({ kind: 'missing', reason })
  })

  test.each([
    ['may not be listed', { mayList: false }],
    ['is full of other objects', { more: 5000 }],
  ])('that %s is asked for each object', async (_, options) => {
    const { prove, count } = await makeBucket({ ...options, lost: 7 })
    expect(await prove()).toMatchObject({ kind: 'missing', reason: expect.stringContaining('(f7.csv)') })
    expect([count('GET', 'list-type'), count('HEAD')]).toEqual([1, COUNT + 1])
  })
})
