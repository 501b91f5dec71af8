// Builds dist/: one bundle of all commands, a stub per action, the command line, the engine's process and package.
//   node scripts/build.mjs [--out FOLDER]
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { transformSync } from 'esbuild'

const root = resolve(import.meta.dirname, '..')
const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist' } } })
const out = resolve(root, values.out)
// the builds of package.json and .ci/run leave it for scripts/generate.mjs and bench; any other has a folder of its own,
// so that two at a time do not meet
const isCommon = ['dist', '.cache/dist', '.cache/dist-check'].includes(values.out)
const compiled = join(root, '.cache', isCommon ? 'build' : `build-${basename(out)}`)

const node = (script, ...args) =>
  execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
const bundle = (entry, folder, external) =>
  node('@vercel/ncc/dist/ncc/cli.js', 'build', entry, '-o', folder, '-e', external, '--license', 'licenses.txt', '-q')
const write = (path, text) => {
  mkdirSync(dirname(join(out, path)), { recursive: true })
  writeFileSync(join(out, path), text)
}

rmSync(compiled, { recursive: true, force: true })
const compiler = [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--outDir', compiled]
const { status } = spawnSync(process.execPath, compiler, { cwd: root, stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)

// @actions/core reaches for an HTTP stack of 1 MB to ask for identity tokens: 35 ms of each start-up. This copy asks for
// it at the first token.
const toolkit = join(compiled, 'node_modules/@actions/core')
cpSync(join(root, 'node_modules/@actions/core'), toolkit, { recursive: true })
cpSync(join(toolkit, 'lib/oidc-utils.js'), join(toolkit, 'lib/oidc-client.js'))
writeFileSync(
  join(toolkit, 'lib/oidc-utils.js'),
  `export const OidcClient = {
  getIDToken: async (audience) => (await import('./oidc-client.js')).OidcClient.getIDToken(audience),
}
`,
)

rmSync(out, { recursive: true, force: true })
bundle(join(compiled, 'src/main.js'), join(out, 'modelgate'), '@duckdb/node-api')
// the engine's own JavaScript in one file; its native library is obtained at run time
const nodeApi = join(compiled, 'node-api')
bundle(join(root, 'node_modules/@duckdb/node-api/lib/index.js'), nodeApi, '@duckdb/node-bindings')

write('package.json', '{ "type": "module" }\n')
write('cli/index.js', "#!/usr/bin/env node\nimport { cli } from '../modelgate/index.js'\nawait cli()\n")
write('engine-process/index.js', "import { serveEngine } from '../modelgate/index.js'\nawait serveEngine()\n")
write('compute-thread/index.js', "import { serveThread } from '../modelgate/index.js'\nawait serveThread()\n")
const { COMMANDS } = await import(join(compiled, 'src/commands/catalogue.js'))
for (const { name } of COMMANDS.filter((spec) => spec.isAction)) {
  write(`${name}/index.js`, `import { run } from '../modelgate/index.js'\nawait run('${name}')\n`)
}
const engine = join(root, 'src/backends/duckdb/package')
for (const file of readdirSync(engine)) write(`engine/${file}`, readFileSync(join(engine, file), 'utf8'))

// the licences stand in a file of their own; packages come with either line ending, and the repository keeps one
const minify = (file, format) =>
  transformSync(readText(file), { minify: true, target: 'node20', format, legalComments: 'none' }).code
const readText = (file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
for (const name of readdirSync(join(out, 'modelgate'))) {
  const file = join(out, 'modelgate', name)
  writeFileSync(file, name.endsWith('.js') ? minify(file, 'esm') : readText(file))
}
write('engine/node-api.cjs', minify(join(nodeApi, 'index.js'), 'cjs'))
write('engine/licenses.txt', readText(join(nodeApi, 'licenses.txt')))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
process.stdout.write(`built modelgate ${version} into ${values.out}\n`)
