import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import { renderYaml } from '../../../src/yaml/yaml-text.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { validateIn } from '../../support/validate.ts'

/** Stands in a file beside the workspace, which no contract, no name and no cell may lead to. */
const CANARY = 'CANARY-7f3a'
const WAY_OUT = '../canary/secret.csv'

const anyCell = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '1',
    '-2.5',
    '1,5',
    '007',
    '1e400',
    'NaN',
    'NULL',
    'true',
    '2026-02-30',
    '10:00',
    '[1,',
    '{"a":1}',
  ),
  fc.constantFrom(WAY_OUT, `read_csv('${WAY_OUT}')`, "'; COPY t TO 'out.csv'; --", '\u001b[31m', '😀', 'a\r\nb'),
  fc.string({ maxLength: 8, unit: 'grapheme' }),
)
const anyName = fc.oneof(
  fc.constantFrom('id', 'a b', 'say "hi"', "it's", '😀', '; DROP TABLE t', 'select', '__proto__', 'constructor', '%/='),
  fc.constantFrom(WAY_OUT, `read_csv('${WAY_OUT}')`, "\"; ATTACH 'x.db'; --", '::error::x', '\u001b[31m', 'a\nb'),
  fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }),
)
const anyPattern = fc.constantFrom(
  '^a+$',
  '(a+)+$',
  '(',
  '(?=x)',
  '\\',
  `${'(|)'.repeat(40)}x`,
  '[[:alpha:]]',
  "'",
  '\\pN',
)
const anyQuery = fc.oneof(
  fc.constantFrom(
    'SELECT count(*) FROM {object}',
    'WITH x AS (SELECT {property} AS p FROM {object}) SELECT max(p) FROM x',
    `SELECT count(*) FROM '${WAY_OUT}'`,
    `SELECT content FROM read_text('${WAY_OUT}')`,
    `COPY {object} TO '../canary/out.csv'`,
    `SELECT 1; ATTACH '../canary/x.db'`,
    "SELECT getenv('HOME')",
    'PRAGMA enable_profiling',
  ),
  anyCell.map((text) => `SELECT ${text}`),
)
const comparison = fc.oneof(
  fc.record({ mustBe: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ mustBeLessThan: fc.integer(), unit: fc.constantFrom('rows', 'percent', 'miles') }),
  fc.record({ mustBeBetween: fc.constantFrom([0, 5], [-1, 1e300]) }),
)
const anyRule = fc
  .tuple(
    fc.oneof(
      fc.record({ type: fc.constant('sql'), query: anyQuery }),
      fc.record({
        metric: fc.constantFrom('nullValues', 'missingValues', 'invalidValues', 'duplicateValues', 'rowCount'),
        arguments: fc.record(
          {
            validValues: fc.array(anyCell, { maxLength: 2 }),
            missingValues: fc.array(anyCell, { maxLength: 2 }),
            pattern: anyPattern,
          },
          { requiredKeys: [] },
        ),
      }),
      fc.record({
        type: fc.constant('custom'),
        engine: fc.constantFrom('soda', 'greatExpectations', 'x'),
        implementation: anyCell,
      }),
    ),
    comparison,
  )
  .map(([rule, operator]) => ({ ...rule, ...operator }))
const anyType = fc.oneof(
  fc.record({
    logicalType: fc.constant('string'),
    logicalTypeOptions: fc.record({ pattern: anyPattern, minLength: fc.nat(), format: anyCell }, { requiredKeys: [] }),
  }),
  fc.record({
    logicalType: fc.constantFrom('integer', 'number'),
    logicalTypeOptions: fc.record({ minimum: fc.integer(), multipleOf: fc.constantFrom(1, 3) }, { requiredKeys: [] }),
  }),
  fc.record({
    logicalType: fc.constantFrom('date', 'timestamp', 'time'),
    logicalTypeOptions: fc.record(
      { format: fc.constantFrom('yyyy-MM-dd', 'HH:mm', "''", 'QQQ') },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ logicalType: fc.constantFrom('boolean', 'object', 'array') }),
)
const anyColumn = fc
  .tuple(
    anyType,
    fc.record(
      {
        physicalType: anyCell,
        required: fc.boolean(),
        unique: fc.boolean(),
        primaryKey: fc.boolean(),
        classification: fc.constantFrom('public', 'confidential'),
        quality: fc.array(anyRule, { maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([type, rest]) => ({ ...type, ...rest }))
const names = fc.uniqueArray(anyName, { minLength: 1, maxLength: 3, selector: (name) => name.toLowerCase() })
const cells = fc.array(fc.array(anyCell, { minLength: 3, maxLength: 3 }), { maxLength: 5 })
const rules = fc.array(anyRule, { maxLength: 2 })

interface Case {
  readonly names: readonly string[]
  readonly cells: readonly (readonly string[])[]
  readonly schema: unknown
  readonly servers?: unknown
  readonly isJson: boolean
}

const quote = (text: string) => `"${text.replaceAll('"', '""')}"`

/** What comes of it; fails where that is neither a result nor an error for users, or a file beside has been touched. */
async function judge({ names: header, cells: rows, schema, servers, isJson }: Case): Promise<'result' | 'error'> {
  const csv = [header, ...rows].map((row) => header.map((_, at) => quote(row[at]!)).join(',')).join('\n')
  const json = rows.map((row) => JSON.stringify(Object.fromEntries(header.map((name, at) => [name, row[at]]))))
  const head = { apiVersion: 'v3.1.0', kind: 'DataContract', id: 'c', version: '1.0.0', status: 'active' }
  const files = {
    'work/c.yaml': renderYaml({ ...head, servers, schema }),
    'work/t.csv': csv,
    'work/t.jsonl': json.join('\n'),
  }
  const folder = makeFolder({ ...files, 'canary/secret.csv': `${header.map(quote).join(',')}\n${CANARY}\n` })
  const flags = { contract: 'c.yaml', ...(servers === undefined ? { data: isJson ? 't.jsonl' : 't.csv' } : {}) }
  const answer = await validateIn(join(folder, 'work'), flags).catch((error: unknown) => error)
  if (answer instanceof Error && !(answer instanceof InputError)) throw answer
  expect(answer instanceof Error ? answer.message : JSON.stringify(answer)).not.toContain(CANARY)
  expect(readdirSync(folder, { recursive: true }).toSorted()).toEqual(
    ['canary', 'canary/secret.csv', 'work', ...Object.keys(files)].toSorted(),
  )
  for (const [name, content] of Object.entries(files)) expect(readFileSync(join(folder, name), 'utf8')).toBe(content)
  return answer instanceof Error ? 'error' : 'result'
}

describe('validate leaves other files alone', () => {
  it('and gives a result or says what is wrong, whatever cells, names, patterns and queries are', async () => {
    const made = fc.record({
      names,
      cells,
      columns: fc.array(anyColumn, { minLength: 3, maxLength: 3 }),
      rules,
      isJson: fc.boolean(),
    })
    const answers: string[] = []
    await fc.assert(
      fc.asyncProperty(made, async ({ columns, rules: quality, ...data }) => {
        const properties = data.names.map((name, at) => ({ name, ...columns[at]! }))
        answers.push(await judge({ ...data, schema: [{ name: 't', properties, quality }] }))
      }),
      { numRuns: 25 },
    )
    // a header or an option that is refused costs a run; most are to be judged
    expect(answers.filter((answer) => answer === 'result').length).toBeGreaterThan(answers.length / 3)
  }, 60_000)

  it('and gives a result or says what is wrong, whatever stands in a contract', async () => {
    const schema = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.array(fc.record({ name: anyName, properties: fc.jsonValue({ maxDepth: 3 }), quality: fc.jsonValue() }), {
        maxLength: 2,
      }),
      fc.array(
        fc.record({
          name: anyName,
          properties: fc.array(
            fc.dictionary(
              fc.constantFrom('name', 'logicalType', 'quality', 'items', 'relationships', 'logicalTypeOptions'),
              fc.jsonValue(),
              { noNullPrototype: true },
            ),
            { maxLength: 2 },
          ),
        }),
        { maxLength: 2 },
      ),
    )
    const made = fc.record({ names, cells, schema, isJson: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(made, async (one) => {
        await judge(one)
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  it.each([WAY_OUT, '../canary/*.csv', '/etc/passwd', '{model}/../../canary/secret.csv', 'file:///etc/passwd'])(
    'where a contract says that its data is at %s',
    async (path) => {
      const schema = [{ name: 't', properties: [{ name: 'id', logicalType: 'string' }] }]
      const servers = [{ server: 's', type: 'local', path, format: 'csv' }]
      expect(await judge({ names: ['id'], cells: [], schema, servers, isJson: false })).toBe('error')
    },
  )
})
