import { type Fault, InputError } from '../../core/faults.ts'
import type { Result } from '../../core/result.ts'
import type { Services } from '../services.ts'

/** Result files are not trusted: no larger, … */
const MOST_BYTES = 32 * 1024 * 1024
/** … all of a folder together, … */
const MOST_TOTAL = 256 * 1024 * 1024
/** … and no deeper nested. */
const MOST_DEPTH = 32
/** Faults of one file beyond these are counted. */
const MOST_FAULTS = 10

/** So many files of a folder are read, far more than a matrix of jobs uploads. */
const MOST_FILES = 10_000

/** What the files hold, in their order, and what is wrong with those that could not be read. */
export interface ReadResults {
  readonly results: readonly Result[]
  /** Every fault of every file, each with the path inside; null where there is none. */
  readonly error: InputError | null
}

/**
 * The results that the files hold; a file that cannot be read leaves those of the others standing.
 *
 * @param paths as the caller named them, of a folder every `.json` below it; none: the job's results folder
 * @param mayBeNone whether a folder without results is no fault
 * @throws InputError where there is no file, or too many
 */
export async function readResults(
  paths: readonly string[],
  { workspace, resultsFolder }: Pick<Services, 'workspace' | 'resultsFolder'>,
  mayBeNone = false,
): Promise<ReadResults> {
  const files: string[] = []
  const isNamed = paths.length > 0
  for (const path of isNamed ? paths : [resultsFolder]) {
    files.push(...(await listResultFiles(workspace, path, { isDeep: isNamed, mayBeNone: mayBeNone || !isNamed })))
  }
  if (files.length > MOST_FILES) throw new InputError(`${files.length} result files; allowed are ${MOST_FILES}`)
  if (files.length === 0 && !mayBeNone) {
    throw new InputError({
      message: `there is no result file in ${isNamed ? paths.join(', ') : resultsFolder}`,
      help: 'name files (modelgate report compare.json), or run validate, compare or check before in the same job',
    })
  }
  const results: Result[] = []
  const faults: Fault[] = []
  let size = 0
  for (const file of files) {
    try {
      const text = await workspace.readText(file, 'caller', MOST_BYTES)
      size += text.length
      if (size > MOST_TOTAL) throw new InputError(`the result files together hold more than ${MOST_TOTAL} characters`)
      results.push(...(await parseResults(text, file)))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      faults.push(...error.faults)
    }
  }
  return { results, error: faults.length > 0 ? new InputError(faults) : null }
}

/** The file itself, or every `.json` in a folder, and below it where it was named. */
async function listResultFiles(
  workspace: Services['workspace'],
  path: string,
  { isDeep, mayBeNone }: { readonly isDeep: boolean; readonly mayBeNone: boolean },
): Promise<readonly string[]> {
  if (path.endsWith('.json')) return [path]
  if (!(await workspace.exists(path, 'caller'))) return mayBeNone ? [] : [path]
  const names = await workspace.listFolder(path, 'caller', { isDeep }).catch(() => null)
  return names?.filter((name) => name.endsWith('.json')).map((name) => `${path}/${name}`) ?? [path]
}

/** @throws InputError naming the path inside the file: `checks[3].verdict` */
async function parseResults(text: string, file: string): Promise<readonly Result[]> {
  const document = parseJson(text, file)
  const schema = (document as { readonly schema?: unknown } | null)?.schema
  const { resultSchema, resultsSchema } = await import('../../core/result.ts')
  if (schema === 'modelgate.result/v1') {
    const parsed = resultSchema.safeParse(document)
    if (parsed.success) return [parsed.data]
    throw new InputError(describeIssues(parsed.error.issues, file))
  }
  if (schema === 'modelgate.results/v1') {
    const parsed = resultsSchema.safeParse(document)
    if (parsed.success) return parsed.data.results
    throw new InputError(describeIssues(parsed.error.issues, file))
  }
  throw new InputError({ place: { file }, ...describeSchema(schema) })
}

function parseJson(text: string, file: string): unknown {
  const document = readJson(text, file)
  if (isDeeperThan(document, MOST_DEPTH)) {
    throw new InputError({ place: { file }, message: `is nested deeper than ${MOST_DEPTH} levels; no result file is` })
  }
  return document
}

function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new InputError(
      { place: { file }, message: 'is not JSON', help: 'write result files with --format json --output FILE' },
      { cause: error },
    )
  }
}

/** Level by level, without recursion: what reads the document afterwards would exhaust the stack on a hostile one. */
function isDeeperThan(document: unknown, most: number): boolean {
  const isNested = (value: unknown): value is object => value !== null && typeof value === 'object'
  let level = [document].filter(isNested)
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > most) return true
    level = level.flatMap((value) => Object.values(value).filter(isNested))
  }
  return false
}

function describeSchema(schema: unknown): Omit<Fault, 'place'> {
  if (typeof schema === 'string' && /^modelgate\.results?\/v\d+$/.test(schema)) {
    return { message: `has the schema ${schema}, which this version does not read`, help: 'update modelgate' }
  }
  return {
    message: 'is no result file: its "schema" is neither modelgate.result/v1 nor modelgate.results/v1',
    help: 'name files that a command wrote with --format json --output FILE',
  }
}

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

function describeIssues(issues: readonly Issue[], file: string): readonly Fault[] {
  const shown = issues
    .slice(0, MOST_FAULTS)
    .map(({ path, message }) => ({ place: { file }, message: `${formatPath(path)}: ${message}` }))
  const left = issues.length - shown.length
  return left > 0 ? [...shown, { place: { file }, message: `and ${left} more faults` }] : shown
}

/** `checks[3].statistics.interval[0]`. */
function formatPath(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return text.replace(/^\./, '') || 'the document'
}
