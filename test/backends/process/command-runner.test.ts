import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCommandRunner } from '../../../src/backends/process/command-runner.ts'
import type { CommandCall, CommandEnd } from '../../../src/ports/command-runner.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const isLinux = process.platform === 'linux'

interface Tried extends CommandEnd {
  readonly log: readonly string[]
  readonly folder: string
}

/** Runs a Node script as a command of the repository. */
async function run(
  script: string,
  more: Partial<CommandCall> & { readonly variables?: Record<string, string>; readonly signal?: AbortSignal } = {},
): Promise<Tried> {
  const folder = makeFolder({ 'script.mjs': script })
  const log: string[] = []
  const { variables, signal, ...call } = more
  const runner = open({ PATH: process.env['PATH'], ...variables }, log)
  const end = await runner.run(
    {
      name: 'predict',
      command: [process.execPath, 'script.mjs'],
      folder,
      timeoutMs: 20_000,
      output: { path: join(folder, 'out.csv'), mostBytes: 1_000_000 },
      ...call,
    },
    signal ?? new AbortController().signal,
  )
  return { ...end, log, folder }
}

function open(variables: Record<string, string | undefined>, log: string[] = []) {
  const note = (message: string) => void log.push(message)
  const logger = { info: note, warning: note, debug: () => {} }
  const runner = createCommandRunner({ variables, temporaryFolder: makeFolder(), logger })
  onTestFinished(() => runner.close())
  return runner
}

/** Whether a process with that id is still there after a moment. */
async function isAlive(pid: number): Promise<boolean> {
  await wait(100)
  try {
    process.kill(pid, 0)
    // one that nobody has waited for is dead all the same
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('a command of the repository', () => {
  it('tells how it ended, how long it took and what it held in memory', async () => {
    const end = await run('const held = Buffer.alloc(120_000_000, 1); setTimeout(() => process.exit(held[0] + 2), 300)')
    expect(end).toMatchObject({ code: 3, signal: null, stopped: null })
    expect(end.seconds).toBeGreaterThan(0.29)
    if (isLinux) expect(end.peakMemory).toBeGreaterThan(120_000_000)
    if (isLinux) expect(end.peakMemory).toBeLessThan(500_000_000)
  })

  it('counts the memory of what it starts', async () => {
    const child = 'const held = Buffer.alloc(90_000_000, 1); setTimeout(() => held[0], 300)'
    const script = `import { spawnSync, spawn } from 'node:child_process'
      const all = [0, 1].map(() => new Promise((done) => spawn(process.execPath, ['-e', ${JSON.stringify(child)}]).on('exit', done)))
      await Promise.all(all)`
    const { peakMemory } = await run(script)
    if (isLinux) expect(peakMemory).toBeGreaterThan(180_000_000)
    else expect(peakMemory).toBeNull()
  })

  it('gets its arguments as they are, without a shell', async () => {
    const words = ['$(touch pwned)', '; touch pwned', '*', 'a b', '']
    const { log, folder } = await run('console.log(JSON.stringify(process.argv.slice(2)))', {
      command: [process.execPath, 'script.mjs', ...words],
    })
    expect(log).toEqual([`predict | ${JSON.stringify(words)}`])
    expect(existsSync(join(folder, 'pwned'))).toBe(false)
  })

  it('is refused where a word is none that a program can be given', async () => {
    const asked = run('', { command: [process.execPath, 'script.mjs', 'a\0b'] })
    await expect(asked).rejects.toThrow('a word of the command holds a zero byte')
  })

  it('sees no token, no credential and no file of the runner', async () => {
    const secrets = {
      GITHUB_TOKEN: 's1',
      GH_TOKEN: 's1',
      ACTIONS_RUNTIME_TOKEN: 's1',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 's1',
      ACTIONS_ID_TOKEN_REQUEST_URL: 's1',
      INPUT_TOKEN: 's1',
      AWS_ACCESS_KEY_ID: 's1',
      AWS_SECRET_ACCESS_KEY: 's1',
      GOOGLE_APPLICATION_CREDENTIALS: 's1',
      AZURE_CLIENT_SECRET: 's1',
      MLFLOW_TRACKING_PASSWORD: 's1',
      NPM_TOKEN: 's1',
      HTTPS_PROXY: 's1',
      SSH_AUTH_SOCK: 's1',
      GITHUB_ENV: 's1',
      GITHUB_OUTPUT: 's1',
      GITHUB_PATH: 's1',
      GITHUB_STEP_SUMMARY: 's1',
      NODE_OPTIONS: 's1',
      LD_PRELOAD: 's1',
    }
    const { log } = await run('console.log(Object.entries(process.env).flat().join(" "))', {
      variables: { ...secrets, VIRTUAL_ENV: '/venv', LC_ALL: 'C.UTF-8' },
    })
    const text = log.at(-1)!
    expect(text).toContain('VIRTUAL_ENV /venv')
    expect(text).toContain('LC_ALL C.UTF-8')
    for (const name of Object.keys(secrets)) expect(text).not.toContain(name)
    expect(text).not.toContain('s1')
    expect(log.filter((line) => line.includes('identity token'))).toHaveLength(1)
  })

  it('writes no workflow command and no control character to the log', async () => {
    const { log, lastLines } = await run(
      String.raw`process.stdout.write('::error::pwned\n::stop-commands::x\n##[command]ls\n\u001b[31mred\u001b[0m\r::set-output name=a::b\n'); console.error('::add-mask::a')`,
    )
    for (const line of log) expect(line).toMatch(/^predict \| /)
    expect(log.join('\n')).not.toContain('##[')
    expect(log.join('\n')).not.toContain('\u001b')
    expect(log).toContain('predict | red')
    expect(lastLines).toContain('::error::pwned')
  })

  it('shows the first lines of much output and keeps the last', async () => {
    const script = `for (let i = 0; i < 5000; i += 1) console.log('line ' + i); process.stdout.write('x'.repeat(3_000_000))`
    const { log, lastLines } = await run(script)
    expect(log).toHaveLength(201)
    expect(log.at(-1)).toBe('predict | (4801 more lines are not shown)')
    expect(lastLines.at(-2)).toBe('line 4999')
    expect(lastLines.at(-1)).toHaveLength(500)
  })

  it('is stopped after its time, with all that it started', async () => {
    const script = `import { spawn } from 'node:child_process'; import { writeFileSync } from 'node:fs'
      const child = spawn('sleep', ['60'], { stdio: 'ignore' })
      writeFileSync('pids', [process.pid, child.pid].join(' '))
      process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`
    const { stopped, signal, seconds, folder } = await run(script, { timeoutMs: 600 })
    expect({ stopped, signal }).toEqual({ stopped: 'time', signal: 'SIGKILL' })
    expect(seconds).toBeLessThan(3)
    for (const pid of readFileSync(join(folder, 'pids'), 'utf8').split(' '))
      expect(await isAlive(Number(pid))).toBe(false)
  })

  it.runIf(isLinux)('leaves nothing running that left its group, holds its pipes and outlives it', async () => {
    const script = `import { spawn } from 'node:child_process'; import { writeFileSync } from 'node:fs'
      const child = spawn('setsid', ['sleep', '60'], { stdio: 'inherit', detached: true })
      child.unref(); writeFileSync('pid', String(child.pid)); setTimeout(() => process.exit(0), 100)`
    const { code, seconds, folder } = await run(script)
    expect(code).toBe(0)
    expect(seconds).toBeLessThan(3)
    expect(await isAlive(Number(readFileSync(join(folder, 'pid'), 'utf8')))).toBe(false)
  })

  it('is stopped where its file grows past the bound', async () => {
    const script = `import { openSync, writeSync } from 'node:fs'
      const file = openSync('out.csv', 'w'); const part = Buffer.alloc(65_536, 'x')
      setInterval(() => writeSync(file, part), 1)`
    const { stopped, folder } = await run(script)
    expect(stopped).toBe('output')
    expect(statSync(join(folder, 'out.csv')).size).toBeLessThan(100_000_000)
  })

  it('ends when it is not wanted any more', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('stopped by SIGINT')), 300)
    await expect(run('setInterval(() => {}, 1000)', { signal: controller.signal })).rejects.toThrow('stopped by SIGINT')
  })

  it('names a program that is not there', async () => {
    await expect(run('', { command: ['no-such-program'] })).rejects.toThrow(
      'predict: no-such-program cannot be started: there is no such program',
    )
  })
})

describe('events', () => {
  const refusalOf = (event: string) => open({ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: event }).refusal

  it('lets commands run where the code is the repository’s own', () => {
    for (const event of [
      'push',
      'pull_request',
      'merge_group',
      'schedule',
      'workflow_dispatch',
      'repository_dispatch',
    ]) {
      expect(refusalOf(event)).toBeNull()
    }
    expect(open({}).refusal).toBeNull()
    expect(open({ GITHUB_ACTIONS: 'true' }).refusal).toContain('a job that does not say its event')
  })

  it('refuses them where secrets meet code of strangers', async () => {
    for (const event of ['pull_request_target', 'workflow_run', 'issue_comment']) {
      expect(refusalOf(event)).toContain(`do not run on the event ${event}`)
    }
    const runner = open({ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'workflow_run' })
    const call = {
      name: 'predict',
      command: ['true'],
      folder: '/',
      timeoutMs: 1000,
      output: { path: '/x', mostBytes: 1 },
    }
    await expect(runner.run(call, new AbortController().signal)).rejects.toThrow('do not run on the event workflow_run')
  })
})

describe('a private folder', () => {
  it('is for this user alone and gone at the end', async () => {
    const runner = open({})
    const folder = await runner.makeFolder()
    if (process.platform !== 'win32') expect(statSync(folder.path).mode & 0o777).toBe(0o700)
    await runner.close()
    expect(existsSync(folder.path)).toBe(false)
  })

  it('takes no link for a file', async () => {
    const folder = await open({}).makeFolder()
    const { symlinkSync } = await import('node:fs')
    symlinkSync('/etc/passwd', folder.locate('out.csv'))
    expect(await folder.size('out.csv')).toBeNull()
    writeFileSync(folder.locate('own.csv'), 'id\n')
    expect(await folder.size('own.csv')).toBe(3)
    const target = join(makeFolder(), 'deep/out.csv')
    await folder.give('own.csv', target)
    expect(readFileSync(target, 'utf8')).toBe('id\n')
  })
})
