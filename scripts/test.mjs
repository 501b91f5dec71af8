// The tier that needs Node and git alone, on a fresh build in .cache/dist.
//   node scripts/test.mjs [vitest's arguments]
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const run = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1

const status =
  run('scripts/build.mjs', '--out', '.cache/dist') ||
  run(join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'unit', ...process.argv.slice(2))
process.exitCode = status
