// Builds dist/: one bundle of all commands, a stub per action, the command line, the engine's package.
//   node scripts/build.mjs [--out FOLDER]
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const root = resolve(import.meta.dirname, '..')
const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist' } } })
const out = resolve(root, values.out)
const compiled = join(root, '.cache/build')

const node = (script, ...args) =>
  execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
const write = (path, text) => {
  mkdirSync(dirname(join(out, path)), { recursive: true })
  writeFileSync(join(out, path), text)
}

rmSync(compiled, { recursive: true, force: true })
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
  {
    cwd: root,
    stdio: 'inherit',
  },
)
if (status !== 0) process.exit(status ?? 1)

rmSync(out, { recursive: true, force: true })
node(
  '@vercel/ncc/dist/ncc/cli.js',
  'build',
  join(compiled, 'src/main.js'),
  '-o',
  join(out, 'modelgate'),
  '-m',
  '-e',
  '@duckdb/node-api',
  '--license',
  'licenses.txt',
  '-q',
)

write('package.json', '{ "type": "module" }\n')
write('cli/index.js', "#!/usr/bin/env node\nimport { cli } from '../modelgate/index.js'\nawait cli()\n")
const { COMMANDS } = await import(join(compiled, 'src/commands/catalogue.js'))
for (const { name } of COMMANDS.filter((spec) => spec.isAction)) {
  write(`${name}/index.js`, `import { run } from '../modelgate/index.js'\nawait run('${name}')\n`)
}
const engine = join(root, 'src/backends/duckdb/package')
for (const file of readdirSync(engine)) {
  mkdirSync(join(out, 'engine'), { recursive: true })
  cpSync(join(engine, file), join(out, 'engine', file))
}
// packages come with either line ending; the repository keeps one
for (const file of readdirSync(join(out, 'modelgate'))) {
  const path = join(out, 'modelgate', file)
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\r\n', '\n'))
}
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
process.stdout.write(`built modelgate ${version} into ${values.out}\n`)
