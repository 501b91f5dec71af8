import type { Result } from '../core/result.ts'
import { describeVerdict } from './headline.ts'
import { describeAll, isGreen } from './markdown-overview.ts'
import { groupByModel } from './section.ts'

/** Models beyond these are counted by the sentence before them. */
const MOST_MODELS = 10

/**
 * The results in one line of plain text, such as for an output of a step: of one model what each of its results says; of
 * several how many may not go on, and the worst of them. It grows with neither models nor checks.
 */
export function describeInLine(results: readonly Result[]): string {
  const sections = groupByModel(results)
  if (sections.length < 2) return [...new Set(results.map(({ summary }) => summary))].join(' ')
  const [, ...words] = describeAll(sections).split(' ')
  const open = sections
    .filter((section) => !isGreen(section))
    .slice(0, MOST_MODELS)
    .map((section) => `${section.model ?? 'no model'}: ${describeVerdict(section)}`)
  return [words.join(' '), ...open].join('; ')
}
