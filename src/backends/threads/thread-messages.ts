import type { Rounds } from '../../evaluation/comparison/comparison-rounds.ts'

/** What a thread is told: rounds to come, a part of them to measure, rounds that are over. */
export type ThreadRequest =
  | { readonly kind: 'open'; readonly job: number; readonly rounds: Rounds }
  | { readonly kind: 'measure'; readonly job: number; readonly from: number; readonly to: number }
  | { readonly kind: 'close'; readonly job: number }

/** The answer to `measure`, in the order of asking. */
export type ThreadReply = { readonly numbers: readonly Float64Array[] } | { readonly failure: Error }
