import type { ModelSettings } from '../../config/project.ts'
import type { ReproduceSettings } from '../../config/reproduce-settings.ts'
import type { CommandEnd } from '../../ports/command-runner.ts'
import type { OpenCheckout, Services } from '../services.ts'

/** A command of a reproduction, as it is run. */
export interface PlannedCommand {
  readonly name: 'setup' | 'train' | 'predict'
  readonly command: readonly string[]
}

/** Why commands did not end well. */
export interface RunProblem {
  readonly reason: string
  /** Whether the folder of the checkout went with them: nothing of it can be looked at. */
  readonly isGone: boolean
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

/**
 * Runs setup and train in a checkout, each only where the one before ended well.
 *
 * @returns why they did not end well; null where they did.
 * @throws InputError where a program cannot be started.
 */
export async function runCommands(
  model: ModelSettings,
  settings: ReproduceSettings,
  checkout: OpenCheckout,
): Promise<RunProblem | null> {
  const { services } = checkout
  const runner = await services.commands()
  const { workspace, signal, logger } = services
  const folder = await workspace.resolve(model.folder === '' ? '.' : model.folder, 'config')
  const output = await workspace.resolve(model.candidate?.model ?? '.', 'config')
  for (const { name, command } of listTraining(settings)) {
    logger.info(`${name}: ${command.join(' ')}`)
    const { timeoutMs, environment } = settings
    const end = await runner.run(
      { name, command, folder, timeoutMs, environment, output: { path: output, mostBytes: MOST_OUTPUT_BYTES } },
      signal,
    )
    const isGone = !(await isThere(workspace))
    const problem = isGone ? 'removed the checkout' : describeEnd(end, timeoutMs)
    if (problem !== null) return { reason: `${name} (${command.join(' ')}) ${problem}`, isGone }
  }
  return null
}

/** Whether the folder of the checkout is there: a command may take away what it runs in. */
async function isThere(workspace: Services['workspace']): Promise<boolean> {
  try {
    await workspace.resolve('.', 'config')
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
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
