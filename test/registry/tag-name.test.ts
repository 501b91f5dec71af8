import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findNameFault, formatTagName, parseTagName } from '../../src/registry/tag-name.ts'

describe('tag names', () => {
  it.each([
    ['churn@v1.2.0', { kind: 'version', model: 'churn', version: 'v1.2.0' }],
    ['fraud/card-eu_2@v0.1.0-rc.1', { kind: 'version', model: 'fraud/card-eu_2', version: 'v0.1.0-rc.1' }],
    ['churn#production#4', { kind: 'stage', model: 'churn', stage: 'production', number: 4 }],
    ['churn#production!#5', { kind: 'unassigned', model: 'churn', stage: 'production', number: 5 }],
    ['churn@v1.2.0!', { kind: 'deregistered', model: 'churn', version: 'v1.2.0' }],
    ['a/b#prod/eu#12', { kind: 'stage', model: 'a/b', stage: 'prod/eu', number: 12 }],
  ] as const)('%s is read and written back', (tag, name) => {
    expect(parseTagName(tag)).toEqual(name)
    expect(formatTagName(name)).toBe(tag)
  })

  it.each([
    ['churn@v1.2.0!#3', null, 3],
    ['churn#production', 'production', null],
    ['churn#production!', 'production', null],
    ['churn@deprecated', null, null],
    ['churn@deprecated#6', null, 6],
    ['churn@v1.2.0#7', null, 7],
  ])("%s is known as GTO's and not acted on", (tag, stage, number) => {
    expect(parseTagName(tag)).toEqual({ kind: 'foreign', model: 'churn', stage, number })
  })

  it.each([
    'v1.2.0',
    '@scope/pkg@1.0.0',
    'pkg@1.0.0',
    'churn',
    'churn@v1.2',
    '-churn@v1.0.0',
    'chürn@v1.0.0',
    'churn#production#x',
    '#production#1',
  ])('%s is no tag of a registry', (tag) => expect(parseTagName(tag)).toBeNull())

  it.each(['', 'a b', 'a.b', 'a//b', '/a', 'a/', 'a@b', 'a#b', '-a', 'a_', 'ä', `${'a'.repeat(101)}`])(
    'a model cannot be called %j',
    (name) => expect(findNameFault('model', name)).toMatch(/model name/),
  )

  it('of every name that is let through come back as they went', () => {
    const name = fc
      .stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9_/-]{0,20}[a-zA-Z0-9])?$/)
      .filter((text) => !text.includes('//'))
    fc.assert(
      fc.property(name, name, fc.integer({ min: 1, max: 99999 }), (model, stage, number) => {
        expect(findNameFault('model', model)).toBeNull()
        const tag = { kind: 'stage', model, stage, number } as const
        expect(parseTagName(formatTagName(tag))).toEqual(tag)
      }),
      { seed: 1 },
    )
  })
})
