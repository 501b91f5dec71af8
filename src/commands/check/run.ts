import { InputError } from '../../core/faults.ts'
import type { InputSpecs, Outcome, RunCommand } from '../command.ts'
import { runCompare } from '../compare/run.ts'
import { compareSpec } from '../compare/spec.ts'
import { writeReports } from '../report/run.ts'
import { runValidate } from '../validate/run.ts'
import { validateSpec } from '../validate/spec.ts'
import type { checkSpec } from './spec.ts'

/** Validates and compares every model of the project; one model's error leaves the others' results standing. */
export const runCheck: RunCommand<typeof checkSpec.inputs> = async (inputs, services) => {
  if ((await services.project()) === null) {
    throw new InputError({
      message: 'no modelgate.yml here or further up',
      help: 'write one (schema/modelgate.schema.json completes it), name it by --config, or use validate and compare with flags',
    })
  }
  const common = { model: inputs.model, operands: [], 'dry-run': inputs['dry-run'] }
  const validated = await runValidate({ ...emptyInputs(validateSpec.inputs), ...common } as never, services)
  const compared = await runCompare({ ...emptyInputs(compareSpec.inputs), ...common } as never, services)
  const results = [...validated.results, ...compared.results]
  await writeReports(results, inputs, services)
  return { results, errors: [...(validated.errors ?? []), ...(compared.errors ?? [])] } satisfies Outcome
}

/** The inputs of a command that is given none: it takes everything from the project. */
function emptyInputs(specs: InputSpecs): Record<string, unknown> {
  const empty = (kind: string) => (kind === 'list' ? [] : kind === 'flag' ? false : undefined)
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, 'default' in spec ? spec.default : empty(spec.kind)]),
  )
}
