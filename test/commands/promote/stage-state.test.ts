import { expect, it } from 'vitest'
import { verifyNotReplayed } from '../../../src/commands/promote/stage-state.ts'
import { buildSnapshot } from '../../../src/registry/snapshot.ts'
import { id, makeTag } from '../../registry/tags.ts'

const [one, two] = [id('a1'), id('b2')]
const first = [
  makeTag('churn@v0.1.0', one, '2026-01-01T08:00:00Z'),
  makeTag('churn#staging#1', one, '2026-01-01T08:00:00Z'),
]
const second = [
  ...first,
  makeTag('churn@v0.2.0', two, '2026-01-02T08:00:00Z', { parent: one }),
  makeTag('churn#staging#2', two, '2026-01-02T08:00:00Z', { version: 'v0.2.0' }),
]
const back = makeTag('churn#staging#3', one, '2026-01-03T08:00:00Z', { event: 'rolledBack' })

it.each([
  ['holds the stage', first, 'v0.1.0 is in staging now, and came there by this evidence (churn#staging#1): '],
  [
    'holds it again',
    [...second, back],
    'v0.1.0 is in staging now, and came there by this evidence (churn#staging#1): ',
  ],
  ['was replaced', second, 'v0.1.0 was in staging by this evidence before (churn#staging#1): '],
])('evidence of a version that %s is refused, and told where that version is', (_, tags, words) => {
  const snapshot = buildSnapshot(tags)
  const used = snapshot.versions.find(({ version }) => version === 'v0.1.0')!
  const check = verifyNotReplayed('staging', used, snapshot)
  expect(check).toMatchObject({ verdict: 'fail', observed: 'v0.1.0 by churn#staging#1, 2026-01-01T08:00:00Z' })
  expect(check.help!.startsWith(words)).toBe(true)
  expect(check.help).toContain('run compare again')
  expect(check.help!.includes('rollback')).toBe(!used.stages.includes('staging'))
})

it.each([
  ['is new', null],
  ['brought a version into another stage alone', 'v0.1.0'],
])('evidence that %s is taken', (_, version) => {
  const snapshot = buildSnapshot(first)
  const used = snapshot.versions.find((entry) => entry.version === version) ?? null
  expect(verifyNotReplayed('production', used, snapshot)).toMatchObject({ verdict: 'pass', observed: null })
})
