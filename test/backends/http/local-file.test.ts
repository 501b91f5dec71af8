import { writeFileSync } from 'node:fs'
import { createServer as createWebServer } from 'node:http'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Http } from '../../../src/backends/http/client.ts'
import { measureFile, streamFile } from '../../../src/backends/http/local-file.ts'
import { hashOf } from '../../support/made-stores.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

async function makeFile(size: number) {
  const content = Buffer.alloc(size, 'bytes of a model')
  const path = join(makeFolder({ file: content }), 'file')
  return { content, file: await measureFile(path, { sha256: hashOf(content), size }) }
}

function openHttp(): Http {
  const http = new Http({ variables: {}, signal: new AbortController().signal, now: () => new Date(), delaysMs: [] })
  onTestFinished(() => http.close())
  return http
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const send = (http: Http, origin: string, size: number, body: () => ReturnType<typeof streamFile>) =>
  http.exchange(
    { method: 'PUT', url: new URL(`${origin}/x`), headers: { 'content-length': String(size) }, body },
    { reach: () => 'named', doing: 'put x', followsRedirects: false },
    async ({ status }) => status,
  )

describe('a file on its way to a store', () => {
  test.each([0, 1, 1_048_576, 2_500_000])('of %d bytes comes whole', async (size) => {
    const { content, file } = await makeFile(size)
    const parts: Buffer[] = []
    for await (const part of streamFile(file)) parts.push(part as Buffer)
    expect(Buffer.concat(parts).equals(content)).toBe(true)
  })

  test('is sent in stretches that join without a gap', async () => {
    const { content, file } = await makeFile(100)
    const parts: Buffer[] = []
    for (const [start, end] of [
      [0, 39],
      [40, 99],
    ] as const) {
      const bytes = content.subarray(start, end + 1)
      const part = { path: file.path, sha256: hashOf(bytes), size: bytes.length }
      for await (const chunk of streamFile(part, { start, end })) parts.push(chunk as Buffer)
    }
    expect(Buffer.concat(parts).equals(content)).toBe(true)
  })

  test('that changes meanwhile never comes whole', async () => {
    const { file } = await makeFile(2_500_000)
    writeFileSync(file.path, Buffer.alloc(2_500_000, 'other bytes'))
    let isWhole = false
    const server = createWebServer((request, response) => {
      request.on('error', () => {}).resume()
      request.on('end', () => {
        isWhole = true
        response.end()
      })
    })
    const origin = await listen(server)
    await expect(send(openHttp(), origin, file.size, () => streamFile(file))).rejects.toThrow(
      /is sha256:.*, and sha256:.* was judged\n.*run compare again/,
    )
    expect(isWhole).toBe(false)
  })

  test('that the server takes no more of is given up', async () => {
    const { file } = await makeFile(30_000_000)
    const server = createServer((socket) => socket.pause())
    const origin = await listen(server)
    await expect(send(openHttp(), origin, file.size, () => streamFile(file, undefined, 200))).rejects.toThrow(
      'nothing came or was taken in time (ETIMEDOUT)',
    )
  })
})
