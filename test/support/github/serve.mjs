// A fake GitHub as a process of its own, such as for workflows: prints its address, then each request as a line of JSON.
//   node test/support/github/serve.mjs '{"repository": "acme/models", "port": 4011, "tokens": {…}, "pulls": […]}'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '../../..')
const outfile = join(root, `.cache/fake-github/${process.pid}.mjs`)
await build({
  entryPoints: [join(import.meta.dirname, 'fake-github.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
})
const { startFakeGitHub } = await import(pathToFileURL(outfile).href)
rmSync(outfile)
const { apiUrl } = await startFakeGitHub({
  ...JSON.parse(process.argv[2] ?? '{}'),
  onRequest: (request) => process.stdout.write(`${JSON.stringify(request)}\n`),
})
process.stdout.write(`${apiUrl}\n`)
