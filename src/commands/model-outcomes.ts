import type { Result } from '../core/result.ts'
import type { Outcome } from './command.ts'
import { makeFailedResult } from './failed-result.ts'
import type { Services } from './services.ts'

/** What came of judging some models. */
export type ModelOutcome = Required<Pick<Outcome, 'results' | 'errors' | 'failed'>>

/**
 * Judges one model; its error leaves the others' results standing.
 *
 * @throws what is no error of the model: a cancelled job, a bug.
 */
export async function judgeModel(
  command: string,
  model: string,
  run: () => Promise<Result>,
  services: Pick<Services, 'provenance' | 'clock' | 'signal'>,
): Promise<ModelOutcome> {
  try {
    return { results: [await run()], errors: [], failed: [] }
  } catch (error) {
    if (services.signal.aborted || !(error instanceof Error)) throw error
    return { results: [], errors: [error], failed: [makeFailedResult(command, model, error, services)] }
  }
}

/** Several as one, in their order. */
export function joinOutcomes(outcomes: readonly ModelOutcome[]): ModelOutcome {
  return {
    results: outcomes.flatMap(({ results }) => results),
    errors: outcomes.flatMap(({ errors }) => errors),
    failed: outcomes.flatMap(({ failed }) => failed),
  }
}
