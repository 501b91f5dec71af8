import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
const TOOLS = resolve(import.meta.dirname, '../../.cache/tools')
const LIMITS = { maxBuffer: 64 * 1024 * 1024, timeout: 580_000 }

/**
 * Folder of an npm package and all that it needs, below `.cache/tools`; one that is there is used again.
 *
 * @param version exact.
 * @throws Error where it cannot be had: a system under test that is missing is a failure
 */
export async function ensureNpmTool(name: string, version: string): Promise<string> {
  return ensure(`${name}-${version}`, `npm install ${name}@${version}`, async (folder) => {
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--omit=dev', '--omit=optional']
    await run('npm', ['install', '--prefix', folder, ...options, `${name}@${version}`], LIMITS)
  })
}

/** Folder with the program of a Go module, built by the installed Go. @throws Error as `ensureNpmTool` */
export async function ensureGoTool(module: string, version: string): Promise<string> {
  const name = module.split('/').findLast((part) => !/^v\d+$/.test(part))!
  return ensure(`${name}-${version}`, `go install ${module}@${version}`, async (folder) => {
    const env = { ...process.env, GOBIN: folder, CGO_ENABLED: '0', GOFLAGS: '-trimpath' }
    await run('go', ['install', `${module}@${version}`], { ...LIMITS, env })
  })
}

/** Folder with a program of one file over a pinned Go module. @throws Error as `ensureNpmTool` */
export async function ensureGoProgram(
  name: string,
  { module, version, source }: { readonly module: string; readonly version: string; readonly source: string },
): Promise<string> {
  return ensure(`${name}-${version}`, `go build of ${name} over ${module}@${version}`, async (folder) => {
    const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-trimpath -mod=mod' }
    const options = { ...LIMITS, cwd: folder, env }
    await writeFile(join(folder, 'main.go'), source)
    await run('go', ['mod', 'init', name], options)
    await run('go', ['get', `${module}@${version}`], options)
    await run('go', ['build', '-o', name, 'main.go'], options)
  })
}

/** Made aside and renamed: a half-made folder is never taken for a whole one. */
async function ensure(name: string, doing: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(TOOLS, name)
  if (existsSync(join(folder, 'complete'))) return folder
  const aside = `${folder}.${process.pid}`
  await mkdir(aside, { recursive: true })
  try {
    await make(aside)
    await writeFile(join(aside, 'complete'), '')
    await rm(folder, { recursive: true, force: true })
    await rename(aside, folder)
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    throw new Error(`${doing}: ${(error as Error).message}`, { cause: error })
  }
  return folder
}

/** A port that nobody listens on. */
export async function findPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

/** A server of a test file. */
export interface ToolServer {
  stop(): Promise<void>
}

export interface ServerOptions {
  /** Beside the variables of this process. */
  readonly environment?: Readonly<Record<string, string>>
  /** How long the first start may take; default 30. */
  readonly seconds?: number
}

/**
 * Starts a program and waits until something answers at the address; it is stopped with all that it started.
 * @throws Error with what it printed where it ends before
 */
export async function startServer(
  program: string,
  args: readonly string[],
  url: string,
  { environment = {}, seconds = 30 }: ServerOptions = {},
): Promise<ToolServer> {
  const child: ChildProcess = spawn(program, [...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
    detached: process.platform !== 'win32',
  })
  const kill = () => {
    if (child.pid === undefined || child.exitCode !== null) return
    if (process.platform === 'win32') child.kill()
    else process.kill(-child.pid)
  }
  process.once('exit', kill)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (printed += text.toString()))
  child.on('error', (error) => (printed += error.message))
  for (let attempt = 0; ; attempt += 1) {
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    )
    if (isUp) break
    if (child.exitCode !== null || attempt > seconds * 10) {
      kill()
      throw new Error(`${program} does not answer at ${url}: ${printed}`)
    }
    await wait(100)
  }
  return {
    async stop() {
      const ended = new Promise((done) => child.once('close', done))
      kill()
      await ended
      process.off('exit', kill)
    },
  }
}
