import { InputError } from '../../core/faults.ts'
import type { ModelVersion, RegistrySnapshot } from '../../registry/model-version.ts'
import type { RegistryRequest } from './request.ts'

/**
 * The versions that `list` and `show` are about, newest first.
 *
 * @throws InputError where the model, version or stage asked about is not there, naming what is
 */
export function selectVersions(request: RegistryRequest, snapshot: RegistrySnapshot): readonly ModelVersion[] {
  const { action, target, asOf } = request
  const { versions } = snapshot
  const when = asOf === undefined ? '' : ` as of ${asOf.toISOString()}`
  if (target === null) return action === 'show' ? versions.filter(({ stages }) => stages.length > 0) : versions
  if (target.version !== null) {
    const found = versions.filter(({ version }) => version === target.version)
    if (found.length > 0) return found
    const known = versions.slice(0, 10).map(({ version }) => version)
    throw new InputError({
      message: `${target.model} has no version ${target.version}${when}`,
      help: `its versions: ${known.join(', ')}`,
    })
  }
  if (target.stage !== null) {
    const { stage } = target
    const found = versions.filter(({ stages }) => stages.includes(stage))
    if (found.length > 0) return found
    const known = [...new Set(versions.flatMap(({ stages }) => stages))]
    throw new InputError({
      message: `no version of ${target.model} holds ${stage}${when}`,
      help: known.length > 0 ? `stages that are held: ${known.join(', ')}` : 'none of its versions holds a stage',
    })
  }
  return versions
}
