import { createRequire } from 'node:module'
import { onTestFinished } from 'vitest'
import type { CodeHostOptions } from '../../../src/backends/github/client.ts'
import { createCodeHost, type OpenCodeHost } from '../../../src/backends/github/code-host.ts'
import type { FakeGitHub } from '../../support/github/fake-github.ts'

const SILENT = { info() {}, warning() {}, debug() {} }

/** Never ends. */
export const RUNNING = new AbortController().signal

/** A code host of the running test whose seconds last 5 ms. */
export function makeCodeHost(github: Pick<FakeGitHub, 'apiUrl'>, options: Partial<CodeHostOptions> = {}): OpenCodeHost {
  const host = createCodeHost({
    apiUrl: github.apiUrl,
    repository: 'acme/models',
    token: 'job-token',
    variables: {},
    logger: SILENT,
    userAgent: 'modelgate/0.0.0',
    ...options,
    waits: { secondMs: 5, isPaced: false, ...options.waits },
  })
  onTestFinished(() => host.close())
  return host
}

interface PullFacts {
  readonly number: number
  readonly commit?: string
  readonly branch?: string
  /** `owner/name`; null: the fork is gone. */
  readonly repository?: string | null
}

interface RecordedPull {
  readonly head: object & { readonly repo: object }
  readonly base: object & { readonly repo: object }
}

/** A pull request in the shape of a recorded event, of acme/models. */
export function makePull({ number, commit = COMMIT, branch = 'tune', repository = 'acme/models' }: PullFacts): object {
  const recorded = RECORDED_PULLS[0]!
  const head = { ...recorded.head, ref: branch, sha: commit }
  return {
    ...recorded,
    number,
    state: 'open',
    head: { ...head, repo: repository === null ? null : { ...recorded.head.repo, full_name: repository } },
    base: {
      ...recorded.base,
      ref: 'main',
      sha: 'b'.repeat(40),
      repo: { ...recorded.base.repo, full_name: 'acme/models' },
    },
  }
}

export const COMMIT = 'a'.repeat(40)

const EXAMPLES = createRequire(import.meta.url)('@octokit/webhooks-examples') as {
  default?: readonly Recorded[]
} & readonly Recorded[]

interface Recorded {
  readonly name: string
  readonly examples: readonly { readonly pull_request?: RecordedPull }[]
}

/** Pull requests of recorded events, as GitHub sent them. */
export const RECORDED_PULLS: readonly RecordedPull[] = (EXAMPLES.default ?? EXAMPLES)
  .filter(({ name }) => name === 'pull_request')
  .flatMap(({ examples }) => examples.flatMap((example) => example.pull_request ?? []))
