import { describe, expect, it } from 'vitest'
import { planDeprecation } from '../../src/registry/deprecation-plan.ts'
import { id, makeGtoTag, makeTag, readTag } from './tags.ts'

const [one, two] = [id('a1'), id('b2')]
const tags = [
  makeTag('churn@v0.1.0', one, '2026-01-01T08:00:00Z'),
  makeTag('churn@v0.2.0', two, '2026-01-02T08:00:00Z', { parent: one }),
  makeTag('churn#production#2', two, '2026-01-02T08:00:00Z', { version: 'v0.2.0' }),
]
const names = tags.map(({ tag }) => tag)
const request = { model: 'churn', version: 'v0.1.0' }

describe('a deprecation', () => {
  it('is a tag beside the version, once', () => {
    expect(planDeprecation(tags, names, request)).toMatchObject({
      tag: 'churn@v0.1.0!',
      existing: null,
      version: { commit: one },
    })
    const there = makeTag('churn@v0.1.0!', one, '2026-02-01T00:00:00Z')
    expect(planDeprecation([...tags, there], [...names, there.tag], request).existing).toBe(there)
  })

  it("is known by GTO's counted form too, and made anew after GTO registered the version again", () => {
    const there = makeGtoTag('churn@v0.1.0!#3', one, '2026-02-01T00:00:00Z')
    expect(planDeprecation([...tags, there], [...names, there.tag], request)).toMatchObject({ existing: there })
    const simple = makeTag('churn@v0.1.0!', one, '2026-02-01T00:00:00Z')
    const again = makeGtoTag('churn@v0.1.0#4', one, '2026-03-01T00:00:00Z')
    const all = [...tags, simple, again]
    const allNames = all.map(({ tag }) => tag)
    expect(planDeprecation(all, allNames, request)).toMatchObject({ tag: 'churn@v0.1.0!#5', existing: null })
  })

  it('is refused for a version in place, whatever a plain pointer says', () => {
    const pointer = readTag({ tag: 'churn#production#9', commit: one, annotation: null })
    const all = [...tags, pointer]
    const allNames = all.map(({ tag }) => tag)
    expect(() => planDeprecation(all, allNames, { model: 'churn', version: 'v0.2.0' })).toThrow(/holds production/)
    expect(planDeprecation(all, allNames, request)).toMatchObject({ tag: 'churn@v0.1.0!' })
  })

  it('is refused for a version in place', () => {
    const inUse = { model: 'churn', version: 'v0.2.0' }
    expect(() => planDeprecation(tags, names, inUse)).toThrow(/churn@v0\.2\.0 holds production[\s\S]*registry unassign/)
  })
})
