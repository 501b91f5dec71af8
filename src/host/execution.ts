import { createHash } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { writeAside } from '../backends/filesystem/write-aside.ts'
import type { CommandSpec, Outcome } from '../commands/command.ts'
import type { Services } from '../commands/services.ts'
import type { Result, Results } from '../core/result.ts'
import { worstVerdict } from '../core/verdict.ts'
import type { Logger } from '../ports/host.ts'
import type { Environment } from './environment.ts'
import type { ParsedInputs } from './inputs.ts'
import { type ExitCode, exitCodeOf } from './outcome.ts'
import { openServices } from './services.ts'

/** Finds a command's code; each command is a part of its own. */
export type LoadRun = (spec: CommandSpec) => Promise<(inputs: never, services: Services) => Promise<Outcome>>

export interface Execution {
  readonly outcome: Outcome
  readonly exitCode: ExitCode
  /** What `--format json` prints and the result file holds. */
  readonly document: unknown
  /** Digest of the evidence file, where one was asked for. */
  readonly evidenceDigest: string | null
  /** The result file of this run; null outside a job. */
  readonly resultFile: string | null
  readonly resultsFolder: string
}

export interface ExecutionRequest {
  readonly spec: CommandSpec
  readonly inputs: ParsedInputs
  readonly operands: readonly string[]
  readonly environment: Environment
  readonly logger: Logger
  readonly loadRun: LoadRun
}

/** Commands whose failure a later report of the job must not pass over. */
const JUDGING: readonly string[] = ['check', 'validate', 'compare']

/** Commands whose first operand says what they do. */
const MANIFOLD: readonly string[] = ['contract', 'registry']

/** Runs one command on either face: services, the command, then the result and evidence files. */
export async function executeCommand(request: ExecutionRequest): Promise<Execution> {
  const { spec, inputs, environment } = request
  // the command's code loads while git says where we are
  const [services, run] = await Promise.all([
    openServices({ environment, logger: request.logger, inputs }),
    request.loadRun(spec),
  ])
  try {
    const values = { 'dry-run': false, ...inputs, operands: request.operands }
    const outcome = await run(values as never, services)
    const document = outcome.document ?? combineResults(outcome.results, outcome.errors)
    const path = inputs['evidence-file']
    const evidenceDigest =
      typeof path === 'string' && outcome.results.length > 0
        ? await writeEvidence(outcome.results, resolve(environment.cwd, path), services)
        : null
    if (typeof path === 'string' && evidenceDigest === null && (outcome.errors ?? []).length === 0) {
      const why = JUDGING.includes(spec.name) ? 'nothing was judged' : `${nameCommand(request)} judges nothing`
      request.logger.warning(`no evidence was written to ${path}: ${why}`)
    }
    // what only shows something is no result, and `report` would stumble over it
    const isResult = outcome.results.length > 0 || outcome.document === undefined
    const failed = outcome.failed ?? []
    const isTold = failed.length > 0 || (isResult && !isWithoutResult(outcome))
    const isWritten = environment.isGitHubActions && spec.name !== 'report' && isTold
    const told = failed.length > 0 ? combineResults([...outcome.results, ...failed], outcome.errors) : document
    const resultFile = isWritten ? await writeResult(told, spec.name, services) : null
    return {
      outcome,
      exitCode: exitCodeOf(outcome),
      document,
      evidenceDigest,
      resultFile,
      resultsFolder: services.resultsFolder,
    }
  } catch (error) {
    if (
      environment.isGitHubActions &&
      JUDGING.includes(spec.name) &&
      error instanceof Error &&
      !services.signal.aborted
    ) {
      const { makeFailedResult } = await import('../commands/failed-result.ts')
      await writeResult(makeFailedResult(spec.name, null, error, services), spec.name, services).catch(() => {})
    }
    throw error
  } finally {
    await services.close()
  }
}

/** `plan`; of a command that does several things the one that was asked for: `contract lint`. */
function nameCommand({ spec, operands }: Pick<ExecutionRequest, 'spec' | 'operands'>): string {
  return [spec.name, ...(MANIFOLD.includes(spec.name) ? operands.slice(0, 1) : [])].join(' ')
}

/** Whether errors are all there is to tell. */
export function isWithoutResult({ results, document, errors = [] }: Outcome): boolean {
  return results.length === 0 && document === undefined && errors.length > 0
}

/**
 * One result as it is; several, or none, under `modelgate.results/v1`. A model whose judging ended in an error blocks
 * and was not measured, so it is no better than inconclusive.
 */
export function combineResults(results: readonly Result[], errors: readonly Error[] = []): Result | Results {
  if (results.length === 1 && errors.length === 0) return results[0]!
  const verdicts = results.map((result) => result.verdict)
  return {
    schema: 'modelgate.results/v1',
    verdict: worstVerdict(errors.length > 0 ? [...verdicts, 'inconclusive'] : verdicts),
    blocks: errors.length > 0 || results.some((result) => result.blocks),
    results,
  }
}

/** Each statement signed where the policy that judged says so; without a policy there is nobody to ask. */
async function writeEvidence(results: readonly Result[], path: string, services: Services): Promise<string> {
  const { joinStatements, statementBytes } = await import('../evidence/evidence-file.ts')
  const project = results.some(({ policy }) => policy !== null) ? await services.project() : null
  const signing = project === null || project.evidence.sign === 'none' ? null : await services.signing(project.evidence)
  const lines: string[] = []
  for (const result of results) {
    const statement = statementBytes(result)
    lines.push((await signing?.sign(statement, services.signal)) ?? new TextDecoder().decode(statement))
  }
  const bytes = joinStatements(lines)
  await writeAside(path, bytes)
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** Numbers the files of a job in the order of its steps, so that no step overwrites another's. */
async function writeResult(document: unknown, command: string, services: Services): Promise<string> {
  await mkdir(services.resultsFolder, { recursive: true })
  const count = (await readdir(services.resultsFolder)).filter((name) => name.endsWith('.json')).length
  const path = join(services.resultsFolder, `${String(count + 1).padStart(2, '0')}-${command}.json`)
  await writeAside(path, `${JSON.stringify(document, null, 2)}\n`)
  return path
}
