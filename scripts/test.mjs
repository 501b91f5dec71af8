// The tier that needs Node and git alone, on a fresh build in .cache/dist. Tests that need no build run meanwhile.
//   node scripts/test.mjs [vitest's arguments]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const mark = join(root, '.cache/dist-is-built')
const start = (...args) =>
  spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, MODELGATE_BUILD_MARK: mark } })
const end = async (child) => (await once(child, 'exit'))[0] ?? 1

mkdirSync(join(root, '.cache'), { recursive: true })
rmSync(mark, { force: true })
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const tests = start(vitest, 'run', '--project', 'unit', ...process.argv.slice(2))
const tested = end(tests)
const built = await end(start(join(root, 'scripts/build.mjs'), '--out', '.cache/dist'))
writeFileSync(mark, built === 0 ? 'built' : 'failed')
if (built !== 0) tests.kill()
process.exitCode = built || (await tested)
