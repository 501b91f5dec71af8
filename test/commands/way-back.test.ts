import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Services } from '../../src/commands/services.ts'
import { verifyWayBack } from '../../src/commands/way-back.ts'
import { InputError } from '../../src/core/faults.ts'
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
