import type { Proposal, Result } from '../core/result.ts'
import type { Fact, Piece } from './facts.ts'
import { sectionIcon } from './headline.ts'
import { toRealMinus } from './numbers.ts'

/** Names beyond these are counted. */
const MOST_NAMED = 3

type Difference = Proposal['differences'][number]

/**
 * What a pull request changes of how it is judged and what that would come to, to follow the policy that judged:
 * `; this pull request also changes …, which would not alter the verdict`.
 */
export function describeProposal({ differences, head }: Proposal, judged: Pick<Result, 'verdict' | 'blocks'>): Fact {
  const own = differences.filter(({ part }) => part === 'model')
  // of a policy only one that the base branch cannot have counts at once
  const unread = differences.some(({ part, counts }) => part === 'policy' && counts)
  const waiting = differences.filter(({ part, counts }) => part !== 'model' && !counts)
  const counting = differences.filter(({ part, counts }) => !['model', 'policy'].includes(part) && counts)
  return [
    ...(own.length > 0
      ? ["; the base branch does not know this model yet, so this pull request's own policy judged it"]
      : []),
    ...(unread
      ? ["; the base branch's policy cannot be read, so this pull request's own, which mends it, judged it"]
      : []),
    ...(waiting.length > 0
      ? ['; this pull request also changes ', ...nameDifferences(waiting), describeOutcome(waiting, head, judged)]
      : []),
    ...(counting.length > 0 ? ['; its change of ', ...nameDifferences(counting), ' counts already'] : []),
  ]
}

/** `models.churn.gates[1]`, `data/test.csv` and 2 more. */
function nameDifferences(differences: readonly Difference[]): readonly Piece[] {
  const shown = differences.slice(0, MOST_NAMED)
  const more = differences.length - shown.length
  return [
    ...shown.flatMap(({ path }, index): Piece[] => (index === 0 ? [{ name: path }] : [', ', { name: path }])),
    ...(more > 0 ? [` and ${more} more`] : []),
  ]
}

function describeOutcome(
  differences: readonly Difference[],
  head: Proposal['head'],
  { verdict, blocks }: Pick<Result, 'verdict' | 'blocks'>,
): string {
  if (head === null)
    return differences.length === 1 ? ', which counts once it is merged' : ', which count once they are merged'
  if (head.verdict === verdict && head.blocks === blocks) return ', which would not alter the verdict'
  return `, which would make it ${sectionIcon(head)} ${nameVerdict(head.verdict)}: ${toRealMinus(head.summary)}`
}

function nameVerdict(verdict: Result['verdict']): string {
  const words = {
    pass: 'pass',
    warn: 'pass with warnings',
    fail: 'fail',
    inconclusive: 'inconclusive',
    skip: 'not judged',
  }
  return words[verdict]
}
