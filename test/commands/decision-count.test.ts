import { expect, test } from 'vitest'
import { countDecisions } from '../../src/commands/decision-count.ts'
import type { Services } from '../../src/commands/services.ts'

const digest = 'a'.repeat(64)

/** Services whose registry has a version of churn for each of these lists of data. */
function withRecords(...records: readonly (readonly object[] | string)[]): Pick<Services, 'registry' | 'signal'> {
  const tags = records.map((_, index) => ({ name: { kind: 'version', model: 'churn' }, commit: `c${index}` }))
  const inspection = {
    tags,
    records: new Map(
      records.map((data, index) => [
        `c${index}`,
        { record: { text: typeof data === 'string' ? data : JSON.stringify({ data }) } },
      ]),
    ),
  }
  const registry = { inspect: async () => inspection }
  return { registry: async () => registry, signal: new AbortController().signal } as unknown as Services
}

test('versions that were judged on the same bytes are counted, and none that only declares them', async () => {
  const same = { digest: { sha256: digest } }
  const other = { digest: { sha256: 'b'.repeat(64) } }
  const services = withRecords([same], [other, same], [other], [{ ...same, declared: true }])
  expect(await countDecisions('churn', digest, services)).toEqual({ used: 2, reason: null })
})

test('a record that cannot be read leaves the count open', async () => {
  const count = await countDecisions('churn', digest, withRecords([], '{'))
  expect(count).toEqual({ used: null, reason: expect.stringContaining('The record c1 cannot be read') })
})
