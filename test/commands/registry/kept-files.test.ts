import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyKeptFiles } from '../../../src/commands/registry/kept-files.ts'
import { verifyModels } from '../../../src/commands/registry/verify.ts'
import { SystemError } from '../../../src/core/faults.ts'
import type { OpenServices } from '../../../src/host/services.ts'
import { CONFIG, PromotionRepository } from '../promote/promotion-repository.ts'

const ID = 'registry/churn@v0.1.0/store'

let repo: PromotionRepository
let services: OpenServices
let folder: string
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'modelgate-test-')))
  repo = new PromotionRepository({ 'modelgate.yml': `${CONFIG}store: {type: folder, path: ${folder}}\n` })
  const { files } = await repo.judge({})
  await repo.promote({ stage: 'production', evidence: files })
  services = await repo.services()
})
afterAll(async () => {
  await services.close()
  repo.dispose()
  rmSync(folder, { recursive: true, force: true })
})

const storedFiles = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))

test('files that their store has pass; a store that cannot be asked leaves it open', async () => {
  const inspection = await (await services.registry()).inspect({}, services.signal)
  expect(await verifyKeptFiles(inspection, services)).toMatchObject([{ id: ID, verdict: 'pass', observed: null }])
  const has = () => Promise.reject(new SystemError('the share does not answer'))
  const silent = { signal: services.signal, stores: { ...services.stores, has } }
  const [check] = await verifyKeptFiles(inspection, silent)
  expect(check).toMatchObject({ verdict: 'inconclusive', blocks: false })
  expect(check!.observed).toContain('artifacts/model: the share does not answer')
})

test('advice for a store that cannot be asked is to mount it where it is a folder, and to reach it where it is none', async () => {
  const inspection = await (await services.registry()).inspect({}, services.signal)
  const kept = `${folder}.elsewhere`
  renameSync(folder, kept)
  const [check] = await verifyKeptFiles(inspection, services)
  renameSync(kept, folder)
  expect(check).toMatchObject({
    verdict: 'inconclusive',
    help: 'mount the folder of the store on this machine where the record names it',
  })
  const has = () => Promise.reject(new SystemError('the bucket does not answer'))
  const silent = { signal: services.signal, stores: { ...services.stores, has } }
  const move = (count: number) => ({
    ...inspection,
    records: new Map(
      [...inspection.records].map(([commit, found]) => {
        let left = count
        const text = found.record!.text.replaceAll('"folder:', (word) => (left-- > 0 ? '"s3:' : word))
        return [commit, { ...found, record: { ...found.record!, text } }]
      }),
    ),
  })
  const [elsewhere] = await verifyKeptFiles(move(Number.POSITIVE_INFINITY), silent)
  expect(elsewhere!.help).toMatch(/^let this machine reach the store: its credentials, and network\.allow/)
  const [both] = await verifyKeptFiles(move(1), silent)
  expect(both!.help).toMatch(/^mount the folder .*; let this machine reach the store/)
})

test('a folder where a file was kept is a fault, not a store that cannot be asked', async () => {
  const inspection = await (await services.registry()).inspect({}, services.signal)
  const place = storedFiles()[0]!
  renameSync(place, `${place}.kept`)
  mkdirSync(place)
  const [check] = await verifyKeptFiles(inspection, services)
  rmSync(place, { recursive: true })
  renameSync(`${place}.kept`, place)
  expect(check).toMatchObject({ verdict: 'fail', blocks: true })
  expect(check!.observed).toContain(`${place}: is no file`)
})

test('registry verify names a file of another size, and one that is gone', async () => {
  const stored = storedFiles()
  expect(stored.length).toBeGreaterThan(0)
  for (const path of stored) appendFileSync(path, 'x')
  const [larger] = await verifyModels(['churn'], services)
  expect(larger).toMatchObject({ verdict: 'fail', blocks: true })
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
  const [result] = await verifyModels(['churn'], services)
  const check = result!.checks.find(({ id }) => id === ID)
  expect(check).toMatchObject({ verdict: 'fail', blocks: true })
  expect(check!.observed).toMatch(/^artifacts\/model is not at folder:/)
  expect(result!.summary).toContain(`1 of 2 tags does not hold, first churn@v0.1.0: its stores have its files`)
})
