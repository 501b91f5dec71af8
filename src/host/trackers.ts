import type { Http } from '../backends/http/client.ts'
import type { ServiceRule } from '../backends/http/service.ts'
import type { TrackedRun, Tracker } from '../ports/tracker.ts'
import { systemClock } from './environment.ts'

interface TrackersRequest {
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  /** What files may reach. */
  readonly findRule: () => Promise<ServiceRule>
}

/** A tracker answers within seconds, whatever the largest data may need. */
const LIMITS = { answerMs: 60_000, totalMs: 120_000 }

/** The trackers that the environment names; what asks them is loaded at its first use. */
export function createTrackers({ variables, signal, findRule }: TrackersRequest): Tracker {
  let opened: Promise<Http> | undefined
  const open = () => {
    opened ??= import('../backends/http/client.ts').then(
      ({ Http }) => new Http({ variables, signal, now: () => systemClock.now(), limits: LIMITS }),
    )
    return opened
  }
  const asked = new Map<string, Promise<TrackedRun>>()
  return {
    read({ tracker, run }, origin) {
      const key = `${origin} ${tracker}:${run}`
      const known = asked.get(key)
      if (known !== undefined) return known
      const answer = (async () => {
        const found = origin === 'config' ? await findRule() : null
        const http = await open()
        if (tracker === 'mlflow') {
          const { readMlflowRun } = await import('../backends/mlflow/mlflow-runs.ts')
          return readMlflowRun(run, found, http, variables)
        }
        const { readWandbRun } = await import('../backends/wandb/wandb-runs.ts')
        return readWandbRun(run, found, http, variables)
      })()
      asked.set(key, answer)
      return answer
    },
    close: async () => (await opened)?.close(),
  }
}
