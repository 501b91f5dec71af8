import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { makeRemote } from './made-remote.ts'

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')

describe('a file at an address', () => {
  test('comes to a local file with the ending of its path, its digest and its size', async () => {
    const server = await serveLoopback((_, response) => response.end('a\n1\n'))
    const remote = makeRemote()
    const [file, ...others] = await remote.fetch(`${server.origin}/data/x.csv?signature=secret#part`, 'caller')
    expect(others).toEqual([])
    expect(file).toMatchObject({ uri: `${server.origin}/data/x.csv`, sha256: sha256('a\n1\n'), size: 4 })
    expect(readFileSync(file!.path, 'utf8')).toBe('a\n1\n')
    expect(basename(file!.path)).toBe('x.csv')
    expect(server.requests).toEqual(['GET /data/x.csv?signature=secret'])
    expect(remote.log.join('\n')).not.toContain('secret')
  })

  test('is fetched once, also by two at the same time', async () => {
    const server = await serveLoopback((_, response) => response.end('a\n1\n'))
    const remote = makeRemote()
    const fetch = () => remote.fetch(`${server.origin}/x.csv`, 'caller')
    const [first, second] = await Promise.all([fetch(), fetch()])
    expect(await fetch()).toEqual(first)
    expect(second).toEqual(first)
    expect(server.requests).toHaveLength(1)
  })

  test('is gone when all is closed', async () => {
    const server = await serveLoopback((_, response) => response.end('a\n1\n'))
    const remote = makeRemote()
    const [file] = await remote.fetch(`${server.origin}/x.csv`, 'caller')
    await remote.close()
    expect(existsSync(file!.path)).toBe(false)
  })

  test('that is packed on its way is kept packed, and named so', async () => {
    const packed = gzipSync('a\n1\n')
    const server = await serveLoopback((_, response) => response.setHeader('content-encoding', 'gzip').end(packed))
    const [file] = await makeRemote().fetch(`${server.origin}/x.csv`, 'caller')
    expect(basename(file!.path)).toBe('x.csv.gz')
    expect(file!.sha256).toBe(sha256(packed))
    await expect(makeRemote().fetch(`${server.origin}/x.parquet`, 'caller')).rejects.toThrow('is sent packed by gzip')
  })

  test.each([
    [404, 'InputError', /\/x\.csv: there is no such file \(404 of 127\.0\.0\.1/],
    [403, 'SystemError', /may not be read \(403 of .*: AccessDenied, Not yours\); an address is asked without cred/],
    [401, 'SystemError', /may not be read \(401 of/],
    [418, 'SystemError', /answers 418/],
  ])('that is answered %i is a %s', async (status, name, message) => {
    const body = '<Error><Code>AccessDenied</Code><Message>Not yours</Message></Error>'
    const server = await serveLoopback((_, response) => response.writeHead(status).end(body))
    const attempt = makeRemote().fetch(`${server.origin}/x.csv?key=secret`, 'caller')
    await expect(attempt).rejects.toMatchObject({ name, message: expect.stringMatching(message) })
    await expect(attempt).rejects.not.toThrow('secret')
    expect(server.requests).toHaveLength(1)
  })
})

describe('attempts', () => {
  test.each([408, 429, 500, 502, 503, 504])('begin again after %i', async (status) => {
    let count = 0
    const server = await serveLoopback((_, response) => {
      count += 1
      response.writeHead(count < 3 ? status : 200).end('a\n1\n')
    })
    const [file] = await makeRemote().fetch(`${server.origin}/x.csv`, 'caller')
    expect(file!.size).toBe(4)
    expect(server.requests).toHaveLength(3)
  })

  test('end, and the message says how many there were', async () => {
    const server = await serveLoopback((_, response) => response.writeHead(503).end())
    await expect(makeRemote().fetch(`${server.origin}/x.csv`, 'caller')).rejects.toMatchObject({
      name: 'SystemError',
      message: expect.stringMatching(/answers 503, tried 3 times/),
    })
    expect(server.requests).toHaveLength(3)
  })

  test.each([
    ['in seconds', '1'],
    ['as a time', 'Sat, 21 Nov 2026 12:00:01 GMT'],
  ])('wait as Retry-After says %s', async (_, value) => {
    let count = 0
    const server = await serveLoopback((_request, response) => {
      count += 1
      if (count === 1) response.writeHead(429, { 'retry-after': value }).end()
      else response.end('a\n1\n')
    })
    const start = performance.now()
    await makeRemote().fetch(`${server.origin}/x.csv`, 'caller')
    expect(performance.now() - start).toBeGreaterThan(900)
  })

  test('are given up where the server asks for more patience than a job has', async () => {
    const server = await serveLoopback((_, response) => response.writeHead(429, { 'retry-after': '3600' }).end())
    const attempt = makeRemote().fetch(`${server.origin}/x.csv`, 'caller')
    await expect(attempt).rejects.toThrow(/answers 429[\s\S]*Retry-After: 3600/)
    expect(server.requests).toHaveLength(1)
  })

  test('begin again where the connection is cut in the middle, and nothing of the first is left', async () => {
    let count = 0
    const server = await serveLoopback((_, response) => {
      count += 1
      response.writeHead(200, { 'content-length': '10' })
      if (count === 1) response.write('xxxxx', () => response.destroy())
      else response.end('0123456789')
    })
    const folder = makeFolder()
    const remote = makeRemote({ temporaryFolder: folder })
    const [file] = await remote.fetch(`${server.origin}/x.csv`, 'caller')
    expect(file).toMatchObject({ size: 10, sha256: sha256('0123456789') })
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(files.map(({ name }) => name)).toEqual(['x.csv'])
  })

  test('end where every connection is cut: half a file is none', async () => {
    const server = await serveLoopback((_, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('half', () => response.destroy())
    })
    await expect(makeRemote().fetch(`${server.origin}/x.csv`, 'caller')).rejects.toMatchObject({
      name: 'SystemError',
      message: expect.stringMatching(/the connection was cut .*, tried 3 times/),
    })
  })

  test('end where the answer falls silent', async () => {
    const server = await serveLoopback((_, response) => void response.writeHead(200).write('slow'))
    const remote = makeRemote({ limits: { silenceMs: 100 }, delaysMs: [] })
    await expect(remote.fetch(`${server.origin}/x.csv`, 'caller')).rejects.toThrow('the answer fell silent')
  })

  test('end where an answer trickles for longer than all of it may take', async () => {
    const timers: NodeJS.Timeout[] = []
    const server = await serveLoopback((_, response) => {
      timers.push(setInterval(() => response.write('x'), 20))
    })
    const remote = makeRemote({ limits: { totalMs: 300 }, delaysMs: [] })
    await expect(remote.fetch(`${server.origin}/x.csv`, 'caller')).rejects.toThrow('it took longer than')
    for (const timer of timers) clearInterval(timer)
  })

  test('end at once when the process is stopped', async () => {
    const controller = new AbortController()
    const server = await serveLoopback(() => controller.abort(new Error('stopped')))
    const remote = makeRemote({ signal: controller.signal })
    await expect(remote.fetch(`${server.origin}/x.csv`, 'caller')).rejects.toThrow('stopped')
  })

  test('say where nothing listens', async () => {
    await expect(makeRemote().fetch('http://127.0.0.1:1/x.csv', 'caller')).rejects.toThrow(
      'cannot fetch http://127.0.0.1:1/x.csv: 127.0.0.1:1: nothing listens there (ECONNREFUSED)',
    )
  })
})

describe('the size', () => {
  test('that is announced above the cap is refused before a byte is kept', async () => {
    const server = await serveLoopback((_, response) =>
      response.writeHead(200, { 'content-length': '2000001' }).flushHeaders(),
    )
    const folder = makeFolder()
    const attempt = makeRemote({ temporaryFolder: folder }).fetch(`${server.origin}/x.csv`, 'caller')
    await expect(attempt).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/is larger than the 1 MB that may be fetched\n.*max_size under network/),
    })
    expect(server.requests).toHaveLength(1)
  })

  test('that nobody announces is counted', async () => {
    const server = await serveLoopback((_, response) => {
      response.writeHead(200)
      const more = () => void (response.destroyed || response.write('x'.repeat(65_536), more))
      more()
    })
    await expect(makeRemote().fetch(`${server.origin}/x.csv`, 'caller')).rejects.toThrow('is larger than the 1 MB')
  })

  test('that is announced too small cuts the file there, as HTTP has it', async () => {
    const server = await serveLoopback((request) => {
      request.socket.end('HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\na\n1\nmore')
    })
    const result = await makeRemote({ delaysMs: [] })
      .fetch(`${server.origin}/x.csv`, 'caller')
      .then(
        ([file]) => file!.size,
        (error: Error) => error.name,
      )
    expect([4, 'SystemError']).toContain(result)
  })

  test('that is no number is no answer', async () => {
    const server = await serveLoopback((request) => {
      request.socket.end('HTTP/1.1 200 OK\r\ncontent-length: 4e9\r\n\r\na\n1\n')
    })
    await expect(makeRemote({ delaysMs: [] }).fetch(`${server.origin}/x.csv`, 'caller')).rejects.toMatchObject({
      name: 'SystemError',
      message: expect.stringMatching(/the answer (is no HTTP|has another length than it says)/),
    })
  })
})
