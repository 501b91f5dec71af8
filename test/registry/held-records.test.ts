import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/core/faults.ts'
import { planUnassignment } from '../../src/registry/registration-plan.ts'
import { buildSnapshot } from '../../src/registry/snapshot.ts'
import { digest, id, makeGtoTag, makeTag, readTag } from './tags.ts'

const [one, two] = [id('a1'), id('b2')]
const bytes = (seed: string) => ({ modelDigest: { sha256: digest(seed) } })
const told = (seed: string) => `sha256:${digest(seed)}`
const first = [
  makeTag('churn@v0.1.0', one, '2026-01-01T08:00:00Z', bytes('11')),
  makeTag('churn#production#1', one, '2026-01-01T08:00:00Z', bytes('11')),
]
const version = makeTag('churn@v0.2.0', two, '2026-01-02T08:00:00Z', { parent: one, ...bytes('22') })
const move = makeTag('churn#production#2', two, '2026-01-02T08:00:00Z', { version: 'v0.2.0', ...bytes('22') })
const tags = [...first, version, move]

type Tags = Parameters<typeof buildSnapshot>[0]
const holdersOf = (some: Tags) =>
  buildSnapshot(some).versions.flatMap(({ version, stages }) => (stages.length > 0 ? [[version, ...stages]] : []))
const historyOf = (some: Tags) =>
  buildSnapshot(some).events.flatMap(({ stage, version, tag }) => (stage === null ? [] : [[tag, version]]))

describe('a second version tag on a record that a stage holds', () => {
  const plain = makeGtoTag('churn@v1.0.0', two, '2026-01-03T08:00:00Z')
  const forged = makeTag('churn@v1.0.0', two, '2026-01-03T08:00:00Z', bytes('99'))
  const earlier = makeTag('churn@v1.0.0', two, '2025-01-01T08:00:00Z', bytes('99'))

  it.each([
    ['without a record of its own', plain],
    ['with one that names another model', forged],
    ['that says it is older', earlier],
  ])('%s changes neither what the stage holds nor what history tells', (_, alias) => {
    for (const some of [
      [...tags, alias],
      [alias, ...tags],
    ]) {
      expect(holdersOf(some)).toEqual([['v0.2.0', 'production']])
      expect(historyOf(some)).toEqual(historyOf(tags))
    }
    expect(historyOf(tags)).toEqual([
      ['churn#production#1', 'v0.1.0'],
      ['churn#production#2', 'v0.2.0'],
    ])
  })

  it('is known by the digests of all tags on the record, that of the stage first', () => {
    expect(buildSnapshot([forged, ...tags]).heldDigests).toEqual({ 'churn#production': [told('22'), told('99')] })
    expect(buildSnapshot([plain, ...tags]).heldDigests).toEqual({ 'churn#production': [told('22')] })
  })

  it('counts for nothing where the stage tag is of another tool: the tag with a record does, then the oldest', () => {
    const gto = makeGtoTag('churn#production#2', two, '2026-01-02T08:00:00Z')
    expect(holdersOf([...first, plain, version, gto])).toEqual([['v0.2.0', 'production']])
    expect(holdersOf([...first, forged, version, gto])).toEqual([['v0.2.0', 'production']])
    const older = makeGtoTag('churn@v0.9.0', two, '2026-01-01T09:00:00Z')
    expect(holdersOf([...first, plain, older, gto])).toEqual([['v0.9.0', 'production']])
    expect(historyOf([...first, older, plain, gto]).at(-1)).toEqual(['churn#production#2', 'v0.9.0'])
  })

  it('keeps nothing in the stage that is emptied: the tags name the version that left', () => {
    const some = [plain, ...tags]
    const request = { model: 'churn', stage: 'production', expectedStageCommit: two }
    const plan = planUnassignment(
      some,
      some.map(({ tag }) => tag),
      request,
    )
    expect(plan.tags.map(({ version }) => version.tag)).toEqual(['churn@v0.1.0', 'churn@v0.2.0'])
  })
})

describe('a stage whose version has lost its tag', () => {
  const lost = [...first, move]
  const orphan = {
    model: 'churn',
    stage: 'production',
    commit: two,
    tag: 'churn#production#2',
    version: 'v0.2.0',
    modelDigest: told('22'),
    isReplaced: false,
  }

  it('is told of by what its own tag says', () => {
    const snapshot = buildSnapshot(lost)
    expect(snapshot.orphaned).toEqual([orphan])
    expect(snapshot.heldDigests).toEqual({ 'churn#production': [told('22')] })
    expect(holdersOf(lost)).toEqual([])
  })

  it.each([
    ['a plain pointer', readTag({ tag: 'churn@v0.2.0', commit: two, annotation: null })],
    ['one on another record', makeTag('churn@v0.2.0', id('e5'), '2026-01-02T08:00:00Z')],
  ])('is told of as well where a tag of that name is %s', (_, other) => {
    expect(buildSnapshot([...lost, other]).orphaned).toEqual([{ ...orphan, isReplaced: true }])
  })

  it('is told of by the name that a tag of a folder has', () => {
    const name = 'models/eu=churn'
    const held = makeTag(`${name}#production#1`, two, '2026-01-02T08:00:00Z', { version: 'v0.2.0' })
    const moved = makeTag(`${name}@v0.2.0`, id('e5'), '2026-01-02T08:00:00Z')
    expect(buildSnapshot([held, moved]).orphaned).toMatchObject([{ model: 'models/eu:churn', isReplaced: true }])
  })

  it('is without a name where a tag of another tool holds it', () => {
    const gto = makeGtoTag('churn#dev#1', id('e5'), '2026-01-03T08:00:00Z')
    expect(buildSnapshot([...tags, gto]).orphaned).toMatchObject([{ stage: 'dev', version: null, modelDigest: null }])
  })

  it.each([
    ['whose version is there', tags],
    ['that was emptied', [...lost, makeTag('churn#production!#3', two, '2026-01-03T08:00:00Z')]],
    ['that another version took', [...lost, makeTag('churn#production#3', one, '2026-01-03T08:00:00Z')]],
  ])('is none %s', (_, some) => expect(buildSnapshot(some).orphaned).toEqual([]))

  it('is told of as of a day on which it was held', () => {
    const later = [...lost, makeTag('churn#production#3', one, '2026-02-01T00:00:00Z')]
    expect(buildSnapshot(later, new Date('2026-01-15')).orphaned).toEqual([orphan])
  })

  it('is named where a rollback bars it', () => {
    const back = makeTag('churn#production#3', one, '2026-02-01T00:00:00Z', {
      event: 'rolledBack',
      barred: [told('22')],
      ...bytes('11'),
    })
    expect(historyOf([...lost, back]).slice(-2)).toEqual([
      ['churn#production#3', 'v0.1.0'],
      ['churn#production#3', 'v0.2.0'],
    ])
  })

  it('is not emptied without a tag that could say so', () => {
    const request = { model: 'churn', stage: 'production', expectedStageCommit: two }
    const plan = () =>
      planUnassignment(
        lost,
        lost.map(({ tag }) => tag),
        request,
      )
    expect(plan).toThrow(InputError)
    expect(plan).toThrow(/churn#production#2 stands on a record \(v0\.2\.0\) that no version tag names any more/)
  })
})
