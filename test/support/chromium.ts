import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

type Parameters = Readonly<Record<string, unknown>>

/** What the browser reports by itself: `Network.requestWillBeSent`, `Log.entryAdded`, … */
interface BrowserEvent {
  readonly method: string
  readonly params: Record<string, never> & Parameters
}

/** A tab, spoken to by the DevTools protocol. */
export interface Page {
  readonly events: BrowserEvent[]
  send<T = Record<string, unknown>>(method: string, params?: Parameters): Promise<T>
  /** Value of an expression, awaited; @throws Error where it throws. */
  evaluate<T>(expression: string): Promise<T>
  /** Opens an address and waits until it is loaded. */
  open(url: string): Promise<void>
  press(key: string): Promise<void>
  close(): Promise<void>
}

export interface Browser {
  newPage(size: { readonly width: number; readonly height: number }): Promise<Page>
  close(): Promise<void>
}

/** Debian's. */
const INSTALLER = 'apt-get'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * The browser on the PATH; as root on Debian it is installed where there is none.
 *
 * @throws Error where it cannot be had: a system under test that is missing is a failure
 */
function ensureChromium(): string {
  const found = findOnPath()
  if (found !== null) return found
  if (process.getuid?.() !== 0) {
    throw new Error('chromium is missing: install it (Debian: apt-get install chromium), or put it on the PATH')
  }
  const options = {
    stdio: 'pipe',
    timeout: 580_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  } as const
  for (const words of [['update'], ['install', '--yes', '--no-install-recommends', 'chromium']]) {
    execFileSync(INSTALLER, ['--quiet', ...words], options)
  }
  const installed = findOnPath()
  if (installed === null) throw new Error('chromium was installed and is not on the PATH')
  return installed
}

function findOnPath(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  for (const path of NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    try {
      execFileSync(path, ['--version'], { stdio: 'pipe' })
      return path
    } catch {
      // not there, or not to be run: the next one
    }
  }
  return null
}

/** Starts a browser with a profile of its own, which ends with it. */
export async function startChromium(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'modelgate-chromium-'))
  const flags = [
    '--headless=new',
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--hide-scrollbars',
    // a container's root has no other way to run it
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
  const child = spawn(ensureChromium(), flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
  const connection = connect(child)
  return {
    async newPage({ width, height }) {
      const { targetId } = await connection.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' })
      const { sessionId } = await connection.send<{ sessionId: string }>('Target.attachToTarget', {
        targetId,
        flatten: true,
      })
      const page = makePage(connection, sessionId, targetId)
      for (const domain of ['Page', 'Runtime', 'Log', 'Network', 'Accessibility']) await page.send(`${domain}.enable`)
      await page.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
      return page
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      await connection.send('Browser.close').catch(() => child.kill())
      await ended
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    },
  }
}

interface Connection {
  send<T = Record<string, unknown>>(method: string, params?: Parameters, sessionId?: string): Promise<T>
  listen(sessionId: string, take: (event: BrowserEvent) => void): void
}

interface Waiting {
  readonly method: string
  readonly resolve: (result: never) => void
  readonly reject: (error: Error) => void
}

/** Messages are JSON, each ended by a zero byte. */
function connect(child: ChildProcess): Connection {
  const [, , , input, output] = child.stdio as unknown as [null, null, null, Writable, Readable]
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<string, (event: BrowserEvent) => void>()
  let last = 0
  let rest = ''
  // a browser that ended is told of by its exit
  input.on('error', () => {})
  output.setEncoding('utf8')
  output.on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0')
    rest = messages.pop()!
    for (const message of messages) take(JSON.parse(message))
  })
  child.once('exit', () => {
    for (const { method, reject } of waiting.values()) reject(new Error(`chromium ended before it answered ${method}`))
  })
  function take({ id, result, error, method, params, sessionId }: Record<string, never>) {
    if (id === undefined) return listeners.get(sessionId!)?.({ method: method!, params: params! })
    const { method: asked, resolve, reject } = waiting.get(id)!
    waiting.delete(id)
    if (error === undefined) resolve(result!)
    else reject(new Error(`${asked}: ${JSON.stringify(error)}`))
  }
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        last += 1
        waiting.set(last, { method, resolve, reject })
        input.write(`${JSON.stringify({ id: last, method, params, ...(sessionId ? { sessionId } : {}) })}\0`)
      }),
    listen: (sessionId, take) => listeners.set(sessionId, take),
  }
}

const KEY_CODES: Readonly<Record<string, number>> = { Tab: 9, Enter: 13, Escape: 27, ArrowRight: 39, ArrowDown: 40 }

function makePage(connection: Connection, sessionId: string, targetId: string): Page {
  const events: BrowserEvent[] = []
  let loaded: (() => void) | null = null
  connection.listen(sessionId, (event) => {
    events.push(event)
    if (event.method === 'Page.loadEventFired') loaded?.()
  })
  const page: Page = {
    events,
    send: (method, params) => connection.send(method, params, sessionId),
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = await page.send<{
        result: { value: T }
        exceptionDetails?: { exception?: { description?: string }; text: string }
      }>('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
      return result.value
    },
    async open(url) {
      const isLoaded = new Promise<void>((resolve) => {
        loaded = resolve
      })
      await page.send('Page.navigate', { url })
      await isLoaded
    },
    async press(key) {
      const typed = key === 'Enter' ? { text: '\r' } : {}
      const event = { key, code: key, windowsVirtualKeyCode: KEY_CODES[key] ?? 0, ...typed }
      await page.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event })
      await page.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
    },
    async close() {
      await connection.send('Target.closeTarget', { targetId })
    },
  }
  return page
}
