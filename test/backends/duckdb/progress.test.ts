import { createRequire } from 'node:module'
import { expect, onTestFinished, test } from 'vitest'
import { createInstances, type DuckDbModule, openSession } from '../../../src/backends/duckdb/session.ts'
import type { ProgressEvent } from '../../../src/ports/host.ts'
import { signal, sourceOf } from './read.ts'

const duckdb = createRequire(import.meta.url)('@duckdb/node-api') as DuckDbModule

async function open(timeoutMs: number) {
  const events: ProgressEvent[] = []
  const source = await sourceOf({ 'data.csv': 'a\n1\n' })
  const limits = { memory: '200MB', threads: 2, timeoutMs }
  const session = await openSession(
    createInstances(duckdb, limits),
    source,
    limits,
    signal,
    (event) => void events.push(event),
  )
  onTestFinished(() => session.close())
  return { session, events }
}

test('a query tells how far it is after its first second, and once that it is over', async () => {
  const { session, events } = await open(3200)
  const endless = 'SELECT count(*) FROM range(1000000000) a, range(1000) b WHERE a.range * b.range = 7'
  await expect(session.query(endless, signal)).rejects.toThrow('took longer than 3.2 s')
  const last = events.pop()
  expect(last).toEqual({ work: 'reading data.csv', percent: null, isOver: true })
  expect(events.length).toBeGreaterThanOrEqual(2)
  for (const { work, percent, isOver } of events) {
    expect([work, isOver]).toEqual(['reading data.csv', false])
    // the engine does not always know
    expect(percent ?? 0).toBeGreaterThanOrEqual(0)
    expect(percent ?? 0).toBeLessThanOrEqual(100)
  }
})

test('short queries tell nothing, and there may be many of them', async () => {
  const { session, events } = await open(20_000)
  for (let index = 0; index < 20; index += 1) await session.query('SELECT 1', signal)
  const [first, second] = await Promise.all([1, 2].map((value) => session.query(`SELECT ${value}`, signal)))
  expect([first, second]).toEqual([[[1]], [[2]]])
  expect(events).toEqual([])
})

test('a lock holds for the connections that can tell their progress', async () => {
  const { session } = await open(20_000)
  for (let index = 0; index < 10; index += 1) {
    await expect(session.query('SET threads=1', signal)).rejects.toThrow('configuration has been locked')
    await expect(session.query("SELECT * FROM read_text('/etc/passwd')", signal)).rejects.toThrow(
      /disabled by configuration/,
    )
  }
})
