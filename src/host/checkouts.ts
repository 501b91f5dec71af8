import { dirname, join, resolve, sep } from 'node:path'
import type { OpenedRegistry } from '../backends/git/registry.ts'
import type { OpenCheckout, Services } from '../commands/services.ts'
import { InputError } from '../core/faults.ts'
import { hasNamePattern, makeNamePattern } from '../core/name-pattern.ts'
import type { CommandRunner } from '../ports/command-runner.ts'
import type { Logger } from '../ports/host.ts'
import type { Environment } from './environment.ts'
import type { ParsedInputs } from './inputs.ts'
import type { OpenServices, ServicesRequest } from './services.ts'

interface CheckoutsRequest {
  readonly environment: Environment
  readonly inputs: ParsedInputs
  readonly logger: Logger
  readonly signal: AbortSignal
  /** The working directory relative to the root of the repository: '' for the root itself. */
  readonly workingFolder: string
  readonly registry: () => Promise<OpenedRegistry>
  readonly commands: () => Promise<CommandRunner>
  /** Services of another working directory. */
  readonly open: (request: ServicesRequest) => Promise<OpenServices>
}

/** Commits in folders of their own, each with the services that a command run there would get. */
export function createCheckouts(request: CheckoutsRequest): Pick<Services, 'checkOut' | 'proveCheckoutFolder'> {
  const { environment, inputs, logger, signal, workingFolder } = request
  return {
    async checkOut(commit, into): Promise<OpenCheckout> {
      const [{ checkOutCommit }, { findRepository }, { repository }] = await Promise.all([
        import('../backends/git/checkout.ts'),
        import('../backends/git/repository.ts'),
        request.registry(),
      ])
      const place = await findRepository(environment.cwd)
      if (place === null) throw new InputError(`${environment.cwd} lies in no git repository`)
      const root = into === null ? (await (await request.commands()).makeFolder()).path : resolve(environment.cwd, into)
      const checkout = await checkOutCommit({ repository, place, commit, folder: root }, signal)
      const cwd = await findWorkingFolder(root, workingFolder)
      const config = inputs['config'] === undefined ? {} : { config: inputs['config'] }
      const token = inputs['token'] === undefined ? {} : { token: inputs['token'] }
      // a job's workspace is the work tree, and this is another
      const { GITHUB_WORKSPACE: _, ...variables } = environment.variables
      /** What was discarded: only what lies there from then on counts. */
      const outputs: ((absolute: string) => boolean)[] = []
      const services = await request.open({
        environment: { ...environment, variables, cwd, isTerminal: false },
        logger,
        inputs: { ...config, ...token },
        isMadeHere: (path) => outputs.some((covers) => covers(path)),
      })
      return {
        ...checkout,
        services,
        async settle(path) {
          const [{ copyFile, mkdir }, { workspace }] = [await import('node:fs/promises'), services]
          const target = await workspace.resolve(path, 'config')
          const found = await workspace.openFile(path, 'config')
          if (found.path === target) return
          await mkdir(dirname(target), { recursive: true })
          await copyFile(found.path, target)
        },
        async discard(path) {
          const { rm } = await import('node:fs/promises')
          const { workspace } = services
          const place = await workspace.resolve(path, 'config')
          outputs.push(coverOutput(place))
          await rm(place, { recursive: true, force: true })
          // a name with brackets is a pattern as soon as no file has it
          for (const name of await workspace.glob(path, 'config')) {
            await rm(await workspace.resolve(name, 'config'), { force: true })
          }
        },
        close: () => services.close(),
      }
    },
    async proveCheckoutFolder(into) {
      const { proveEmptyFolder } = await import('../backends/git/checkout-folder.ts')
      await proveEmptyFolder(resolve(environment.cwd, into))
    },
  }
}

/** Whether a path is an output, lies in one that is a folder, or is a match of one that is a pattern. */
function coverOutput(output: string): (absolute: string) => boolean {
  const matches = hasNamePattern(output) ? makeNamePattern(output.split(sep).join('/')) : () => false
  return (path) => path === output || path.startsWith(`${output}${sep}`) || matches(path.split(sep).join('/'))
}

/** The working directory's counterpart, from which the paths of a record are seen: made where the commit has no such folder. */
async function findWorkingFolder(root: string, workingFolder: string): Promise<string> {
  const { mkdir } = await import('node:fs/promises')
  const folder = join(root, workingFolder)
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' && (error as NodeJS.ErrnoException).code !== 'ENOTDIR')
      throw error
    throw new InputError({
      message: `${workingFolder} is no folder at that commit`,
      help: 'run in the root of the repository',
    })
  }
  return folder
}
