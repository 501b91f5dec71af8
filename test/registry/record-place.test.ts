import { describe, expect, it } from 'vitest'
import type { ModelRecord } from '../../src/registry/model-version.ts'
import { placeRecord } from '../../src/registry/record-place.ts'

const digest = { sha256: 'a'.repeat(64) }

const recordOf = (folder: string | undefined, uri: string) =>
  ({
    ...(folder === undefined ? {} : { folder }),
    data: [
      { name: 'test', uri, digest, rows: 1 },
      { name: 'far', uri: 's3://bucket/x.csv', digest, rows: 1 },
    ],
    environment: [{ uri, digest }],
    policy: { uri, ref: null, digest },
    artifacts: [{ path: 'artifacts/model', uri, digest, size: 1, location: 'git' }],
  }) as unknown as ModelRecord

describe('the paths of a record', () => {
  it.each([
    ['models/churn', 'out/model.bin', 'models/churn', 'out/model.bin'],
    ['models/churn', 'out/model.bin', '', 'models/churn/out/model.bin'],
    ['', 'models/churn/out/model.bin', 'models/churn', 'out/model.bin'],
    ['', 'models/churn/out/model.bin', 'models', 'churn/out/model.bin'],
    ['models/churn', 'out/model.bin', 'models/fraud', '../churn/out/model.bin'],
    ['models/churn', '../../data/test.csv', '', 'data/test.csv'],
    ['models/churn', '../../data/test.csv', 'models', '../data/test.csv'],
    ['models/churn', '/mnt/test.csv', '', '/mnt/test.csv'],
  ])('written in %j as %j are from %j %j', (from, uri, folder, seen) => {
    const placed = placeRecord(recordOf(from, uri), folder)
    expect(placed).toEqual({ ...recordOf(folder, seen) })
  })

  it('stay as they are where nobody says in which folder they begin, or the caller stands in none', () => {
    const old = recordOf(undefined, 'out/model.bin')
    expect(placeRecord(old, 'models/churn')).toBe(old)
    const placed = recordOf('models/churn', 'out/model.bin')
    expect(placeRecord(placed, null)).toBe(placed)
  })
})
