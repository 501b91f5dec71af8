import { describe, expect, test } from 'vitest'
import { findStageMove, type StageHolder, verifyBaseline } from '../../src/evidence/baseline-verification.ts'
import { findMissingCommands, type MaterialAtHand, verifyMaterials } from '../../src/evidence/material-verification.ts'
import { compareResult, sha256 } from './sample-results.ts'

const MODEL: MaterialAtHand = {
  names: ['model'],
  uri: 'out/model.bin',
  digest: { sha256: sha256('model') },
  judgedBy: ['compare'],
}

describe('the bytes at hand', () => {
  test('are those that were judged', () => {
    expect(verifyMaterials([compareResult()], [MODEL])).toMatchObject([
      { id: 'evidence/material/model', verdict: 'pass' },
    ])
  })

  test.each<[string, MaterialAtHand, string, string | null]>([
    ['changed since', { ...MODEL, digest: { sha256: sha256('other') } }, 'fail', 'tampered'],
    ['not named by the evidence', { ...MODEL, names: ['golden'] }, 'fail', 'insufficient'],
    ['not here', { ...MODEL, digest: null, judgedBy: [] }, 'skip', null],
    ['not here, written otherwise', { ...MODEL, uri: './out/model.bin', digest: null, judgedBy: [] }, 'skip', null],
    ['not here, and judged elsewhere', { ...MODEL, uri: 'out/b.bin', digest: null }, 'fail', 'insufficient'],
  ])('%s are told', (_, material, verdict, problem) => {
    expect(verifyMaterials([compareResult()], [material])).toMatchObject([{ verdict, statistics: { problem } }])
  })

  test('are held against every command that judged them under either name', () => {
    const evaluation = {
      names: ['evaluation', 'test'],
      uri: 'data/test.csv',
      digest: { sha256: sha256('test') },
      judgedBy: ['compare'],
    }
    const stale = {
      name: 'test',
      uri: 'data/test.csv',
      digest: { sha256: sha256('last week') },
      rows: 9,
      derived: false,
    }
    const validate = compareResult({ command: 'validate', materials: [stale] })
    expect(verifyMaterials([compareResult()], [evaluation])[0]?.verdict).toBe('pass')
    expect(verifyMaterials([compareResult(), validate], [evaluation])[0]).toMatchObject({
      verdict: 'fail',
      help: expect.stringContaining('since validate judged it'),
    })
  })

  test('of many files under one name are told apart by path', () => {
    const part = (name: string) => ({
      name: 'train',
      uri: `data/${name}.csv`,
      digest: { sha256: sha256(name) },
      rows: 9,
      derived: false,
    })
    const validate = compareResult({ command: 'validate', materials: [part('a'), part('b')] })
    const atHand = { names: ['train'], uri: 'data/b.csv', digest: { sha256: sha256('b') }, judgedBy: [] }
    expect(verifyMaterials([validate], [atHand])[0]?.verdict).toBe('pass')
    expect(verifyMaterials([validate], [{ ...atHand, digest: { sha256: sha256('a') } }])[0]?.verdict).toBe('fail')
  })

  test('that a version keeps are told where no evidence names them, and held to it where it does', () => {
    const golden = { names: ['golden'], uri: 'out/golden.csv', digest: { sha256: sha256('rows') }, judgedBy: [] }
    const kept = { ...golden, isStored: true }
    const naming = (content: string) => {
      const digest = { sha256: sha256(content) }
      return compareResult({
        materials: [{ name: 'golden', uri: 'out/golden.csv', digest, rows: null, derived: false }],
      })
    }
    expect(verifyMaterials([compareResult()], [kept])).toMatchObject([
      {
        id: 'evidence/material/golden',
        verdict: 'skip',
        blocks: false,
        help: expect.stringMatching(/^no evidence names it/),
      },
    ])
    expect(verifyMaterials([naming('rows')], [kept])).toMatchObject([{ verdict: 'pass' }])
    expect(verifyMaterials([naming('other rows')], [kept])).toMatchObject([
      { verdict: 'fail', statistics: { problem: 'tampered' } },
    ])
  })

  test('that no evidence names and none had to name are not mentioned', () => {
    expect(verifyMaterials([compareResult()], [{ ...MODEL, names: ['train'], judgedBy: ['validate'] }])).toEqual([])
  })
})

test('a command that is required and missing is named', () => {
  const required = ['validate', 'compare']
  expect(findMissingCommands([compareResult()], required)).toEqual(['validate'])
  expect(findMissingCommands([compareResult(), compareResult({ command: 'validate' })], required)).toEqual([])
  expect(findMissingCommands([], [])).toEqual([])
})

describe('the stage that a comparison rested on', () => {
  const STAGE = [{ kind: 'stage', value: 'production' }] as const
  const EITHER = [...STAGE, { kind: 'file', value: 'base.csv' }] as const
  const v1: StageHolder = { version: 'v0.1.0', commit: 'aaa' }
  const v2: StageHolder = { version: 'v0.2.0', commit: 'bbb' }
  const onV1 = { source: 'stage:production', version: 'v0.1.0', commit: 'aaa', reason: '' }
  const onNone = { source: 'stage:production', version: null, commit: null, reason: '' }
  const onFile = { source: 'file:base.csv', version: null, commit: null, reason: '' }

  test.each([
    ['still holds the version', onV1, STAGE, v1],
    ['is still empty', onNone, STAGE, null],
    ['is still empty, and a file was taken instead', onFile, EITHER, null],
    ['is not asked for', null, [], v1],
  ] as const)('%s', (_, baseline, allowed, holder) => {
    expect(findStageMove(baseline, allowed, () => holder)).toBeNull()
  })

  test.each([
    ['moved on', onV1, STAGE, v2, 'v0.1.0'],
    ['was emptied', onV1, STAGE, null, 'v0.1.0'],
    ['got its first version', onNone, STAGE, v1, null],
    ['got its first version while a file was taken', onFile, EITHER, v1, null],
  ] as const)('%s', (_, baseline, allowed, holder, compared) => {
    expect(findStageMove(baseline, allowed, () => holder)).toEqual({ stage: 'production', compared, holder })
  })

  test('is one that the policy names', () => {
    const verdict = (
      baseline: typeof onV1 | typeof onFile | null,
      allowed: typeof EITHER | typeof STAGE | readonly [],
    ) => verifyBaseline(compareResult({ baseline }), allowed).verdict
    expect(verdict(onV1, STAGE)).toBe('pass')
    expect(verdict(onFile, EITHER)).toBe('pass')
    expect(verdict(null, [])).toBe('pass')
    expect(verdict(onFile, STAGE)).toBe('fail')
    expect(verdict(null, STAGE)).toBe('fail')
    expect(verdict(onV1, [])).toBe('fail')
  })
})
