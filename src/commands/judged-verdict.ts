import type { PolicyDifference } from '../config/policy-differences.ts'
import { InputError } from '../core/faults.ts'
import type { Proposal, Result } from '../core/result.ts'
import type { Services } from './services.ts'

/** Two ways to judge the same, and what the change says otherwise. */
export interface Dispute<S> {
  /** By what has the say; an error where it cannot be put together. */
  readonly judging: S | InputError
  /** By the change's own. */
  readonly head: S
  /** Whether something differs that could change the verdict. */
  readonly isDisputed: boolean
  readonly differences: readonly PolicyDifference[]
}

/** How a command judges. */
export interface Judging<S> {
  run(side: S): Promise<Result>
  /**
   * What holds where the base's policy and the head's wiring do not go together, though the head's own would: nothing is
   * measured, and nothing passes.
   */
  leaveOpen(reason: InputError): Promise<Result>
}

/**
 * Judges by what has the say; where the change says otherwise also by its own, and shows both.
 *
 * @throws InputError where it cannot be judged either way.
 */
export async function judgeDispute<S>(
  { judging, head, isDisputed, differences }: Dispute<S>,
  { run, leaveOpen }: Judging<S>,
  { logger, signal }: Pick<Services, 'logger' | 'signal'>,
): Promise<Result> {
  const attempt = async (side: S): Promise<Result | InputError> => {
    try {
      return await run(side)
    } catch (error) {
      if (error instanceof InputError && !signal.aborted) return error
      throw error
    }
  }
  const judged = judging instanceof InputError ? judging : await attempt(judging)
  const own = isDisputed ? await attempt(head) : null
  if (judged instanceof InputError && (own === null || own instanceof InputError)) throw own ?? judged
  if (own instanceof InputError) logger.warning(`by its own policy the change cannot be judged: ${own.message}`)
  const result = judged instanceof InputError ? await leaveOpen(judged) : judged
  if (differences.length === 0) return result
  const isOther = own !== null && !(own instanceof InputError) && isOtherVerdict(own, result)
  return { ...result, proposal: { differences: differences.map(showDifference), head: isOther ? pick(own) : null } }
}

function isOtherVerdict(own: Result, result: Result): boolean {
  return own.verdict !== result.verdict || own.blocks !== result.blocks
}

function pick({ verdict, blocks, summary }: Result): NonNullable<Proposal['head']> {
  return { verdict, blocks, summary }
}

/** As results show it. */
export function showDifference({
  model: _,
  concerns: __,
  ...shown
}: PolicyDifference): Proposal['differences'][number] {
  return shown
}
