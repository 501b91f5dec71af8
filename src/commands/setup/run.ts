import { refuseLater } from '../../core/later.ts'
import type { Outcome, RunCommand } from '../command.ts'
import type { setupSpec } from './spec.ts'

/** Makes the engine ready and, in a job, the program callable by later steps. */
export const runSetup: RunCommand<typeof setupSpec.inputs> = async (_, services) => {
  const { version } = services.provenance.tool
  refuseLater((await services.project())?.later ?? [], null, 'setup')
  const engine = await services.engine()
  const folder = await services.installProgram()
  const sentence = `modelgate ${version} with ${engine.name} is ready${folder === null ? '' : '; later steps may call modelgate'}.`
  return {
    results: [],
    document: { schema: 'modelgate.setup/v1', version, engine: engine.name },
    text: sentence,
    markdown: '',
    outputs: { version, engine: engine.name },
    ...(folder === null ? {} : { paths: [folder] }),
  } satisfies Outcome
}
