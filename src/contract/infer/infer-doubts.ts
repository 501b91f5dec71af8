import type { FailingRow, RowsProbe } from '../../core/probe.ts'
import { type Answers, findAnswer } from './infer-answers.ts'
import { type ColumnDraft, draftColumn, type Inference } from './infer-plan.ts'
import type { Reading } from './infer-reading.ts'

/** A column of which nearly all cells read as a type, and the question about those that do not. */
export interface Doubt {
  readonly column: ColumnDraft
  readonly reading: Reading
  readonly probe: RowsProbe
  readonly failing: number
}

/** Cells that do not read as the type may be this share of those that hold something. */
const MOST_FAILING = 0.05

/** Columns that no reading holds for entirely, and one for nearly all cells. */
export function findDoubts({ columns }: Inference, answers: Answers): readonly Doubt[] {
  return columns.flatMap((column) => {
    const counted = column.readings.flatMap(({ reading, probe }) => {
      const failing = findAnswer(answers, probe)?.failing
      return failing === undefined ? [] : [{ column, reading, probe, failing }]
    })
    const best = counted.reduce<Doubt | null>((a, b) => (a === null || b.failing < a.failing ? b : a), null)
    const isDoubt = best !== null && best.failing > 0 && best.failing <= MOST_FAILING * column.profile.present
    return isDoubt ? [best] : []
  })
}

/** More different texts than this are no marks for a missing value. */
const MOST_MARKS = 8

/**
 * The same with the texts that were met in place of a value taken for missing, where they are few; columns that stay as
 * they are, are not in it.
 */
export function adoptMissing(
  doubts: readonly Doubt[],
  samples: readonly (readonly FailingRow[])[],
): readonly ColumnDraft[] {
  return doubts.flatMap(({ column, reading }, index) => {
    const texts = new Set(samples[index]!.map(({ values }) => values[column.name]).filter((text) => text != null))
    // What stands by mistake among personal values may be personal itself, and a contract is read by many.
    if (texts.size === 0 || texts.size > MOST_MARKS || column.personal !== null) return []
    const missing = [...new Set([...column.guess.missing, ...texts])].sort()
    return [draftColumn(column, { ...column.guess, readings: [reading], missing }, column.personal)]
  })
}
