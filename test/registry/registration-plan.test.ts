import { describe, expect, it } from 'vitest'
import { InputError, RaceLostError } from '../../src/core/faults.ts'
import {
  planAssignment,
  planRegistration,
  planUnassignment,
  type RegistrationRequest,
} from '../../src/registry/registration-plan.ts'
import { annotate, digest, id, makeTag, objectId, readTag } from './tags.ts'

const [one, two] = [id('a1'), id('b2')]
const tags = [
  makeTag('churn@v0.1.0', one, '2026-01-01T08:00:00Z'),
  makeTag('churn#production#1', one, '2026-01-01T08:00:00Z'),
  makeTag('churn@v0.2.0', two, '2026-01-02T08:00:00Z', { parent: one, modelDigest: { sha256: digest('22') } }),
  makeTag('churn#production#2', two, '2026-01-02T08:00:00Z', { version: 'v0.2.0' }),
  makeTag('fraud@v7.0.0', id('f7'), '2026-01-03T08:00:00Z'),
]
const names = tags.map(({ tag }) => tag)
const request: RegistrationRequest = {
  model: 'churn',
  version: null,
  bump: 'minor',
  stage: 'production',
  expectedStageCommit: two,
  modelDigest: null,
}
const plan = (more: Partial<RegistrationRequest>, others: readonly string[] = []) =>
  planRegistration(tags, [...names, ...others], { ...request, ...more })

describe('a registration', () => {
  it('takes the next number, follows the last record and names the stage tag before', () => {
    expect(plan({})).toEqual({
      version: 'v0.3.0',
      tag: 'churn@v0.3.0',
      previous: two,
      stage: { stage: 'production', tag: 'churn#production#3', number: 3, previous: objectId('churn#production#2') },
    })
  })

  it('begins at v0.1.0 and stage tag 1, following nothing', () => {
    const first = planRegistration([], [], { ...request, model: 'new', expectedStageCommit: null })
    expect(first).toEqual({
      version: 'v0.1.0',
      tag: 'new@v0.1.0',
      previous: null,
      stage: { stage: 'production', tag: 'new#production#1', number: 1, previous: null },
    })
  })

  it('follows the record that no other follows, whatever its number', () => {
    const patched = makeTag('churn@v0.1.1', id('d4'), '2026-01-04T08:00:00Z', { parent: two })
    expect(planRegistration([...tags, patched], names, request)).toMatchObject({
      version: 'v0.3.0',
      previous: id('d4'),
    })
  })

  it('is refused where the wanted version is there, also as a tag of another make', () => {
    expect(() => plan({ version: 'v0.2.0' })).toThrow(/v0\.2\.0 of churn exists already.*churn@v0\.2\.0/)
    expect(() => plan({ version: 'v9.0.0' }, ['churn@v9.0.0'])).toThrow(InputError)
  })

  it("steps over numbers that GTO's tags took", () => {
    expect(plan({}, ['churn#production!#8']).stage).toMatchObject({ number: 9, tag: 'churn#production#9' })
  })

  it.each([
    [one, /production of churn moved since the comparison: v0\.2\.0 took it by octocat \(churn#production#2/],
    [null, /v0\.2\.0 took it/],
  ])('loses the race where the stage no longer holds %s, and names the winner', (expectedStageCommit, message) => {
    expect(() => plan({ expectedStageCommit })).toThrow(RaceLostError)
    expect(() => plan({ expectedStageCommit })).toThrow(message)
    expect(() => plan({ expectedStageCommit })).toThrow(/compare again/)
  })

  it('tells every name that cannot be in a tag at once', () => {
    const bad = () => plan({ model: 'a b', stage: 'x#y', version: '1.0' })
    expect(bad).toThrow(/"a b"[\s\S]*"x#y"[\s\S]*"1.0" is no version/)
  })

  it('is refused for a model that is barred from the stage', () => {
    const bar = makeTag('churn#production#3', one, '2026-02-01T00:00:00Z', {
      event: 'rolledBack',
      barred: [`sha256:${digest('22')}`],
    })
    const again = { ...request, expectedStageCommit: one, modelDigest: `sha256:${digest('22')}` }
    expect(() => planRegistration([...tags, bar], names, again)).toThrow(/barred from production/)
    expect(planRegistration([...tags, bar], names, { ...again, stage: null }).version).toBe('v0.3.0')
  })
})

describe('an assignment', () => {
  const move = { model: 'churn', version: 'v0.1.0', stage: 'production', expectedStageCommit: two }

  it('stands on the version of old', () => {
    const { stage, existing, version } = planAssignment(tags, names, move)
    expect([version.commit, stage.tag, stage.previous, existing]).toEqual([
      one,
      'churn#production#3',
      objectId('churn#production#2'),
      null,
    ])
  })

  it('changes nothing where the stage holds the version already', () => {
    const again = planAssignment(tags, names, { ...move, version: 'v0.2.0', expectedStageCommit: one })
    expect(again.existing?.tag).toBe('churn#production#2')
  })

  it('is written once more where there is more to say of the version in place', () => {
    const again = { ...move, version: 'v0.2.0', isAgain: true }
    expect(planAssignment(tags, names, again)).toMatchObject({ existing: null, stage: { tag: 'churn#production#3' } })
    const late = { ...again, expectedStageCommit: one }
    expect(() => planAssignment(tags, names, late)).toThrow(RaceLostError)
  })

  it('finds an emptied stage empty, and goes on with its numbers', () => {
    const emptied = [...tags, makeTag('churn#production!#3', two, '2026-02-01T00:00:00Z', { version: 'v0.2.0' })]
    const all = emptied.map(({ tag }) => tag)
    expect(planAssignment(emptied, all, { ...move, version: 'v0.2.0', expectedStageCommit: null })).toMatchObject({
      existing: null,
      stage: { tag: 'churn#production#4', previous: objectId('churn#production!#3') },
    })
    expect(() => planAssignment(emptied, all, move)).toThrow(/holds no version/)
  })

  it('is by the annotated tags: a plain pointer moves no stage, and only its number is taken', () => {
    const pointer = readTag({ tag: 'churn#production#9', commit: one, annotation: null })
    const empty = readTag({ tag: 'churn#shadow#1', commit: two, annotation: null })
    const emptied = readTag({ tag: 'churn#production!#10', commit: two, annotation: null })
    const all = [...tags, pointer, empty, emptied]
    const allNames = all.map(({ tag }) => tag)
    expect(planAssignment(all, allNames, move)).toMatchObject({ existing: null, stage: { number: 11 } })
    const shadow = { ...move, version: 'v0.2.0', stage: 'shadow', expectedStageCommit: null }
    expect(planAssignment(all, allNames, shadow)).toMatchObject({ existing: null, stage: { tag: 'churn#shadow#2' } })
    const end = { model: 'churn', stage: 'production', expectedStageCommit: two }
    expect(planUnassignment(all, allNames, end).tags.map(({ version }) => version.tag)).toEqual([
      'churn@v0.1.0',
      'churn@v0.2.0',
    ])
  })

  it('is refused for a version that is not there, with those that are', () => {
    expect(() => planAssignment(tags, names, { ...move, version: 'v0.9.0' })).toThrow(
      /no version v0\.9\.0[\s\S]*v0\.2\.0, v0\.1\.0/,
    )
  })

  it('is refused for a version without a record', () => {
    const annotation = annotate('churn@v1.0.0', '2026-01-01T00:00:00Z', 'Registering artifact churn')
    const foreign = readTag({ tag: 'churn@v1.0.0', commit: id('8'), annotation })
    expect(() => planAssignment([...tags, foreign], names, { ...move, version: 'v1.0.0' })).toThrow(
      /has no record to go by/,
    )
  })
})

describe('the end of an assignment', () => {
  const end = { model: 'churn', stage: 'production', expectedStageCommit: two }
  const listed = (plan: ReturnType<typeof planUnassignment>) =>
    plan.tags.map(({ version, plan: { tag, previous } }) => [version.tag, tag, previous])

  it('takes every version that was not taken away yet, the one in place last', () => {
    expect(listed(planUnassignment(tags, names, end))).toEqual([
      ['churn@v0.1.0', 'churn#production!#3', objectId('churn#production#2')],
      ['churn@v0.2.0', 'churn#production!#4', null],
    ])
    const before = makeTag('churn#production!#3', one, '2026-02-01T00:00:00Z')
    expect(listed(planUnassignment([...tags, before], [...names, before.tag], end))).toEqual([
      ['churn@v0.2.0', 'churn#production!#4', objectId('churn#production!#3')],
    ])
  })

  it('is a race lost where another version is in place', () => {
    expect(() => planUnassignment(tags, names, { ...end, expectedStageCommit: one })).toThrow(RaceLostError)
  })

  it('is refused for a version of another tool', () => {
    const foreign = (tag: string) =>
      readTag({ tag, commit: id('8'), annotation: annotate(tag, '2026-01-01T00:00:00Z', 'Assigning stage') })
    const some = [foreign('churn@v1.0.0'), foreign('churn#production#1')]
    const all = some.map(({ tag }) => tag)
    expect(() => planUnassignment(some, all, { ...end, expectedStageCommit: id('8') })).toThrow(
      /churn@v1\.0\.0 has no record/,
    )
  })
})
