import { type Fault, InputError } from '../../core/faults.ts'
import type { Result } from '../../core/result.ts'
import type { Services } from '../services.ts'

/** Result files are not trusted: no larger, … */
const MOST_BYTES = 32 * 1024 * 1024
/** … and no deeper nested. */
const MOST_DEPTH = 32
/** Faults of one file beyond these are counted. */
const MOST_FAULTS = 10

/**
 * The results that the files hold, in the order of the files.
 *
 * @param paths as the caller named them; none: every `.json` of the job's results folder
 * @throws InputError with every fault of every file, each with the path inside
 */
export async function readResults(
  paths: readonly string[],
  { workspace, resultsFolder }: Pick<Services, 'workspace' | 'resultsFolder'>,
): Promise<readonly Result[]> {
  const files = paths.length > 0 ? paths : await listResultFiles(workspace, resultsFolder)
  if (files.length === 0) {
    throw new InputError({
      message: `there is no result file in ${resultsFolder}`,
      help: 'name files (modelgate report compare.json), or run validate, compare or check before in the same job',
    })
  }
  const results: Result[] = []
  const faults: Fault[] = []
  for (const file of files) {
    try {
      results.push(...(await parseResults(await workspace.readText(file, 'caller', MOST_BYTES), file)))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      faults.push(...error.faults)
    }
  }
  if (faults.length > 0) throw new InputError(faults)
  return results
}

async function listResultFiles(workspace: Services['workspace'], folder: string): Promise<readonly string[]> {
  const names = await workspace.listFolder(folder, 'caller')
  return names.filter((name) => name.endsWith('.json')).map((name) => `${folder}/${name}`)
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
