import { isAbsolute, relative, resolve } from 'node:path'
import * as core from '@actions/core'
import { findCommand, inputsOf } from '../commands/catalogue.ts'
import type { Outcome } from '../commands/command.ts'
import { InputError } from '../core/faults.ts'
import { worstVerdict } from '../core/verdict.ts'
import type { Logger } from '../ports/host.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { type Execution, executeCommand, type LoadRun } from './execution.ts'
import { parseInputs, type RawInputs } from './inputs.ts'
import { describeError, exitCodeOfError } from './outcome.ts'

/** Runs one action: inputs → command → outputs, step summary, annotations, exit code. Never throws. */
export async function runAction(name: string, loadRun: LoadRun): Promise<void> {
  const environment = readEnvironment()
  try {
    const spec = findCommand(name)
    if (spec === undefined) throw new Error(`no command "${name}" in the catalogue`)
    const specs = inputsOf(spec, 'action')
    const inputs = parseInputs(specs, readInputs(Object.keys(specs), specs), (input) => `input "${input}"`)
    if (typeof inputs['token'] === 'string') core.setSecret(inputs['token'])
    const folder = typeof inputs['working-directory'] === 'string' ? inputs['working-directory'] : '.'
    const place = { ...environment, cwd: resolve(environment.cwd, folder) }
    const execution = await core.group(`modelgate ${name}`, async () => {
      const done = await executeCommand({ spec, inputs, operands: [], environment: place, logger: jobLogger, loadRun })
      core.info(await renderLog(done.outcome))
      return done
    })
    const { outcome, exitCode } = execution
    setOutputs(execution)
    await annotate(outcome, place)
    await writeSummary(outcome)
    for (const error of outcome.errors ?? []) core.error(describeError(error, environment.isDebug))
    process.exitCode = exitCode
  } catch (error) {
    core.error(describeError(error, environment.isDebug), firstPlace(error, environment))
    process.exitCode = exitCodeOfError(error)
  }
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
  info: (message) => core.info(message),
  warning: (message) => core.warning(message),
  debug: (message) => core.debug(message),
}

async function renderLog(outcome: Outcome): Promise<string> {
  if (outcome.text !== undefined) return outcome.text
  const { renderText } = await import('../report/text.ts')
  return renderText(outcome.results, { colour: false })
}

function setOutputs({ outcome, resultFile, resultsFolder, evidenceDigest }: Execution): void {
  const { results } = outcome
  const outputs: Record<string, string> = {
    verdict: worstVerdict(results.map((result) => result.verdict)),
    blocks: String(results.some((result) => result.blocks)),
    summary: results.map((result) => result.summary).join(' '),
    result: resultFile ?? '',
    'results-dir': resultsFolder,
    'evidence-digest': evidenceDigest ?? '',
    ...outcome.outputs,
  }
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
}

/** Annotations point into the repository, wherever the step's working directory is. */
async function annotate(outcome: Outcome, environment: Environment): Promise<void> {
  const { listAnnotations } = await import('../report/annotations.ts')
  for (const annotation of listAnnotations(outcome.results)) {
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

async function writeSummary(outcome: Outcome): Promise<void> {
  const { renderSummary } = await import('../report/markdown.ts')
  const markdown = outcome.markdown ?? (outcome.results.length > 0 ? renderSummary(outcome.results) : '')
  if (markdown !== '') await core.summary.addRaw(markdown, true).write()
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
