import { normalQuantile } from '../../stats/normal.ts'
import type { Statistic } from '../statistic.ts'
import type { Units } from '../units.ts'

/** With more rows or groups the bound is far below their sampling error. */
const MOST_UNITS = 20_000

/**
 * How far a difference of mean losses may lie below and above what few rows tell, since labels that are rare with their
 * scores may be missing among them: a score near 1 costs nothing until a label is 0. As in Agresti and Coull's interval
 * of a share, z²/2 rows are counted with the other label: here as much of every row as of any other, and only where it
 * makes the end wider. Two zeros where the losses do not come of labels and scores.
 *
 * @param statistics the candidate's, then the baseline's
 * @see Agresti, A. & Coull, B. A. (1998), Approximate is better than "exact" for interval estimation of binomial
 *   proportions, American Statistician 52.
 */
export function boundUnseenLabels(
  [ours, theirs]: readonly Statistic[],
  { weights, count }: Units,
  confidence: number,
): readonly [below: number, above: number] {
  if (count > MOST_UNITS || ours?.kind !== 'sums' || theirs?.kind !== 'sums') return [0, 0]
  if (ours.otherLosses === undefined || theirs.otherLosses === undefined) return [0, 0]
  const [seen, others] = [
    [ours.terms[0]!, theirs.terms[0]!],
    [ours.otherLosses(), theirs.otherLosses()],
  ] as const
  let below = 0
  let above = 0
  let total = 0
  for (let row = 0; row < seen[0]!.length; row++) {
    const weight = weights === null ? 1 : weights[row]!
    const change = others[0][row]! - others[1][row]! - (seen[0]![row]! - seen[1]![row]!)
    if (change < 0) below -= weight * change
    else above += weight * change
    total += weight
  }
  const rows = normalQuantile((1 - confidence) / 2) ** 2 / 2
  return [(rows * below) / (total * count), (rows * above) / (total * count)]
}
