import { resolve } from 'node:path'
import type { Services } from '../commands/services.ts'
import type { CommandRunner } from '../ports/command-runner.ts'

interface TargetRequest {
  /** The working directory. */
  readonly cwd: string
  readonly commands: () => Promise<CommandRunner>
}

/** What serves a stage's model, loaded at its first use. */
export function createTargets({ cwd, commands }: TargetRequest): Pick<Services, 'target'> {
  return {
    async target(settings, folder) {
      const [{ createCommandTarget }, runner] = await Promise.all([
        import('../backends/process/command-target.ts'),
        commands(),
      ])
      return createCommandTarget(settings, runner, resolve(cwd, folder))
    },
  }
}
