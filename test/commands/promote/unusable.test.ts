import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { InputError, RaceLostError } from '../../../src/core/faults.ts'
import { gateCheck } from '../../evidence/sample-results.ts'
import { git } from '../../support/git.ts'
import { errorOf, repository, shareRepository } from './promotion-outcomes.ts'
import { CONFIG, type PromotionRepository } from './promotion-repository.ts'

describe('a promotion that cannot be judged', () => {
  const shared = shareRepository()
  test('where the policy of the default branch changed since: compare again', async () => {
    const repo = repository()
    const { files } = await repo.judge()
    repo.write({ 'modelgate.yml': CONFIG.replace('min: 0.80', 'min: 0.85') })
    repo.push('stricter')
    const error = await errorOf(repo.promote({ stage: 'production', evidence: files }))
    expect(error).toBeInstanceOf(RaceLostError)
    expect(error.message).toMatch(/the policy changed since validate judged \(modelgate\.yml\)[\s\S]*compare again/)
    expect(repo.tags()).toEqual([])
  })

  test.each([
    ['not committed', async () => {}],
    [
      'not pushed',
      async (repo: PromotionRepository) => {
        git(repo.clone, 'commit', '--quiet', '--all', '--message', 'laxer')
      },
    ],
    [
      'pushed to a branch of its own',
      async (repo: PromotionRepository) => {
        git(repo.clone, 'checkout', '--quiet', '-b', 'laxer')
        git(repo.clone, 'commit', '--quiet', '--all', '--message', 'laxer')
        git(repo.clone, 'push', '--quiet', 'origin', 'laxer')
      },
    ],
  ])('where the policy was changed only here, which does not count: %s', async (_, settle) => {
    const repo = repository()
    repo.write({ 'modelgate.yml': CONFIG.replace('min: 0.80', 'min: 0.10') })
    await settle(repo)
    const { files } = await repo.judge({
      checks: [gateCheck({ statistics: { ...gateCheck().statistics, threshold: 0.1 } })],
    })
    const error = await errorOf(repo.promote({ stage: 'production', evidence: files }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(
      /^modelgate\.yml here is not the one of main at .+, which decides \(sha256:[0-9a-f]{12}… here, sha256:[0-9a-f]{12}… there\)\n/,
    )
    expect(error.message).toMatch(
      /push your change to main, or take it back \(git fetch origin, git checkout origin\/main -- modelgate\.yml\); then validate, compare and promote again/,
    )
    expect(repo.tags()).toEqual([])
  })

  test.each([
    ['by somebody else', async (_: PromotionRepository) => {}],
    [
      'by somebody else, while code was committed here',
      async (repo: PromotionRepository) => {
        repo.write({ 'train.py': 'pass\n' })
        git(repo.clone, 'add', '--all')
        git(repo.clone, 'commit', '--quiet', '--message', 'code')
      },
    ],
    [
      'by somebody else, in a clone that ends lines with CRLF',
      async (repo: PromotionRepository) => {
        git(repo.clone, 'config', 'core.autocrlf', 'true')
        git(repo.clone, 'rm', '--quiet', '-r', '--cached', '.')
        git(repo.clone, 'reset', '--quiet', '--hard')
        expect(readFileSync(join(repo.clone, 'modelgate.yml'), 'utf8')).toContain('\r\n')
      },
    ],
  ])('where the default branch’s policy was changed %s: compare again', async (_, settle) => {
    const repo = repository()
    const before = git(repo.clone, 'rev-parse', 'HEAD')
    repo.write({ 'modelgate.yml': CONFIG.replace('min: 0.80', 'min: 0.85') })
    repo.push('stricter')
    git(repo.clone, 'reset', '--quiet', '--hard', before)
    repo.train('one')
    await settle(repo)
    const { files } = await repo.judge()
    const error = await errorOf(repo.promote({ stage: 'production', evidence: files }))
    expect(error).toBeInstanceOf(RaceLostError)
    expect(error.message).toMatch(/the policy changed since validate judged \(modelgate\.yml/)
  })

  test('where the default branch keeps the registry at another remote than the one asked here', async () => {
    const repo = repository({ 'modelgate.yml': `${CONFIG}registry: {remote: elsewhere}\n` })
    repo.write({ 'modelgate.yml': CONFIG })
    const { files } = await repo.judge()
    const error = await errorOf(repo.promote({ stage: 'production', evidence: files }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(/refs\/heads\/main keeps the registry at the remote "elsewhere".*"origin"/s)
    expect(error.message).toMatch(/bring registry\.remote .*push it to the default branch/)
    expect(repo.tags()).toEqual([])
  })

  test.each<[string, Parameters<PromotionRepository['promote']>[0], RegExp]>([
    ['an unknown stage', { stage: 'prod' }, /churn has no stage "prod"\n {2}→ its stages are production/],
    ['an unknown model', { model: ['chrun'] }, /has no model "chrun"[\s\S]*its models are churn/],
    [
      'a missing evidence file',
      { evidence: ['out/none.json'] },
      /^out\/none\.json: there is no such file\n {2}→ .+; validate or compare --evidence-file out\/none\.json writes it$/,
    ],
    ['a digest that is none', { evidence: ['modelgate.yml'], digests: ['abc'] }, /evidence digest "abc" is none/],
    [
      'too few digests',
      { evidence: ['a', 'b'], digests: [`sha256:${'0'.repeat(64)}`] },
      /1 evidence digest for 2 evidence files/,
    ],
    ['a file that is no evidence', { evidence: ['modelgate.yml'] }, /modelgate\.yml:1: this is no JSON/],
    ['a version that is none', { version: 'latest' }, /version "latest" is none/],
    ['version and bump', { version: 'v1.0.0', bump: 'major' }, /--version and --bump are both given/],
  ])('for %s, with exit 3', async (_, flags, message) => {
    const error = await errorOf(shared().promote(flags))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(message)
  })

  test('for files that the store does not take', async () => {
    const repo = repository({ 'modelgate.yml': `store: {type: git, max_size: 5B}\n${CONFIG}` })
    const { files } = await repo.judge()
    const error = await errorOf(repo.promote({ stage: 'production', evidence: files }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(
      /out\/model\.bin has 10 bytes; store: git keeps files up to 5 bytes[\s\S]*release, oci, s3[\s\S]*out\/predictions\.csv/,
    )
  })

  test.each([
    ['restricted', '', true],
    ['restricted', 'store: {type: git, allow_personal: true}\n', false],
    ['public', '', false],
  ])('for ids classified %s under "%s": %s', async (classification, store, isRefused) => {
    const contract = `kind: DataContract\napiVersion: v3.1.0\nschema:\n  - name: test\n    properties:\n      - {name: id, logicalType: string, classification: ${classification}}\n`
    const repo = repository({ 'contract.odcs.yaml': contract, 'modelgate.yml': store + CONFIG })
    const { files } = await repo.judge()
    const promoted = repo.promote({ stage: 'production', evidence: files })
    if (!isRefused) {
      expect((await promoted).results[0]!.verdict).toBe('pass')
      return
    }
    const error = await errorOf(promoted)
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(
      /contract\.odcs\.yaml:6:\d+: out\/predictions\.csv names rows by id, which the contract classifies as restricted[\s\S]*allow_personal/,
    )
  })

  test('where the contract that would classify the ids is not the policy’s', async () => {
    const { files } = await shared().judge()
    shared().write({ 'contract.odcs.yaml': 'kind: DataContract\n' })
    const error = await errorOf(shared().promote({ stage: 'production', evidence: files }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(/contract\.odcs\.yaml is not the contract of refs\/heads\/main/)
  })

  test('where there is no repository, no configuration, or no model file', async () => {
    const repo = repository()
    const { files } = await repo.judge()
    rmSync(join(repo.clone, 'out/model.bin'))
    expect((await errorOf(repo.promote({ stage: 'production', evidence: files }))).message).toMatch(/out\/model\.bin/)
    rmSync(join(repo.clone, '.git'), { recursive: true })
    expect((await errorOf(repo.promote({ stage: 'production', evidence: files }))).message).toMatch(/no git repository/)
    rmSync(join(repo.clone, 'modelgate.yml'))
    expect((await errorOf(repo.promote({ stage: 'production', evidence: files }))).message).toMatch(
      /there is no modelgate\.yml/,
    )
  })
})
