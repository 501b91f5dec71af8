import { describe, expect, it } from 'vitest'
import { makeLookup } from '../../src/core/lookup.ts'
import { makeFolder } from '../support/temporary-folder.ts'
import { validateIn } from '../support/validate.ts'

const WORDS = ['constructor', 'valueOf', 'toString', '__proto__', 'hasOwnProperty']

describe('a table of words', () => {
  it.each(WORDS)('has no entry %s of its own', (word) => {
    expect(makeLookup({ a: 1 })[word]).toBeUndefined()
  })

  it('makes such words in a contract inconclusive, not a crash', async () => {
    const contract = `apiVersion: v3.1.0
kind: DataContract
id: words
version: 1.0.0
status: active
schema:
  - name: t
    properties:
${WORDS.map((word) => `      - {name: c_${word}, logicalType: string, logicalTypeOptions: {format: ${word}}}`).join('\n')}
      - {name: n, logicalType: integer, logicalTypeOptions: {format: valueOf}}
slaProperties:
${WORDS.map((word) => `  - {property: ${word}, value: 1, unit: ${word}}`).join('\n')}
`
    const header = [...WORDS.map((word) => `c_${word}`), 'n'].join(',')
    const folder = makeFolder({ 'c.yaml': contract, 't.csv': `${header}\na,b,c,d,e,1\n` })
    const { results } = await validateIn(folder, { contract: 'c.yaml', data: 't.csv' })
    const odd = results[0]!.checks.filter(({ id }) => /format|sla-/.test(id))
    expect(odd.length).toBe(2 * WORDS.length + 1)
    expect(new Set(odd.map(({ verdict }) => verdict))).toEqual(new Set(['inconclusive']))
  })
})
