import { InputError } from '../core/faults.ts'
import type { Result } from '../core/result.ts'
import { finishResult } from './result-draft.ts'
import type { Services } from './services.ts'

/**
 * What stands in reports for a judgement that ended in an error: it is not settled and blocks, so that nobody takes what
 * was judged beside it for all there is.
 *
 * @param model null: of no model in particular.
 */
export function makeFailedResult(
  command: string,
  model: string | null,
  error: Error,
  services: Pick<Services, 'provenance' | 'clock'>,
): Result {
  const [fault] = error instanceof InputError ? error.faults : []
  const [line = ''] = error.message.split('\n')
  const more = error instanceof InputError && error.faults.length > 1 ? ` (and ${error.faults.length - 1} more)` : ''
  return makeUnjudged(
    command,
    model,
    {
      summary: `Could not be judged: ${line}${more}`,
      title: `${command} reaches a verdict`,
      help: fault?.help ?? 'the log of the step says more',
      source: fault?.place === undefined ? null : { file: fault.place.file, line: fault.place.line ?? null },
    },
    services,
  )
}

/** A result that says why there is none. */
export function makeUnjudged(
  command: string,
  model: string | null,
  why: {
    readonly summary: string
    /** What does not hold. */
    readonly title: string
    readonly help: string
    readonly source: Result['checks'][number]['source']
  },
  services: Pick<Services, 'provenance' | 'clock'>,
): Result {
  return finishResult(
    {
      ...{ command, model, materials: [], policy: null, engine: null },
      summary: why.summary,
      checks: [
        {
          ...{ id: `evidence/${command}`, kind: 'evidence', title: why.title, help: why.help, source: why.source },
          ...{ verdict: 'inconclusive', severity: 'error', blocks: true, statistics: {}, samples: [] },
          ...{ observed: why.summary, expected: null, unit: null, waiver: null },
          target: { object: null, column: null, metric: null, slice: null },
        },
      ],
    },
    services,
    services.clock.now(),
  )
}
