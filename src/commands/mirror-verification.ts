import type { RegistrySettings } from '../config/registry-settings.ts'
import type { CheckResult } from '../core/result.ts'
import type { MirroredVersion, RegistryMirror } from '../ports/registry-mirror.ts'
import type { RegistrySnapshot } from '../registry/model-version.ts'
import { registryCheck } from '../registry/registry-check.ts'
import { describeMirrored } from './mirrored-stage.ts'
import type { Services } from './services.ts'
import { findHeld, findHolder } from './stage-holder.ts'

interface Finding {
  readonly rule: 'stage' | 'version' | 'model'
  readonly title: string
  readonly expected: string
  readonly observed: string
  readonly holds: boolean
}

/**
 * Compares the registry that follows with git: for each stage that the model ever had, `registry/MIRROR/STAGE/stage` (who
 * holds it), and of a version that holds it in both `…/version` (its number) and `…/model` (its bytes' digest).
 *
 * @param settings null: no configuration.
 * @returns none where no registry follows.
 * @throws SystemError where it does not answer
 */
export async function verifyMirror(
  settings: RegistrySettings | null,
  model: string,
  snapshot: RegistrySnapshot,
  services: Pick<Services, 'mirror' | 'signal'>,
): Promise<readonly CheckResult[]> {
  const mirror = settings === null ? null : await services.mirror(settings)
  if (mirror === null) return []
  const events = snapshot.events.filter((event) => event.model === model)
  const stages = [...new Set(events.flatMap(({ stage }) => stage ?? []))].sort()
  const checks: CheckResult[] = []
  for (const stage of stages) {
    const held = await mirror.holder(model, stage, services.signal)
    for (const finding of compareStage(model, stage, held, snapshot, mirror)) {
      checks.push(toCheck(model, stage, finding, mirror))
    }
  }
  return checks
}

function compareStage(
  model: string,
  stage: string,
  held: MirroredVersion | null,
  snapshot: RegistrySnapshot,
  { name }: RegistryMirror,
): readonly Finding[] {
  const inGit = findHeld(snapshot, model, stage)
  const isSame = (inGit?.commit ?? null) === (held === null ? null : (held.recordCommit ?? held.id))
  const holders: Finding = {
    rule: 'stage',
    title: `${stage} of ${model} holds the same version at ${name} as in git`,
    expected: inGit === null ? 'no version' : `${inGit.version} (record ${inGit.commit.slice(0, 12)})`,
    observed: held === null ? 'no version' : describeMirrored(held),
    holds: isSame,
  }
  const holder = findHolder(snapshot, model, stage) ?? null
  if (!isSame || holder === null || held === null) return [holders]
  const digest = snapshot.digests[holder.tag]?.replace(/^sha256:/, '') ?? null
  return [
    holders,
    {
      rule: 'version',
      title: `what holds ${stage} of ${model} has the same number at ${name} as in git`,
      expected: holder.version,
      observed: held.version ?? 'none',
      holds: held.version === holder.version,
    },
    {
      rule: 'model',
      title: `what holds ${stage} of ${model} has the same model at ${name} as in git`,
      expected: digest === null ? 'no model' : `sha256:${digest}`,
      observed: held.modelSha256 === null ? 'no model' : `sha256:${held.modelSha256}`,
      holds: held.modelSha256 === digest,
    },
  ]
}

function toCheck(
  model: string,
  stage: string,
  { rule, title, expected, observed, holds }: Finding,
  { name }: RegistryMirror,
): CheckResult {
  return registryCheck({
    id: [name.toLowerCase().replaceAll(/[^a-z]+/g, '-'), stage, rule],
    title,
    verdict: holds ? 'pass' : 'fail',
    observed,
    expected,
    statistics: { problem: holds ? null : 'tampered' },
    help: holds
      ? null
      : rule === 'stage'
        ? `where git is right, registry sync ${model}#${stage} sets it back; what was not registered there yet comes by it too`
        : 'somebody changed what was noted there at registration: set it back by hand, git has what it was',
  })
}
