import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { DIST, ROOT } from '../../support/built.ts'
import { runCli } from '../../support/command-line.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { makeEndless } from './read.ts'

const ENTRY = join(DIST, 'engine-process/index.js')
const LIMITS = { memory: '1GB', threads: 1, timeoutMs: 60_000 }

async function ask(child: ChildProcess, id: number, call: object): Promise<unknown> {
  const answer = once(child, 'message')
  child.send({ id, call })
  return (await answer)[0]
}

describe("the engine's program", () => {
  test('outlives Ctrl-C, and ends with the process that started it, whatever it reads', async () => {
    const child = fork(ENTRY, [], { serialization: 'advanced', env: {}, execArgv: [] })
    onTestFinished(() => void child.kill('SIGKILL'))
    expect(await ask(child, 1, { kind: 'start', folder: ROOT, limits: LIMITS })).toEqual({ id: 1, answer: null })
    child.send({ id: 2, call: { kind: 'describe', source: makeEndless() } })
    child.kill('SIGINT')
    child.kill('SIGTERM')
    await wait(300)
    expect([child.exitCode, child.signalCode]).toEqual([null, null])
    const end = once(child, 'exit')
    child.disconnect()
    expect(await end).toEqual([null, 'SIGKILL'])
  })

  test('says what it is where a person starts it', () => {
    const { status, stderr } = spawnSync(process.execPath, [ENTRY], { encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stderr).toContain('this program is started by modelgate itself')
  })
})

describe('a command', () => {
  const validate = (environment: Readonly<Record<string, string>>, data = 'data/test.csv') => {
    const words = ['validate', '--contract', 'contracts/customers.odcs.yaml', '--data', data, '--format', 'json']
    return runCli([...words, '--verbose'], join(ROOT, 'examples/churn'), environment)
  }
  const inActions = (event: string, more = {}) => ({ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: event, ...more })
  const PROCESS = /the data engine reads data\/test\.csv in process \d+/

  test('on a pull request reads data in a process of its own, with the same result', () => {
    const [local, foreign] = [validate({}), validate(inActions('pull_request'))]
    expect(local.stderr).not.toMatch(PROCESS)
    expect(foreign.stderr).toMatch(PROCESS)
    const { startedAt: _, finishedAt: __, ...result } = JSON.parse(local.stdout) as Record<string, unknown>
    expect(JSON.parse(foreign.stdout)).toMatchObject({ ...result, trust: 'pull_request' })
    expect([local.exitCode, foreign.exitCode]).toEqual([0, 0])
  })

  test('on a protected branch reads data itself', () => {
    const own = inActions('push', { GITHUB_REF: 'refs/heads/main', GITHUB_REF_PROTECTED: 'true' })
    const { exitCode, stderr } = validate(own)
    expect(exitCode).toBe(0)
    expect(stderr).not.toMatch(PROCESS)
  })

  test('on a pull request whose data is broken ends as elsewhere', () => {
    const file = join(makeFolder({ 'broken.csv': 'a,a\n1,2\n' }), 'broken.csv')
    const [local, foreign] = [validate({}, file), validate(inActions('pull_request'), file)]
    expect(foreign).toMatchObject({ exitCode: 3, stdout: '' })
    const fault = `${file}:1: the header names the column "a" twice`
    for (const { stderr } of [local, foreign]) expect(stderr).toContain(fault)
  })
})
