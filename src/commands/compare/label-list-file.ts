import type { PairedAnswers } from '../../evaluation/labels/answered-rows.ts'
import { chooseRows } from '../../evaluation/labels/label-choice.ts'
import { findStrata, type Stratum } from '../../evaluation/labels/label-strata.ts'
import { guardFormula, renderCsv } from '../../text/csv.ts'
import type { Services } from '../services.ts'
import type { MarginNeeds } from './label-margin.ts'
import type { CompareRequest } from './request.ts'

/** Where the chosen rows go, and how many they are; null: as many as the margins need. */
export interface LabelListRequest {
  readonly file: string
  readonly rows: number | null
}

/** Labels to begin with where nothing says how many. */
const FIRST_LABELS = 500

/** A file of rows to label. */
export interface WrittenList {
  readonly file: string
  readonly rows: number
  readonly isDisagreeing: boolean
}

/** Writes the rows to label; null where no label of any row would change the result. */
export async function writeLabelList(
  { file, rows }: LabelListRequest,
  needs: readonly MarginNeeds[],
  { answers, candidate }: PairedAnswers,
  { columns, seed }: CompareRequest,
  { workspace }: Services,
): Promise<WrittenList | null> {
  const isDisagreeing = needs.every(({ needsAgreeing }) => !needsAgreeing)
  const strata = findStrata(
    answers,
    needs.some(({ metric, needsAgreeing }) => needsAgreeing && metric.needsScore),
  )
  const available = strata.reduce((sum, one) => sum + (isDisagreeing && one.agrees ? 0 : one.rows.length), 0)
  if (available === 0) return null
  const known = needs.filter(({ random, chosen }) => random !== null || chosen !== null)
  const wanted = known.reduce((most, { chosen }) => Math.max(most, chosen ?? available), 0)
  const count = Math.min(available, rows ?? (known.length > 0 ? wanted : FIRST_LABELS))
  const chosen = chooseRows(strata, count, {
    only: isDisagreeing ? 'disagreeing' : 'all',
    spread: strata.map((stratum) => guessSpread(stratum)),
    seed,
  })
  const header = [columns.id, 'stratum', 'weight', columns.label ?? 'label']
  const lines = chosen.map(({ row, stratum, weight }) => [
    guardFormula(String(candidate.ids[row])),
    stratum,
    String(weight),
    '',
  ])
  await workspace.writeText(file, renderCsv([header, ...lines]))
  return { file, rows: chosen.length, isDisagreeing }
}

/** Where the models disagree a label moves the difference by a whole row; where they agree only what it is divided by. */
function guessSpread({ agrees }: Stratum): number {
  return agrees ? 0.25 : 1
}
