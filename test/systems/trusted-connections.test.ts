import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createPlain, type IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import { type AddressInfo, connect, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCli } from '../support/command-line.ts'

const run = promisify(execFile)

/** A server and proxies under an authority that nobody trusts but by NODE_EXTRA_CA_CERTS. */
let folder = ''
let url = ''
const proxies = { plain: '', secure: '' }
const led: string[] = []
const open: (() => void)[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'modelgate-trust-'))
  open.push(() => rmSync(folder, { recursive: true }))
  await openssl('req', '-x509', ...makeKey('ca'), '-out', 'ca.pem', '-subj', '/CN=Own')
  // the proxy's certificate has another name than the server's
  const server = createServer(await certify('server', 'DNS:localhost'), (_, response) =>
    response.end(`a,b\n${Array.from({ length: 50_000 }, (_, row) => `${row},x\n`).join('')}`),
  )
  url = `https://localhost:${await start(server)}/x.csv`
  proxies.plain = `http://127.0.0.1:${await start(createPlain().on('connect', lead))}`
  const secure = createServer(await certify('proxy', 'IP:127.0.0.1')).on('connect', lead)
  proxies.secure = `https://127.0.0.1:${await start(secure)}`
})
afterAll(() => {
  for (const close of open) close()
})

const openssl = (...words: string[]) => run('openssl', words, { cwd: folder })
const makeKey = (name: string) => ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`]

async function certify(name: string, holder: string): Promise<{ readonly cert: Buffer; readonly key: Buffer }> {
  await openssl('req', ...makeKey(name), '-out', `${name}.asked`, '-subj', '/CN=none')
  writeFileSync(join(folder, 'names'), `subjectAltName=${holder}\n`)
  const authority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names']
  await openssl('x509', '-req', '-in', `${name}.asked`, '-out', `${name}.pem`, ...authority)
  const read = (ending: string) => readFileSync(join(folder, `${name}.${ending}`))
  return { cert: read('pem'), key: read('key') }
}

function lead(request: IncomingMessage, socket: Duplex): void {
  led.push(String(request.url))
  const target = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    target.pipe(socket).pipe(target)
  })
  for (const end of [target, socket]) end.on('error', () => {})
  open.push(() => target.destroy())
}

async function start(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.on('connection', (socket) => open.push(() => socket.destroy()))
  open.push(() => server.close())
  return (server.address() as AddressInfo).port
}

it.each(['directly', 'plain', 'secure'] as const)(
  'a certificate is trusted where its authority is named, and never else, by what proxy ever: %s',
  async (way) => {
    const variables = way === 'directly' ? {} : { HTTPS_PROXY: proxies[way], NO_PROXY: '' }
    const infer = (extra: Readonly<Record<string, string>>) =>
      startCli(['contract', 'infer', url], folder, { ...variables, ...extra })
    led.length = 0
    const trusted = await infer({ NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') })
    expect([trusted.exitCode, trusted.stdout]).toEqual([0, expect.stringContaining('name: b')])
    expect(led).toEqual(way === 'directly' ? [] : [new URL(url).host])
    for (const extra of [{}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }]) {
      const refused = await infer(extra)
      expect(refused).toMatchObject({ exitCode: 4, stdout: '' })
      expect(refused.stderr).toMatch(
        /localhost:\d+: .*its certificate is not trusted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/,
      )
      expect(refused.stderr).toContain('NODE_EXTRA_CA_CERTS')
    }
  },
)
