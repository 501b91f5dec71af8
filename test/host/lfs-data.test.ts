import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { git } from '../support/git.ts'
import { makeRemote } from '../support/git-remote.ts'
import { type LfsServerOptions, serveLfs } from '../support/lfs-server.ts'
import { makeDataVersions, recorded, STOP } from './made-data-versions.ts'

const CSV = 'id\n1\n'
const OID = createHash('sha256').update(CSV).digest('hex')
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${OID}\nsize ${CSV.length}\n`
const VERSION = { tool: 'lfs', oid: OID, size: CSV.length } as const
const DATA = recorded('big.csv', CSV, VERSION)

/** A clone whose remote is a server of Git LFS. */
async function makeServed(options: LfsServerOptions = {}, files: Readonly<Record<string, string>> = {}) {
  const server = await serveLfs(options)
  const { clone } = makeRemote({ 'big.csv': POINTER, ...files })
  git(clone, 'remote', 'set-url', 'origin', `${server.origin}/acme/churn.git`)
  return { clone, server, commit: git(clone, 'rev-parse', 'HEAD') }
}

describe('what Git LFS keeps', () => {
  test('is there where the server says so, asked as its API is described', async () => {
    const { clone, server, commit } = await makeServed()
    const { prove } = await makeDataVersions(clone)
    expect(await prove(DATA, commit, STOP)).toEqual({
      kind: 'missing',
      reason: `${new URL(server.origin).host} answers 404 for the object: Object does not exist`,
    })
    server.objects.set(OID, Buffer.from(CSV))
    const where = `Git LFS at ${new URL(server.origin).host}/acme/churn.git/info/lfs`
    expect(await prove(DATA, commit, STOP)).toEqual({ kind: 'present', where })
    expect(server.requests).toEqual(Array(2).fill('POST /acme/churn.git/info/lfs/objects/batch'))
    expect(server.faults).toEqual([])
  })

  test.each([
    [200, { objects: [{ oid: OID, size: 5, error: { code: 410, message: 'removed' } }] }, 'missing', 'answers 410'],
    [200, { objects: [{ oid: OID, size: 5, error: { code: 500, message: 'ill' } }] }, 'unknown', 'answers 500'],
    [200, { objects: [{ oid: OID, size: 5 }] }, 'unknown', 'names no address for the object'],
    [200, { objects: [] }, 'unknown', 'says nothing of the object'],
    [200, ['no object'], 'unknown', 'it answers 200'],
    [401, { message: 'Credentials needed' }, 'unknown', 'answers 401: Credentials needed; asked without credentials'],
    [403, {}, 'unknown', 'answers 403'],
    // a private repository is denied to strangers, and has lost nothing
    [404, { message: 'Not found' }, 'unknown', 'answers 404: Not found; asked without credentials'],
    [422, { message: 'Validation error' }, 'unknown', 'answers 422: Validation error'],
  ])('where the server answers %i %j is %s', async (status, body, kind, reason) => {
    const { clone, commit } = await makeServed({ answer: { status, body } })
    const { prove } = await makeDataVersions(clone)
    const presence = await prove(DATA, commit, STOP)
    expect(presence).toMatchObject({ kind, reason: expect.stringContaining(reason) })
  })

  test('is asked for with the credentials of the git remote, which no other server gets', async () => {
    const { clone, server, commit } = await makeServed({ token: 'secret' })
    server.objects.set(OID, Buffer.from(CSV))
    const variables = { GITHUB_SERVER_URL: server.origin }
    const withToken = await makeDataVersions(clone, { variables, token: 'secret' })
    expect(await withToken.prove(DATA, commit, STOP)).toMatchObject({ kind: 'present' })
    const address = server.origin.replace('://', '://x-access-token:secret@')
    git(clone, 'remote', 'set-url', 'origin', `${address}/acme/churn`)
    const withAddress = await makeDataVersions(clone)
    expect(await withAddress.prove(DATA, commit, STOP)).toMatchObject({ kind: 'present' })

    const other = await serveLfs()
    git(clone, 'config', 'lfs.url', `${other.origin}/own`)
    const elsewhere = await makeDataVersions(clone, {
      variables,
      token: 'secret',
      allowed: [new URL(other.origin).host],
    })
    const presence = await elsewhere.prove(DATA, commit, STOP)
    expect(presence).toMatchObject({ kind: 'missing', reason: expect.stringContaining('answers 404 for') })
    expect(other.requests).toEqual(['POST /own/objects/batch'])
    expect(other.authorizations).toEqual([undefined])
  })

  test("is asked for at the server of the commit's .lfsconfig where network.allow names it", async () => {
    const other = await serveLfs()
    other.objects.set(OID, Buffer.from(CSV))
    const config = `[lfs]\n\turl = "${other.origin}/own"\n`
    const { clone, server, commit } = await makeServed({}, { '.lfsconfig': config })
    rmSync(join(clone, '.lfsconfig'))
    const refused = await (await makeDataVersions(clone)).prove(DATA, commit, STOP)
    const reason = expect.stringContaining('may not be reached: network.allow of modelgate.yml does not name it')
    expect(refused).toMatchObject({ kind: 'unknown', reason })
    const { prove } = await makeDataVersions(clone, { allowed: [new URL(other.origin).host] })
    expect(await prove(DATA, commit, STOP)).toMatchObject({ kind: 'present' })
    expect(server.requests).toEqual([])
  })

  test('is looked for in a remote that is a folder', async () => {
    const { clone, bare } = makeRemote({ 'big.csv': POINTER })
    const commit = git(clone, 'rev-parse', 'HEAD')
    const path = join('lfs/objects', OID.slice(0, 2), OID.slice(2, 4), OID)
    const { prove } = await makeDataVersions(clone)
    const missing = { kind: 'missing', reason: `Git LFS in ${bare} has no ${path}` }
    expect(await prove(DATA, commit, STOP)).toEqual(missing)
    // the clone's own copy ends with the clone
    for (const folder of [join(clone, '.git'), bare]) {
      expect(await prove(DATA, commit, STOP)).toEqual(missing)
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), CSV)
    }
    expect(await prove(DATA, commit, STOP)).toEqual({ kind: 'present', where: `Git LFS in ${bare}` })
    git(clone, 'remote', 'set-url', 'origin', `file://${bare}`)
    expect(await prove(DATA, commit, STOP)).toMatchObject({ kind: 'present' })
    writeFileSync(join(bare, path), 'id\n')
    expect(await prove(DATA, commit, STOP)).toMatchObject({
      kind: 'missing',
      reason: expect.stringContaining('has 3 bytes'),
    })
    rmSync(bare, { recursive: true })
    expect(await prove(DATA, commit, STOP)).toMatchObject({ kind: 'unknown' })
  })

  test.each([
    ['s3://bucket/lfs', 'Git LFS is at s3://, which is not asked'],
    ['https://me:secret@lfs.example/x', 'holds a user name or password'],
  ])('at %s is unknown: %s', async (url, reason) => {
    const { clone, commit } = await makeServed()
    git(clone, 'config', 'lfs.url', url)
    const presence = await (await makeDataVersions(clone)).prove(DATA, commit, STOP)
    expect(presence).toMatchObject({ kind: 'unknown', reason: expect.stringContaining(reason) })
    expect(JSON.stringify(presence)).not.toContain('secret')
  })
})

describe('a checkout', () => {
  test('gets the bytes in place of the pointer', async () => {
    const { clone, server } = await makeServed({ token: 'secret' })
    server.objects.set(OID, Buffer.from(CSV))
    const { restore } = await makeDataVersions(clone, {
      variables: { GITHUB_SERVER_URL: server.origin },
      token: 'secret',
    })
    await restore(DATA, clone, STOP)
    expect(readFileSync(join(clone, 'big.csv'), 'utf8')).toBe(CSV)
    expect(server.requests.at(-1)).toBe(`GET /storage/${OID}`)
  })

  test.each([
    ['id\n2\n', 'what was fetched is sha256:'],
    ['id\n1\nand more\n', 'is larger than'],
  ])('keeps its pointer where the server sends %j', async (sent, message) => {
    const { clone, server } = await makeServed()
    server.objects.set(OID, Buffer.from(sent))
    const { restore } = await makeDataVersions(clone)
    await expect(restore(DATA, clone, STOP)).rejects.toMatchObject({
      name: 'SystemError',
      message: expect.stringContaining(message),
    })
    expect(readFileSync(join(clone, 'big.csv'), 'utf8')).toBe(POINTER)
    expect(existsSync(join(clone, '.modelgate'))).toBe(false)
    expect(git(clone, 'status', '--short')).toBe('')
  })
})
