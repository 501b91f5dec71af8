import { appendFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { COMMANDS, COMMANDS_TO_COME, findCommand, inputsOf } from '../commands/catalogue.ts'
import { InputError } from '../core/faults.ts'
import type { Logger } from '../ports/host.ts'
import { nearestName } from '../text/nearest-name.ts'
import { readArguments } from './arguments.ts'
import { readEnvironment } from './environment.ts'
import { type Execution, executeCommand, type LoadRun, writeAside } from './execution.ts'
import { renderHelp, renderOverview } from './help.ts'
import { type ParsedInputs, parseInputs } from './inputs.ts'
import { describeError, type ExitCode, exitCodeOfError } from './outcome.ts'
import { VERSION } from './version.ts'

/** Runs the command line: results on stdout, everything else on stderr. Never throws. */
export async function runCli(words: readonly string[], loadRun: LoadRun): Promise<ExitCode> {
  const environment = readEnvironment()
  let isVerbose = environment.isDebug || words.includes('--verbose')
  try {
    const [name, ...rest] = words
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      process.stdout.write(renderOverview(VERSION))
      return name === undefined ? 3 : 0
    }
    if (words.includes('--version')) {
      process.stdout.write(`${VERSION}\n`)
      return 0
    }
    const spec = findCommand(name)
    if (spec === undefined) throw unknownCommand(name)
    const specs = inputsOf(spec, 'cli')
    const given = readArguments(rest, specs)
    if (given.raw.has('help')) {
      process.stdout.write(renderHelp(spec))
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
    await printOutcome(execution, inputs, environment.cwd)
    if (inputs['summary'] === true)
      await appendSummary(execution.outcome.markdown ?? '', environment.variables['GITHUB_STEP_SUMMARY'])
    for (const error of execution.outcome.errors ?? []) process.stderr.write(`${describeError(error, isVerbose)}\n`)
    return execution.exitCode
  } catch (error) {
    process.stderr.write(`${describeError(error, isVerbose)}\n`)
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
async function printOutcome({ outcome, document }: Execution, inputs: ParsedInputs, cwd: string): Promise<void> {
  const output = inputs['output']
  const isJson =
    inputs['format'] === 'json' ||
    (inputs['format'] === undefined && typeof output === 'string' && output.endsWith('.json'))
  const isQuiet = inputs['quiet'] === true && !outcome.results.some((result) => result.verdict !== 'pass')
  const json = () => `${JSON.stringify(document, null, 2)}\n`
  const text = async () => (isQuiet ? '' : (outcome.text ?? (await renderResults(outcome.results, false))))
  if (typeof output === 'string') {
    await writeAside(resolve(cwd, output), isJson ? json() : await text())
    if (inputs['format'] !== 'json' && !isQuiet)
      process.stdout.write(outcome.text ?? (await renderResults(outcome.results, hasColour())))
    return
  }
  process.stdout.write(
    isJson ? json() : isQuiet ? '' : (outcome.text ?? (await renderResults(outcome.results, hasColour()))),
  )
}

async function appendSummary(markdown: string, path: string | undefined): Promise<void> {
  if (!path)
    throw new InputError({
      message: '--summary is given outside of a job: GITHUB_STEP_SUMMARY is not set',
      help: 'use --markdown FILE',
    })
  await appendFile(path, markdown)
}

async function renderResults(results: Execution['outcome']['results'], isColoured: boolean): Promise<string> {
  const { renderText } = await import('../report/text.ts')
  return renderText(results, { colour: isColoured })
}

const hasColour = (): boolean => process.stdout.isTTY === true && !process.env['NO_COLOR']

function createLogger(isQuiet: boolean, isVerbose: boolean): Logger {
  const write = (message: string) => process.stderr.write(`${message}\n`)
  return {
    info: (message) => (isQuiet ? undefined : write(message)),
    warning: (message) => write(`warning: ${message}`),
    debug: (message) => (isVerbose ? write(message) : undefined),
  }
}
