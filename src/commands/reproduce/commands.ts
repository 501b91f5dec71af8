import type { ModelSettings } from '../../config/project.ts'
import type { ReproduceSettings } from '../../config/reproduce-settings.ts'
import { isDvcPipeline, isRunReference } from '../../core/run-reference.ts'
import type { CommandEnd } from '../../ports/command-runner.ts'
import type { OpenCheckout } from '../services.ts'

/** A command of a reproduction, as it is run. */
export interface PlannedCommand {
  readonly name: 'setup' | 'train' | 'predict'
  readonly command: readonly string[]
}

/** A model past it is none that was meant. */
const MOST_OUTPUT_BYTES = 100_000_000_000

/** A line that says what went wrong. */
const TELLING = /\w*(?:Error|Exception)\b|^error/

/** All commands in their order; `predict`, which the measuring runs, with its placeholders. */
export function planCommands(settings: ReproduceSettings, { candidate }: ModelSettings): readonly PlannedCommand[] {
  const predict = candidate?.predict?.command
  return [...listTraining(settings), ...(predict === undefined ? [] : [{ name: 'predict', command: predict } as const])]
}

function listTraining({ setup, train }: ReproduceSettings): readonly PlannedCommand[] {
  const plan = (name: PlannedCommand['name'], commands: ReproduceSettings['train']) =>
    commands.map((command) => ({ name, command }))
  return [...plan('setup', setup), ...plan('train', train)]
}

/** The files that the commands are to make: none of the commit's own may pass for them. */
function listOutputs({ candidate, data }: ModelSettings): readonly string[] {
  if (candidate === null) return []
  const { model, predictions, metrics } = candidate
  const stated = metrics === null || isRunReference(metrics) || isDvcPipeline(metrics) ? null : metrics
  const inputs = new Set(Object.values(data).map(({ path }) => path))
  return [model, predictions, stated].filter(
    (path): path is string => path !== null && !inputs.has(path) && !/:\/\/|[*?[\]{}]/.test(path),
  )
}

/**
 * Runs setup and train in a checkout, each only where the one before ended well.
 *
 * @returns why they did not end well, in words; null where they did.
 * @throws InputError where a program cannot be started.
 */
export async function runCommands(
  model: ModelSettings,
  settings: ReproduceSettings,
  checkout: OpenCheckout,
): Promise<string | null> {
  const { services } = checkout
  const runner = await services.commands()
  const { workspace, signal, logger } = services
  for (const path of listOutputs(model)) await checkout.discard(path)
  const folder = await workspace.resolve(model.folder === '' ? '.' : model.folder, 'config')
  const output = await workspace.resolve(model.candidate?.model ?? '.', 'config')
  for (const { name, command } of listTraining(settings)) {
    logger.info(`${name}: ${command.join(' ')}`)
    const { timeoutMs, environment } = settings
    const end = await runner.run(
      { name, command, folder, timeoutMs, environment, output: { path: output, mostBytes: MOST_OUTPUT_BYTES } },
      signal,
    )
    const problem = describeEnd(end, timeoutMs)
    if (problem !== null) return `${name} (${command.join(' ')}) ${problem}`
  }
  return null
}

/** null where it ended well. */
function describeEnd({ code, signal, stopped, lastLines }: CommandEnd, timeoutMs: number): string | null {
  if (stopped === 'time') return `took longer than ${Math.round(timeoutMs / 1000)} s: raise reproduce.timeout`
  if (stopped === 'output') return 'wrote a model of more than 100 GB'
  if (code === 0) return null
  // after the error some runtimes print their own version
  const last = lastLines.findLast((line) => TELLING.test(line)) ?? lastLines.findLast((line) => line.trim() !== '')
  const how = code === null ? `was ended by ${signal}` : `ended with exit code ${code}`
  return last === undefined ? how : `${how}: ${last}`
}
