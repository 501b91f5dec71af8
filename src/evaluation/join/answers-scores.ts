import { formatPlural } from '../../core/count.ts'
import { InputError } from '../../core/faults.ts'
import { type PredictionColumns, pickNumbers } from './evaluation-columns.ts'
import { numberGroups } from './row-groups.ts'
import type { OpenTask, PlacedFile, SharedRows, TaskFiles } from './task-answers.ts'

const NOTHING = {
  positive: null,
  classes: null,
  predictedBy: null,
  unpredicted: { candidate: null, baseline: null },
  note: null,
}

/** Answers under queries, each with a relevance. @throws InputError where a relevance is below 0. */
export function openRanking({ reference }: TaskFiles, share: (kept: Int32Array) => SharedRows): OpenTask {
  const labels = reference.labels as Float64Array
  const negative = labels.reduce((sum, label) => sum + (label < 0 ? 1 : 0), 0)
  if (negative > 0) {
    throw new InputError({
      message: `${reference.uri}: ${formatPlural(negative, 'row')} with a relevance below 0 (first: row ${labels.findIndex((label) => label < 0) + 1})`,
      help: 'a relevance is 0 or more: 0 for what does not answer the query',
    })
  }
  return {
    keyOf: Number,
    findFaults: () => [],
    describeUnfit: () => null,
    assemble: ({ kept, candidate, baseline }) => {
      const queries = numberGroups(reference.queries!, kept)
      const shared = share(kept)
      return {
        rows: {
          task: 'ranking',
          ...shared,
          // Rows of one query are one answer: they are never resampled apart.
          groups: shared.groups ?? queries,
          queries,
          labels: pickNumbers(labels, kept),
          candidate: placeScores(candidate),
          baseline: baseline && placeScores(baseline),
        },
        ...NOTHING,
      }
    },
  }
}

/** Items with one score each. */
export function openGraded(share: (kept: Int32Array) => SharedRows): OpenTask {
  return {
    keyOf: Number,
    findFaults: () => [],
    describeUnfit: () => null,
    assemble: ({ kept, candidate, baseline }) => ({
      rows: {
        task: 'graded',
        ...share(kept),
        candidate: placeScores(candidate),
        baseline: baseline && placeScores(baseline),
      },
      ...NOTHING,
      note: describeUnscored(candidate.file, baseline?.file ?? null),
    }),
  }
}

function describeUnscored(candidate: PredictionColumns, baseline: PredictionColumns | null): string | null {
  const parts = [candidate, baseline].flatMap((file) =>
    file?.unscoredRuns ? [`${formatPlural(file.unscoredRuns, 'run')} of ${file.uri} without a score left out`] : [],
  )
  return parts.join('; ') || null
}

function placeScores({ file, rows }: PlacedFile): { readonly scores: Float64Array } {
  return { scores: pickNumbers(file.scores![0]!, rows) }
}
