import type { DataSource } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import type { Task } from '../../core/metric.ts'
import type { PredictionColumns } from '../../evaluation/join/evaluation-columns.ts'
import type { Workspace } from '../../ports/workspace.ts'
import type { Services } from '../services.ts'
import type { CompareRequest } from './request.ts'

/** Answers with their metadata are long; a file of results holds some thousands. */
const MOST_BYTES = 200_000_000

/**
 * A file that a flag or a key names; of graded items `results.json#SYSTEM` is one of the systems in it. null where none
 * is named.
 */
export function readLocation(
  location: string | null | undefined,
  task: Task,
): { readonly location: string; readonly system: string | null } | null {
  if (location === null || location === undefined) return null
  const found = task === 'graded' ? /^(.*\.json)#(.+)$/is.exec(location) : null
  return found === null ? { location, system: null } : { location: found[1]!, system: found[2]! }
}

/** Whether a location may hold what promptfoo or deepeval wrote, which names items and scores itself. */
export function mayHoldGrades(location: string): boolean {
  return /\.json$/i.test(location)
}

/** What is wanted of a file of grades. */
interface GradesWish {
  readonly labels: 'required' | 'optional'
  readonly hasPredictions: boolean
  readonly system: string | null
}

/**
 * The scores of one system in a file that promptfoo or deepeval wrote; null where it is neither, but rows.
 *
 * @throws InputError where the file holds several systems or scores and none is named, or columns are asked of it.
 */
export async function readGrades(
  { columns }: Pick<CompareRequest, 'columns'>,
  slices: readonly string[],
  source: DataSource,
  { labels, hasPredictions, system }: GradesWish,
  { workspace }: Pick<Services, 'workspace'>,
): Promise<PredictionColumns | null> {
  if (!hasPredictions) return null
  const found = await readGradedDocument(source, { system, score: columns.score }, workspace)
  if (found === null) {
    if (columns.score !== null && system === null) return null
    throw new InputError(
      columns.score === null
        ? {
            message: `${source.uri}: no score is named`,
            help: 'name the column: --score COLUMN, or score: under evaluation',
          }
        : { message: `${source.uri}: rows of one system, and #${system} names one of several`, help: 'leave it out' },
    )
  }
  const named = [...slices, columns.weight, columns.group].filter((name) => name !== null)
  if (labels === 'optional' || named.length === 0) return found
  throw new InputError({
    message: `${source.uri}: a file of grades has no columns, and ${named.join(', ')} ${named.length === 1 ? 'is' : 'are'} asked for`,
    help: 'name a file with a row for each item that has them: --data FILE, or data: under evaluation',
  })
}

async function readGradedDocument(
  source: DataSource,
  { system, score }: { readonly system: string | null; readonly score: string | null },
  workspace: Pick<Workspace, 'readText'>,
): Promise<PredictionColumns | null> {
  const [file] = source.files
  if (source.files.length !== 1 || !mayHoldGrades(file!)) return null
  const document = parseDocument(await workspace.readText(file!, 'caller', MOST_BYTES))
  if (document === null) return null
  const { averageRuns, parseGradedResults } = await import('../../evaluation/sources/graded-results.ts')
  const results = parseGradedResults(document, source.uri)
  if (results === null) return null
  const { ids, scores, failedRuns } = addHelp(() => averageRuns(results, { system, score, file: source.uri }))
  return {
    uri: source.uri,
    ids,
    queries: null,
    labels: null,
    weights: null,
    groups: null,
    scales: null,
    slices: new Map(),
    scores: [scores],
    predictions: null,
    lower: null,
    upper: null,
    unscoredRuns: failedRuns.reduce((sum, runs) => sum + runs, 0),
  }
}

/** null for a text of many documents, such as rows one a line. */
function parseDocument(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Says how systems and scores are named. @throws InputError */
function addHelp<T>(choose: () => T): T {
  try {
    return choose()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(
      error.faults.map((fault) => {
        const how = /system/.test(fault.message) ? 'FILE#SYSTEM' : '--score NAME, or score: under evaluation'
        return { ...fault, help: fault.help === undefined ? how : `${fault.help} (${how})` }
      }),
    )
  }
}
