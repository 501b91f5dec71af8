import type { Place } from '../../core/faults.ts'

/**
 * What a change does. `breaking`: data that kept the old contract may break the new one, or whoever reads the data
 * loses something that the old one promised. `note`: neither, but readers may meet what they did not know, or it is
 * worth a look. `compatible`: neither.
 */
export type Impact = 'breaking' | 'compatible' | 'note'

/** One difference between two contracts. */
export interface ContractChange {
  readonly impact: Impact
  readonly object: string | null
  /** `address.street`, `tags[]`; null: a change of the object or the contract. */
  readonly property: string | null
  /** What changed, for ids: `removed`, `logicalType`, `maximum`, a rule's id or metric. */
  readonly aspect: string
  /** `the column age is gone`. */
  readonly title: string
  /** Why it has that impact. */
  readonly reason: string
  /** As written; null: was, or is, not there. */
  readonly before: string | null
  readonly after: string | null
  /** In the new contract where it has one, else in the old. */
  readonly place: Place
}

/** What a change is about, for all changes of one thing. */
export interface ChangeSubject {
  readonly object: string | null
  readonly property: string | null
  /** How sentences call it: `age`, `customers`. */
  readonly name: string
}

/** Reasons that many changes share. */
export const REASONS = {
  tightened: 'data that kept the old contract may break this',
  loosened: 'readers, a model among them, may meet values that they did not meet before',
  unchecked: 'nobody is promised this any more',
  words: 'nothing that is checked changes',
} as const

/** How a demand moved: data has to be more, less, or otherwise than before. */
export type Direction = 'tightened' | 'loosened' | 'changed'

const DIRECTIONS: Readonly<Record<Direction, { readonly impact: Impact; readonly reason: string }>> = {
  tightened: { impact: 'breaking', reason: REASONS.tightened },
  loosened: { impact: 'note', reason: REASONS.loosened },
  changed: { impact: 'breaking', reason: REASONS.tightened },
}

/** A demand that moved; of a rule that only warns, no move breaks anything. */
export function makeMove(
  subject: ChangeSubject,
  direction: Direction,
  change: Pick<ContractChange, 'aspect' | 'title' | 'before' | 'after' | 'place'> & { readonly isWarning?: boolean },
): ContractChange {
  const { object, property } = subject
  const { isWarning, ...rest } = change
  const { impact, reason } = DIRECTIONS[direction]
  return isWarning && impact === 'breaking'
    ? { object, property, ...rest, impact: 'note', reason: `${reason}, which then warns` }
    : { object, property, ...rest, impact, reason }
}
