import type { GradedResults, GradedRun } from './graded-results.ts'
import { asNumber, asRecord, asText, type JsonRecord, nameApart, orderKeys } from './graded-results-json.ts'

/** promptfoo's `failureReason` of an answer that was never graded. */
const ERROR = 2

/** A column of promptfoo's table: a provider with a prompt. */
interface Column {
  readonly provider: string
  readonly prompt: string
  readonly results: JsonRecord[]
}

/** The content of a file of `promptfoo eval -o FILE.json`; null where it is something else. */
export function parsePromptfoo(document: unknown): GradedResults | null {
  const list = asRecord(asRecord(document)?.results)?.results
  if (!Array.isArray(list)) return null
  const columns = gatherColumns(list.map(asRecord).filter((result) => result !== null))
  const names = nameApart(columns.map((column) => nameColumn(column, columns)))
  const items = nameItems(columns)
  return {
    tool: 'promptfoo',
    systems: columns.map(({ results }, i) => ({
      name: names[i]!,
      runs: results.map((result) => ({ item: items.get(keyOf(result))!, scores: readScores(result) })),
    })),
  }
}

function gatherColumns(results: readonly JsonRecord[]): Column[] {
  const columns = new Map<string, Column>()
  for (const result of results) {
    const from = asRecord(result.provider)
    const provider = asText(from?.label) || asText(from?.id) || asText(result.provider) || 'provider'
    const prompt = asText(asRecord(result.prompt)?.label) || asText(asRecord(result.prompt)?.raw)
    const key = JSON.stringify([provider, result.promptIdx ?? prompt])
    const column = columns.get(key) ?? { provider, prompt, results: [] }
    column.results.push(result)
    columns.set(key, column)
  }
  const position = ({ results }: Column) => asNumber(results[0]!.promptIdx)
  return [...columns.values()].sort((a, b) => position(a) - position(b) || 0)
}

/** By what tells it from the others: its provider, its prompt, or both. */
function nameColumn({ provider, prompt }: Column, columns: readonly Column[]): string {
  const isOneProvider = columns.every((column) => column.provider === provider)
  const isOnePrompt = columns.every((column) => column.prompt === prompt)
  if (isOnePrompt) return provider
  return isOneProvider ? prompt : `${provider} ${prompt}`
}

/** What makes a test case: the rest of it may differ from run to run. */
function keyOf(result: JsonRecord): string {
  const test = asRecord(result.testCase)
  return JSON.stringify(orderKeys([test?.description, test?.vars ?? result.vars, test?.assert]))
}

/**
 * Items by their test case: its description and variables, for an index means another item when a test is added. Test
 * cases that differ in something else, such as assertions, are numbered.
 */
function nameItems(columns: readonly Column[]): Map<string, string> {
  const cases = new Map<string, { readonly index: number; readonly name: string }>()
  for (const result of columns.flatMap(({ results }) => results)) {
    const test = asRecord(result.testCase)
    const vars = test?.vars ?? result.vars
    const name = [asText(test?.description), vars === undefined ? '' : JSON.stringify(orderKeys(vars))]
    const index = asNumber(result.testIdx)
    const key = keyOf(result)
    if (!(index >= (cases.get(key)?.index ?? Number.POSITIVE_INFINITY)))
      cases.set(key, { index, name: name.filter((part) => part !== '').join(' ') || `test ${index}` })
  }
  const ordered = [...cases].sort(([, a], [, b]) => a.index - b.index || 0)
  const names = nameApart(ordered.map(([, { name }]) => name))
  return new Map(ordered.map(([key], i) => [key, names[i]!]))
}

/** Without assertions promptfoo says success and 1, which nobody graded. */
function readScores(result: JsonRecord): GradedRun['scores'] {
  const isGraded = result.failureReason !== ERROR && asRecord(result.gradingResult)?.reason !== 'No assertions'
  const grade = (value: unknown) => (isGraded ? asNumber(value) : Number.NaN)
  return new Map([
    ['success', result.success === true ? grade(1) : grade(0)],
    ...Object.entries(asRecord(result.namedScores) ?? {}).map(([name, value]) => [name, grade(value)] as const),
    ['score', grade(result.score)],
  ])
}
