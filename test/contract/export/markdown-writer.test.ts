import { marked } from 'marked'
import { describe, expect, it } from 'vitest'
import {
  makeContract,
  makeLibraryRule,
  makeObject,
  makeProperty,
  NO_ARGUMENTS,
} from '../../../src/contract/contract-parts.ts'
import { writeMarkdown } from '../../../src/contract/export/markdown-writer.ts'

const place = { file: 'c.yaml', line: 1 }
const property = makeProperty('plan', place, {
  logicalType: 'string',
  required: place,
  description: 'What they pay for',
  rules: [
    makeLibraryRule('invalidValues', place, { arguments: { ...NO_ARGUMENTS, validValues: ['a|b', 'c'] } }),
    makeLibraryRule('nullValues', place, {
      severity: 'warning',
      comparison: { operator: 'mustBeLessThan', operand: 5 },
      unit: 'percent',
    }),
  ],
})
const contract = (name: string, column = property) =>
  makeContract('c.yaml', 'ODCS v3.1.0', {
    name,
    version: '1.0.0',
    objects: [
      makeObject(name, place, {
        properties: [
          column,
          makeProperty('tags', place, {
            logicalType: 'array',
            items: makeProperty('x', place, { logicalType: 'integer' }),
          }),
        ],
        rules: [
          makeLibraryRule('rowCount', place, {
            name: 'enough',
            comparison: { operator: 'mustBeGreaterThan', operand: 10 },
          }),
        ],
      }),
    ],
    serviceLevels: [
      {
        id: null,
        property: 'freshness',
        value: '1',
        valueExt: null,
        unit: 'd',
        element: 'customers.seen',
        description: null,
        place,
      },
    ],
    servers: [{ name: 'lake', type: 's3', description: null, settings: { location: 's3://b/*.parquet' }, place }],
  })

describe('a contract as a page', () => {
  it('shows columns with what must hold of them, rules, promises and places', () => {
    expect(writeMarkdown(contract('customers')).text).toBe(
      [
        '# customers',
        '',
        'version 1.0.0 · ODCS v3.1.0',
        '',
        '## customers',
        '',
        '| column | type | must | meaning |',
        '|---|---|---|---|',
        '| `plan` | string | never empty; one of `a\\|b`, `c`; nullValues less than 5 percent (warning) | What they pay for |',
        '| `tags` | array |  |  |',
        '| `tags[]` | integer |  |  |',
        '',
        'Rules of the whole table:',
        '',
        '- enough: rowCount more than 10 rows',
        '',
        '## Promises',
        '',
        '- **freshness**: 1 d of `customers.seen`',
        '',
        '## Where the data is',
        '',
        '- **lake** (s3): `s3://b/*.parquet`',
        '',
      ].join('\n'),
    )
  })

  it.each([
    '<script>alert(1)</script>',
    '![x](http://x/y.png)',
    '[a](javascript:alert(1))',
    '@team #1',
    '`a` | b',
    '"><img src=x>',
  ])('shows %j as the text that it is', async (hostile) => {
    const column = makeProperty(hostile, place, { description: hostile, allowed: { values: [hostile], place } })
    const html = await marked.parse(writeMarkdown(contract(hostile, column)).text)
    expect(html).not.toMatch(/<(script|img|a)\b/i)
  })
})
