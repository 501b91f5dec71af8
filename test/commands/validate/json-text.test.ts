import { expect, test } from 'vitest'
import { makeFolder } from '../../support/temporary-folder.ts'
import { validateFiles } from '../../support/validate.ts'

const contractOf = (type: string) => `apiVersion: v3.1.0
kind: DataContract
schema:
- name: people
  properties:
  - name: name
    ${type}required: true
    unique: true
    quality:
    - {metric: invalidValues, arguments: {validValues: [Ann, Bobby, '12']}, mustBe: 0}
    logicalTypeOptions: {minLength: 3, pattern: '^[A-Z]'}
`
const ROWS = '{"name":"Ann"}\n{"name":12}\n{"name":true}\n{"name":"Bo"}\n{"name":"Bobby"}\n{"name":null}\n{"name":12}\n'

async function countFailing(type: string): Promise<Readonly<Record<string, number>>> {
  const folder = makeFolder({ 'c.yaml': contractOf(type), 'people.jsonl': ROWS })
  const { result } = await validateFiles(folder, { data: 'people.jsonl', contract: 'c.yaml' })
  const counted = result.checks.filter(({ id }) => id.startsWith('contract/people/name/'))
  return Object.fromEntries(
    counted.map(({ id, statistics }) => [id.split('/').at(-1)!, (statistics as { failing: number }).failing]),
  )
}

test('a JSON value that is no text breaks the type of a string, and nothing else', async () => {
  expect(await countFailing('logicalType: string\n    ')).toMatchObject({
    type: 3,
    required: 1,
    unique: 1,
    minLength: 1,
    pattern: 0,
    invalidValues: 2,
  })
})
