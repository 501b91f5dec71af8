import { describe, expect, test } from 'vitest'
import { followDeprecation, followEmptied, followMove, syncStage } from '../../src/commands/mirror-following.ts'
import { verifyMirror } from '../../src/commands/mirror-verification.ts'
import { refuseMovedMirror } from '../../src/commands/mirrored-stage.ts'
import { RaceLostError, SystemError } from '../../src/core/faults.ts'
import type { Registration } from '../../src/ports/model-registry.ts'
import { makeDraft, makeOnce, makeRemote, openTestRegistry, sha256 } from '../support/git-remote.ts'
import { MemoryMirror } from './memory-mirror.ts'

const SETTINGS = { remote: 'origin', mirror: { type: 'mlflow', name: '{model}', aliases: {} } } as const
const { signal } = new AbortController()
let made: readonly Registration[] = []

/** churn v0.1.0, then v0.2.0 in production. */
const template = makeOnce(async () => {
  const remote = makeRemote()
  const registry = await openTestRegistry(remote.clone)
  const first = await registry.register(makeDraft('churn', 'one', { stage: 'production' }), signal)
  const more = { stage: 'production', expectedStageCommit: first.commit }
  made = [first, await registry.register(makeDraft('churn', 'two', more), signal)]
  return remote
})

async function open() {
  const remote = await template()
  const registry = await openTestRegistry(remote.clone)
  const mirror = new MemoryMirror()
  const services = { registry: async () => registry, mirror: async () => mirror, signal }
  const snapshot = await registry.read({ models: ['churn'] }, signal)
  const [one, two] = [...snapshot.versions].reverse() as [(typeof snapshot.versions)[0], (typeof snapshot.versions)[0]]
  const moved = { model: 'churn', stage: 'production', target: null, snapshot }
  return { registry, mirror, services, snapshot, one, two, moved }
}

const MOVE = { model: 'churn', stage: 'production', version: 'v0.2.0', reason: null }
const put = (mirror: MemoryMirror, index: number) =>
  mirror.put(made[index]!.version, made[index]!.commit, sha256(index === 0 ? 'one' : 'two'))

describe('a stage that is to move', () => {
  test('may, where nothing follows, nothing was told yet, or the same is told', async () => {
    const { mirror, services, moved } = await open()
    await refuseMovedMirror(null, moved, services)
    await refuseMovedMirror(SETTINGS, { ...moved, target: { commit: 'f'.repeat(40) } }, services)
    mirror.stages.set('production', put(mirror, 1))
    await refuseMovedMirror(SETTINGS, moved, services)
  })

  test('may go where it was moved already, and be emptied where it is empty', async () => {
    const { mirror, services, moved, one } = await open()
    put(mirror, 1)
    await refuseMovedMirror(SETTINGS, { ...moved, isEmptied: true }, services)
    mirror.stages.set('production', put(mirror, 0))
    await refuseMovedMirror(SETTINGS, { ...moved, target: one }, services)
  })

  test.each([
    [
      'another version',
      (mirror: MemoryMirror) => put(mirror, 0),
      'and v0.1.0 (shelf.example/1, registered by alice) at Shelf',
      'registry sync churn#production',
    ],
    [
      'a version of somebody else',
      (mirror: MemoryMirror) => mirror.put(null, null),
      'and its own version 1 (',
      'registry adopt churn#production',
    ],
    [
      'nothing any more',
      (mirror: MemoryMirror) => void put(mirror, 1),
      'and no version at Shelf (shelf.example)',
      'registry verify churn',
    ],
  ])('may not, where %s holds it there', async (_, prepare, told, mend) => {
    const { mirror, services, moved } = await open()
    const held = prepare(mirror)
    if (held) mirror.stages.set('production', held)
    const error = await refuseMovedMirror(SETTINGS, moved, services).catch((thrown: Error) => thrown)
    expect(error).toBeInstanceOf(RaceLostError)
    expect((error as Error).message).toContain(`production of churn holds v0.2.0 in git, ${told}`)
    expect((error as Error).message).toContain(mend)
  })

  test('may not, where who follows is silent for too long, and stops at once where the command is stopped', async () => {
    const { mirror, services, moved } = await open()
    mirror.holder = () => new Promise(() => {})
    const silent = refuseMovedMirror(SETTINGS, moved, services, 20)
    await expect(silent).rejects.toThrow(SystemError)
    await expect(silent).rejects.toThrow(
      /^Shelf \(shelf\.example\) does not say within 0\.02 s what holds production of churn\n.*nothing was changed/,
    )
    const stop = new AbortController()
    const stopped = refuseMovedMirror(SETTINGS, moved, { ...services, signal: stop.signal })
    stop.abort(new Error('enough'))
    await expect(stopped).rejects.toThrow('enough')
  })
})

describe('what git did', () => {
  test('is told once, and nothing is told again', async () => {
    const { mirror, services } = await open()
    const first = await followMove(SETTINGS, MOVE, services)
    expect(first).toEqual({
      words: 'Shelf follows: its version 1 (shelf.example/1) holds production.',
      isChanged: true,
    })
    expect(mirror.versions[0]).toMatchObject({ version: 'v0.2.0', modelSha256: sha256('two') })
    expect(await followMove(SETTINGS, { ...MOVE, isRepeated: true }, services)).toMatchObject({ isChanged: false })
    expect(mirror.told).toEqual(['register v0.2.0', 'assign production v0.2.0'])
    expect(await followMove(null, MOVE, services)).toBeNull()
  })

  test('without a stage is registered alone', async () => {
    const { mirror, services } = await open()
    await followMove(SETTINGS, { ...MOVE, stage: null, version: 'v0.1.0' }, services)
    expect([mirror.told, mirror.stages.size]).toEqual([['register v0.1.0'], 0])
  })

  test.each([0, 1])('and was cut off after %i changes is completed', async (changes) => {
    const { mirror, services } = await open()
    mirror.stages.set('production', put(mirror, 0))
    if (changes === 1) put(mirror, 1)
    mirror.fail = new SystemError('shelf.example answers 503', { help: 'try again later' })
    const error = await followMove(SETTINGS, MOVE, services).catch((thrown: Error) => thrown)
    expect(error).toBeInstanceOf(SystemError)
    expect((error as Error).message).toBe(
      'v0.2.0 is in production in git, and Shelf (shelf.example) was not told all of it: shelf.example answers 503\n  → try again later; the same command again completes it',
    )
    expect(await followMove(SETTINGS, { ...MOVE, isRepeated: true }, services)).toMatchObject({ isChanged: true })
    expect(mirror.stages.get('production')).toMatchObject({ version: 'v0.2.0' })
  })

  test.each([
    ['a version of somebody else', null, /→ registry adopt churn#production takes it into git/],
    ['another version that git knows', 'v0.3.0', /if git is right, registry sync churn#production sets it back there/],
  ])('is not told over %s that was moved there by hand since, which no repetition completes', async (_, held, mend) => {
    const { registry, mirror, services } = await open()
    const { commit } = await registry.register(makeDraft('churn', 'three'), signal)
    mirror.stages.set('production', mirror.put(held, held === null ? null : commit))
    const error = await followMove(SETTINGS, { ...MOVE, isRepeated: true }, services).catch((thrown: Error) => thrown)
    expect(error).toBeInstanceOf(RaceLostError)
    const { message } = error as Error
    expect(message).toMatch(
      /^v0\.2\.0 is in production in git, and whether Shelf \(shelf\.example\) was told all of it is not known: production of churn holds v0\.2\.0 in git/,
    )
    expect(message).toMatch(mend)
    expect(message).not.toContain('the same command again')
    expect(mirror.told).toEqual([])
  })

  test('is not known to be told in part, where a repetition finds who follows silent', async () => {
    const { mirror, services } = await open()
    await followMove(SETTINGS, MOVE, services)
    const silent = async () => Promise.reject(new SystemError('shelf.example answers 503', { help: 'try again later' }))
    Object.assign(mirror, { holder: silent, find: silent })
    const repeated = { model: 'churn', stage: 'production', reason: null, isRepeated: true }
    const messages = [
      followMove(SETTINGS, { ...repeated, version: 'v0.2.0' }, services),
      followEmptied(SETTINGS, repeated, services),
      followDeprecation(SETTINGS, { ...repeated, version: 'v0.1.0' }, services),
    ].map(async (told) => ((await told.catch((thrown: Error) => thrown)) as Error).message)
    const unknown =
      'in git, and whether Shelf (shelf.example) was told all of it is not known: shelf.example answers 503\n  → try again later; the same command again completes it'
    expect(await Promise.all(messages)).toEqual([
      `v0.2.0 is in production ${unknown}`,
      `production of churn is empty ${unknown}`,
      `v0.1.0 of churn is deprecated ${unknown}`,
    ])
  })

  test('and was taken by somebody else at the same moment has their advice alone', async () => {
    const { mirror, services } = await open()
    mirror.fail = new RaceLostError('production was set and holds another', { help: 'look who writes there' })
    const error = await followMove(SETTINGS, MOVE, services).catch((thrown: Error) => thrown)
    expect(error).toBeInstanceOf(RaceLostError)
    expect((error as Error).message).toBe(
      'v0.2.0 is in production in git, and Shelf (shelf.example) was not told all of it: production was set and holds another\n  → look who writes there',
    )
  })

  test('bars what was rolled back, where that is there', async () => {
    const { mirror, services } = await open()
    mirror.stages.set('production', put(mirror, 1))
    await followMove(SETTINGS, { ...MOVE, version: 'v0.1.0', barred: 'v0.2.0' }, services)
    expect(mirror.told).toEqual(['register v0.1.0', 'assign production v0.1.0 and bar v0.2.0'])
  })

  test('empties a stage and deprecates what is there', async () => {
    const { mirror, services } = await open()
    const emptied = { model: 'churn', stage: 'production', isRepeated: false }
    expect(await followEmptied(SETTINGS, emptied, services)).toMatchObject({ isChanged: false })
    mirror.stages.set('production', put(mirror, 1))
    expect(await followEmptied(SETTINGS, emptied, services)).toMatchObject({ isChanged: true })
    const old = { model: 'churn', version: 'v0.1.0', reason: null }
    expect(await followDeprecation(SETTINGS, old, services)).toMatchObject({ isChanged: false })
    await followDeprecation(SETTINGS, { ...old, version: 'v0.2.0' }, services)
    expect(mirror.told).toEqual(['unassign production', 'deprecate v0.2.0'])
  })

  test('is set there whatever was done by hand, when a person says so', async () => {
    const { mirror, services, snapshot } = await open()
    mirror.stages.set('production', mirror.put(null, null))
    await syncStage(SETTINGS, { model: 'churn', stage: 'production', reason: 'by hand' }, snapshot, services)
    expect(mirror.stages.get('production')).toMatchObject({ version: 'v0.2.0' })
    await syncStage(SETTINGS, { model: 'churn', stage: 'staging', reason: null }, snapshot, services)
    await expect(
      syncStage(null, { model: 'churn', stage: 'production', reason: null }, snapshot, services),
    ).rejects.toThrow('no other registry follows')
  })
})

describe('a comparison of both registries', () => {
  const verdicts = async (prepare: (mirror: MemoryMirror) => void) => {
    const { mirror, services, snapshot } = await open()
    prepare(mirror)
    const checks = await verifyMirror(SETTINGS, 'churn', snapshot, services)
    return checks.map(({ id, verdict }) => `${id} ${verdict}`)
  }

  test('passes where stage, number and bytes are the same', async () => {
    const found = await verdicts((mirror) => mirror.stages.set('production', put(mirror, 1)))
    const rules = ['stage', 'version', 'model']
    expect(found).toEqual(rules.map((rule) => `registry/shelf/production/${rule} pass`))
  })

  test.each([
    ['another version', (mirror: MemoryMirror) => put(mirror, 0), ['stage fail']],
    ['a version of somebody else', (mirror: MemoryMirror) => mirror.put(null, null), ['stage fail']],
    [
      'other bytes',
      (mirror: MemoryMirror) => mirror.put('v0.2.0', made[1]!.commit, sha256('x')),
      ['stage pass', 'version pass', 'model fail'],
    ],
    [
      'another number',
      (mirror: MemoryMirror) => mirror.put('v0.3.0', made[1]!.commit, sha256('two')),
      ['stage pass', 'version fail', 'model pass'],
    ],
  ])('fails where it finds %s', async (_, hold, expected) => {
    const found = await verdicts((mirror) => mirror.stages.set('production', hold(mirror)))
    expect(found).toEqual(expected.map((text) => `registry/shelf/production/${text}`))
  })

  test('fails where nothing was told yet, and looks at nothing without a configuration', async () => {
    expect(await verdicts(() => {})).toEqual(['registry/shelf/production/stage fail'])
    const { services, snapshot } = await open()
    expect(await verifyMirror(null, 'churn', snapshot, services)).toEqual([])
  })
})
