import { type Fault, InputError } from '../../core/faults.ts'
import { parseAsOf } from '../../registry/as-of.ts'
import { findNameFault } from '../../registry/tag-name.ts'
import { parseTarget, type RegistryTarget } from '../../registry/target.ts'
import type { CommonInputs, Inputs } from '../command.ts'
import type { RegistryInputs } from './spec.ts'

const READING = ['list', 'show', 'history', 'card', 'verify'] as const
const CHANGING = ['assign', 'unassign', 'deprecate', 'lift', 'sync', 'adopt'] as const
const ACTIONS = [...READING, ...CHANGING] as const

/** What is asked, read and checked. */
export interface RegistryRequest {
  readonly action: (typeof READING)[number]
  readonly target: RegistryTarget | null
  /** undefined: all. */
  readonly models: readonly string[] | undefined
  readonly asOf: Date | undefined
  readonly isCsv: boolean
}

/** Whether the words ask for a change, which `readChange` reads. */
export function isChange({ operands }: CommonInputs): boolean {
  return CHANGING.some((name) => name === operands[0])
}

/** Reads operands and flags. @throws InputError with everything that is wrong with them */
export function readRequest(inputs: Inputs<RegistryInputs> & CommonInputs): RegistryRequest {
  const [word, text, ...rest] = inputs.operands
  const faults: Fault[] = []
  const action = READING.find((name) => name === word)
  if (action === undefined) faults.push(describeAction(word))
  for (const name of ['stage', 'digest', 'reason'] as const) {
    if (inputs[name] !== undefined) faults.push({ message: `--${name} belongs to ${CHANGING.join(', ')}` })
  }
  if (rest.length > 0) faults.push({ message: `unexpected "${rest[0]}": one model is asked about at a time` })
  const target = text === undefined ? null : readTarget(text)
  if (text !== undefined && target === null) {
    faults.push({ message: `"${text}" names no model`, help: 'write MODEL, MODEL@v1.2.0 or MODEL#production' })
  }
  const narrow = target !== null && (target.version !== null || target.stage !== null)
  if (narrow && action !== undefined && action !== 'show' && action !== 'card') {
    faults.push({
      message: `${action} takes a model, not "${text}"`,
      help: `modelgate registry ${action} ${target.model}`,
    })
  }
  if (action === 'card' && target === null) {
    faults.push({
      message: 'no model is named whose card it is',
      help: 'modelgate registry card MODEL[@v1.2.0|#production]',
    })
  }
  const models = target === null ? inputs.model : [target.model]
  for (const model of models) {
    const message = findNameFault('model', model)
    if (message !== null) faults.push({ message })
  }
  const given = inputs['as-of']
  const asOf = given === undefined ? undefined : (parseAsOf(given) ?? null)
  if (asOf === null) {
    faults.push({ message: `--as-of ${given} is no date or time`, help: 'write 2026-11-21 or 2026-11-21T08:00:00Z' })
  }
  if (asOf !== undefined && action === 'verify') {
    faults.push({ message: 'verify looks at all that is there', help: 'leave --as-of out' })
  }
  if (inputs.csv && action !== undefined && action !== 'history') {
    faults.push({ message: `--csv belongs to history, not to ${action}`, help: 'modelgate registry history --csv' })
  }
  if (faults.length > 0) throw new InputError(faults)
  return {
    action: action!,
    target,
    models: models.length > 0 ? models : undefined,
    asOf: asOf ?? undefined,
    isCsv: inputs.csv,
  }
}

/** `churn@1.2.0` means v1.2.0. */
function readTarget(text: string): RegistryTarget | null {
  const target = parseTarget(text)
  if (target === null || target.version === null || target.version.startsWith('v')) return target
  return { ...target, version: `v${target.version}` }
}

function describeAction(word: string | undefined): Fault {
  const help = `modelgate registry ${ACTIONS.join('|')} [MODEL[@VERSION|#STAGE]]`
  if (word === undefined) return { message: 'registry needs to be told what to do', help }
  if (word === 'register') {
    return {
      message: 'registry has no "register"',
      help: 'modelgate promote --model M registers a version, with its evidence',
    }
  }
  return { message: `registry has no "${word}"`, help }
}
