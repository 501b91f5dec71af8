/**
 * Pins the data engine: writes `package-lock.json` beside `src/backends/duckdb/package/package.json`, fetches every
 * package that it names with npm, checks each tarball against the lock's integrity, and writes the digests of their
 * files to `src/backends/duckdb/pinned-digests.ts`. Run it after a change of the version; it needs npm, tar and a network.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const engine = join(import.meta.dirname, '../src/backends/duckdb')
const work = mkdtempSync(join(tmpdir(), 'modelgate-pin-'))

try {
  copyFileSync(join(engine, 'package/package.json'), join(work, 'package.json'))
  npm(
    'install',
    '--package-lock-only',
    '--ignore-scripts',
    '--omit-lockfile-registry-resolved',
    '--no-audit',
    '--no-fund',
  )
  copyFileSync(join(work, 'package-lock.json'), join(engine, 'package/package-lock.json'))
  const { packages } = JSON.parse(readFileSync(join(work, 'package-lock.json'), 'utf8'))
  const digests = {}
  for (const [path, { version, integrity }] of Object.entries(packages)) {
    if (path !== '') digests[path.replace('node_modules/', '')] = digestPackage(path, version, integrity)
  }
  writeFileSync(join(engine, 'pinned-digests.ts'), renderTable(packages, digests))
} finally {
  rmSync(work, { recursive: true, force: true })
}

function npm(...words) {
  return execFileSync('npm', words, { cwd: work, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}

function digestPackage(path, version, integrity) {
  const name = path.replace('node_modules/', '')
  const [{ filename }] = JSON.parse(npm('pack', '--json', `${name}@${version}`))
  const tarball = join(work, filename)
  const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
  if (found !== integrity) throw new Error(`${name}@${version}: the tarball is not what the lock file names`)
  const folder = join(work, 'unpacked', name)
  mkdirSync(folder, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', folder])
  rmSync(tarball)
  return digestFolder(folder)
}

/** As `digestPackage` in src/backends/duckdb/verify.ts: the digest of what `sha256sum` prints of all files, in the order of their paths. */
function digestFolder(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .sort()
  const listing = files.map((file) => `${sha256(readFileSync(join(folder, file)))}  ${file}\n`)
  return sha256(listing.join(''))
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex')
}

function renderTable(packages, digests) {
  const rows = Object.entries(digests)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, digest]) => `  '${name}': '${digest}',\n`)
  return `/** Written by scripts/pin-engine.mjs. */

/** The version of @duckdb/node-api that this program is built and tested with. */
export const ENGINE_VERSION = '${packages['node_modules/@duckdb/node-api'].version}'

/** By package: SHA-256 of what \`sha256sum\` prints of its files, in the order of their paths. */
export const PACKAGE_DIGESTS: Readonly<Record<string, string>> = {
${rows.join('')}}
`
}
