import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createListener, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { describeCut } from '../../../src/backends/http/failures.ts'
import { findProxy } from '../../../src/backends/http/proxy.ts'
import {
  DEFAULT_LIMITS,
  type HttpLimits,
  openTransport,
  type Question,
  type Received,
  type Transport,
} from '../../../src/backends/http/transport.ts'
import { serveLoopback } from '../../support/loopback-server.ts'

const URL_OF = { plain: 'http://127.0.0.1', secure: 'https://127.0.0.1' }

function open(limits: Partial<HttpLimits> = {}, variables: Record<string, string> = {}): Transport {
  const transport = openTransport(variables, { ...DEFAULT_LIMITS, ...limits })
  onTestFinished(() => transport.close())
  return transport
}

function ask(transport: Transport, url: string, question: Partial<Question> = {}): Promise<Received> {
  const { signal } = new AbortController()
  return transport.ask(new URL(url), { method: 'GET', headers: {}, body: null, isChecked: false, signal, ...question })
}

/** Answers whatever is asked by what `answer` writes. */
async function listen(
  answer: (socket: Socket, asked: Buffer) => void,
  { isGone = false }: { readonly isGone?: boolean } = {},
): Promise<{ port: number; sockets: Socket[] }> {
  const sockets: Socket[] = []
  const server = createListener((socket) => {
    sockets.push(socket)
    socket.on('error', () => {}).once('data', (asked) => answer(socket, asked))
  })
  const port = await start(server as Server, sockets)
  if (isGone) await new Promise((resolve) => server.close(resolve))
  return { port, sockets }
}

async function start(server: Pick<Server, 'listen' | 'address' | 'close'>, sockets: Socket[] = []): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

async function read(body: AsyncIterable<Uint8Array>, pauseMs = 0): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of body) {
    pieces.push(piece)
    if (pauseMs > 0) await wait(pauseMs)
  }
  return Buffer.concat(pieces)
}

describe('an answer whose server closes the connection', () => {
  const framings = {
    'says its length': (size: number) => [`content-length: ${size}\r\n`, (bytes: Buffer) => bytes] as const,
    'comes in chunks': () =>
      [
        'transfer-encoding: chunked\r\n',
        (bytes: Buffer) =>
          Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n0\r\n\r\n')]),
      ] as const,
    'ends with the connection': () => ['', (bytes: Buffer) => bytes] as const,
  }
  for (const [name, frame] of Object.entries(framings)) {
    it.each([1, 65_536, 100_000, 131_072, 300_000, 3_000_000])(
      `and ${name} is read whole by a slow reader: %i bytes`,
      async (size) => {
        const bytes = Buffer.alloc(size, 'modelgate ')
        const [header, encode] = frame(size)
        const { port } = await listen((socket) => {
          socket.write(`HTTP/1.1 200 OK\r\n${header}connection: close\r\n\r\n`)
          socket.end(encode(bytes))
        })
        const answer = await ask(open(), `${URL_OF.plain}:${port}/`)
        // the server's end comes while nobody reads
        await wait(60)
        const found = await read(answer.body, size < 200_000 ? 5 : 0)
        expect(createHash('sha256').update(found).digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
      },
    )
  }

  it.each([
    ['content-length: 200000\r\n', 'a'.repeat(100_000)],
    ['transfer-encoding: chunked\r\n', `fffff\r\n${'a'.repeat(100_000)}`],
  ])('before it is whole is a failure: %s', async (header, text) => {
    const { port } = await listen((socket) => {
      socket.end(`HTTP/1.1 200 OK\r\n${header}connection: close\r\n\r\n${text}`)
    })
    const answer = await ask(open(), `${URL_OF.plain}:${port}/`)
    await wait(60)
    await expect(read(answer.body)).rejects.toMatchObject({ code: 'ECONNRESET' })
  })
})

describe('what is sent', () => {
  it.each([
    ['longer than it says', '12345GET /evil HTTP/1.1\r\nhost: x\r\n\r\n', 'more'],
    ['shorter than it says', '123', 'fewer'],
  ])('is a failure where it is %s, and never another question', async (_, text, word) => {
    const server = await serveLoopback((request, response) => response.end(String(request.url)))
    const transport = open()
    const body = Readable.from([Buffer.from(text)], { objectMode: false })
    const headers = { 'content-length': '5' }
    await expect(ask(transport, `${server.origin}/one`, { method: 'PUT', headers, body })).rejects.toThrow(
      `the body has ${word} bytes than the 5`,
    )
    const next = await ask(transport, `${server.origin}/two`)
    expect(String(await read(next.body))).toBe('/two')
    expect(server.requests).not.toContain('GET /evil')
  })

  it('has the length of its bytes, whatever the headers say', async () => {
    const server = await serveLoopback((_, response, body) => response.end(body))
    const headers = { 'Content-Length': '5' }
    const answer = await ask(open(), server.origin, { method: 'PUT', headers, body: '12345junk' })
    expect(String(await read(answer.body))).toBe('12345junk')
  })

  it('is told where it fails before it is read, and let go of where nobody is asked', async () => {
    const server = await serveLoopback((_, response) => response.end())
    const question = (body: Readable) => ({ method: 'PUT', headers: { 'content-length': '5' }, body })
    const missing = createReadStream('/nonexistent/file')
    await expect(ask(open(), server.origin, question(missing))).rejects.toMatchObject({ code: 'ENOENT' })
    const unread = Readable.from(['12345'])
    await expect(ask(open(), server.origin, { ...question(unread), isChecked: true })).rejects.toThrow('loopback')
    expect(unread.destroyed).toBe(true)
  })
})

describe('a server', () => {
  it('that switches protocols unasked, or closes without a word, is told as one that gave no answer', async () => {
    const switching = 'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'
    for (const text of [switching, '']) {
      const { port } = await listen((socket) => socket.end(text))
      await expect(ask(open(), `${URL_OF.plain}:${port}/`)).rejects.toMatchObject({
        code: expect.stringMatching(/ERR_NO_ANSWER|ECONNRESET/),
      })
    }
  })

  it('that speaks no TLS is told as such', async () => {
    const { port } = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const url = `${URL_OF.secure}:${port}/`
    const error = await ask(open(), url).catch((failure: unknown) => failure)
    expect(describeCut('fetch x', new URL(url), error, 1).message).toContain('it does not speak TLS as it should (')
  })
})

describe('a limit', () => {
  it('of silence does not count the time that the reader takes', async () => {
    const server = await serveLoopback((_, response) => response.end(Buffer.alloc(2_000_000)))
    const answer = await ask(open({ silenceMs: 100 }), server.origin)
    await wait(250)
    let size = 0
    for await (const piece of answer.body) {
      if (size === 0) await wait(250)
      size += piece.length
    }
    expect(size).toBe(2_000_000)
  })

  it('of silence ends an answer that stands still, also one of which much came', async () => {
    const server = await serveLoopback((_, response) => void response.writeHead(200).write(Buffer.alloc(200_000)))
    const answer = await ask(open({ silenceMs: 80 }), server.origin)
    await expect(read(answer.body)).rejects.toMatchObject({ code: 'ERR_SILENCE_TIMEOUT' })
  })

  it('of the answer ends a question that nobody answers, and not one whose body still moves', async () => {
    const { port } = await listen(() => {})
    const transport = open({ answerMs: 150 })
    await expect(ask(transport, `${URL_OF.plain}:${port}/`)).rejects.toMatchObject({ code: 'ERR_ANSWER_TIMEOUT' })
    const server = await serveLoopback((_, response, body) => response.end(String(body.length)))
    const slow = Readable.from(
      (async function* () {
        for (let part = 0; part < 5; part += 1) {
          yield Buffer.alloc(1000)
          await wait(80)
        }
      })(),
    )
    const answer = await ask(transport, server.origin, {
      method: 'PUT',
      headers: { 'content-length': '5000' },
      body: slow,
    })
    expect(String(await read(answer.body))).toBe('5000')
  })

  it('of the connection ends a handshake that nobody answers', async () => {
    const { port } = await listen(() => {})
    await expect(ask(open({ connectMs: 80 }), `${URL_OF.secure}:${port}/`)).rejects.toMatchObject({
      code: 'ERR_CONNECT_TIMEOUT',
    })
  })
})

describe('an end that the caller wants', () => {
  it('comes at once while nothing answers, and while the answer is read', async () => {
    const { port } = await listen(() => {})
    const controller = new AbortController()
    const reason = new Error('enough')
    setTimeout(() => controller.abort(reason), 40)
    await expect(ask(open(), `${URL_OF.plain}:${port}/`, { signal: controller.signal })).rejects.toBe(reason)
    await expect(ask(open(), `${URL_OF.plain}:${port}/`, { signal: controller.signal })).rejects.toBe(reason)
  })

  it('is never taken for the end of the answer, though all of it had come', async () => {
    for (const size of [1000, 60_000, 500_000]) {
      const server = await serveLoopback((_, response) => response.end(Buffer.alloc(size)))
      const controller = new AbortController()
      const answer = await ask(open(), server.origin, { signal: controller.signal })
      await wait(40)
      controller.abort(new Error('enough'))
      // what was there whole may be given whole
      const found = await read(answer.body).then(({ length }) => length, String)
      expect([size, 'Error: enough']).toContain(found)
    }
  })
})

describe('a connection', () => {
  it('is used again after an answer that was read, had no body, or was let go of whole', async () => {
    const ports = new Set<number | undefined>()
    const server = await serveLoopback((request, response) => {
      ports.add(request.socket.remotePort)
      if (request.method === 'DELETE') response.writeHead(204).end()
      else response.writeHead(200, { 'content-length': 2 }).end('ok')
    })
    const transport = open()
    for (const method of ['GET', 'HEAD', 'DELETE', 'PUT', 'GET']) {
      const answer = await ask(transport, server.origin, { method })
      if (method === 'GET') await read(answer.body)
      answer.release()
      await wait(5)
    }
    expect(ports.size).toBe(1)
  })

  it('is given up where the rest of a long answer is not wanted', async () => {
    let isClosed = false
    const server = await serveLoopback((_, response) => {
      response.on('close', () => (isClosed = true))
      response.writeHead(200)
      const more = () => void (response.destroyed || response.write(Buffer.alloc(100_000), more))
      more()
    })
    const answer = await ask(open(), server.origin)
    for await (const piece of answer.body) if (piece.length > 0) break
    answer.release()
    await expect.poll(() => isClosed).toBe(true)
  })

  it('says the length of a text or bytes with any method', async () => {
    const server = await serveLoopback((request, response, body) => {
      response.end(`${request.method} ${request.headers['content-length']} ${body}`)
    })
    for (const method of ['GET', 'DELETE', 'POST', 'PATCH']) {
      const answer = await ask(open(), server.origin, { method, body: 'grün' })
      expect(String(await read(answer.body))).toBe(`${method} 5 grün`)
    }
  })

  it('never sends user and password of an address by itself', async () => {
    const server = await serveLoopback((_, response) => response.end())
    await ask(open(), `${server.origin.replace('//', '//user:secret@')}/x`)
    expect(server.headers[0]).not.toHaveProperty('authorization')
  })
})

describe('a proxy', () => {
  const answered = { 407: 'HTTP/1.1 407 Who are you', 302: 'HTTP/1.1 302 Found\r\nlocation: http://elsewhere.example/' }

  it.each(Object.entries(answered))(
    'that answers %s in place of a connection is told, and not its answer',
    async (status, text) => {
      const { port } = await listen((socket) => socket.end(`${text}\r\ncontent-length: 2\r\n\r\nno`))
      for (const target of ['http://data.example/x.csv', 'https://data.example/x.csv']) {
        const variables = { HTTPS_PROXY: `http://127.0.0.1:${port}`, HTTP_PROXY: `127.0.0.1:${port}` }
        const error = await ask(open({}, variables), target).catch((failure: unknown) => failure)
        expect(describeCut('fetch x.csv', new URL(target), error, 1).message).toContain(
          `cannot fetch x.csv: data.example: the proxy 127.0.0.1:${port} answers ${status}\n`,
        )
      }
    },
  )

  it('that never answers is given up in time', async () => {
    const { port, sockets } = await listen(() => {})
    const variables = { HTTP_PROXY: `http://127.0.0.1:${port}` }
    await expect(ask(open({ connectMs: 100 }, variables), 'http://data.example/')).rejects.toMatchObject({
      code: expect.stringMatching(/ERR_CONNECT_TIMEOUT|ERR_PROXY/),
    })
    await expect.poll(() => sockets.every(({ destroyed, readableEnded }) => destroyed || readableEnded)).toBe(true)
  })

  it.each([
    ['socks5://127.0.0.1:1080', /HTTP_PROXY names a proxy of socks5/],
    ['http://me:secret@127.0.0.1:99999', /HTTP_PROXY is no address/],
    ['http://', /HTTP_PROXY is no address/],
  ])('that cannot be spoken with is named by its variable alone: %s', async (proxy, message) => {
    const error = await ask(open({}, { HTTP_PROXY: proxy }), 'http://data.example/').catch(
      (failure: unknown) => failure,
    )
    expect(error).toMatchObject({ name: 'InputError', message: expect.stringMatching(message) })
    expect(JSON.stringify(error) + String(error)).not.toContain('secret')
  })

  it('that does not listen is told by name, not as the host that was asked for', async () => {
    const gone = await listen(() => {}, { isGone: true })
    const error = await ask(open({}, { HTTP_PROXY: ` 127.0.0.1:${gone.port} ` }), 'http://data.example/').catch(
      (failure: unknown) => failure,
    )
    expect(describeCut('fetch x', new URL('http://data.example/'), error, 1).message).toContain(
      `data.example: the proxy 127.0.0.1:${gone.port}: nothing listens there (ECONNREFUSED)`,
    )
  })

  it.each(['::1', '[::1]', '*', 'LOCALHOST,[::1]'])('is passed by for a host that NO_PROXY names: %s', (entry) => {
    const variables = { HTTP_PROXY: 'http://127.0.0.1:1', no_proxy: entry }
    expect(findProxy(new URL('http://[::1]:8080/'), variables)).toBeNull()
    expect(findProxy(new URL('http://[fd00::1]:8080/'), variables)?.host ?? null).toBe(
      entry === '*' ? null : '127.0.0.1:1',
    )
  })

  it.each(['an abort', 'the end of all'])('is let go of by %s before it answers', async (end) => {
    const { port, sockets } = await listen(() => {})
    const transport = open({}, { HTTP_PROXY: `http://127.0.0.1:${port}` })
    const controller = new AbortController()
    const asked = ask(transport, 'http://data.example/', { signal: controller.signal })
    asked.catch(() => {})
    await expect.poll(() => sockets.length).toBe(1)
    if (end === 'an abort') controller.abort(new Error('enough'))
    else transport.close()
    await expect(asked).rejects.toThrow()
    await expect.poll(() => sockets[0]!.destroyed).toBe(true)
  })

  it('gets its own user and password, which no server learns', async () => {
    const asked: string[] = []
    const server = await serveLoopback((_, response) => response.end('here'))
    const proxy = createServer()
    const sockets: Socket[] = []
    proxy.on('connect', (request, socket: Socket) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization']}`)
      sockets.push(socket)
      const target = new (socket.constructor as typeof Socket)()
      sockets.push(target)
      target.connect(Number(server.host.split(':')[1]), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        target.pipe(socket).pipe(target)
      })
    })
    const port = await start(proxy, sockets)
    const transport = open({}, { http_proxy: `http://me:p%40ss@127.0.0.1:${port}` })
    for (let count = 0; count < 2; count += 1) {
      const answer = await ask(transport, 'http://data.example/x')
      expect(String(await read(answer.body))).toBe('here')
    }
    const credentials = Buffer.from('me:p@ss').toString('base64')
    // one connection carries both questions
    expect(asked).toEqual([`data.example:80 Basic ${credentials}`])
    expect(server.headers.map((headers) => headers['proxy-authorization'])).toEqual([undefined, undefined])
    expect(server.headers[0]?.host).toBe('data.example')
  })
})
