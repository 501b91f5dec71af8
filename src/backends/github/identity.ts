import type { GitHubClient } from './client.ts'

/** Whose comments are ours: the user that the token acts as. */
export interface Identity {
  /** `github-actions[bot]`. Asked once. @throws where GitHub does not answer. */
  find(signal: AbortSignal): Promise<string>
  /** Remembers who wrote what we just wrote. */
  learn(login: string): void
}

/** What the token of a job acts as, also on an Enterprise Server. */
const JOB_USER = 'github-actions[bot]'

/**
 * Finds the token's own user. GraphQL tells it of every kind of token; where that is switched off, REST does of a
 * person's; the job's own token is left.
 */
export function createIdentity(client: GitHubClient): Identity {
  const { appSlug } = client.options
  let known: string | undefined = appSlug === undefined ? undefined : `${appSlug}[bot]`
  return {
    learn(login) {
      known ??= login
    },
    async find(signal) {
      known ??= await client.work(signal, async (octokit, request) => {
        try {
          const { viewer } = await octokit.graphql<{ readonly viewer: { readonly login: string } }>(
            '{ viewer { login } }',
            { request },
          )
          return viewer.login
        } catch (error) {
          if (request.signal.aborted || !isAnswer(client, error)) throw error
        }
        try {
          return (await octokit.rest.users.getAuthenticated({ request })).data.login
        } catch (error) {
          if (request.signal.aborted || !isAnswer(client, error)) throw error
        }
        return JOB_USER
      })
      return known
    },
  }
}

/** Whether the question is refused as such, so that another may be answered. */
function isAnswer(client: GitHubClient, error: unknown): boolean {
  // errors of GraphQL come with status 200
  if (Array.isArray((error as { readonly errors?: unknown }).errors)) return true
  return ['permission', 'refused', 'gone', 'invalid'].includes(client.explain(error).kind)
}
