import { type LintReport, lintContract } from '../../contract/lint/lint.ts'
import { formatCount } from '../../core/count.ts'
import { type Fault, formatPlace, InputError } from '../../core/faults.ts'
import { escapeLogLines } from '../../text/escape.ts'
import { readBeside, readLocated } from '../contract-reading.ts'
import type { Services } from '../services.ts'
import type { ContractAction } from './run.ts'

/** Holds contract files against their standards: every fault of all files at once; warnings go to the log. */
export const runLint: ContractAction = async (files, _values, services) => {
  if (files.length === 0) {
    throw new InputError({ message: 'lint: which contract?', help: 'modelgate contract lint customers.odcs.yaml' })
  }
  const paths = (await Promise.all(files.map((file) => expand(file, services)))).flat()
  const reports: LintReport[] = []
  for (const path of [...new Set(paths)]) reports.push(await lintFile(path, services))
  for (const fault of reports.flatMap(({ warnings }) => warnings)) services.logger.warning(formatWarning(fault))
  const faults = reports.flatMap((report) => report.faults)
  const valid = reports.filter((report) => report.faults.length === 0)
  return {
    results: [],
    document: { schema: 'modelgate.lint/v1', files: reports.map(describeReport) },
    text: escapeLogLines(valid.map(formatReport).join('\n')),
    errors: faults.length === 0 ? [] : [new InputError(faults)],
  }
}

/** Shells that know no wildcards hand them on. */
async function expand(file: string, { workspace }: Services): Promise<readonly string[]> {
  if (!/[*?[{]/.test(file) || (await workspace.exists(file, 'caller'))) return [file]
  const found = await workspace.glob(file, 'caller')
  return found.length === 0 ? [file] : found
}

/** A file that is missing or no YAML has its faults too: the other files are read all the same. */
async function lintFile(path: string, { workspace }: Services): Promise<LintReport> {
  try {
    const document = await readLocated(path, 'caller', workspace)
    return await lintContract(document, readBeside(path, 'caller', workspace))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { file: path, standard: null, objects: 0, properties: 0, rules: 0, faults: error.faults, warnings: [] }
  }
}

function formatReport({ file, standard, objects, properties, rules }: LintReport): string {
  const counts = [
    count(objects, 'object', 'objects'),
    count(properties, 'property', 'properties'),
    count(rules, 'rule', 'rules'),
  ]
  return `${file}: ${[standard, ...counts].join(', ')}`
}

function count(number: number, one: string, many: string): string {
  return `${formatCount(number)} ${number === 1 ? one : many}`
}

function formatWarning({ place, message, help }: Fault): string {
  return `${place === undefined ? '' : `${formatPlace(place)}: `}${message}${help === undefined ? '' : `: ${help}`}`
}

function describeReport({ file, standard, objects, properties, rules, faults, warnings }: LintReport) {
  return {
    file,
    isValid: faults.length === 0,
    standard,
    objects,
    properties,
    rules,
    ...describeFaults(faults, warnings),
  }
}

function describeFaults(faults: readonly Fault[], warnings: readonly Fault[]) {
  const describe = ({ message, place, help }: Fault) => ({
    line: place?.line ?? null,
    column: place?.column ?? null,
    message,
    help: help ?? null,
  })
  return { faults: faults.map(describe), warnings: warnings.map(describe) }
}
