import { type Fault, InputError } from '../../core/faults.ts'
import type { ModelVersion, RegistrySnapshot } from '../../registry/model-version.ts'
import { findNameFault } from '../../registry/tag-name.ts'
import { parseTarget, type RegistryTarget } from '../../registry/target.ts'
import type { CommonInputs, Inputs } from '../command.ts'
import type { ReproduceInputs } from './spec.ts'

/** Which version is to be made again, and how. */
export interface ReproduceRequest {
  /** A version or a stage of a model. */
  readonly target: RegistryTarget
  /** null: that of the settings. */
  readonly tolerance: number | null
  /** Folder to work in and leave; null: a private one. */
  readonly keep: string | null
  readonly isDryRun: boolean
}

/** Reads operand and flags. @throws InputError with everything that is wrong with them */
export function readRequest(inputs: Inputs<ReproduceInputs> & CommonInputs): ReproduceRequest {
  const [word, ...rest] = inputs.operands
  const faults: Fault[] = []
  const parsed = word === undefined ? null : parseTarget(word)
  if (word !== undefined && parsed === null) {
    faults.push({ message: `"${word}" names no version`, help: 'write MODEL@v1.2.0 or MODEL#production' })
  }
  if (rest.length > 0) faults.push({ message: `unexpected "${rest[0]}": one version is made again at a time` })
  const names = [...new Set([...(parsed === null ? [] : [parsed.model]), ...inputs.model])]
  if (names.length > 1) {
    faults.push({ message: `one version is made again at a time, and there are ${names.join(' and ')}` })
  }
  const given = inputs.version
  const version = given === undefined || given.startsWith('v') ? given : `v${given}`
  if (version !== undefined && parsed !== null && (parsed.version ?? parsed.stage) !== null) {
    faults.push({ message: `--version ${given}: ${word} says already which one`, help: 'leave one of them out' })
  }
  const target = {
    model: names[0] ?? '',
    version: parsed?.version ?? version ?? null,
    stage: parsed?.stage ?? null,
  }
  if (faults.length === 0 && (target.model === '' || (target.version ?? target.stage) === null)) {
    faults.push({
      message: target.model === '' ? 'no version is named' : `no version of ${target.model} is named`,
      help: 'modelgate reproduce MODEL@v1.2.0, or MODEL#production for the one that a stage holds',
    })
  }
  const fault = target.model === '' ? null : findNameFault('model', target.model)
  if (fault !== null) faults.push({ message: fault })
  if (faults.length > 0) throw new InputError(faults)
  return { target, tolerance: inputs.tolerance ?? null, keep: inputs.keep ?? null, isDryRun: inputs['dry-run'] }
}

/** The version that is meant. @throws InputError where it is not there, naming those that are */
export function chooseVersion({ model, version, stage }: RegistryTarget, snapshot: RegistrySnapshot): ModelVersion {
  const own = snapshot.versions.filter((entry) => entry.model === model)
  const found =
    stage === null
      ? own.find((entry) => entry.version === version || entry.version === `v${version}`)
      : own.find(({ stages }) => stages.includes(stage))
  if (found !== undefined) return found
  const held = [...new Set(own.flatMap(({ stages }) => stages))]
  throw new InputError(
    stage === null
      ? {
          message: `${model} has no version ${version}`,
          help: `its versions: ${own
            .slice(0, 10)
            .map((entry) => entry.version)
            .join(', ')}`,
        }
      : {
          message: `no version of ${model} holds ${stage}`,
          help: held.length > 0 ? `stages that are held: ${held.join(', ')}` : 'none of its versions holds a stage',
        },
  )
}
