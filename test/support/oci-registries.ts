import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureGoProgram, ensureGoTool, findPort, startServer, type ToolServer } from './tool-servers.ts'

/** A registry of the test file. */
export interface RegistryServer extends ToolServer {
  /** `127.0.0.1:PORT`. */
  readonly host: string
}

/** The reference implementation, which keeps blobs below `folder`; it does not list what refers to a manifest. */
export async function startDistribution(): Promise<RegistryServer & { readonly folder: string }> {
  const program = await ensureGoTool('github.com/distribution/distribution/v3/cmd/registry', 'v3.0.0')
  const host = `127.0.0.1:${await findPort()}`
  const folder = await mkdtemp(join(tmpdir(), 'modelgate-registry-'))
  const config = join(folder, 'config.yml')
  const settings = {
    version: '0.1',
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: folder }, delete: { enabled: true } },
    http: { addr: host },
  }
  await writeFile(config, JSON.stringify(settings))
  const server = await startServer(join(program, 'registry'), ['serve', config], `http://${host}/v2/`)
  return {
    host,
    folder,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** One that lists what refers to a manifest. */
export async function startReferrersRegistry(): Promise<RegistryServer> {
  const program = await ensureGoProgram('referrers-registry', {
    module: 'github.com/google/go-containerregistry',
    version: 'v0.20.6',
    source: `package main

import (
	"net/http"
	"os"

	"github.com/google/go-containerregistry/pkg/registry"
)

func main() { http.ListenAndServe(os.Args[1], registry.New(registry.WithReferrersSupport(true))) }
`,
  })
  const host = `127.0.0.1:${await findPort()}`
  const server = await startServer(join(program, 'referrers-registry'), [host], `http://${host}/v2/`)
  return { host, stop: () => server.stop() }
}
