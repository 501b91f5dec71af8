import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { DIST } from '../support/built.ts'
import { plainEnvironment } from '../support/command-line.ts'
import { serveLoopback } from '../support/loopback-server.ts'
import { makeFolder } from '../support/temporary-folder.ts'

/** How large a file may grow; the last piece of what is fetched fits in part. */
const MOST_KIB = 80

it('what the disk takes only in part is never taken for whole', async () => {
  const table = `a,b\n${Array.from({ length: 10_000 }, (_, row) => `${row},xyz\n`).join('')}`
  expect(table.length).toBeGreaterThan(MOST_KIB * 1024)
  expect(table.length).toBeLessThan(2 * 65_536)
  const server = await serveLoopback((_, response) => response.end(table))
  const folder = makeFolder()
  const infer = `ulimit -f ${MOST_KIB}; exec "$0" "$@" contract infer ${server.origin}/x.csv --output found.yaml`
  const child = spawn('bash', ['-c', infer, process.execPath, join(DIST, 'cli/index.js')], {
    cwd: folder,
    env: plainEnvironment({ RUNNER_TEMP: folder }),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const stderr = await text(child.stderr)
  expect([await ended, stderr]).toEqual([
    4,
    expect.stringMatching(/x\.csv: cannot be kept at .* \(EFBIG\)\n.*make room/),
  ])
  expect(existsSync(join(folder, 'found.yaml'))).toBe(false)
  expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.csv'))).toEqual([])
})
