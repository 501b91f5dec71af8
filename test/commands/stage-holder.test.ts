import { expect, it } from 'vitest'
import { describeOrphan, findHeld, findHolder, findPredecessor, listMoves } from '../../src/commands/stage-holder.ts'
import { buildSnapshot } from '../../src/registry/snapshot.ts'
import { id, makeTag } from '../registry/tags.ts'

const [one, two] = [id('a1'), id('b2')]
const tags = [
  makeTag('churn@v0.1.0', one, '2026-01-01T08:00:00Z'),
  makeTag('churn#production#1', one, '2026-01-01T08:00:00Z'),
  makeTag('churn@v0.2.0', two, '2026-01-02T08:00:00Z', { parent: one }),
  makeTag('churn#production#2', two, '2026-01-02T08:00:00Z', { version: 'v0.2.0' }),
]

it('moves of a stage are told in the order of their numbers, also where a clock was slow', () => {
  const slow = makeTag('churn#production#3', one, '2026-01-01T09:00:00Z', { event: 'rolledBack' })
  const snapshot = buildSnapshot([...tags, slow])
  expect(listMoves(snapshot, 'churn', 'production').map(({ tag }) => tag)).toEqual([
    'churn#production#1',
    'churn#production#2',
    'churn#production#3',
  ])
  expect(snapshot.events.at(-1)).toMatchObject({ tag: 'churn#production#2' })
})

it('what holds a stage is there also without its version tag, and what was before it is not it', () => {
  const lost = buildSnapshot(tags.filter(({ tag }) => tag !== 'churn@v0.2.0'))
  expect(findHolder(lost, 'churn', 'production')).toBeUndefined()
  expect(findHeld(lost, 'churn', 'production')).toEqual({ version: 'v0.2.0', commit: two })
  expect(findHeld(lost, 'churn', 'staging')).toBeNull()
  expect(findPredecessor(lost, 'churn', 'production')).toMatchObject({ version: 'v0.1.0' })
})

it.each([
  [
    { version: 'v0.2.0', isReplaced: false },
    'production of churn is held by churn#production#2 (v0.2.0), whose tag churn@v0.2.0 is gone',
    'push it back from a clone that has it: git push origin churn@v0.2.0',
  ],
  [
    { version: 'v0.2.0', isReplaced: true },
    'production of churn is held by churn#production#2 (v0.2.0), whose tag churn@v0.2.0 is on something else now',
    'push it back from a clone that has it: git push --force origin churn@v0.2.0',
  ],
  [
    { version: null, isReplaced: false },
    'production of churn is held by churn#production#2 (b20000000000), and no version tag is on that record',
    `push the version's tag on ${two} back from a clone that has it`,
  ],
])('words for a lost tag name the mend: %j', (more, message, help) => {
  const orphan = { model: 'churn', stage: 'production', commit: two, tag: 'churn#production#2', modelDigest: null }
  expect(describeOrphan({ ...orphan, ...more })).toEqual({ message, help })
})
