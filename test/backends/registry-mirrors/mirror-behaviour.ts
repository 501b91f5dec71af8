import { describe, expect, it, onTestFinished } from 'vitest'
import type { MirrorDraft, RegistryMirror } from '../../../src/ports/registry-mirror.ts'

const { signal } = new AbortController()

/** A mirror in front of something that answers as the vendor describes it. */
export interface TestedMirror {
  readonly mirror: RegistryMirror
  /** Requests that the vendor would not have taken. */
  readonly refused: readonly string[]
}

/** A version that git has registered; `location` of its model as a store gives it. */
export function draftOf(version: string, location: string): MirrorDraft {
  const digit = version.replaceAll(/\D/g, '').slice(0, 2).padStart(2, '1')
  const sha256 = digit.repeat(32)
  return {
    model: 'churn_model',
    version,
    tag: `churn_model@${version}`,
    commit: digit.repeat(20),
    file: { path: '/nonexistent', sha256, size: 3 },
    runs: [],
    record: {
      schema: 'modelgate.record/v1',
      model: 'churn_model',
      version,
      previous: null,
      description: 'Which customers leave (next month), and "why"',
      intendedUse: null,
      owner: null,
      codeCommit: 'c'.repeat(40),
      data: [],
      parameters: {},
      metrics: { roc_auc: 0.84, 'recall@10': 0.5 },
      policy: null,
      evidence: [],
      waivers: [],
      image: null,
      artifacts: [{ path: 'artifacts/model', uri: 'out/model', digest: { sha256 }, size: 3, location }],
      trust: 'local',
      createdAt: '2026-11-21T08:00:00Z',
    },
  }
}

/** What every registry that follows git does, whatever it calls it. */
export function describeMirror(
  name: string,
  location: string,
  open: () => Promise<TestedMirror>,
  complete = (draft: MirrorDraft): MirrorDraft => draft,
): void {
  const opened = async () => {
    const tested = await open()
    onTestFinished(async () => {
      await tested.mirror.close()
      expect(tested.refused).toEqual([])
    })
    return tested.mirror
  }
  const [first, second] = [complete(draftOf('v1.0.0', location)), complete(draftOf('v2.3.0', location))]
  const of = (draft: MirrorDraft) => ({
    version: draft.version,
    recordCommit: draft.commit,
    modelSha256: draft.file!.sha256,
  })
  const move = { model: 'churn_model', stage: 'production', reason: null, barred: null }
  const holderOf = (mirror: RegistryMirror, stage = 'production') => mirror.holder('churn_model', stage, signal)

  describe(name, () => {
    it('knows nothing of a model that was never told', async () => {
      const mirror = await opened()
      expect(await holderOf(mirror)).toBeNull()
      expect(await mirror.find('churn_model', first, signal)).toBeNull()
    })

    it('registers a version once and finds it by its record', async () => {
      const mirror = await opened()
      const registered = await mirror.register(first, signal)
      expect(registered).toMatchObject(of(first))
      expect(await mirror.register(first, signal)).toEqual(registered)
      expect(await mirror.find('churn_model', first, signal)).toEqual(registered)
      expect(await mirror.find('churn_model', second, signal)).toBeNull()
      expect(await holderOf(mirror)).toBeNull()
    })

    it('lets one version after the other hold a stage, and each stage its own', async () => {
      const mirror = await opened()
      const [one, two] = [await mirror.register(first, signal), await mirror.register(second, signal)]
      expect(one.id).not.toBe(two.id)
      await mirror.assign({ ...move, version: one }, signal)
      expect(await holderOf(mirror)).toMatchObject(of(first))
      await mirror.assign({ ...move, stage: 'staging', version: two }, signal)
      expect(await holderOf(mirror)).toMatchObject(of(first))
      await mirror.assign({ ...move, version: two, reason: 'better (by far)\nthan "before"' }, signal)
      expect(await holderOf(mirror)).toMatchObject(of(second))
      expect(await holderOf(mirror, 'staging')).toMatchObject(of(second))
      await mirror.assign({ ...move, version: two }, signal)
      expect(await holderOf(mirror)).toMatchObject(of(second))
    })

    it('goes back, bars what left, and lets it come again', async () => {
      const mirror = await opened()
      const [one, two] = [await mirror.register(first, signal), await mirror.register(second, signal)]
      await mirror.assign({ ...move, version: one }, signal)
      await mirror.assign({ ...move, version: two }, signal)
      for (let time = 0; time < 2; time += 1) {
        await mirror.assign({ ...move, version: one, reason: 'scores drop', barred: two }, signal)
        expect(await holderOf(mirror)).toMatchObject(of(first))
      }
      expect(await mirror.find('churn_model', second, signal)).toMatchObject(of(second))
      await mirror.assign({ ...move, version: two }, signal)
      expect(await holderOf(mirror)).toMatchObject(of(second))
    })

    it('empties a stage, and marks what is not to be used', async () => {
      const mirror = await opened()
      const one = await mirror.register(first, signal)
      await mirror.assign({ ...move, version: one }, signal)
      await mirror.assign({ ...move, stage: 'staging', version: one }, signal)
      for (let time = 0; time < 2; time += 1) {
        await mirror.unassign('churn_model', 'production', signal)
        expect(await holderOf(mirror)).toBeNull()
        expect(await holderOf(mirror, 'staging')).toMatchObject(of(first))
      }
      await mirror.unassign('churn_model', 'staging', signal)
      await mirror.deprecate('churn_model', one, 'its data were wrong', signal)
      expect(await holderOf(mirror)).toBeNull()
    })
  })
}
