import { describe, expect, it } from 'vitest'
import { verifyOrder } from '../../src/commands/stage-order.ts'
import { buildSnapshot } from '../../src/registry/snapshot.ts'
import { digest, id, makeTag } from '../registry/tags.ts'

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
