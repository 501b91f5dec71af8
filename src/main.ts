/**
 * The one entry of the bundle: generated stubs call `run`, the command line calls `cli`, the engine's process
 * `serveEngine`, threads that measure `serveThread`.
 */

import type { CommandSpec, Outcome } from './commands/command.ts'
import type { Services } from './commands/services.ts'

/** How a command is run once its spec has turned the inputs into values. */
export type AnyRun = (inputs: never, services: Services) => Promise<Outcome>

/** Each command's code is a part of its own, loaded when it is asked for. */
const COMMAND_RUNS: Readonly<Record<string, () => Promise<AnyRun>>> = {
  setup: async () => (await import('./commands/setup/run.ts')).runSetup,
  plan: async () => (await import('./commands/plan/run.ts')).runPlan,
  check: async () => (await import('./commands/check/run.ts')).runCheck,
  validate: async () => (await import('./commands/validate/run.ts')).runValidate,
  compare: async () => (await import('./commands/compare/run.ts')).runCompare,
  report: async () => (await import('./commands/report/run.ts')).runReport,
  promote: async () => (await import('./commands/promote/run.ts')).runPromote,
  rollback: async () => (await import('./commands/rollback/run.ts')).runRollback,
  registry: async () => (await import('./commands/registry/run.ts')).runRegistry,
  contract: async () => (await import('./commands/contract/run.ts')).runContract,
  reproduce: async () => (await import('./commands/reproduce/run.ts')).runReproduce,
}

const loadRun = (spec: CommandSpec): Promise<AnyRun> => COMMAND_RUNS[spec.name]!()

/** Runs the action of that name and sets the process's exit code. */
export async function run(name: string): Promise<void> {
  const { runAction } = await import('./host/action.ts')
  await runAction(name, loadRun)
}

/** Runs the command line and sets the process's exit code. */
export async function cli(): Promise<void> {
  const { runCli } = await import('./host/cli.ts')
  process.exitCode = await runCli(process.argv.slice(2), loadRun)
}

/** Makes this process an engine for the one that started it. */
export async function serveEngine(): Promise<void> {
  const engine = await import('./backends/duckdb/engine-process.ts')
  engine.serveEngine()
}

/** Makes this thread measure metrics for the one that started it. */
export async function serveThread(): Promise<void> {
  const [thread, { prepareRounds }] = await Promise.all([
    import('./backends/threads/serving.ts'),
    import('./evaluation/comparison/comparison-rounds.ts'),
  ])
  thread.serveThread(prepareRounds)
}
