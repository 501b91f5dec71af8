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
    ['churn#production', { kind: 'stage', model: 'churn', stage: 'production', number: null }],
    ['churn#production!', { kind: 'unassigned', model: 'churn', stage: 'production', number: null }],
    ['churn@v1.2.0#7', { kind: 'version', model: 'churn', version: 'v1.2.0', counter: 7 }],
    ['churn@v1.2.0!#3', { kind: 'deregistered', model: 'churn', version: 'v1.2.0', counter: 3 }],
    ['churn@deprecated', { kind: 'retired', model: 'churn' }],
    ['churn@deprecated#6', { kind: 'retired', model: 'churn', counter: 6 }],
    ['models/eu.1=churn@v1.2.0', { kind: 'version', model: 'models/eu.1:churn', version: 'v1.2.0' }],
    ['models=churn#production#4', { kind: 'stage', model: 'models:churn', stage: 'production', number: 4 }],
  ] as const)("%s is read as GTO's, and is the name of that", (tag, name) => {
    expect(parseTagName(tag)).toEqual(name)
    expect(formatTagName(name)).toBe(tag)
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
    'churn@created',
    'churn@v1.2#3',
    'a=b=churn@v1.0.0',
  ])('%s is no tag of a registry', (tag) => expect(parseTagName(tag)).toBeNull())

  it.each([
    '',
    'a b',
    'a.b',
    'a//b',
    '/a',
    'a/',
    'a@b',
    'a#b',
    '-a',
    'a_',
    'ä',
    'a:b:c',
    ':a',
    'a..b:c',
    '.a:b',
    'a/.b:c',
    'a.lock/b:c',
    '/a:b',
    `${'a'.repeat(101)}`,
  ])('a model cannot be called %j', (name) => expect(findNameFault('model', name)).toMatch(/model name/))

  it.each(['churn', 'a', 'fraud/card-eu_2', 'models/eu:churn', 'models.v2:churn'])('a model can be called %s', (name) =>
    expect(findNameFault('model', name)).toBeNull(),
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
