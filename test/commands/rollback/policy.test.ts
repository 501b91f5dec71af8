import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import type { OpenServices } from '../../../src/host/services.ts'
import { git } from '../../support/git.ts'
import { MemoryMirror } from '../memory-mirror.ts'
import { errorOf, registeredOf } from '../promote/promotion-outcomes.ts'
import { CONFIG, type PromotionRepository } from '../promote/promotion-repository.ts'
import { promotedThrice, rollBack } from './rollback-runs.ts'
import { served } from './served-repository.ts'

const configOf = (repo: PromotionRepository) => readFileSync(join(repo.clone, 'modelgate.yml'), 'utf8')
const rolled = (repo: PromotionRepository) => existsSync(join(repo.clone, 'rolled'))

/** A job of GitHub on a branch that nothing protects. */
const BRANCH = { GITHUB_ACTIONS: 'true', CI: 'true', GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/mine' }
/** A job of the default branch that checked something else out. */
const PROTECTED = {
  ...{ GITHUB_ACTIONS: 'true', CI: 'true', GITHUB_EVENT_NAME: 'workflow_dispatch' },
  ...{ GITHUB_REF: 'refs/heads/main', GITHUB_REF_PROTECTED: 'true' },
}

describe('what serves a stage is what the default branch says', () => {
  it.each([
    ['locally', {}],
    ['in a job of a branch', BRANCH],
    ['in a job of the default branch', PROTECTED],
  ])('%s: a command of the work tree is not run, and that is told', async (_, variables) => {
    const repo = await served()
    repo.variables = { ...repo.variables, ...variables }
    const evil = configOf(repo).replace(
      'node, deploy.mjs, roll',
      "node, -e, \"require('fs').writeFileSync('evil','')\"",
    )
    repo.write({ 'modelgate.yml': evil })
    expect(registeredOf(await rollBack(repo))).toMatchObject({ version: 'v0.2.0' })
    expect(existsSync(join(repo.clone, 'evil'))).toBe(false)
    expect(readFileSync(join(repo.clone, 'serves'), 'utf8')).toBe('v0.2.0')
    expect(repo.warnings).toEqual([
      'models.churn.stages.production.deploy of modelgate.yml here is not that of refs/heads/main, which counts',
    ])
  })

  it('one that the work tree leaves out is rolled all the same', async () => {
    const repo = await served()
    repo.write({ 'modelgate.yml': CONFIG })
    await rollBack(repo)
    expect(rolled(repo)).toBe(true)
  })

  it.each([
    ['is broken', (repo: PromotionRepository) => repo.write({ 'modelgate.yml': 'version: 1\nmodel: {}\n' })],
    ['is no YAML', (repo: PromotionRepository) => repo.write({ 'modelgate.yml': 'version: [1\n' })],
    ['is not there', (repo: PromotionRepository) => repo.write({ 'modelgate.yml': '' })],
  ])('a modelgate.yml that %s in the work tree keeps nobody from going back', async (_, damage) => {
    const repo = await served()
    damage(repo)
    expect(registeredOf(await rollBack(repo))).toMatchObject({ version: 'v0.2.0' })
    expect(rolled(repo)).toBe(true)
  })

  it.each([
    ['of a branch', BRANCH],
    ['of the default branch', PROTECTED],
  ])('no job %s runs a program that it has altered', async (_, variables) => {
    const repo = await served()
    repo.variables = { ...repo.variables, ...variables }
    repo.write({ 'deploy.mjs': "import { writeFileSync } from 'node:fs'\nwriteFileSync('rolled', '')\n" })
    const tags = repo.tags()
    const error = await errorOf(rollBack(repo))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(/^deploy\.mjs, which deploy\.target runs, is not what refs\/heads\/main has/)
    expect(rolled(repo)).toBe(false)
    expect(repo.tags()).toEqual(tags)
  })

  it('a person may mend a program to go back at all, which is told', async () => {
    const repo = await served()
    repo.write({ 'deploy.mjs': `${readFileSync(join(repo.clone, 'deploy.mjs'), 'utf8')}// mended\n` })
    expect(registeredOf(await rollBack(repo))).toMatchObject({ version: 'v0.2.0' })
    expect(repo.warnings).toEqual(['deploy.mjs, which deploy.target runs, is not what refs/heads/main has'])
  })

  it('line ends that git wrote into the work tree are no other program', async () => {
    const repo = await served()
    repo.variables = { ...repo.variables, ...PROTECTED }
    repo.write({ 'deploy.mjs': readFileSync(join(repo.clone, 'deploy.mjs'), 'utf8').replaceAll('\n', '\r\n') })
    expect(registeredOf(await rollBack(repo))).toMatchObject({ version: 'v0.2.0' })
  })

  it('one that nobody merged is left out, which is told', async () => {
    const repo = await promotedThrice()
    repo.write({
      'modelgate.yml': CONFIG.replace(
        'compare]}',
        'compare], deploy: {target: {type: command, command: [touch, evil]}}}',
      ),
    })
    await rollBack(repo)
    expect(existsSync(join(repo.clone, 'evil'))).toBe(false)
    expect(repo.warnings).toHaveLength(1)
  })
})

describe('a configuration that lies elsewhere on the default branch', () => {
  const move = async (root: string | null) => {
    const repo = await served()
    const config = configOf(repo)
    git(repo.clone, 'rm', '--quiet', 'modelgate.yml', 'deploy.mjs', 'serves')
    const inside = (name: string) => (root === null ? `ml/${name}` : `teams/churn/${name}`)
    repo.write({
      [inside('modelgate.yml')]: config.replaceAll('deploy.mjs', './deploy.mjs'),
      [inside('deploy.mjs')]: git(repo.clone, 'show', 'HEAD:deploy.mjs'),
      [inside('serves')]: 'v0.3.0',
      [inside('contract.odcs.yaml')]: git(repo.clone, 'show', 'HEAD:contract.odcs.yaml'),
      ...(root === null ? {} : { 'modelgate.yml': root }),
    })
    repo.push('moved')
    return { repo, inside: (name: string) => join(repo.clone, inside(name)) }
  }

  it.each([
    ['and nothing is where it was', null],
    ['and what is nearer knows other models alone', CONFIG.replace('churn:', 'spam:')],
  ])('is the one that knows the model, %s', async (_, root) => {
    const { repo, inside } = await move(root)
    repo.variables = { ...repo.variables, ...PROTECTED }
    expect(registeredOf(await rollBack(repo))).toMatchObject({ version: 'v0.2.0' })
    expect(readFileSync(inside('serves'), 'utf8')).toBe('v0.2.0')
  })

  it('has its programs there', async () => {
    const { repo, inside } = await move(null)
    repo.variables = { ...repo.variables, ...PROTECTED }
    writeFileSync(inside('deploy.mjs'), 'process.exit(0)\n')
    expect((await errorOf(rollBack(repo))).message).toMatch(/^ml\/deploy\.mjs, which deploy\.target runs, is not/)
  })
})

describe('a default branch whose configuration cannot be read', () => {
  const damaged = async () => {
    const repo = await served()
    const good = configOf(repo)
    repo.write({ 'modelgate.yml': 'version: 1\nmodels: {}\nnews: 1\n' })
    repo.push('broken')
    writeFileSync(join(repo.clone, 'modelgate.yml'), good)
    return repo
  }

  it('lets a person go by that of the work tree, and says so', async () => {
    const repo = await damaged()
    expect(registeredOf(await rollBack(repo))).toMatchObject({ version: 'v0.2.0' })
    expect(rolled(repo)).toBe(true)
    expect(repo.warnings).toEqual([
      expect.stringMatching(
        /^modelgate\.yml at refs\/heads\/main cannot be read \(.*\): modelgate\.yml here counts, as outside of CI alone/,
      ),
    ])
  })

  it.each([
    ['of a branch', BRANCH],
    ['of the default branch', PROTECTED],
  ])('lets no job %s go by another one', async (_, variables) => {
    const repo = await damaged()
    repo.variables = { ...repo.variables, ...variables }
    const error = await errorOf(rollBack(repo))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(/modelgate\.yml at refs\/heads\/main/)
    expect(rolled(repo)).toBe(false)
  })
})

describe('the registry that follows', () => {
  const settings: unknown[] = []
  const watched = (mirror: MemoryMirror) => async (services: OpenServices) => {
    settings.length = 0
    Object.assign(services, {
      mirror: async (given: { mirror: unknown }) => {
        settings.push(given.mirror)
        return given.mirror === null ? null : mirror
      },
    })
  }

  it('is that of the default branch, whatever the work tree names', async () => {
    const repo = await promotedThrice()
    repo.write({ 'modelgate.yml': `${CONFIG}registry: {type: mlflow, name: real}\n` })
    repo.push('follow')
    repo.write({ 'modelgate.yml': `${CONFIG}registry: {type: mlflow, name: other}\n` })
    await rollBack(repo, {}, watched(new MemoryMirror()))
    expect(settings).not.toEqual([])
    expect(new Set(settings.map((one) => (one as { name: string }).name))).toEqual(new Set(['real']))
    expect(repo.warnings).toEqual(['registry of modelgate.yml here is not that of refs/heads/main, which counts'])
  })

  it('is none where the default branch names none', async () => {
    const repo = await promotedThrice()
    repo.write({ 'modelgate.yml': `${CONFIG}registry: {type: mlflow, name: other}\n` })
    const mirror = new MemoryMirror()
    await rollBack(repo, {}, watched(mirror))
    expect(mirror.told).toEqual([])
  })
})

it('a remote that the default branch of another one names is not written by way of this one', async () => {
  const repo = await promotedThrice()
  repo.write({ 'modelgate.yml': `${CONFIG}registry: {remote: elsewhere}\n` })
  repo.push('elsewhere')
  repo.write({ 'modelgate.yml': CONFIG })
  const error = await errorOf(rollBack(repo))
  expect(error).toBeInstanceOf(InputError)
  expect(error.message).toMatch(/refs\/heads\/main .*remote "elsewhere".*"origin"/s)
})

it('hosts that only the work tree allows are not asked whether a version is there', async () => {
  const repo = await promotedThrice()
  repo.write({ 'modelgate.yml': `${CONFIG}network: {allow: ["127.0.0.1:9"]}\n` })
  const asked: unknown[] = []
  await rollBack(repo, { 'dry-run': true }, async (services) => {
    const sha256 = 'a'.repeat(64)
    const location = `oci://127.0.0.1:9/evil@sha256:${sha256}`
    const ask = () => services.stores.has({ path: 'artifacts/model', location, sha256, size: 1 }, services.signal)
    const ruleBy = services.ruleBy.bind(services)
    Object.assign(services, {
      ruleBy: async (project: Parameters<typeof ruleBy>[0]) => {
        ruleBy(project)
        asked.push(await errorOf(ask() as Promise<never>))
      },
    })
  })
  await expect.poll(() => asked).toHaveLength(1)
  expect(asked[0]).toBeInstanceOf(InputError)
  expect(String(asked[0])).toMatch(/network\.allow of modelgate\.yml .*does not name it/)
  expect(repo.warnings).toEqual(['network of modelgate.yml here is not that of refs/heads/main, which counts'])
})
