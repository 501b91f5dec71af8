import { statSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve } from 'node:path'
import * as core from '@actions/core'
import { findCommand, inputsOf } from '../commands/catalogue.ts'
import type { Outcome } from '../commands/command.ts'
import { InputError } from '../core/faults.ts'
import type { Logger } from '../ports/host.ts'
import { escapeLogLines } from '../text/escape.ts'
import { type Environment, findResultsFolder, readEnvironment } from './environment.ts'
import { combineResults, type Execution, executeCommand, type LoadRun } from './execution.ts'
import { parseInputs, type RawInputs } from './inputs.ts'
import { describeError, exitCodeOfError } from './outcome.ts'

/** Lines of an error that the step summary repeats; the log has them all. */
const MOST_ERROR_LINES = 40

/** Runs one action: inputs → command → outputs, annotations, step summary, exit code. Never throws. */
export async function runAction(name: string, loadRun: LoadRun): Promise<void> {
  let environment = readEnvironment()
  try {
    const spec = findCommand(name)
    if (spec === undefined) throw new Error(`no command "${name}" in the catalogue`)
    const specs = inputsOf(spec, 'action')
    const inputs = parseInputs(specs, readInputs(Object.keys(specs), specs), (input) => `input "${input}"`)
    for (const name of ['token', 'registry-token']) {
      const secret = inputs[name]
      if (typeof secret === 'string') core.setSecret(secret)
    }
    environment = enterFolder(environment, inputs['working-directory'])
    const execution = await core.group(`modelgate ${name}`, async () => {
      const done = await executeCommand({ spec, inputs, operands: [], environment, logger: jobLogger, loadRun })
      core.info(await renderLog(done.outcome))
      return done
    })
    const { outcome, exitCode } = execution
    process.exitCode = exitCode
    setOutputs(execution)
    for (const folder of outcome.paths ?? []) core.addPath(folder)
    for (const error of outcome.errors ?? []) annotateError(error, environment)
    await annotate(outcome, environment, execution.resultsFolder)
    await writeSummary(await renderJobSummary(name, outcome), environment)
  } catch (error) {
    process.exitCode = exitCodeOfError(error)
    core.setOutput('verdict', 'inconclusive')
    core.setOutput('blocks', 'true')
    core.setOutput('results-dir', findResultsFolder(environment))
    annotateError(error, environment)
    await writeSummary(await renderErrors(name, [error]), environment)
  }
}

/** The step's own folder. @throws InputError where there is none */
function enterFolder(environment: Environment, folder: unknown): Environment {
  if (typeof folder !== 'string') return environment
  const cwd = resolve(environment.cwd, folder)
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() === true) return { ...environment, cwd }
  throw new InputError({
    message: `input "working-directory" is "${folder}", and there is no such folder`,
    help: 'it starts at the root of the checkout; check out the repository in a step before',
  })
}

/** An empty input is one that was not given; a list has one entry a line. */
function readInputs(names: readonly string[], specs: Readonly<Record<string, { kind: string }>>): RawInputs {
  const raw = new Map<string, readonly string[]>()
  for (const name of names) {
    const value = core.getInput(name)
    if (value === '') continue
    raw.set(name, specs[name]!.kind === 'list' ? core.getMultilineInput(name) : [value])
  }
  return raw
}

const jobLogger: Logger = {
  info: (message) => core.info(escapeLogLines(message)),
  warning: (message) => core.warning(message),
  debug: (message) => core.debug(message),
}

async function renderLog(outcome: Outcome): Promise<string> {
  if (outcome.text !== undefined) return outcome.text
  const { renderText } = await import('../report/text.ts')
  return renderText([...outcome.results, ...(outcome.failed ?? [])], { colour: false })
}

function setOutputs({ outcome, resultFile, resultsFolder, evidenceDigest }: Execution): void {
  const { results, errors } = outcome
  const { verdict, blocks } = combineResults(results, errors)
  const outputs: Record<string, string> = {
    verdict,
    blocks: String(blocks),
    summary: results.map((result) => result.summary).join(' '),
    result: resultFile ?? '',
    'results-dir': resultsFolder,
    'evidence-digest': evidenceDigest ?? '',
    ...outcome.outputs,
  }
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
}

/**
 * Annotations point into the repository, wherever the step's working directory is. GitHub shows so many of a whole job,
 * so what its earlier steps wrote is counted in a file beside their results.
 */
async function annotate(outcome: Outcome, environment: Environment, resultsFolder: string): Promise<void> {
  const { listAnnotations } = await import('../report/annotations.ts')
  const tally = join(resultsFolder, '.annotations')
  const shown = (Number(await readFile(tally, 'utf8').catch(() => '0')) || 0) + (outcome.errors?.length ?? 0)
  const annotations = listAnnotations(outcome.results, shown)
  await mkdir(resultsFolder, { recursive: true }).catch(() => {})
  await writeFile(tally, String(shown + annotations.length)).catch(() => {})
  for (const annotation of annotations) {
    const file = annotation.file === null ? undefined : repositoryPath(annotation.file, environment)
    const properties = {
      title: annotation.title,
      ...(file === undefined ? {} : { file }),
      ...(file === undefined || annotation.line === null ? {} : { startLine: annotation.line }),
    }
    const write = { error: core.error, warning: core.warning, notice: core.notice }[annotation.level]
    write(annotation.message, properties)
  }
}

function repositoryPath(file: string, { cwd, variables }: Environment): string | undefined {
  const path = relative(variables['GITHUB_WORKSPACE'] ?? cwd, resolve(cwd, file))
  return path.startsWith('..') || isAbsolute(path) ? undefined : path
}

async function renderJobSummary(name: string, { markdown, results, errors = [] }: Outcome): Promise<string> {
  const { renderSummary } = await import('../report/markdown.ts')
  const own = markdown ?? (results.length > 0 ? renderSummary(results) : '')
  return errors.length > 0 ? `${own}\n${await renderErrors(name, errors)}` : own
}

/** What stopped the step, for those who look at the job's page and not at its log. */
async function renderErrors(name: string, errors: readonly unknown[]): Promise<string> {
  const { escapeMarkdown } = await import('../text/escape.ts')
  const lines = errors.flatMap((error) => describeError(error, false).split('\n').slice(0, MOST_ERROR_LINES))
  return `**modelgate ${name}** could not judge everything:\n\n${lines.map((line) => `- ${escapeMarkdown(line)}\n`).join('')}`
}

/** Not every runner has step summaries; what fails here changes no verdict. */
async function writeSummary(markdown: string, { variables }: Environment): Promise<void> {
  if (markdown === '' || !variables['GITHUB_STEP_SUMMARY']) return
  await core.summary
    .addRaw(markdown, true)
    .write()
    .catch((error: unknown) => core.warning(`the step summary could not be written: ${String(error)}`))
}

function annotateError(error: unknown, environment: Environment): void {
  core.error(describeError(error, environment.isDebug), firstPlace(error, environment))
}

function firstPlace(error: unknown, environment: Environment): core.AnnotationProperties {
  const place = error instanceof InputError ? error.faults.find((fault) => fault.place)?.place : undefined
  const file = place && repositoryPath(place.file, environment)
  if (!place || file === undefined) return {}
  return {
    file,
    ...(place.line === undefined ? {} : { startLine: place.line }),
    ...(place.column === undefined ? {} : { startColumn: place.column }),
  }
}
