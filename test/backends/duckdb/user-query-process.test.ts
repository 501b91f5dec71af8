import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createEngine, type EngineOptions } from '../../../src/backends/duckdb/engine.ts'
import type { DataSource } from '../../../src/core/data-source.ts'
import type { Measurement, Probe } from '../../../src/core/probe.ts'
import type { ProgressEvent } from '../../../src/ports/host.ts'
import { engineOptions, silentLogger } from '../../support/engine.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { makeEndless, signal, sourceOf } from './read.ts'

let source: DataSource
beforeEach(async () => {
  source = await sourceOf({ 'orders.csv': 'id\n1\n2\n' })
})

const query = (sql: string, from = source): Probe => ({
  kind: 'query',
  sql,
  tables: [{ names: ['orders'], source: from, columns: [] }],
})
const tellValue = (found: Measurement) => (found.measured ? (found.value as { value: unknown }).value : found.reason)

/** An engine of this process, and the processes that it started. */
async function open(options: Partial<EngineOptions> = {}) {
  const pids: number[] = []
  const debug = (message: string) => void pids.push(Number(/in process (\d+)/.exec(message)?.[1]))
  const engine = await createEngine({ ...engineOptions, logger: { ...silentLogger, debug }, ...options }, signal)
  onTestFinished(() => engine.close())
  const ask = async (...sql: readonly string[]) =>
    (
      await engine.measure(
        source,
        sql.map((one) => query(one)),
        signal,
      )
    ).map(tellValue)
  return { engine, pids, ask }
}

/** A program in the place of the engine's: it starts as that one does, and then runs `behaviour` at the first question. */
function writeEntry(behaviour: string): string {
  const start = "if (call.kind === 'start') process.send({ id, answer: null })"
  const program = `process.on('message', ({ id, call }) => {\n${start}\nelse {\n${behaviour}\n}\n})\n`
  return join(makeFolder({ 'entry.mjs': program }), 'entry.mjs')
}

/** Keeps the engine busy until it is stopped. */
const ENDLESS = 'SELECT count(*) FROM range(1000000000) a, range(1000) b WHERE a.range * b.range = 7'

async function expectGone(pid: number | undefined): Promise<void> {
  await vi.waitFor(() => expect(() => process.kill(pid!, 0)).toThrow('ESRCH'), { timeout: 5000 })
}

describe("users' queries", () => {
  test('run in one process, which is started at the first of them', async () => {
    const { engine, pids, ask } = await open()
    await engine.measure(source, [{ kind: 'rowCount' }], signal)
    expect(pids).toEqual([])
    expect(await ask('SELECT count(*) FROM orders', "SELECT max(id) || '!' FROM orders")).toEqual([2, '2!'])
    expect(await ask('SELECT 1')).toEqual([1])
    expect(pids).toHaveLength(1)
    engine.close()
    await expectGone(pids[0])
  })

  test.runIf(existsSync('/proc/self/environ'))('see no secret, and work in an empty folder', async () => {
    const { engine, pids, ask } = await open({ environment: { ...process.env, GITHUB_TOKEN: 'secret' } })
    await ask('SELECT 1')
    const words = readFileSync(`/proc/${pids[0]}/environ`, 'utf8').split('\0').filter(Boolean)
    const names = words.map((word) => word.split('=', 1)[0]).filter((name) => name !== 'LD_LIBRARY_PATH')
    expect(names.sort()).toEqual(['NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE'])
    const cwd = readlinkSync(`/proc/${pids[0]}/cwd`)
    expect(readdirSync(cwd)).toEqual([])
    engine.close()
    expect(existsSync(cwd)).toBe(false)
  })

  test('that take longer than they may cost nobody else anything', async () => {
    const { engine, ask } = await open({ timeoutMs: 1200 })
    const late = expect.stringMatching(/^orders\.csv: the data engine took longer than 1\.2 s \(raise/)
    const others: readonly Probe[] = [{ kind: 'rowCount' }, query(ENDLESS), query('SELECT count(*) FROM orders')]
    expect((await engine.measure(source, others, signal)).map((one) => (one.measured ? true : one.reason))).toEqual([
      true,
      late,
      true,
    ])
    expect(await ask('SELECT 1')).toEqual([1])
  })

  test('on a file that never ends are killed, and the next have a process again', async () => {
    const { engine, pids, ask } = await open({ timeoutMs: 600 })
    const [found] = await engine.measure(source, [query('SELECT count(*) FROM orders', makeEndless())], signal)
    expect(tellValue(found!)).toMatch(/endless\.csv: the data engine took longer than 0.6 s/)
    expect(await ask('SELECT 1')).toEqual([1])
    expect(pids).toHaveLength(2)
    await expectGone(pids[0])
  })

  test.each<[string, string, RegExp]>([
    ['an exit', 'process.exit(7)', /ended with exit code 7/],
    ['a signal', "process.kill(process.pid, 'SIGSEGV')", /was ended by SIGSEGV/],
    ['memory', "process.stderr.write('JavaScript heap out of memory'); process.exit(134)", /ran out of memory/],
    ['nonsense', 'process.send(null)', /gave an answer that is none/],
    ['a lie', 'process.send({ id, answer: 7 })', /gave an answer that is none/],
  ])('are inconclusive where their process fails by %s', async (_, behaviour, reason) => {
    const { engine } = await open({ entry: writeEntry(behaviour) })
    const probes: readonly Probe[] = [query('SELECT 1'), { kind: 'rowCount' }, query('SELECT 2')]
    const failed = { measured: false, reason: expect.stringMatching(reason) }
    expect(await engine.measure(source, probes, signal)).toEqual([failed, { measured: true, value: 2 }, failed])
  })

  test('are inconclusive where their process does not start', async () => {
    const { ask } = await open({ entry: join(makeFolder(), 'missing.mjs') })
    expect(await ask('SELECT 1')).toEqual([expect.stringMatching(/ended with exit code 1 before it read anything/)])
  })

  test('end at an abort, with the reason that was given', async () => {
    const { engine, pids } = await open()
    const controller = new AbortController()
    const running = engine.measure(source, [query('SELECT 1'), query(ENDLESS)], controller.signal)
    const reason = new Error('the user pressed Ctrl+C')
    setTimeout(() => controller.abort(reason), 600)
    await expect(running).rejects.toBe(reason)
    await expectGone(pids[0])
  })

  test('tell how far they are', async () => {
    const events: ProgressEvent[] = []
    const { ask } = await open({ timeoutMs: 1300, onProgress: (event) => void events.push(event) })
    await ask(ENDLESS)
    expect(events[0]).toMatchObject({ work: 'reading orders.csv', isOver: false })
    expect(events.at(-1)).toEqual({ work: 'reading orders.csv', percent: null, isOver: true })
  })
})
