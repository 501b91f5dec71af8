import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createProxy } from 'node:http'
import { createServer } from 'node:https'
import { type AddressInfo, connect, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCli } from '../support/command-line.ts'

const run = promisify(execFile)

/** Served under an authority that nobody trusts but by NODE_EXTRA_CA_CERTS; `localhost` is in the certificate. */
let folder = ''
let url = ''
let proxy = ''
const led: string[] = []
const open: (() => void)[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'modelgate-trust-'))
  open.push(() => rmSync(folder, { recursive: true }))
  const openssl = (...words: string[]) => run('openssl', words, { cwd: folder })
  await openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=Own',
  )
  await openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'key.pem',
    '-out',
    'asked.pem',
    '-subj',
    '/CN=localhost',
  )
  writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:localhost\n')
  const authority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names']
  await openssl('x509', '-req', '-in', 'asked.pem', '-out', 'cert.pem', ...authority)
  const read = (name: string) => readFileSync(join(folder, name))
  const server = createServer({ cert: read('cert.pem'), key: read('key.pem') }, (_, response) =>
    response.end(`a,b\n${Array.from({ length: 50_000 }, (_, row) => `${row},x\n`).join('')}`),
  )
  url = `https://localhost:${await start(server)}/x.csv`
  const tunnels = createProxy().on('connect', (request, socket: Socket) => {
    led.push(String(request.url))
    const target = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      target.pipe(socket).pipe(target)
    })
    for (const end of [target, socket]) end.on('error', () => {})
    open.push(() => target.destroy())
  })
  proxy = `http://127.0.0.1:${await start(tunnels)}`
})
afterAll(() => {
  for (const close of open) close()
})

async function start(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.on('connection', (socket) => open.push(() => socket.destroy()))
  open.push(() => server.close())
  return (server.address() as AddressInfo).port
}

it.each(['directly', 'by a proxy'])(
  'a certificate is trusted where its authority is named, and never else: %s',
  async (way) => {
    const variables = way === 'directly' ? {} : { HTTPS_PROXY: proxy, NO_PROXY: '' }
    const infer = (extra: Readonly<Record<string, string>>) =>
      startCli(['contract', 'infer', url], folder, { ...variables, ...extra })
    const trusted = await infer({ NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') })
    expect([trusted.exitCode, trusted.stdout]).toEqual([0, expect.stringContaining('name: b')])
    for (const extra of [{}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }]) {
      const refused = await infer(extra)
      expect(refused).toMatchObject({ exitCode: 4, stdout: '' })
      expect(refused.stderr).toMatch(
        /localhost:\d+: its certificate is not trusted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/,
      )
      expect(refused.stderr).toContain('NODE_EXTRA_CA_CERTS')
    }
    expect(led).toEqual(way === 'directly' ? [] : Array(3).fill(new URL(url).host))
  },
)
