import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { ChurnRepository } from '../host/churn-repository.ts'
import { type RegistryServer, startDistribution } from '../support/oci-registries.ts'
import { ensurePythonTool } from '../support/python-tools.ts'
import { findPort, startServer, type ToolServer } from '../support/tool-servers.ts'

const MOTO = { name: 'moto', requirements: ['moto[server]==5.2.2'] }
const VARIABLES = {
  ...{ AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
  ...{ GIT_COMMITTER_NAME: 'tester', GIT_COMMITTER_EMAIL: 'tester@example.com' },
}
const s3 = new AwsClient({ accessKeyId: 'a', secretAccessKey: 'b', service: 's3', region: 'us-east-1' })

let endpoint = ''
let moto: ToolServer
let registry: RegistryServer & { readonly folder: string }
beforeAll(async () => {
  const bin = await ensurePythonTool(MOTO)
  const port = await findPort()
  endpoint = `http://127.0.0.1:${port}`
  moto = await startServer(join(bin, 'moto_server'), ['-H', '127.0.0.1', '-p', String(port)], endpoint)
  await s3.fetch(`${endpoint}/models`, { method: 'PUT' })
  registry = await startDistribution()
})
afterAll(async () => {
  await moto?.stop()
  await registry?.stop()
})

/** What each kind of store is in modelgate.yml, and how all that it keeps is lost. */
const STORES = {
  folder: {
    settings: () => 'store: {type: folder, path: ../share}',
    pattern: /^folder:\.\.\/share\/sha256\//,
    lose: async (repo: ChurnRepository) => {
      for (const name of readdirSync(join(repo.folder, 'share'), { recursive: true, encoding: 'utf8' })) {
        const path = join(repo.folder, 'share', name)
        if (statSync(path).isFile()) rmSync(path)
      }
    },
    reason: /is not at folder:/,
  },
  s3: {
    settings: () => `store: {type: s3, url: "s3://models/team", endpoint: "${endpoint}"}`,
    pattern: /^s3:\/\/models\/team\/sha256\//,
    lose: async () => {
      const listing = await (await s3.fetch(`${endpoint}/models?list-type=2`)).text()
      for (const [, key] of listing.matchAll(/<Key>([^<]+)</g)) {
        await s3.fetch(`${endpoint}/models/${key}`, { method: 'DELETE' })
      }
    },
    reason: /is not at s3:/,
  },
  oci: {
    settings: () => `store: {type: oci, repository: "${registry.host}/acme/models"}`,
    pattern: /^oci:\/\/127\.0\.0\.1:\d+\/acme\/models@sha256:/,
    lose: async () => rmSync(join(registry.folder, 'docker/registry/v2/repositories/acme'), { recursive: true }),
    reason: /is not at oci:/,
  },
} as const

describe.each(Object.entries(STORES))('a model whose files are kept in %s', (_, store) => {
  it('is promoted, compared with, found to be restorable, and no longer where its files are lost', async () => {
    const repo = new ChurnRepository('production')
    onTestFinished(() => repo.dispose())
    mkdirSync(join(repo.folder, 'share'))
    const config = repo.read('modelgate.yml')
    repo.write('modelgate.yml', `${config}network: {allow: [127.0.0.1]}\n${store.settings()}\n`)
    repo.git('commit', '--quiet', '--all', '--message', 'Keep files outside')
    repo.git('push', '--quiet', 'origin', 'main')
    const run = (exitCode: number, ...args: readonly string[]) => {
      const result = repo.run(args, VARIABLES)
      expect(result.exitCode, `${args.join(' ')}: ${result.stdout}${result.stderr}`).toBe(exitCode)
      return `${result.stdout}${result.stderr}`
    }
    const promote = ['promote', '--model', 'churn', '--stage', 'production', '--evidence', 'evidence.jsonl']

    run(0, 'check', '--evidence-file', 'evidence.jsonl')
    run(0, ...promote)
    const record = JSON.parse(repo.git('-C', repo.remote, 'show', 'churn@v0.1.0^{commit}:record.json')) as {
      artifacts: { path: string; location: string; digest: { sha256: string } }[]
    }
    expect(record.artifacts.map(({ path }) => path)).toEqual(['artifacts/model', 'artifacts/predictions.csv'])
    for (const { location } of record.artifacts) expect(location).toMatch(store.pattern)
    const names = repo.git('-C', repo.remote, 'ls-tree', '-r', '--name-only', 'churn@v0.1.0^{commit}')
    expect(names).not.toContain('artifacts/')

    // the predictions of the version in place are in no work tree and no git
    const kept = createHash('sha256')
      .update(readFileSync(repo.path('out/predictions.csv')))
      .digest('hex')
    expect(record.artifacts[1]!.digest.sha256).toBe(kept)
    repo.train('better')
    run(0, 'check', '--evidence-file', 'evidence.jsonl', '--output', 'result.json')
    expect(repo.read('result.json')).toContain(kept)
    run(0, ...promote)
    expect(
      run(
        0,
        'rollback',
        '--model',
        'churn',
        '--stage',
        'production',
        '--to',
        'v0.1.0',
        '--reason',
        'too many offers',
        '--dry-run',
      ),
    ).toContain('v0.1.0')

    await store.lose(repo)
    const refused = run(
      1,
      'rollback',
      '--model',
      'churn',
      '--stage',
      'production',
      '--to',
      'v0.1.0',
      '--reason',
      'x',
      '--dry-run',
    )
    expect(refused).toMatch(store.reason)
  })
})
