import type { Rounds } from '../evaluation/comparison/comparison-rounds.ts'

/** Spreads long computations over threads; how many there are changes no number. */
export interface Compute {
  /**
   * The numbers of all rounds, by metric asked for, then round.
   *
   * @throws SystemError where a thread ends before its work does; an abort throws the signal's reason.
   */
  measure(rounds: Rounds, signal: AbortSignal): Promise<readonly Float64Array[]>
}
