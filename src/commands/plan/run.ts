import { InputError } from '../../core/faults.ts'
import { findChange } from '../change-scope.ts'
import type { RunCommand } from '../command.ts'
import { refuseUnknownModels } from '../model-selection.ts'
import { findTouchedModels } from '../touched-models.ts'
import { makeMatrix, makeOutputs } from './matrix.ts'
import type { planSpec } from './spec.ts'
import { renderPlan, renderPlanMarkdown } from './text.ts'

const SCHEMA = 'modelgate.plan/v1'

/** Says which models a change touches, and why; without a change to look at all of them. */
export const runPlan: RunCommand<typeof planSpec.inputs> = async (inputs, services) => {
  const outline = await services.outline()
  if (outline === null) {
    throw new InputError({
      message: 'no modelgate.yml here or further up',
      help: 'write one (schema/modelgate.schema.json completes it), or name it by --config',
    })
  }
  const known = outline.models.map(({ name }) => name)
  refuseUnknownModels(inputs.model, known)
  const defaultModels = inputs.model.length > 0 ? [...new Set(inputs.model)] : outline.defaultModels
  const changeSet = await findChange(inputs, services)
  const touched = await findTouchedModels({ defaultModels }, changeSet, services)
  const matrix = makeMatrix(touched, outline.file)
  const facts = { touched, models: defaultModels.length, changeSet }
  return {
    results: [],
    document: {
      schema: SCHEMA,
      base: changeSet?.base ?? null,
      head: changeSet?.head ?? services.event.headCommit,
      found: changeSet?.found ?? null,
      models: touched,
      matrix,
    },
    text: renderPlan(facts),
    markdown: renderPlanMarkdown(facts),
    outputs: makeOutputs(matrix, touched),
  }
}
