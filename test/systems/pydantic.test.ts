import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  makeContract,
  makeLibraryRule,
  makeObject,
  makeProperty,
  NO_ARGUMENTS,
} from '../../src/contract/contract-parts.ts'
import { writePydantic } from '../../src/contract/export/pydantic-writer.ts'
import { ensurePythonTool } from '../support/python-tools.ts'
import { makeFolder } from '../support/temporary-folder.ts'

const place = { file: 'c.yaml', line: 1 }
const option = (name: string, text: string) => ({ name, text, place })
const CONTRACT = makeContract('c.yaml', 'ODCS v3.1.0', {
  name: 'Customers "of" the \\ shop',
  version: '1.2.0',
  objects: [
    makeObject('customers', place, {
      description: 'One row per customer """ ',
      properties: [
        makeProperty('id', place, {
          logicalType: 'integer',
          primaryKey: place,
          options: [option('minimum', '1'), option('format', 'i32')],
        }),
        makeProperty('Total Charges', place, {
          logicalType: 'number',
          description: 'in € 💶',
          options: [option('maximum', '10.5')],
        }),
        makeProperty('class', place, { logicalType: 'string', allowed: { values: ['a"b', 'ü\n'], place } }),
        makeProperty('email', place, {
          logicalType: 'string',
          required: place,
          options: [option('format', 'email')],
        }),
        makeProperty('signup', place, { logicalType: 'date', options: [option('exclusiveMinimum', '2020-01-01')] }),
        makeProperty('seen', place, { logicalType: 'timestamp', options: [option('maximum', '2026-01-31T10:00:00')] }),
        makeProperty('level', place, {
          logicalType: 'integer',
          allowed: { values: ['1', '2'], place },
          isDeprecated: true,
        }),
        makeProperty('tags', place, {
          logicalType: 'array',
          options: [option('maxItems', '2')],
          items: makeProperty('items', place, {
            logicalType: 'string',
            required: place,
            options: [option('minLength', '2')],
          }),
        }),
        makeProperty('home', place, {
          logicalType: 'object',
          properties: [
            makeProperty('zip', place, {
              logicalType: 'string',
              required: place,
              options: [option('pattern', '^\\d{5}$')],
            }),
          ],
        }),
        makeProperty('rates', place, {
          logicalType: 'map',
          map: { key: null, value: makeProperty('value', place, { logicalType: 'number', required: place }) },
        }),
        makeProperty('code', place, {
          logicalType: 'string',
          rules: [makeLibraryRule('invalidValues', place, { arguments: { ...NO_ARGUMENTS, pattern: '^x' } })],
        }),
      ],
    }),
  ],
})

const GOOD = { id: 7, email: 'x@example.org' }
const ROWS: readonly (readonly [unknown, boolean])[] = [
  [GOOD, true],
  [{ ...GOOD, id: 0 }, false],
  [{ ...GOOD, id: 2147483648 }, false],
  [{ ...GOOD, id: null }, false],
  [{ id: 7 }, false],
  [{ ...GOOD, 'Total Charges': 10.5 }, true],
  [{ ...GOOD, 'Total Charges': 10.6 }, false],
  [{ ...GOOD, class: 'a"b' }, true],
  [{ ...GOOD, class: 'ü\n' }, true],
  [{ ...GOOD, class: 'c' }, false],
  [{ ...GOOD, class: null }, true],
  [{ ...GOOD, email: 'no' }, false],
  [{ ...GOOD, email: 'a@example.org' }, true],
  [{ ...GOOD, signup: '2020-01-02' }, true],
  [{ ...GOOD, signup: '2020-01-01' }, false],
  [{ ...GOOD, seen: '2026-01-31T10:00:01' }, false],
  [{ ...GOOD, level: 2 }, true],
  [{ ...GOOD, level: 3 }, false],
  [{ ...GOOD, tags: ['ab', 'cd'] }, true],
  [{ ...GOOD, tags: ['ab', 'c'] }, false],
  [{ ...GOOD, tags: ['ab', 'cd', 'ef'] }, false],
  [{ ...GOOD, home: { zip: '12345' } }, true],
  [{ ...GOOD, home: { zip: '1234' } }, false],
  [{ ...GOOD, home: {} }, false],
  [{ ...GOOD, rates: { a: 1.5 } }, true],
  [{ ...GOOD, rates: { a: null } }, false],
  [{ ...GOOD, code: 'xy' }, true],
  [{ ...GOOD, code: 'yx' }, false],
  [{ ...GOOD, more: 1 }, false],
]

const JUDGE = `
import json, sys
from pydantic import ValidationError
from rows import Customers
for row in json.load(sys.stdin):
    try:
        Customers.model_validate(row)
        print(1)
    except ValidationError:
        print(0)
`

describe('a contract as pydantic models', () => {
  it('takes and refuses the rows that the contract takes and refuses', async () => {
    const programs = await ensurePythonTool({ name: 'pydantic', requirements: ['pydantic==2.14.3'] })
    const cwd = makeFolder({ 'rows.py': writePydantic(CONTRACT).text, 'judge.py': JUDGE })
    const input = JSON.stringify(ROWS.map(([row]) => row))
    const output = execFileSync(join(programs, 'python'), ['judge.py'], { cwd, input, encoding: 'utf8' })
    const verdicts = output.trim().split('\n')
    expect(ROWS.map(([row], index) => [row, verdicts[index] === '1'])).toEqual(ROWS)
  }, 300_000)
})
