import { InputError } from '../../core/faults.ts'
import { makeLookup } from '../../core/lookup.ts'
import { nearestName } from '../../text/nearest-name.ts'
import type { CommonInputs, Inputs, Outcome } from '../command.ts'
import type { Services } from '../services.ts'
import type { ContractInputs } from './spec.ts'

export type ContractValues = Inputs<ContractInputs> & CommonInputs

/** One thing that `modelgate contract` does; `files` are the operands behind its name. */
export type ContractAction = (files: readonly string[], values: ContractValues, services: Services) => Promise<Outcome>

const ACTIONS: Readonly<Record<string, () => Promise<ContractAction>>> = makeLookup({
  lint: async () => (await import('./lint.ts')).runLint,
  infer: async () => (await import('./infer.ts')).runInfer,
  import: async () => (await import('./import.ts')).runImport,
  export: async () => (await import('./export.ts')).runExport,
  diff: async () => (await import('./diff.ts')).runDiff,
})

/** Flags that one thing takes and another would pass over in silence. */
const OWN_FLAGS = ['from', 'to', 'object', 'base', 'delimiter', 'quote', 'encoding', 'decimal'] as const
const TAKEN: Readonly<Record<string, readonly (typeof OWN_FLAGS)[number][]>> = makeLookup({
  lint: [],
  infer: ['object', 'delimiter', 'quote', 'encoding', 'decimal'],
  import: ['from', 'object'],
  export: ['to', 'object'],
  diff: ['base'],
})

/** Does what the first operand names. @throws InputError where it names nothing. */
export async function runContract(values: ContractValues, services: Services): Promise<Outcome> {
  const [name, ...files] = values.operands
  const names = Object.keys(ACTIONS)
  const load = name === undefined ? undefined : ACTIONS[name]
  if (name === undefined || load === undefined) {
    const nearest = name === undefined ? null : nearestName(name, names)
    throw new InputError({
      message: name === undefined ? 'contract is to do what?' : `contract does not know "${name}"`,
      help: nearest === null ? `it does: ${names.join(', ')}` : `did you mean ${nearest}?`,
    })
  }
  const foreign = OWN_FLAGS.filter((flag) => values[flag] !== undefined && !TAKEN[name]!.includes(flag))
  if (foreign.length > 0) {
    const own = TAKEN[name]!.map((flag) => `--${flag}`).join(', ')
    throw new InputError(
      foreign.map((flag) => ({
        message: `contract ${name} takes no --${flag}`,
        help: own === '' ? 'leave it out' : `leave it out; of these it takes ${own}`,
      })),
    )
  }
  return (await load())(files, values, services)
}
