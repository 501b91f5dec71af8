import type { MeasureElsewhere } from '../../evaluation/comparison/comparison-rounds.ts'
import type { Services } from '../services.ts'

/** Each thread takes 0.12 s to start and to warm up: two of them pay from twice that on, and here clearly. */
const SECONDS_THAT_START = 0.5
/** Threads that run take over work from here on: each of them has to prepare it. */
const SECONDS_THAT_SPREAD = 0.05

/** Spreads long work over threads. They are started once the work so far would have paid for them. */
export function createSpreading({ compute, signal }: Pick<Services, 'compute' | 'signal'>): MeasureElsewhere {
  let soFar = 0
  return async (rounds) => {
    signal.throwIfAborted()
    soFar += rounds.seconds
    if (soFar < SECONDS_THAT_START || rounds.seconds < SECONDS_THAT_SPREAD) return null
    const threads = await compute()
    return threads === null ? null : threads.measure(rounds, signal)
  }
}
