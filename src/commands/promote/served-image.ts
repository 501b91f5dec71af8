import type { CommandTargetSettings } from '../../config/command-target.ts'
import type { StageSettings } from '../../config/project.ts'
import { InputError } from '../../core/faults.ts'
import type { CheckResult } from '../../core/result.ts'
import { evidenceCheck } from '../../evidence/evidence-check.ts'
import type { ModelVersion } from '../../registry/model-version.ts'
import type { Services } from '../services.ts'

/**
 * Stops a version that the stage's own target could never serve, so that no rollback could return to it.
 *
 * @param image what the version's record is to name; null: none.
 * @throws InputError where the target's command takes `{image}` and there is none
 */
export function refuseMissingImage(stage: StageSettings | null, model: string, image: string | null): void {
  if (stage === null || image !== null || !takesImage(stage.target)) return
  throw new InputError({
    message: `the target of ${stage.name} takes {image}, and this version of ${model} names none`,
    place: stage.place,
    help: 'give --image REFERENCE@sha256:HEX, or let deploy.target.command take {version}',
  })
}

/**
 * Whether the stage's target could serve again what the stage holds: a warning where it could not, since what stands there
 * without an image would otherwise stand there for ever. None where the target takes no image.
 *
 * @throws SystemError where the holder's record cannot be had
 */
export async function verifyServable(
  stage: StageSettings,
  holder: ModelVersion,
  { registry, signal }: Pick<Services, 'registry' | 'signal'>,
): Promise<CheckResult[]> {
  if (!takesImage(stage.target)) return []
  const { image } = await (await registry()).record(holder, signal)
  const { version } = holder
  const help = `${version} could not be served again by the target of ${stage.name}, which takes {image}: its record has none, so a rollback to it is refused until deploy.target.command takes {version}`
  const check = evidenceCheck({
    id: ['way-back', 'target'],
    title: `the target of ${stage.name} could serve ${version} again`,
    observed: image ?? `the record of ${version} names no image`,
    problem: image === null ? { name: 'irreversible', help } : null,
  })
  return [image === null ? { ...check, severity: 'warning', blocks: false } : check]
}

const takesImage = (target: CommandTargetSettings | null): boolean =>
  target?.command.some((word) => word.includes('{image}')) ?? false
