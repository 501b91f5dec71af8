import { RaceLostError, SystemError } from '../core/faults.ts'
import type { CheckResult } from '../core/result.ts'
import { evidenceCheck } from '../evidence/evidence-check.ts'
import type { Services } from './services.ts'

/** A question whose answer another system has. */
export interface Question {
  /** Parts of the id after `evidence/`, of the check that stands for it where it stays open. */
  readonly id: readonly string[]
  /** What holds where the answer is good. */
  readonly title: string
  readonly answer: Promise<readonly CheckResult[]>
}

/**
 * The checks of all questions in their order, when each of them was answered or is known not to be. A system that does not
 * answer has lost nothing: where no answer forbids what is to come, its silence is an error; where one does, that stands,
 * and the open questions follow as inconclusive.
 *
 * @param subject what all of them are about, after "cannot tell whether".
 * @throws SystemError that names everything that did not answer
 * @throws at once whatever else one of them is answered with, such as InputError and RaceLostError
 */
export async function settleQuestions(
  subject: string,
  questions: readonly Question[],
  { signal }: Pick<Services, 'signal'>,
): Promise<CheckResult[]> {
  const silences: { readonly question: Question; readonly error: SystemError }[] = []
  const answers = questions.map((question) =>
    question.answer.catch((error: unknown) => {
      if (signal.aborted || !(error instanceof SystemError) || error instanceof RaceLostError) throw error
      silences.push({ question, error })
      return []
    }),
  )
  const checks = (await Promise.all(answers)).flat()
  if (silences.length === 0) return checks
  if (checks.some(({ blocks }) => blocks)) {
    return [...checks, ...silences.map(({ question, error }) => makeOpenCheck(question, error))]
  }
  const errors = silences.map(({ error }) => error)
  const reasons = [...new Set(errors.map(firstLine))].join('; ')
  throw new SystemError(`cannot tell whether ${subject}: ${reasons}`, { cause: errors[0], help: adviseAgain(errors) })
}

function makeOpenCheck({ id, title }: Question, error: SystemError): CheckResult {
  const observed = firstLine(error)
  return {
    ...evidenceCheck({ id, title: `whether ${title}`, observed, problem: null }),
    verdict: 'inconclusive',
    blocks: true,
    help: `${observed}: ${adviseAgain([error])}`,
  }
}

const firstLine = ({ message }: SystemError): string => message.split('\n')[0]!

/** What each system's own error advises, and then the same command. */
function adviseAgain(errors: readonly SystemError[]): string {
  const own = new Set(errors.flatMap(({ help }) => (help === undefined || AGAIN.test(help) ? [] : [help])))
  return own.size === 0
    ? 'run the same command again when it answers'
    : `${[...own].join('; ')}; then run the same command again`
}

const AGAIN = /^(?:run it|try) again(?: later)?$/
