import type { Place } from './faults.ts'

/** A person's word that one check may be broken until a day, and why. */
export interface Waiver {
  /** Id of the check. */
  readonly check: string
  readonly reason: string
  readonly by: string
  /** Last day on which it counts: `2026-12-31`, in UTC. */
  readonly until: string
  readonly place: Place
}

/** The day of an instant in UTC: `2026-11-21`. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10)
}

/** Whether a waiver still counts on that day; its last day is one of them. */
export function isInForce({ until }: Pick<Waiver, 'until'>, day: string): boolean {
  return day <= until
}
