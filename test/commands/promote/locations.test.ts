import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Result } from '../../../src/core/result.ts'
import type { ModelRecord } from '../../../src/registry/model-version.ts'
import { git } from '../../support/git.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { repository } from './promotion-outcomes.ts'
import { CONFIG, type PromotionRepository } from './promotion-repository.ts'

/** What was judged, as if it had been judged elsewhere or under other names. */
async function judgeAs(repo: PromotionRepository, change: (result: Result) => Result) {
  const { files } = await repo.judge()
  const results = files.map((file) => JSON.parse(readFileSync(join(repo.clone, file), 'utf8')).predicate.modelgate)
  return repo.writeEvidence(results.map(change))
}

const dataOf = (repo: PromotionRepository) =>
  (JSON.parse(git(repo.remote, 'show', 'churn@v0.1.0:record.json')) as ModelRecord).data

describe('an address with a secret', () => {
  it('is told and recorded without it, promoted or refused', async () => {
    let table = 'id,churn\n1,Yes\n2,No\n'
    const server = await serveLoopback((_, response) => response.end(table))
    const shown = `${server.origin}/test.csv`
    const network = `env: [SIG]\nnetwork: {allow: ["${server.host}"]}\n`
    const repo = repository({ 'modelgate.yml': network + CONFIG.replace('data/test.csv', `"${shown}?sig=\${SIG}"`) })
    repo.variables = { SIG: 's3cr3t' }
    const { files } = await judgeAs(repo, (result) => ({
      ...result,
      materials: result.materials.map((material) =>
        material.uri === 'data/test.csv'
          ? { ...material, uri: shown, digest: { sha256: createHash('sha256').update(table).digest('hex') } }
          : material,
      ),
    }))
    const judged = table
    table = 'id,churn\n1,No\n2,No\n'
    const refused = await repo.promote({ stage: 'production', evidence: files })
    expect(refused.results[0]).toMatchObject({ verdict: 'fail', blocks: true })
    table = judged
    const done = await repo.promote({ stage: 'production', evidence: files })
    expect(done.results[0]).toMatchObject({ verdict: 'pass', blocks: false })
    expect(done.results[0]!.materials.map(({ uri }) => uri)).toContain(shown)
    for (const told of [refused, done, repo.warnings, dataOf(repo)])
      expect(JSON.stringify(told)).not.toContain('s3cr3t')
    expect(server.requests).toContain('GET /test.csv?sig=s3cr3t')
  })
})

describe('evidence that was judged in another folder', () => {
  it('speaks of the files that the configuration names, wherever it is promoted', async () => {
    const repo = repository()
    const { files } = await judgeAs(repo, (result) => ({
      ...result,
      policy: { ...result.policy!, uri: 'models/churn/modelgate.yml' },
      materials: result.materials.map((material) => ({ ...material, uri: `models/churn/${material.uri}` })),
    }))
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(outcome.results[0]).toMatchObject({ verdict: 'pass', blocks: false })
    expect(dataOf(repo)).toMatchObject([{ name: 'test', uri: 'data/test.csv', version: { tool: 'git' } }])
  })
})

describe('a model that is a folder', () => {
  it('is refused before it is registered, with what to do', async () => {
    const folder = CONFIG.replace('out/model.bin', 'out/saved')
    const repo = repository({ 'modelgate.yml': folder })
    repo.write({ 'out/saved/weights.bin': 'one' })
    const digest = { sha256: createHash('sha256').update('one').digest('hex') }
    const { files } = await judgeAs(repo, (result) => ({
      ...result,
      materials: result.materials.map((one) => (one.name === 'model' ? { ...one, uri: 'out/saved', digest } : one)),
    }))
    await expect(repo.promote({ stage: 'production', evidence: files })).rejects.toThrow(
      /out\/saved is a folder; a record keeps one file as artifacts\/model[\s\S]*tar -cf out\/saved\.tar out\/saved/,
    )
  })
})
