import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { Http } from '../../../src/backends/http/client.ts'

test.each([
  ['while it waits for an answer', 'silent'],
  ['while it waits to ask again', 'broken'],
])('a question that is closed %s ends at once and is asked no more', async (_, kind) => {
  let asked = 0
  const server = createServer((socket) => {
    socket
      .on('error', () => {})
      .once('data', () => {
        asked += 1
        if (kind === 'broken') socket.destroy()
      })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const { signal } = new AbortController()
  const http = new Http({ variables: {}, signal, now: () => new Date(), delaysMs: [30_000, 30_000] })
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x`)
  const options = { reach: () => 'named' as const, doing: 'look at x', followsRedirects: false }
  const answer = http.exchange({ method: 'GET', url, headers: {} }, options, async ({ status }) => status)
  const told = expect(answer).rejects.toThrow('the connection was ended before an answer came')
  while (asked === 0) await wait(5)
  const began = Date.now()
  await http.close()
  await told
  expect(Date.now() - began).toBeLessThan(5000)
  expect(asked).toBe(1)
})
