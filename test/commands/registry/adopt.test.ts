import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MemoryMirror } from '../memory-mirror.ts'
import { errorOf, repository } from '../promote/promotion-outcomes.ts'
import { CONFIG, type PromotionRepository } from '../promote/promotion-repository.ts'
import { enterJob } from '../promote/signed-evidence.ts'
import { changeRegistry } from '../rollback/rollback-runs.ts'

const FOLLOWED = `registry: {type: mlflow}\n${CONFIG}`
const reason = 'in production since before'

/** Another registry where somebody put a version into production. */
function open(config = FOLLOWED): { readonly repo: PromotionRepository; readonly asked: string[] } {
  const repo = repository({ 'modelgate.yml': config })
  const mirror = new MemoryMirror()
  mirror.stages.set('production', mirror.put(null, null))
  const path = join(repo.folder, 'model.pkl')
  writeFileSync(path, 'stranger')
  const asked: string[] = []
  const adoption = {
    fetch: async () => ({
      file: { path, sha256: repo.hash('../model.pkl'), size: 8 },
      uri: 'mlflow:4f0c/model.pkl',
      codeCommit: null,
    }),
    note: async () => {},
  }
  repo.replaced = {
    mirror: async ({ mirror: settings }) => {
      asked.push(JSON.stringify(settings))
      return Object.assign(mirror, { adoption })
    },
  }
  return { repo, asked }
}

const adopt = (repo: PromotionRepository, flags: object = { reason }) =>
  changeRegistry(repo, ['adopt', 'churn#production'], { ...flags })

describe('adopt', () => {
  it('takes what holds the stage into git, and says that nothing judged it', async () => {
    const { repo } = open()
    expect((await adopt(repo)).text).toMatch(/is now churn@v0\.1\.0 and holds production of churn/)
    expect(repo.holder()?.version).toBe('v0.1.0')
  })

  it('asks the registry that the default branch names, whatever the work tree says', async () => {
    const { repo, asked } = open()
    repo.write({ 'modelgate.yml': FOLLOWED.replace('type: mlflow', 'type: mlflow, name: elsewhere') })
    await adopt(repo)
    expect(new Set(asked)).toEqual(new Set(['{"type":"mlflow","name":"{model}","aliases":{}}']))
  })

  it('wants a reason, also of a person at a terminal', async () => {
    const { repo } = open()
    const services = await repo.services()
    repo.replaced = { ...repo.replaced, provenance: { ...services.provenance, isInteractive: true } }
    await services.close()
    expect((await errorOf(adopt(repo, {}))).message).toContain('it takes the place of evidence')
    expect(repo.tags()).toEqual([])
  })

  it('is refused for a stage that the policy does not have', async () => {
    const { repo } = open(
      FOLLOWED.replace('production: {require', 'live: {require').replace('baseline: production', 'baseline: live'),
    )
    expect((await errorOf(adopt(repo))).message).toContain('churn has no stage "production"')
  })

  it('is refused outside of a job where the stage asks for reviewers', async () => {
    const { repo } = open(FOLLOWED.replace('compare]}', 'compare], environment: live}'))
    expect((await errorOf(adopt(repo))).message).toContain('asks for reviewers of the environment live')
    enterJob(repo, '9')
    expect((await adopt(repo)).text).toContain('is now churn@v0.1.0')
  })

  it('is refused on a branch that is not protected', async () => {
    const { repo } = open()
    enterJob(repo, '9', { GITHUB_REF: 'refs/heads/topic' })
    expect((await errorOf(adopt(repo))).message).toContain('this run is of no protected branch')
    expect(repo.tags()).toEqual([])
  })
})
