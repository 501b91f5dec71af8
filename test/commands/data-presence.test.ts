import { describe, expect, test } from 'vitest'
import { provePresence, warnOfMissingData } from '../../src/commands/data-presence.ts'
import { SystemError } from '../../src/core/faults.ts'
import type { DataVersions, Presence } from '../../src/ports/data-versions.ts'
import type { ModelRecord } from '../../src/registry/model-version.ts'

const digest = { sha256: 'a'.repeat(64) }
const entry = (name: string, version?: ModelRecord['data'][number]['version']) => ({
  ...{ name, uri: `${name}.csv`, digest, rows: null },
  ...(version === undefined ? {} : { version }),
})
const record = (data: ModelRecord['data']) =>
  ({ model: 'churn', version: 'v1.2.0', codeCommit: 'c'.repeat(40), data }) as unknown as ModelRecord

/** Services whose keeper of data answers by the name of the file. */
function answer(answers: Readonly<Record<string, Presence | Error>>) {
  const warnings: string[] = []
  const asked: (string | null)[] = []
  const prove: DataVersions['prove'] = async ({ uri }, commit) => {
    asked.push(commit)
    const found = answers[uri]
    if (found === undefined) return new Promise(() => {})
    if (found instanceof Error) throw found
    return found
  }
  return {
    asked,
    warnings,
    signal: new AbortController().signal,
    logger: { info: () => {}, debug: () => {}, warning: (text: string) => void warnings.push(text) },
    dataVersions: async () => ({ prove }) as DataVersions,
  }
}

const GIT = { tool: 'git' } as const

describe('the data of a version', () => {
  test('passes where it is there, blocks where it is not, and is a skip where nobody knows', async () => {
    const services = answer({
      'train.csv': { kind: 'present', where: 'the remote' },
      'test.csv': { kind: 'missing', reason: 'the remote has no files/md5/ab/cd' },
      'more.csv': { kind: 'unknown', reason: 'asked without credentials' },
    })
    const data = [entry('train', GIT), entry('test', GIT), entry('more', GIT), entry('plain', null), entry('old')]
    const checks = await provePresence(record(data), services)
    expect(checks.map(({ id, verdict, blocks }) => [id, verdict, blocks])).toEqual([
      ['evidence/way-back/data/train', 'pass', false],
      ['evidence/way-back/data/test', 'fail', true],
      ['evidence/way-back/data/more', 'skip', false],
      ['evidence/way-back/data/plain', 'skip', false],
      ['evidence/way-back/data/old', 'skip', false],
    ])
    expect(checks[1]).toMatchObject({
      statistics: { problem: 'irreversible' },
      help: expect.stringContaining('(data test, test.csv: the remote has no files/md5/ab/cd)'),
    })
    expect(services.warnings).toEqual(['data more of churn v1.2.0: asked without credentials'])
    expect(services.asked).toEqual(Array(3).fill('c'.repeat(40)))
  })

  test('that was only declared stops nothing where it is gone, and is warned of', async () => {
    const services = answer({ 'train.csv': { kind: 'missing', reason: 'the remote has no files/md5/ab/cd' } })
    const [check] = await provePresence(record([{ ...entry('train', GIT), declared: true }]), services)
    expect(check).toMatchObject({ verdict: 'skip', blocks: false, help: 'the remote has no files/md5/ab/cd' })
    expect(services.warnings).toEqual(['data train of churn v1.2.0: the remote has no files/md5/ab/cd'])
  })

  test('is not asked for longer than there is time', async () => {
    const services = answer({ 'train.csv': { kind: 'present', where: 'here' } })
    const startedAt = performance.now()
    const checks = await provePresence(record([entry('silent', GIT), entry('train', GIT)]), services, { limitMs: 50 })
    expect(performance.now() - startedAt).toBeLessThan(2000)
    expect(checks.map(({ verdict, help }) => [verdict, help])).toEqual([
      ['skip', 'silent.csv was not found out about within 0.05 s'],
      ['pass', null],
    ])
  })

  test('is nobody asked for where no record says who keeps it', async () => {
    const dataVersions = () => Promise.reject(new Error('asked'))
    const checks = await provePresence(record([entry('plain', null)]), { ...answer({}), dataVersions })
    expect(checks[0]!.help).toContain('not who keeps its bytes')
  })

  test('that fails otherwise is an error', async () => {
    const services = answer({ 'train.csv': new Error('broken') })
    await expect(provePresence(record([entry('train', GIT)]), services)).rejects.toThrow('broken')
  })
})

const DVC = { tool: 'dvc', hash: 'ab', size: 1, remote: null } as const
const LFS = { tool: 'lfs', oid: 'ab', size: 1 } as const

test('the loss of data that a pointer names tells how it is pushed', async () => {
  const services = answer({
    'a.csv': { kind: 'missing', reason: 'gone' },
    'b.csv': { kind: 'missing', reason: 'gone' },
  })
  const checks = await provePresence(record([entry('a', DVC), entry('b', GIT)]), services, { advice: 'restore it' })
  expect(checks.map(({ help }) => help?.split('gone')[1])).toEqual([
    '): restore it; dvc push from a clone that has the data brings it back',
    '): restore it',
  ])
})

describe('the data of a version to come', () => {
  test('is warned of where it was never pushed, and of nothing else', async () => {
    const missing = { kind: 'missing', reason: 'the remote has no files/md5/ab/cd' } as const
    const services = answer({
      'test.csv': missing,
      'train.csv': missing,
      'more.csv': { kind: 'unknown', reason: 'asked without credentials' },
      'there.csv': { kind: 'present', where: 'the remote' },
    })
    const data = [
      ...[entry('test', DVC), { ...entry('train', LFS), declared: true as const }],
      ...[entry('more', DVC), entry('there', DVC), entry('code', GIT), entry('plain', null)],
    ]
    await warnOfMissingData(record(data), services)
    expect(services.warnings).toEqual([
      'data test (test.csv): the remote has no files/md5/ab/cd: dvc push, or the next promotion cannot prove the way back to this version',
      'data train (train.csv): the remote has no files/md5/ab/cd: git lfs push, or reproduce cannot make this version again',
    ])
    expect(services.asked).toHaveLength(4)
  })

  test('stops nothing where nobody can be asked', async () => {
    const services = answer({ 'test.csv': new SystemError('the remote does not answer') })
    await warnOfMissingData(record([entry('test', DVC)]), services)
    expect(services.warnings).toEqual([])
  })
})
