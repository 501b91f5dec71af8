import { InputError } from '../../core/faults.ts'
import { parseDeepeval } from './graded-results-deepeval.ts'
import { parsePromptfoo } from './graded-results-promptfoo.ts'

/** What a tool for grading answers wrote down. */
export interface GradedResults {
  readonly tool: 'promptfoo' | 'deepeval'
  /** What was graded, in the order of the file: promptfoo's providers and prompts, the one run of deepeval. */
  readonly systems: readonly GradedSystem[]
}

interface GradedSystem {
  /** Unlike the others of the file. */
  readonly name: string
  readonly runs: readonly GradedRun[]
}

/** One answer to one item. */
export interface GradedRun {
  /** What was asked, the same in each run and for each system. */
  readonly item: string
  /** By name; NaN where grading failed. `success`, 1 or 0, is the tool's own verdict. */
  readonly scores: ReadonlyMap<string, number>
}

/** One score per item of one system, in the order in which items are first met. */
export interface ItemScores {
  readonly system: string
  readonly score: string
  readonly ids: readonly string[]
  /** Mean over the item's runs that were graded; NaN where none was. */
  readonly scores: Float64Array
  /** How many runs were graded, by item. */
  readonly runs: Int32Array
  /** How many runs could not be graded, by item. */
  readonly failedRuns: Int32Array
}

/**
 * The content of a file that `promptfoo eval -o FILE.json` or deepeval wrote (a test run of its results folder, also
 * `.latest_run_full.json` and `.latest_test_run.json` of `.deepeval`); null where it is neither.
 *
 * @param document parsed JSON
 * @throws InputError where it is one of them and holds no graded answers
 */
export function parseGradedResults(document: unknown, file: string): GradedResults | null {
  const results = parsePromptfoo(document) ?? parseDeepeval(document)
  if (results?.systems.length === 0)
    throw new InputError({ message: `there are no graded answers in this file of ${results.tool}`, place: { file } })
  return results
}

/**
 * The scores of one system by item: repeated runs of an item are averaged, since the item is what was sampled.
 *
 * @param system by name; null where the file has one alone
 * @param score by name; null: promptfoo's `score`, deepeval's metric where it has one alone
 * @throws InputError where system or score must be named or are not in the file, with the names that are
 */
export function averageRuns(
  results: GradedResults,
  { system, score, file }: { readonly system: string | null; readonly score: string | null; readonly file: string },
): ItemScores {
  const chosen = choose(
    'system',
    system,
    results.systems.map(({ name }) => name),
    file,
  )
  const { runs: all } = results.systems.find(({ name }) => name === chosen)!
  const names = [...new Set(all.flatMap(({ scores }) => [...scores.keys()]))]
  const usual = names.includes('score') ? ['score'] : names.filter((name) => name !== 'success')
  const column = score === null ? choose('score', null, usual, file) : choose('score', score, names, file)
  const items = new Map<string, number[]>()
  for (const { item, scores } of all) {
    const list = items.get(item) ?? []
    items.set(item, [...list, scores.get(column) ?? Number.NaN])
  }
  const values = [...items.values()]
  const graded = values.map((list) => list.filter((value) => !Number.isNaN(value)))
  return {
    system: chosen,
    score: column,
    ids: [...items.keys()],
    scores: Float64Array.from(graded, (list) => list.reduce((sum, value) => sum + value, 0) / list.length),
    runs: Int32Array.from(graded, ({ length }) => length),
    failedRuns: Int32Array.from(values, ({ length }, i) => length - graded[i]!.length),
  }
}

function choose(what: 'system' | 'score', wanted: string | null, names: readonly string[], file: string): string {
  const [first] = names
  if (wanted !== null && names.includes(wanted)) return wanted
  if (wanted === null && first !== undefined && names.length === 1) return first
  const message =
    wanted !== null
      ? `there is no ${what} ${wanted} in this file`
      : names.length === 0
        ? `there is no ${what} in this file`
        : `there are ${names.length} ${what}s in this file`
  const help = names.length === 0 ? {} : { help: `name one of: ${names.join(', ')}` }
  throw new InputError({ message, place: { file }, ...help })
}
