import { expect, test } from 'vitest'
import { verifyNotBarred } from '../../src/commands/stage-bar.ts'
import type { RegistrySnapshot } from '../../src/registry/model-version.ts'

const SNAPSHOT: RegistrySnapshot = {
  versions: [],
  events: [],
  barred: { 'churn#production': ['sha256:aa'] },
  bars: [
    {
      model: 'churn',
      stage: 'production',
      digest: 'sha256:aa',
      at: '2026-11-21T08:00:00Z',
      by: 'octocat',
      tag: 'churn#production#3',
      reason: 'wrong scores',
    },
  ],
  digests: {},
  deprecated: new Set<string>(),
  orphaned: [],
  heldDigests: {},
  takenVersions: {},
}

test.each([
  ['churn', 'production', 'sha256:aa', 'fail'],
  ['churn', 'production', 'sha256:bb', 'pass'],
  ['churn', 'staging', 'sha256:aa', 'pass'],
  ['spam', 'production', 'sha256:aa', 'pass'],
  ['churn', 'production', null, 'pass'],
] as const)(
  'where churn sha256:aa is barred from production, %s in %s with %s: %s',
  (model, stage, digest, verdict) => {
    expect(verifyNotBarred(model, stage, digest, SNAPSHOT)).toMatchObject({ id: `evidence/stage/${stage}`, verdict })
  },
)
