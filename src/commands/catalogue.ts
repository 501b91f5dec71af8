import { checkSpec } from './check/spec.ts'
import type { CommandSpec, InputSpecs } from './command.ts'
import { COMMON_INPUTS } from './common-inputs.ts'
import { compareSpec } from './compare/spec.ts'
import { contractSpec } from './contract/spec.ts'
import { planSpec } from './plan/spec.ts'
import { promoteSpec } from './promote/spec.ts'
import { registrySpec } from './registry/spec.ts'
import { reportSpec } from './report/spec.ts'
import { reproduceSpec } from './reproduce/spec.ts'
import { rollbackSpec } from './rollback/spec.ts'
import { setupSpec } from './setup/spec.ts'
import { validateSpec } from './validate/spec.ts'

/** Every command that is there, in the order of help. */
export const COMMANDS: readonly CommandSpec[] = [
  setupSpec,
  planSpec,
  checkSpec,
  validateSpec,
  compareSpec,
  reportSpec,
  promoteSpec,
  rollbackSpec,
  registrySpec,
  contractSpec,
  reproduceSpec,
]

/** Commands of the surface that are still to come: refused by name. */
export const COMMANDS_TO_COME: readonly string[] = ['deploy', 'monitor', 'retrain', 'drift', 'init', 'assess']

export function findCommand(name: string): CommandSpec | undefined {
  return COMMANDS.find((spec) => spec.name === name)
}

/** The command's inputs and those of all commands, as one face has them. */
export function inputsOf(spec: CommandSpec, face: 'cli' | 'action'): InputSpecs {
  const common = Object.entries(COMMON_INPUTS).filter(([name]) => name !== 'dry-run' || spec.isChanging === true)
  const all = [...Object.entries(spec.inputs), ...common]
  return Object.fromEntries(
    all.filter(([, input]) => !('face' in input) || input.face === undefined || input.face === face),
  )
}
