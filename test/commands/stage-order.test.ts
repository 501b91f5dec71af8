import { describe, expect, it } from 'vitest'
import { verifyOrder } from '../../src/commands/stage-order.ts'
import { buildSnapshot } from '../../src/registry/snapshot.ts'
import { formatTagMessage } from '../../src/registry/tag-message.ts'
import { annotate, digest, id, makeDetails, makeGtoTag, makeTag, readTag } from '../registry/tags.ts'

const [one, two] = [id('a1'), id('b2')]
const HOUR = 3_600_000
const tags = [
  makeTag('churn@v0.1.0', one, '2026-01-01T08:00:00Z', { modelDigest: { sha256: digest('11') } }),
  makeTag('churn@v0.2.0', two, '2026-01-02T08:00:00Z', { parent: one, modelDigest: { sha256: digest('22') } }),
  makeTag('churn#staging#1', one, '2026-01-01T08:00:00Z'),
  makeTag('churn#staging#2', two, '2026-01-02T08:00:00Z', { version: 'v0.2.0' }),
]
const lift = makeTag('churn#staging#3', two, '2026-01-02T20:00:00Z', {
  version: 'v0.2.0',
  event: 'lifted',
  lifted: [`sha256:${digest('11')}`],
})
const emptied = makeTag('churn#staging!#3', two, '2026-01-02T20:00:00Z', { version: 'v0.2.0' })

const order = (
  candidate: Partial<Parameters<typeof verifyOrder>[2]>,
  given: {
    readonly hold?: number
    readonly at?: string
    readonly more?: typeof tags
    readonly after?: string | null
  } = {},
) => {
  const stage = {
    name: 'production',
    after: given.after === undefined ? 'staging' : given.after,
    holdMs: given.hold ?? 0,
  }
  const snapshot = buildSnapshot([...tags, ...(given.more ?? [])])
  const at = new Date(given.at ?? '2026-01-03T08:00:00Z')
  return verifyOrder('churn', stage, { digest: null, commit: null, ...candidate }, snapshot, at)
}
const model = (seed: string) => `sha256:${digest(seed)}`
const verdicts = (checks: ReturnType<typeof order>) =>
  checks.map((check) => `${check.id.slice('evidence/stage/production/'.length)} ${check.verdict}`)

describe('a stage after another one', () => {
  it.each([
    ['the bytes that the other holds', { digest: model('22') }, {}, ['after pass']],
    ['its record', { commit: two }, {}, ['after pass']],
    ['other bytes', { digest: model('33'), commit: id('c3') }, {}, ['after fail']],
    ['bytes that were there before', { digest: model('11'), commit: one }, {}, ['after fail']],
    ['what nobody knows the digest of', {}, {}, ['after fail']],
    ['bytes of an emptied stage', { digest: model('22') }, { more: [emptied] }, ['after fail']],
    ['anything where no stage is named', { digest: model('33') }, { after: null }, []],
  ])('%s: %j', (_, candidate, given, expected) => expect(verdicts(order(candidate, given))).toEqual(expected))

  it('says what it holds instead', () => {
    const [check] = order({ digest: model('11') })
    expect(check).toMatchObject({ observed: 'staging holds v0.2.0', help: 'promote this model to staging first' })
  })

  it('names the bar and what lifts it, where the other would refuse the model', () => {
    const back = makeTag('churn#staging#3', one, '2026-01-02T20:00:00Z', {
      event: 'rolledBack',
      reason: 'wrong scores',
      barred: [model('22')],
    })
    const [check] = order({ digest: model('22') }, { more: [back] })
    expect(check).toMatchObject({
      observed: 'staging holds v0.1.0',
      help: `this model has to be in staging first, and is barred from staging of churn since 2026-01-02T20:00:00Z by octocat (churn#staging#3: wrong scores): promote another model; or, once the cause is known: modelgate registry lift churn --stage staging --digest ${model('22')} --reason TEXT`,
    })
    expect(order({ digest: model('33') }, { more: [back] })[0]!.help).toBe('promote this model to staging first')
  })
})

describe('a hold', () => {
  it.each([
    ['2026-01-03T07:59:59Z', 'fail', '23 h 59 min'],
    ['2026-01-03T08:00:00Z', 'pass', null],
    ['2026-01-01T00:00:00Z', 'fail', '0 s'],
  ])('of 24 h since 2026-01-02T08:00:00Z, at %s: %s', (at, verdict, observed) => {
    const [, check] = order({ digest: model('22') }, { hold: 24 * HOUR, at })
    expect(check).toMatchObject({ id: 'evidence/stage/production/hold', verdict, observed, expected: 'at least 24 h' })
    if (verdict === 'fail') expect(check!.help).toContain('promote it from 2026-01-03T08:00:00Z on')
  })

  it('goes on where a tag says more of the stage and moves nothing', () => {
    const checks = order({ digest: model('22') }, { hold: 24 * HOUR, more: [lift] })
    expect(verdicts(checks)).toEqual(['after pass', 'hold pass'])
  })

  it('is not looked at for what is not there', () => {
    expect(verdicts(order({ digest: model('33') }, { hold: HOUR }))).toEqual(['after fail', 'hold skip'])
  })
})

describe('a hold of bytes that the stage has under a second number', () => {
  const [three, four, lost] = [id('c3'), id('d4'), id('e5')]
  const version = (number: string, commit: string, seed: string) =>
    makeTag(`churn@v0.${number}.0`, commit, '2026-01-02T09:00:00Z', { modelDigest: { sha256: digest(seed) } })
  const move = (number: string, commit: string, hour: string, event: 'assigned' | 'rolledBack' = 'assigned') =>
    makeTag(`churn#staging#${number}`, commit, `2026-01-02T${hour}:00:00Z`, { event })
  const left = (number: string, commit: string, hour: string) =>
    makeTag(`churn#staging!#${number}`, commit, `2026-01-02T${hour}:00:00Z`)
  const [same, other] = [version('3', three, '22'), version('4', four, '44')]

  it.each([
    ['came anew', [same, move('3', three, '12')], '08'],
    ['came anew twice', [same, move('3', three, '12'), move('4', two, '13')], '08'],
    ['came anew by a slow clock', [same, move('3', three, '07')], '07'],
    ['came anew, and another model was barred or lifted', [same, move('3', three, '12'), lift], '08'],
    ['came anew after the stage was emptied', [same, left('3', two, '10'), move('4', three, '12')], '12'],
    ['came again after it was emptied, by a slow clock', [left('3', two, '10'), move('4', two, '09')], '09'],
    ['came anew, and a version that was gone left', [same, move('3', three, '12'), left('4', one, '13')], '08'],
    ['came back from other bytes', [other, move('3', four, '10'), move('4', two, '11', 'rolledBack')], '11'],
    ['came anew after other bytes', [same, other, move('3', four, '10'), move('4', three, '11')], '11'],
    ['came anew after a record without version', [same, move('3', lost, '10'), move('4', three, '11')], '11'],
    [
      'came anew after a version of which no digest is known',
      [same, makeGtoTag('churn@v0.4.0', four, '2026-01-02T09:00:00Z'), move('3', four, '10'), move('4', three, '11')],
      '11',
    ],
    [
      'came anew after a record of which tags tell different bytes',
      [same, other, version('5', four, '22'), move('3', four, '10'), move('4', three, '11')],
      '11',
    ],
  ])('%s', (_, more, hour) => {
    const since = Date.parse(`2026-01-02T${hour}:00:00Z`)
    const hold = (seconds: number) => {
      const at = new Date(since + seconds * 1000).toISOString()
      return verdicts(order({ digest: model('22') }, { hold: 48 * HOUR, at, more }))
    }
    const due = 48 * 3600
    expect(hold(due - 1)).toEqual(['after pass', 'hold fail'])
    expect(hold(due)).toEqual(['after pass', 'hold pass'])
  })

  it('of which neither is known begins with the last move of that record', () => {
    const unknown = [three, four].flatMap((commit, index) => [
      makeGtoTag(`churn@v0.${index + 3}.0`, commit, '2026-01-02T09:00:00Z'),
      move(`${index + 3}`, commit, `1${index}`),
    ])
    const [, check] = order({ commit: four }, { hold: 48 * HOUR, more: unknown })
    expect(check!.help).toContain('it has been there since 2026-01-02T11:00:00Z')
  })
})

describe("a hold where a stage tag is a reference to another tag's object", () => {
  const borrow = (tag: string, from: string, commit: string, more: Parameters<typeof makeDetails>[2] = {}) => {
    const message = formatTagMessage('A sentence.', makeDetails(from, commit, more))
    return readTag({ tag, commit, annotation: annotate(from, '2026-01-03T08:00:00Z', message) })
  }
  const three = id('c3')
  const third = makeTag('churn@v0.3.0', three, '2026-01-03T08:00:00Z', { modelDigest: { sha256: digest('33') } })

  it.each([
    ['of a version', borrow('churn#staging#3', 'churn@v0.3.0', three)],
    [
      'of another stage that lifts a bar',
      borrow('churn#staging#3', 'churn#shadow#1', three, { event: 'lifted', lifted: [model('11')] }),
    ],
  ])('%s: it counts from that move and not from an older one of another version', (_, moved) => {
    const given = { hold: 24 * HOUR, more: [third, moved], at: '2026-01-04T07:59:59Z' }
    const [after, hold] = order({ digest: model('33') }, given)
    expect(after).toMatchObject({ verdict: 'pass' })
    expect(hold).toMatchObject({ verdict: 'fail', observed: '23 h 59 min' })
    expect(hold!.help).toContain('it has been there since 2026-01-03T08:00:00Z')
  })
})
