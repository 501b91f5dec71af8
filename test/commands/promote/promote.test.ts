import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { InputError, RaceLostError } from '../../../src/core/faults.ts'
import type { Result } from '../../../src/core/result.ts'
import type { ModelRecord } from '../../../src/registry/model-version.ts'
import { renderText } from '../../../src/report/text.ts'
import { git } from '../../support/git.ts'
import { errorOf, refusalOf, registeredOf, repository } from './promotion-outcomes.ts'
import { CONFIG, type PromotionRepository } from './promotion-repository.ts'

describe('golden rows and profile', () => {
  const config = CONFIG.replace('params.yaml}', 'params.yaml, golden: out/golden.csv, profile: out/profile.json}')
  const FILES = { 'out/golden.csv': 'id,score\n1,0.9\n', 'out/profile.json': '{}\n' }

  async function judgeNaming(repo: PromotionRepository): Promise<readonly string[]> {
    const { files } = await repo.judge()
    const read = (file: string): Result => JSON.parse(readFileSync(join(repo.clone, file), 'utf8')).predicate.modelgate
    const [validated, compared] = files.map(read) as [Result, Result]
    const named = [
      ['golden', 'out/golden.csv'],
      ['profile', 'out/profile.json'],
    ].map(([name, uri]) => ({
      ...{ name: name!, uri: uri!, digest: { sha256: repo.hash(uri!) }, rows: null, derived: false },
    }))
    return repo.writeEvidence([validated, { ...compared, materials: [...compared.materials, ...named] }]).files
  }

  test('are those that the comparison found, and no data of the version', async () => {
    const repo = repository({ 'modelgate.yml': config })
    repo.write(FILES)
    const evidence = await judgeNaming(repo)
    repo.write({ 'out/golden.csv': 'other rows\n', 'out/profile.json': 'other\n' })
    expect(refusalOf(await repo.promote({ stage: 'production', evidence }))).toEqual({
      'evidence/material/golden': 'tampered',
      'evidence/material/profile': 'tampered',
    })
    expect(repo.tags()).toEqual([])
    repo.write(FILES)
    const { results } = await repo.promote({ stage: 'production', evidence })
    expect(renderText(results, { colour: false })).toContain('5 files as judged')
    const record = JSON.parse(git(repo.remote, 'show', 'churn@v0.1.0:record.json')) as ModelRecord
    expect(record.data.map(({ name }) => name)).toEqual(['test'])
    expect(git(repo.remote, 'show', 'churn@v0.1.0:artifacts/golden.csv')).toBe('id,score\n1,0.9')
  })

  test('that no evidence names are kept, and said to be judged by nobody', async () => {
    const repo = repository({ 'modelgate.yml': config })
    repo.write(FILES)
    const { results } = await repo.judgeAndPromote()
    expect(results[0]).toMatchObject({ verdict: 'pass', blocks: false })
    const text = renderText(results, { colour: false })
    expect(text).toContain('3 files as judged')
    expect(text).toContain('➖ whether out/golden.csv is what was judged: no evidence names it')
    expect(text).toContain('➖ whether out/profile.json is what was judged: no evidence names it')
  })
})

describe('the first version', () => {
  test('of code that was pushed is no cause for a warning, of code that lies here alone it is', async () => {
    const repo = repository()
    await repo.judgeAndPromote({ 'dry-run': true })
    expect(repo.warnings).toEqual([])
    git(repo.clone, 'commit', '--quiet', '--allow-empty', '-m', 'here alone')
    await repo.judgeAndPromote({ 'dry-run': true })
    expect(repo.warnings.join()).toMatch(/^commit [0-9a-f]{12} is not at .*: push it/)
  })

  test('is registered and takes the stage, with model, predictions and evidence byte for byte', async () => {
    const repo = repository()
    const { files, digests } = await repo.judge()
    const outcome = await repo.promote({ stage: 'production', evidence: files, digests, reason: 'spring release' })

    const head = git(repo.clone, 'rev-parse', 'HEAD')
    const commit = git(repo.remote, 'rev-parse', 'churn@v0.1.0^{commit}')
    const registered = {
      version: 'v0.1.0',
      tag: 'churn@v0.1.0',
      stage: 'production',
      stageTag: 'churn#production#1',
      commit,
    }
    expect(outcome.results[0]).toMatchObject({
      verdict: 'pass',
      blocks: false,
      model: 'churn',
      policy: { ref: 'refs/heads/main' },
    })
    expect(outcome.results[0]!.summary).toBe('churn v0.1.0 is registered and in production.')
    expect(outcome.document).toEqual({ ...outcome.results[0], registered })
    expect(outcome.outputs).toMatchObject({ version: 'v0.1.0', tag: 'churn@v0.1.0', stage: 'production', commit })
    expect(outcome.outputs!['labels']!.split('\n')).toEqual([
      'org.opencontainers.image.title=churn',
      'org.opencontainers.image.version=v0.1.0',
      `org.opencontainers.image.revision=${head}`,
      'modelgate.model=churn',
      'modelgate.version=v0.1.0',
      `modelgate.record=${commit}`,
      `modelgate.digest=sha256:${repo.hash('out/model.bin')}`,
    ])

    const inRecord = (path: string) => git(repo.remote, 'show', `${commit}:${path}`)
    expect(inRecord('artifacts/model')).toBe('model one')
    expect(inRecord('artifacts/predictions.csv')).toBe('id,score\n1,0.9\n2,0.1\n# one')
    expect(JSON.parse(inRecord('evidence/compare.json')).predicate.modelgate.command).toBe('compare')
    expect(JSON.parse(inRecord('record.json'))).toMatchObject({
      model: 'churn',
      version: 'v0.1.0',
      previous: null,
      description: 'Who leaves next month',
      codeCommit: head,
      parameters: { 'train.max_depth': 4 },
      metrics: { roc_auc: 0.84 },
      policy: { uri: 'modelgate.yml', ref: 'refs/heads/main' },
      trust: 'local',
      evidence: [
        {
          name: 'evidence/validate.json',
          command: 'validate',
          verdict: 'pass',
          trust: 'local',
          digest: { sha256: digests[0]!.slice(7) },
        },
        {
          name: 'evidence/compare.json',
          command: 'compare',
          verdict: 'pass',
          trust: 'local',
          digest: { sha256: digests[1]!.slice(7) },
        },
      ],
      artifacts: [
        {
          path: 'artifacts/model',
          uri: 'out/model.bin',
          digest: { sha256: repo.hash('out/model.bin') },
          location: 'git',
        },
        { path: 'artifacts/predictions.csv', digest: { sha256: repo.hash('out/predictions.csv') } },
      ],
      waivers: [],
    })
    expect(git(repo.remote, 'tag', '--list', '--format=%(contents)', 'churn#production#1')).toContain(
      '"reason":"spring release"',
    )
    expect(git(repo.clone, 'tag')).toBe('')
    expect(git(repo.clone, 'status', '--porcelain')).toBe('')
  })

  test('is only registered where no stage is named, by what the first stage requires; the stage may follow', async () => {
    const repo = repository()
    const { files } = await repo.judge()
    expect(refusalOf(await repo.promote({ evidence: files.slice(1) }))).toEqual({
      'evidence/required/validate': 'insufficient',
    })
    const outcome = await repo.promote({ evidence: files, version: '2.0.0' })
    expect(registeredOf(outcome)).toMatchObject({ version: 'v2.0.0', stage: null, stageTag: null })
    expect(outcome.results[0]!.summary).toBe('churn v2.0.0 is registered; no stage moved.')
    const moved = await repo.promote({ evidence: files, stage: 'production' })
    expect(registeredOf(moved)).toMatchObject({ version: 'v2.0.0', stageTag: 'churn#production#1' })
    expect(repo.tags()).toHaveLength(2)
  })

  test.each([true, false])('needs somebody to name, also in a dry run (%s)', async (isDry) => {
    const repo = repository()
    repo.variables = { GIT_COMMITTER_NAME: '', GIT_COMMITTER_EMAIL: '' }
    const error = await errorOf(repo.judgeAndPromote({ 'dry-run': isDry }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(/nobody is named[\s\S]*user\.name/)
    expect(repo.tags()).toEqual([])
  })

  test('a dry run says what would be, and changes nothing', async () => {
    const repo = repository()
    const outcome = await repo.judgeAndPromote({ 'dry-run': true })
    expect(outcome.results[0]).toMatchObject({
      verdict: 'pass',
      summary: 'churn may go: it would be v0.1.0 in production. Nothing was changed.',
    })
    expect(registeredOf(outcome)).toBeNull()
    expect(repo.tags()).toEqual([])
  })
})

describe('the next version', () => {
  test('follows the first, and the same again changes nothing and exits 0', async () => {
    const repo = repository()
    await repo.judgeAndPromote()
    repo.train('two')
    const { files, digests } = await repo.judge()
    const second = await repo.promote({ stage: 'production', evidence: files, digests, bump: 'patch' })
    expect(registeredOf(second)).toMatchObject({ version: 'v0.1.1', stageTag: 'churn#production#2' })
    const tags = repo.tags()
    expect(tags).toHaveLength(4)

    const again = await repo.promote({ stage: 'production', evidence: files, digests })
    expect(again.results[0]).toMatchObject({
      verdict: 'skip',
      blocks: false,
      summary: 'churn is already in production as v0.1.1.',
    })
    expect(registeredOf(again)).toEqual(registeredOf(second))
    expect(repo.tags()).toEqual(tags)
  })

  test('loses the race where the stage moved since the comparison, and the winner is named', async () => {
    const repo = repository()
    await repo.judgeAndPromote()
    repo.train('two')
    const { files } = await repo.judge()
    repo.train('three')
    await repo.judgeAndPromote()
    repo.train('two')
    const late = await repo.judge({
      baseline: { source: 'stage:production', version: 'v0.1.0', commit: 'a'.repeat(40), reason: '' },
    })
    expect(late.files).toEqual(files)
    const tags = repo.tags()
    const error = await errorOf(repo.promote({ stage: 'production', evidence: files }))
    expect(error).toBeInstanceOf(RaceLostError)
    expect(error.message).toMatch(
      /production of churn moved since the comparison: it rested on v0\.1\.0, and production now holds v0\.2\.0 \(churn#production#2, by tester/,
    )
    expect(error.message).toContain('compare again')
    expect(repo.tags()).toEqual(tags)
  })

  test('takes no number that is taken', async () => {
    const repo = repository()
    await repo.judgeAndPromote()
    repo.train('two')
    const { files } = await repo.judge()
    const error = await errorOf(repo.promote({ stage: 'production', evidence: files, version: 'v0.1.0' }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(/v0\.1\.0 of churn is registered already[\s\S]*leave --version out for v0\.2\.0/)
  })

  test('is none where the same is registered: another number is refused, another bump warned of', async () => {
    const repo = repository()
    const { files } = await repo.judge()
    await repo.promote({ evidence: files })
    const tags = repo.tags()
    for (const stage of [undefined, 'production']) {
      const flags = { evidence: files, ...(stage === undefined ? {} : { stage }) }
      const error = await errorOf(repo.promote({ ...flags, version: 'v5.0.0' }))
      expect(error).toBeInstanceOf(InputError)
      expect(error.message).toMatch(
        /these bytes by this evidence are churn@v0\.1\.0 already, .*they cannot be v5\.0\.0\n.*leave --version out, or judge them anew/,
      )
      expect(repo.tags()).toEqual(tags)
      await repo.promote({ ...flags, bump: 'major' })
      expect(repo.warnings).toEqual([
        '--bump major changes nothing: these bytes by this evidence are churn@v0.1.0 already',
      ])
      repo.warnings.length = 0
    }
    expect(repo.holder()).toMatchObject({ version: 'v0.1.0' })
    // the number that it has, as when a job is run again
    const again = await repo.promote({ stage: 'production', evidence: files, version: 'v0.1.0' })
    expect(registeredOf(again)).toMatchObject({ version: 'v0.1.0', stage: 'production' })
    expect(repo.warnings).toEqual([])
  })

  test('needs no tag in the clone: the remote is asked', async () => {
    const repo = repository()
    await repo.judgeAndPromote()
    expect(git(repo.clone, 'tag')).toBe('')
    repo.train('two')
    expect(registeredOf(await repo.judgeAndPromote())).toMatchObject({ version: 'v0.2.0' })
  })

  test('is refused, and nothing pushed, where the version in place could not be brought back', async () => {
    const repo = repository()
    await repo.judgeAndPromote()
    repo.train('two')
    const { files } = await repo.judge()
    repo.loseObject('churn@v0.1.0:artifacts/model')
    const tags = repo.tags()
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(Object.values(refusalOf(outcome))).toEqual(['irreversible'])
    expect(outcome.results[0]!.summary).toMatch(/^churn was not promoted: churn v0\.1\.0 could not be brought back/)
    expect(repo.tags()).toEqual(tags)
  })

  test('is refused where the code of the version in place is gone', async () => {
    const repo = repository()
    const { files } = await repo.judge({ source: { repository: null, commit: 'b'.repeat(40), run: null } })
    await repo.promote({ stage: 'production', evidence: files })
    repo.train('two')
    const next = await repo.judge()
    expect(refusalOf(await repo.promote({ stage: 'production', evidence: next.files }))).toEqual({
      'evidence/way-back/code': 'irreversible',
    })
  })
})
