import { createHash } from 'node:crypto'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Http } from '../backends/http/client.ts'
import type { ServiceRule } from '../backends/http/service.ts'
import type { HttpLimits } from '../backends/http/transport.ts'
import { DEFAULT_MAX_SIZE } from '../core/network-rule.ts'
import type { MissingArtifact, RunArtifact, TrackedRun, Tracker } from '../ports/tracker.ts'
import { systemClock } from './environment.ts'

interface TrackersRequest {
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  /** Folder under which one of our own is made for files of runs. */
  readonly temporaryFolder: string
  /** What files may reach. */
  readonly findRule: () => Promise<ServiceRule>
}

/** A tracker answers within seconds, whatever the largest data may need. */
const LIMITS = { answerMs: 60_000, totalMs: 120_000 }
/** The server may first fetch the file from a store itself. */
const FILE_LIMITS = { answerMs: 600_000 }

/** The trackers that the environment names; what asks them is loaded at its first use. */
export function createTrackers({ variables, signal, temporaryFolder, findRule }: TrackersRequest): Tracker {
  const open = (limits: Partial<HttpLimits>) =>
    startOnce(async (): Promise<Http> => {
      const { Http } = await import('../backends/http/client.ts')
      return new Http({ variables, signal, now: () => systemClock.now(), limits })
    })
  const [runs, files] = [open(LIMITS), open(FILE_LIMITS)]
  const folder = startOnce(async () => realpath(await mkdtemp(join(temporaryFolder, 'modelgate-run-'))))
  const [readOnce, fetchOnce] = [rememberAnswers<TrackedRun>(), rememberAnswers<RunArtifact | MissingArtifact>()]
  const findReached = async (origin: 'config' | 'caller') => (origin === 'config' ? await findRule() : null)
  return {
    read: ({ tracker, run }, origin) =>
      readOnce(`${origin} ${tracker}:${run}`, async () => {
        const found = await findReached(origin)
        const http = await runs.start()
        if (tracker === 'mlflow') {
          const { readMlflowRun } = await import('../backends/mlflow/mlflow-runs.ts')
          return readMlflowRun(run, found, http, variables)
        }
        const { readWandbRun } = await import('../backends/wandb/wandb-runs.ts')
        return readWandbRun(run, found, http, variables)
      }),
    artifact(file, origin) {
      const key = JSON.stringify([origin, file.run, file.path, file.sha256])
      return fetchOnce(key, async () => {
        const found = await findReached(origin)
        const whole = found?.rule.maxSize ?? DEFAULT_MAX_SIZE
        const name = file.path
          .split('/')
          .at(-1)!
          .replace(/[^\w.-]/g, '_')
          .slice(-100)
        const apart = createHash('sha256').update(key).digest('hex').slice(0, 16)
        const target = { path: join(await folder.start(), apart, name), budget: { left: whole, whole } }
        const { readMlflowArtifact } = await import('../backends/mlflow/mlflow-artifacts.ts')
        return readMlflowArtifact(file, { found, http: await files.start() }, target, variables)
      })
    },
    async close() {
      for (const http of await Promise.all([runs.started(), files.started()])) await http?.close()
      const made = await folder.started()
      if (made !== undefined) await rm(made, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** Gives the first answer to each further question of the same key. */
function rememberAnswers<T>(): (key: string, ask: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, Promise<T>>()
  return (key, ask) => {
    const answer = answers.get(key) ?? ask()
    answers.set(key, answer)
    return answer
  }
}

/** What is made at its first use; `started` says whether it was. */
function startOnce<T>(make: () => Promise<T>): { start(): Promise<T>; started(): Promise<T> | undefined } {
  let made: Promise<T> | undefined
  return {
    start() {
      made ??= make()
      return made
    },
    started: () => made,
  }
}
