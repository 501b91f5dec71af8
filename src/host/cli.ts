import { appendFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { writeAside } from '../backends/filesystem/write-aside.ts'
import { COMMANDS, COMMANDS_TO_COME, findCommand, inputsOf } from '../commands/catalogue.ts'
import type { Outcome } from '../commands/command.ts'
import { InputError } from '../core/faults.ts'
import { holdsCommand } from '../text/escape.ts'
import { nearestName } from '../text/nearest-name.ts'
import { readArguments } from './arguments.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { type Execution, executeCommand, isWithoutResult, type LoadRun } from './execution.ts'
import { renderHelp, renderOverview } from './help.ts'
import { type ParsedInputs, parseInputs } from './inputs.ts'
import { describeError, type ExitCode, exitCodeOfError } from './outcome.ts'
import { createLogger, print, printError } from './terminal.ts'
import { VERSION } from './version.ts'

/** Runs the command line: results on stdout, everything else on stderr. Never throws. */
export async function runCli(words: readonly string[], loadRun: LoadRun): Promise<ExitCode> {
  const environment = readEnvironment()
  let isVerbose = environment.isDebug || words.includes('--verbose')
  try {
    const [name, ...rest] = words
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      const wanted = findCommand(rest[0] ?? '')
      await print(wanted === undefined ? renderOverview(VERSION) : renderHelp(wanted))
      return name === undefined ? 3 : 0
    }
    const spec = findCommand(name)
    // promote has a version of its own to take
    if (words.includes('--version') && !('version' in (spec?.inputs ?? {}))) {
      await print(`${VERSION}\n`)
      return 0
    }
    if (spec === undefined) throw unknownCommand(name)
    const specs = inputsOf(spec, 'cli')
    const given = readArguments(rest, specs)
    if (given.raw.has('help')) {
      await print(renderHelp(spec))
      return 0
    }
    const faults = [...given.faults]
    if (given.operands.length > 0 && spec.operands === undefined) {
      faults.push({
        message: `unexpected "${given.operands[0]}": ${name} takes flags only`,
        help: 'quote a value that holds spaces',
      })
    }
    const inputs = parseInputs(specs, given.raw, (flag) => `--${flag}`, faults)
    isVerbose ||= inputs['verbose'] === true
    const logger = createLogger(inputs['quiet'] === true, isVerbose)
    const execution = await executeCommand({ spec, inputs, operands: given.operands, environment, logger, loadRun })
    if (!isWithoutResult(execution.outcome)) await printOutcome(execution, inputs, environment)
    if (inputs['summary'] === true)
      await appendSummary(execution.outcome.markdown ?? '', environment.variables['GITHUB_STEP_SUMMARY'])
    for (const error of execution.outcome.errors ?? []) printError(describeError(error, isVerbose))
    return execution.exitCode
  } catch (error) {
    printError(describeError(error, isVerbose))
    return exitCodeOfError(error)
  }
}

function unknownCommand(name: string): InputError {
  if (COMMANDS_TO_COME.includes(name)) return new InputError(`${name} is not there yet in modelgate ${VERSION}`)
  const nearest = nearestName(
    name,
    COMMANDS.map((spec) => spec.name),
  )
  return new InputError({
    message: `unknown command "${name}"`,
    help: nearest ? `did you mean ${nearest}?` : 'see modelgate --help for the commands that are there',
  })
}

/** stdout gets the text or the JSON document; with `--output` a file does, and JSON is meant where it ends in .json. */
async function printOutcome(execution: Execution, inputs: ParsedInputs, environment: Environment): Promise<void> {
  const { outcome, document } = execution
  const output = typeof inputs['output'] === 'string' ? inputs['output'] : null
  const format = inputs['format'] ?? (output?.endsWith('.json') ? 'json' : 'text')
  const isColoured = output === null && process.stdout.isTTY === true && !environment.variables['NO_COLOR']
  const render = async () => {
    if (format === 'json') return `${JSON.stringify(document, null, 2).replaceAll('##[', '#\\u0023[')}\n`
    const text = await renderOutcome(outcome, inputs['quiet'] === true, isColoured)
    if (output === null && environment.variables['GITHUB_ACTIONS'] === 'true') refuseCommands(text)
    return text === '' || text.endsWith('\n') ? text : `${text}\n`
  }
  if (output === null) await print(await render())
  else await writeAside(resolve(environment.cwd, output), await render())
}

/** A contract or another file that is printed cannot be changed, and in a workflow's log the runner would obey it. */
function refuseCommands(text: string): void {
  if (!holdsCommand(text)) return
  throw new InputError({
    message: 'the text holds what the runner of a workflow takes for a command ("::" or "##["), so it is not printed',
    help: 'write it to a file: --output FILE',
  })
}

/** A text of the command's own stands as it is; `--quiet` leaves the models that have a result that did not pass, whole. */
async function renderOutcome(
  { text, results, failed = [] }: Outcome,
  isQuiet: boolean,
  isColoured: boolean,
): Promise<string> {
  if (text !== undefined) return text
  const all = [...results, ...failed]
  const open = new Set(all.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip').map(({ model }) => model))
  const shown = isQuiet ? all.filter(({ model }) => open.has(model)) : all
  if (shown.length === 0) return ''
  const { renderText } = await import('../report/text.ts')
  return renderText(shown, { colour: isColoured })
}

async function appendSummary(markdown: string, path: string | undefined): Promise<void> {
  if (!path)
    throw new InputError({
      message: '--summary is given outside of a job: GITHUB_STEP_SUMMARY is not set',
      help: 'use --markdown FILE',
    })
  await appendFile(path, markdown)
}
