import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { EngineOptions } from '../../../src/backends/duckdb/engine.ts'
import { createIsolatedEngine } from '../../../src/backends/duckdb/isolated-engine.ts'
import type { CsvDialect, DataSource } from '../../../src/core/data-source.ts'
import { InputError, SystemError } from '../../../src/core/faults.ts'
import { type ColumnReference, isSampled, type Probe } from '../../../src/core/probe.ts'
import type { ColumnBatch, ColumnRequest, Engine } from '../../../src/ports/engine.ts'
import { engineOptions, silentLogger } from '../../support/engine.ts'
import { writeParquet } from '../../support/parquet.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { makeEndless, number, shareEngine, signal, sourceOf, text } from './read.ts'

/** A program in the place of the engine's: it starts as that one does, and then runs `behaviour` at the first question. */
function writeEntry(behaviour: string): string {
  const start = "if (call.kind === 'start') process.send({ id, answer: null })"
  const program = `process.on('message', ({ id, call }) => {\n${start}\nelse {\n${behaviour}\n}\n})\n`
  return join(makeFolder({ 'entry.mjs': program }), 'entry.mjs')
}

/** An isolated engine and the processes that it started. */
async function openIsolated(options: Partial<EngineOptions> = {}) {
  const pids: number[] = []
  const debug = (message: string) => void pids.push(Number(/in process (\d+)/.exec(message)?.[1]))
  const logger = { ...silentLogger, debug }
  const engine = await createIsolatedEngine({ ...engineOptions, logger, ...options }, signal)
  return { engine, pids }
}

async function openForTest(options: Partial<EngineOptions> = {}) {
  const opened = await openIsolated(options)
  onTestFinished(() => opened.engine.close())
  return opened
}

const inProcess = shareEngine()
let isolated: Engine
let processes: readonly number[]
beforeAll(async () => {
  const opened = await openIsolated()
  isolated = opened.engine
  processes = opened.pids
})
afterAll(() => isolated.close())

async function listBatches(engine: Engine, source: DataSource, requests: readonly ColumnRequest[]) {
  const batches: ColumnBatch[] = []
  for await (const batch of engine.columns(source, requests, signal)) batches.push(batch)
  return batches
}

const column = (name: string, type: ColumnReference['type']): ColumnReference => ({
  names: [name],
  type,
  format: null,
  missing: [],
})
const PROBES: readonly Probe[] = [
  { kind: 'rowCount' },
  { kind: 'columns' },
  { kind: 'readable' },
  { kind: 'rows', column: column('id', 'text'), test: { kind: 'notNull' }, keys: [] },
  {
    kind: 'rows',
    column: column('score', 'number'),
    test: { kind: 'range', low: '0', high: '1' },
    keys: [column('id', 'text')],
  },
  { kind: 'rows', column: column('absent', 'number'), test: { kind: 'notNull' }, keys: [] },
  { kind: 'rows', column: column('id', 'text'), test: { kind: 'pattern', pattern: '(?=look)' }, keys: [] },
  { kind: 'duplicates', columns: [column('id', 'text')], isNullFailing: true, keys: [] },
]

describe('the same answers as the engine in this process', () => {
  const ROWS = Array.from({ length: 5000 }, (_, row) => `${10n ** 19n + BigInt(row)},${row / 7000}`).join('\n')
  const CASES: readonly [string, () => Promise<DataSource>][] = [
    ['CSV', () => sourceOf({ 'data.csv': `id,score\n007,0.25\n007,nan\n,-inf\né"x,\n${ROWS}\n` })],
    ['a dialect', () => sourceOf({ 'data.csv': 'id;score\n1;0,5\n' }, { delimiter: ';', decimal: ',' } as CsvDialect)],
    ['JSON Lines', () => sourceOf({ 'data.jsonl': '{"id": "a", "score": 1e-3}\n{"id": null, "score": 7}\n' })],
    [
      'Parquet',
      async () => {
        const values = "(18446744073709551615::UBIGINT, 'inf'::DOUBLE), (NULL, 'nan'), (1, NULL), (1, '-inf')"
        const file = await writeParquet(`SELECT * FROM (VALUES ${values}) t(id, score)`)
        return { uri: 'data.parquet', files: [file], format: 'parquet' }
      },
    ],
  ]
  test.each(CASES)('%s', async (_, makeSource) => {
    const source = await makeSource()
    const requests = [text('id'), number('score'), text('score')]
    expect(await isolated.describe(source, signal)).toEqual(await inProcess().describe(source, signal))
    expect(await listBatches(isolated, source, requests)).toEqual(await listBatches(inProcess(), source, requests))
    const other = await sourceOf({ 'other.csv': 'id\n007\n' })
    const relationship = { columns: [column('id', 'text')], other: { source: other, columns: [column('id', 'text')] } }
    const query = { sql: 'SELECT count(*) FROM t', tables: [{ names: ['t'], source, columns: [] }] }
    const sampled = [...PROBES.filter(isSampled), { kind: 'orphans', ...relationship, keys: [] }] as const
    const probes = [...PROBES, sampled.at(-1)!, { kind: 'query', ...query }] as const
    expect(await isolated.measure(source, probes, signal)).toEqual(await inProcess().measure(source, probes, signal))
    expect(await isolated.samples(source, sampled, signal)).toEqual(await inProcess().samples(source, sampled, signal))
  })

  test('its name', () => {
    expect(isolated.name).toBe(inProcess().name)
  })

  test.each<[string, string, typeof InputError | typeof SystemError, Partial<EngineOptions>]>([
    ['a fault of the file', 'a,score\n1,2\n1,2,3\n', InputError, {}],
    ['cells of two columns', 'a,score\nNA,x\n', InputError, {}],
    ['a column that is not there', 'b\n1\n', InputError, {}],
    ['a limit that is none', 'a,score\n1,2\n', SystemError, { memory: 'plenty' }],
  ])('errors of their own class: %s', async (_, content, kind, options) => {
    const source = await sourceOf({ 'data.csv': content })
    const { createEngine } = await import('../../../src/backends/duckdb/engine.ts')
    const plain = await createEngine({ ...engineOptions, ...options }, signal)
    onTestFinished(() => plain.close())
    const { engine } = await openForTest(options)
    const fail = async (one: Engine) =>
      listBatches(one, source, [number('a'), number('score')]).then(
        () => expect.unreachable(),
        (error: unknown) => error as InputError & SystemError,
      )
    const [expected, actual] = [await fail(plain), await fail(engine)]
    expect(actual).toBeInstanceOf(kind)
    expect(actual.message).toBe(expected.message)
    expect(actual.faults).toEqual(expected.faults)
    expect(actual.help).toBe(expected.help)
    expect((actual.cause as Error | undefined)?.message).toBe((expected.cause as Error | undefined)?.message)
  })
})

describe('batches', () => {
  test('are made when they are asked for, and a reader may leave', async () => {
    const source = await sourceOf({ 'data.csv': `a\n${'1\n'.repeat(100_000)}` })
    const before = processes.length
    for (let again = 0; again < 2; again += 1) {
      for await (const batch of isolated.columns(source, [number('a')], signal)) {
        expect(batch.rows).toBeLessThan(100_000)
        break
      }
    }
    const [first, second] = await Promise.all([1, 2].map(() => listBatches(isolated, source, [number('a')])))
    expect(first).toEqual(second)
    expect(first!.reduce((sum, { rows }) => sum + rows, 0)).toBe(100_000)
    expect(processes.length).toBe(before + 1)
  })
})

async function expectGone(pid: number | undefined): Promise<void> {
  await vi.waitFor(() => expect(() => process.kill(pid!, 0)).toThrow('ESRCH'), { timeout: 5000 })
}

describe('the process', () => {
  test.runIf(existsSync('/proc/self/environ'))('sees no secret, and works in an empty folder', async () => {
    const secrets = ['GITHUB_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'INPUT_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'NODE_OPTIONS']
    for (const name of secrets) vi.stubEnv(name, '--no-deprecation')
    onTestFinished(() => void vi.unstubAllEnvs())
    const { engine, pids } = await openForTest({ environment: process.env })
    await engine.describe(await sourceOf({ 'data.csv': 'a\n1\n' }), signal)
    const words = readFileSync(`/proc/${pids[0]}/environ`, 'utf8').split('\0').filter(Boolean)
    const names = words.map((word) => word.split('=', 1)[0]).filter((name) => name !== 'LD_LIBRARY_PATH')
    expect(names.sort()).toEqual(['NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE'])
    const cwd = readlinkSync(`/proc/${pids[0]}/cwd`)
    expect(readdirSync(cwd)).toEqual([])
    engine.close()
    expect(existsSync(cwd)).toBe(false)
  })

  test('that is killed while it reads is the fault of the file, and the next question starts another', async () => {
    const { engine, pids } = await openForTest()
    const source = await sourceOf({ 'data.csv': `id,score\n${'1,2\n'.repeat(300_000)}` })
    const other = await sourceOf({ 'other.csv': 'a\n1\n' })
    for (const one of [source, other]) await engine.describe(one, signal)
    const measuring = engine.measure(source, PROBES, signal)
    setTimeout(() => process.kill(pids[0]!, 'SIGKILL'), 20)
    await expect(measuring).rejects.toMatchObject({
      name: 'InputError',
      faults: [{ message: 'data.csv: the process that read it was ended by SIGKILL', help: expect.any(String) }],
    })
    expect(await engine.describe(other, signal)).toHaveLength(1)
    expect(pids).toHaveLength(2)
    expect(await engine.describe(source, signal)).toHaveLength(2)
    expect(pids).toHaveLength(3)
  })

  test('ends with its engine', async () => {
    const { engine, pids } = await openForTest()
    await engine.describe(await sourceOf({ 'data.csv': 'a\n1\n' }), signal)
    const reading = engine.describe(makeEndless(), signal)
    engine.close()
    await expect(reading).rejects.toThrow('the data engine was closed')
    expect(pids).toHaveLength(2)
    for (const pid of pids) await expectGone(pid)
  })

  const OUT_OF_MEMORY = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'
  test.each<[string, string, string]>([
    ['an exit', 'process.exit(7)', 'ended with exit code 7'],
    ['a signal', "process.kill(process.pid, 'SIGSEGV')", 'was ended by SIGSEGV'],
    ['memory', `process.stderr.write('${OUT_OF_MEMORY}'); process.exit(134)`, 'ran out of memory'],
    ['silence', 'setInterval(() => {}, 1000); setImmediate(() => process.disconnect())', 'was ended by SIGKILL'],
    ['nonsense', 'process.send(null)', 'gave an answer that is none'],
  ])('that fails by %s is the fault of the file', async (_, behaviour, how) => {
    const source = await sourceOf({ 'data.csv': 'a\n1\n' })
    const { engine } = await openForTest({ entry: writeEntry(behaviour) })
    const error = await engine.measure(source, [], signal).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(InputError)
    expect(String(error)).toContain(`data.csv: the process that read it ${how}\n  → it may be damaged`)
  })

  test('that fails before it reads is the fault of the system', async () => {
    const source = await sourceOf({ 'data.csv': 'a\n1\n' })
    const { engine } = await openForTest({ entry: join(makeFolder(), 'missing.mjs') })
    const error = await engine.measure(source, [], signal).catch((thrown: unknown) => thrown as SystemError)
    expect(error).toBeInstanceOf(SystemError)
    expect(String(error)).toContain("the data engine's process ended with exit code 1 before it read anything")
    expect(String((error as SystemError).cause)).toContain('| Error: Cannot find module')
  })

  test('writes nothing into the log that could be a command', async () => {
    const source = await sourceOf({ 'data.csv': 'a\n1\n' })
    const lines = String.raw`'::error::mine\r\u001bx ##[add-mask]a\n::stop-commands::b\n'`
    const entry = writeEntry(`process.stdout.write(${lines}); process.stderr.write(${lines}); process.exit(1)`)
    const { engine } = await openForTest({ entry })
    const error = await engine.describe(source, signal).catch((thrown: unknown) => thrown as InputError)
    const { message } = (error as InputError).cause as Error
    expect(message).toBe('the process wrote:\n| ::error::mine\n|  x ## [add-mask]a\n| ::stop-commands::b')
  })

  test('that takes longer than it may is killed', async () => {
    const { engine, pids } = await openForTest({ timeoutMs: 200 })
    const error = await engine.measure(makeEndless(), [], signal).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(SystemError)
    expect(String(error)).toContain('endless.csv: the data engine took longer than 0.2 s\n  → raise `engine: {timeout')
    await expectGone(pids[0])
  })

  test('is killed at an abort, with the reason that was given', async () => {
    const { engine, pids } = await openForTest()
    const controller = new AbortController()
    const reason = new Error('the user pressed Ctrl+C')
    const running = engine
      .columns(makeEndless(), [text('a')], controller.signal)
      [Symbol.asyncIterator]()
      .next()
    setTimeout(() => controller.abort(reason), 300)
    await expect(running).rejects.toBe(reason)
    await expectGone(pids[0])
    await expect(engine.describe(makeEndless(), controller.signal)).rejects.toBe(reason)
    expect(pids).toHaveLength(1)
  })

  test('ends when others are in use and it is not, and is started again when it is asked', async () => {
    const { engine, pids } = await openForTest()
    const sources = await Promise.all([1, 2, 3, 4].map((value) => sourceOf({ 'data.csv': `a${value}\n` })))
    for (const source of sources) await engine.describe(source, signal)
    await expectGone(pids[0])
    for (const pid of pids.slice(1)) expect(process.kill(pid, 0)).toBe(true)
    expect(await engine.describe(sources[0]!, signal)).toEqual([{ name: 'a1', type: 'VARCHAR' }])
    expect(pids).toHaveLength(5)
  })

  test('that cannot be started is a fault of the system', async () => {
    const source = await sourceOf({ 'data.csv': 'a\n1\n' })
    const { engine } = await openForTest({ execPath: '/nowhere/node' })
    await expect(engine.describe(source, signal)).rejects.toMatchObject({
      name: 'SystemError',
      message: "the data engine's process does not start",
    })
  })
})
