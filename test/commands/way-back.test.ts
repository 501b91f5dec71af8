import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Services } from '../../src/commands/services.ts'
import { verifyWayBack } from '../../src/commands/way-back.ts'
import { InputError, OtherBytesError, SystemError } from '../../src/core/faults.ts'
import type { DataVersions } from '../../src/ports/data-versions.ts'
import type { ModelRecord, ModelVersion } from '../../src/registry/model-version.ts'
import { renderText } from '../../src/report/text.ts'
import { compareResult } from '../evidence/sample-results.ts'

const digest = { sha256: 'a'.repeat(64) }
const version = { model: 'churn', version: 'v1.2.0', tag: 'churn@v1.2.0' } as ModelVersion

test('where a store cannot be asked, nothing is said of what was still under way', async () => {
  const artifacts = [{ path: 'artifacts/model', uri: 'm', digest, size: 1, location: 's3://bucket/x' }]
  const data = [{ name: 'test', uri: 'test.csv', digest, rows: null, version: { tool: 'git' } as const }]
  const record = { model: 'churn', version: 'v1.2.0', codeCommit: null, image: null, artifacts, data }
  const warnings: string[] = []
  const refused = async (): Promise<boolean> => {
    throw new InputError('bucket may not be reached')
  }
  const prove = async () => {
    await wait(20)
    return { kind: 'unknown', reason: 'the folder of this run is gone' } as const
  }
  const services = {
    registry: async () => ({ record: async () => record as unknown as ModelRecord }),
    stores: { has: refused },
    dataVersions: async () => ({ prove }) as unknown as DataVersions,
    logger: { info: () => {}, debug: () => {}, warning: (text: string) => void warnings.push(text) },
    signal: new AbortController().signal,
  } as unknown as Services
  await expect(verifyWayBack(version, services)).rejects.toThrow('bucket may not be reached')
  await wait(40)
  expect(warnings).toEqual([])
})

test('how a store was found to have a file is told', async () => {
  const files = { model: true, profile: 'by size', rows: false } as const
  const artifacts = Object.keys(files).map((path) => ({ path, uri: path, digest, size: 1, location: 's3://bucket/x' }))
  const record = { model: 'churn', version: 'v1.2.0', codeCommit: null, image: null, artifacts, data: [] }
  const services = {
    registry: async () => ({ record: async () => record as unknown as ModelRecord, read: async () => ({}) }),
    stores: { has: async ({ path }: { path: keyof typeof files }) => files[path] },
    logger: { info: () => {}, debug: () => {}, warning: () => {} },
    signal: new AbortController().signal,
  } as unknown as Services
  const checks = (await verifyWayBack(version, services)).slice(1)
  const proven = checks.filter(({ verdict }) => verdict === 'pass')
  const text = renderText([compareResult({ command: 'rollback', checks: proven, baseline: null })], { colour: false })
  expect(text).toContain('the way back is proven: model, profile (by its size alone)')
  expect(checks.map(({ verdict, observed }) => [verdict, observed])).toEqual([
    ['pass', 'by its digest'],
    ['pass', 'by its size alone: its bytes are many or came slowly, and were not read'],
    ['fail', 'rows of churn@v1.2.0 is not at s3://bucket/x'],
  ])
})

type Presence = boolean | Error

/** Services whose stores answer by the path of the file, and whose git registry answers. */
function keepers(files: Readonly<Record<string, Presence>>, image: string | null = null, found?: Promise<null>) {
  const artifacts = Object.keys(files).map((path) => ({ path, uri: path, digest, size: 1, location: 's3://bucket/x' }))
  const record = { model: 'churn', version: 'v1.2.0', codeCommit: null, image, artifacts, data: [] }
  return {
    registry: async () => ({ record: async () => record as unknown as ModelRecord, read: async () => ({}) }),
    stores: {
      has: async ({ path }: { path: string }) => {
        const answer = files[path]!
        if (answer instanceof Error) throw answer
        return answer
      },
    },
    images: async () => ({ find: () => found }),
    logger: { info: () => {}, debug: () => {}, warning: () => {} },
    signal: new AbortController().signal,
  } as unknown as Services
}

const silent = (help?: string) => new SystemError('the share does not answer', help === undefined ? {} : { help: help })

test('a store that does not answer is an error with its own advice, and no loss', async () => {
  const mount = 'mount the share'
  const services = keepers({ model: true, profile: silent(mount), rows: silent(mount) })
  const error = await verifyWayBack(version, services, 'name another version by --to').catch((thrown) => thrown)
  expect(error).toBeInstanceOf(SystemError)
  expect(error.message).toBe(
    'cannot tell whether churn v1.2.0 could be brought back: the share does not answer\n  → mount the share; then run the same command again',
  )
  await expect(verifyWayBack(version, keepers({ model: silent('try again later') }))).rejects.toMatchObject({
    help: 'run the same command again when it answers',
  })
})

test('of several that do not answer each is named', async () => {
  const image = `ghcr.io/acme/churn@sha256:${'1'.repeat(64)}`
  const refused = Promise.reject(new SystemError('ghcr.io refuses: 403', { help: 'let them read it' }))
  refused.catch(() => {})
  const services = keepers({ model: silent('mount the share') }, image, refused)
  const error = await verifyWayBack(version, services).catch((thrown) => thrown)
  expect(error.message.split('\n')[0]).toMatch(/the share does not answer; ghcr\.io refuses: 403$/)
  expect(error.help).toBe('mount the share; let them read it; then run the same command again')
})

test('what is lost stays lost where another store does not answer, and that one is open by name', async () => {
  const services = keepers({ profile: silent('mount the share'), model: false, rows: true })
  const checks = (await verifyWayBack(version, services, 'name another version by --to')).slice(1)
  expect(checks.map(({ id, verdict, blocks }) => [id, verdict, blocks])).toEqual([
    ['evidence/way-back/model', 'fail', true],
    ['evidence/way-back/rows', 'pass', false],
    ['evidence/way-back/profile', 'inconclusive', true],
  ])
  expect(checks[0]!.help).toContain('name another version by --to')
  expect(checks[2]!.help).toBe('the share does not answer: mount the share; then run the same command again')
})

test('other bytes under the digest of a file are its loss', async () => {
  const services = keepers({ model: new OtherBytesError('s3://bucket/x: has 2 bytes, the record says 1') })
  expect((await verifyWayBack(version, services))[1]).toMatchObject({
    ...{ verdict: 'fail', blocks: true, statistics: { problem: 'irreversible' } },
    observed: 's3://bucket/x: has 2 bytes, the record says 1',
  })
})

test('a store that says nothing is not waited for where somebody is in a hurry, and has lost nothing', async () => {
  const services = keepers({ model: true })
  const silence = { ...services, stores: { has: () => new Promise<never>(() => {}) } } as unknown as Services
  const error: unknown = await verifyWayBack(version, silence, 'name another', 50).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(SystemError)
  expect((error as SystemError).message).toMatch(
    /^cannot tell whether churn v1\.2\.0 could be brought back: s3:\/\/bucket\/x did not answer within 0\.05 s/,
  )
})
