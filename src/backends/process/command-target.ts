import type { CommandTargetSettings } from '../../config/command-target.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { CommandEnd, CommandRunner } from '../../ports/command-runner.ts'
import type { DeploymentTarget, ServedState, ServedVersion } from '../../ports/deployment-target.ts'

const DIGEST = /\bsha256:[0-9a-f]{64}\b/
const VERSION = /^v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)$/

/**
 * A target that commands of the repository's own roll and ask.
 *
 * @param folder absolute path of the folder that they run in.
 */
export function createCommandTarget(
  settings: CommandTargetSettings,
  runner: CommandRunner,
  folder: string,
): DeploymentTarget {
  const run = async (name: string, command: readonly string[], signal: AbortSignal): Promise<CommandEnd> => {
    const own = await runner.makeFolder()
    const { timeoutMs, variables: environment } = settings
    const output = { path: own.locate('nothing'), mostBytes: Number.POSITIVE_INFINITY }
    const end = await runner.run({ name, command, folder, timeoutMs, environment, output }, signal)
    if (end.code === 0) return end
    throw new SystemError(`${name} (${command[0]}) ${describeEnd(end, timeoutMs)}`)
  }
  const fill = (wanted: ServedVersion) => fillWords(settings.command, wanted)
  return {
    name: settings.command[0]!,
    describe: (wanted) => `run ${fill(wanted).join(' ')}`,
    async current({ model, stage }, signal) {
      if (settings.current === null) return null
      const words = fillWords(settings.current, { model, stage })
      return readState('current', (await run('current', words, signal)).lastLines)
    },
    async roll(wanted, signal) {
      await run('deploy', fill(wanted), signal)
    },
  }
}

/** @throws InputError where a word needs what the version has not got */
function fillWords(words: readonly string[], values: Partial<ServedVersion>): readonly string[] {
  const known: Readonly<Record<string, string | null | undefined>> = { ...values }
  return words.map((word) =>
    word.replace(/\{(image|version|model|stage)\}/g, (_, name: string) => {
      const value = known[name]
      // where a program takes it for an option it would be told what to do
      if (typeof value === 'string' && !value.startsWith('-')) return value
      throw new InputError({
        message: `the target's command needs {${name}}, and ${describeVersion(values)} has none`,
        help:
          name === 'image'
            ? 'promote with --image, which the record then names, or let the command take {version}'
            : 'take it out of the command',
      })
    }),
  )
}

const describeVersion = ({ model, version }: Partial<ServedVersion>): string =>
  version === undefined ? 'what serves now' : `the record of ${model} ${version}`

function describeEnd({ code, signal, stopped, lastLines }: CommandEnd, timeoutMs: number): string {
  const last = lastLines.at(-1)
  const said = last === undefined ? '' : `: ${last}`
  if (stopped === 'time') return `did not end within ${timeoutMs / 1000} s${said}`
  return `${code === null ? `was ended by ${signal}` : `ended with exit code ${code}`}${said}`
}

/** The last line that is, or names, a digest or a version. */
function readState(name: string, lines: readonly string[]): ServedState {
  for (const line of lines.toReversed()) {
    const digest = DIGEST.exec(line)?.[0] ?? null
    const number = VERSION.exec(line.trim())?.[1]
    if (digest !== null || number !== undefined) return { digest, version: number === undefined ? null : `v${number}` }
  }
  throw new SystemError(`${name} printed neither a digest (sha256:…) nor a version`, {
    help: 'let it print the digest of the image that serves, on a line of its own',
  })
}
