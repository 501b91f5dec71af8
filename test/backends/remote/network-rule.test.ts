import { describe, expect, test } from 'vitest'
import { findSpecialKind } from '../../../src/backends/http/addresses.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeRemote } from './made-remote.ts'

describe('an address that a file names', () => {
  test('is asked where the policy allows its host, and not where it does not', async () => {
    const server = await serveLoopback((_, response) => response.end('a\n1\n'))
    const location = `${server.origin}/x.csv`
    for (const allowed of [server.host, '127.0.0.1']) {
      const [file] = await makeRemote({ allowed: [allowed] }).fetch(location, 'config')
      expect(file!.size).toBe(4)
    }
    const before = server.requests.length
    for (const allowed of [[], ['127.0.0.1:1'], ['*.0.0.1'], ['example.com'], ['s3://127.0.0.1']]) {
      await expect(makeRemote({ allowed }).fetch(location, 'config')).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining(`${server.host} may not be reached: network.allow of modelgate.yml`),
      })
    }
    expect(server.requests).toHaveLength(before)
  })

  test('is not asked because a caller named it before', async () => {
    const server = await serveLoopback((_, response) => response.end('a\n1\n'))
    const remote = makeRemote()
    await remote.fetch(`${server.origin}/x.csv`, 'caller')
    await expect(remote.fetch(`${server.origin}/x.csv`, 'config')).rejects.toThrow('may not be reached')
  })

  test('may not lead to another host by a redirect', async () => {
    const secret = await serveLoopback((_, response) => response.end('secret'))
    const server = await serveLoopback((_, response) =>
      response.writeHead(302, { location: `${secret.origin}/x.csv` }).end(),
    )
    await expect(makeRemote({ allowed: [server.host] }).fetch(`${server.origin}/x.csv`, 'config')).rejects.toThrow(
      `${secret.host} may not be reached`,
    )
    expect(secret.requests).toEqual([])
    const [file] = await makeRemote({ allowed: [server.host, secret.host] }).fetch(`${server.origin}/x.csv`, 'config')
    expect(file!.size).toBe(6)
  })

  test('may not be a name for this machine, unless that name or address is allowed itself', async () => {
    const server = await serveLoopback((_, response) => response.end('a\n1\n'))
    const port = server.host.split(':')[1]
    const named = `http://localhost:${port}/x.csv`
    const [file] = await makeRemote({ allowed: ['localhost'] }).fetch(named, 'config')
    expect(file!.size).toBe(4)
    // a name that resolves to loopback stands for one that an attacker's name server answers
    await expect(
      makeRemote({ allowed: [`*.localhost`] }).fetch(`http://data.localhost:${port}/x.csv`, 'config'),
    ).rejects.toThrow(/data\.localhost is (127\.0\.0\.1|::1), which is a loopback address|no name server knows/)
    expect(server.requests).toHaveLength(1)
  })

  test('is refused with the policy that could not be read', async () => {
    const findRule = async () => {
      throw new Error('no base')
    }
    await expect(makeRemote({ findRule }).fetch('https://example.com/x.csv', 'config')).rejects.toThrow('no base')
  })

  test.each([
    ['s3://bucket/x.csv', '"s3://bucket"'],
    ['gs://bucket/x.csv', '"gs://bucket"'],
    ['az://acme.blob.core.windows.net/things/x.csv', '"az://acme.blob.core.windows.net/things"'],
    ['https://example.com/x.csv?key=secret', '"example.com"'],
  ])('%s is refused with the entry %s that would allow it', async (location, entry) => {
    const variables = { HOME: '/nonexistent', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }
    await expect(makeRemote({ variables }).fetch(location, 'config')).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(`add ${entry} to network.allow`),
    })
  })
})

describe('an address that a caller names', () => {
  test('may be this machine, and lead elsewhere but not to other services of this machine', async () => {
    const secret = await serveLoopback((_, response) => response.end('secret'))
    const server = await serveLoopback((request, response) =>
      request.url === '/x.csv'
        ? response.writeHead(307, { location: '/y.csv' }).end()
        : request.url === '/y.csv'
          ? response.end('a\n1\n')
          : response.writeHead(302, { location: `${secret.origin}/x.csv` }).end(),
    )
    const [file] = await makeRemote().fetch(`${server.origin}/x.csv`, 'caller')
    expect(file!.size).toBe(4)
    await expect(makeRemote().fetch(`${server.origin}/z.csv`, 'caller')).rejects.toThrow(
      '127.0.0.1 is a loopback address',
    )
    expect(secret.requests).toEqual([])
  })

  test('may not lead in circles, out of http, or to an address with a password', async () => {
    const leading = async (location: string) => {
      const server = await serveLoopback((_, response) => response.writeHead(302, { location }).end())
      return makeRemote().fetch(`${server.origin}/x.csv`, 'caller')
    }
    await expect(leading('/x.csv')).rejects.toThrow('more than 5 redirects')
    await expect(leading('file:///etc/passwd')).rejects.toThrow('redirects to file://')
    await expect(leading('http://user:password@example.com/x')).rejects.toThrow('which is not followed')
    await expect(leading('http://169.254.169.254/latest/meta-data')).rejects.toThrow('is a link-local address')
  })
})

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.8.8.8', 'loopback'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:a9fe:a9fe', 'link-local'],
  ['64:ff9b::7f00:1', 'loopback'],
  ['2002:a9fe:a9fe::', 'link-local'],
  ['169.254.169.254', 'link-local'],
  ['169.254.170.2', 'link-local'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local'],
  ['fd00:ec2::254', 'metadata'],
  ['fd20:ce::254', 'metadata'],
  ['100.100.100.200', 'metadata'],
  ['168.63.129.16', 'metadata'],
  ['0.0.0.0', 'unspecified'],
  ['::', 'unspecified'],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'multicast'],
  ['10.0.0.1', null],
  ['192.168.1.1', null],
  ['fd12::1', null],
  ['8.8.8.8', null],
  ['2606:4700::1111', null],
])('%s is special as %s', (address, kind) => {
  expect(findSpecialKind(address)).toBe(kind)
})
