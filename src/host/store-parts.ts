import { readFile } from 'node:fs/promises'
import type { GitHubClient } from '../backends/github/client.ts'
import type { ReleaseContext } from '../backends/github/release-store.ts'
import type { Http } from '../backends/http/client.ts'
import type { MlflowStoreContext } from '../backends/mlflow/mlflow-store.ts'
import type { ContextOf } from '../backends/oci/oci-store.ts'
import { InputError } from '../core/faults.ts'
import { systemClock } from './environment.ts'
import { once } from './once.ts'
import type { ReleaseRequest } from './release-request.ts'
import { VERSION } from './version.ts'

/** What stores are made of; each part is made at its first use. */
export interface StoreParts {
  readonly http: () => Promise<Http>
  /** Text of a file of this machine; null where it is not there. */
  readonly readFile: (path: string) => Promise<string | null>
  registryContext(): Promise<ContextOf>
  /** @throws InputError outside of GitHub, or without a token. */
  releaseContext(): Promise<ReleaseContext>
  mlflowContext(): Promise<MlflowStoreContext>
  /** `owner/name`: the one given, else the one at hand. @throws InputError where there is none */
  findRepository(given: string | null): string
  close(): Promise<void>
}

export function createStoreParts(request: ReleaseRequest): StoreParts {
  const { signal, token, findRule } = request
  const { variables } = request.environment
  const now = () => systemClock.now()
  const http = once(async (): Promise<Http> => {
    const { Http } = await import('../backends/http/client.ts')
    return new Http({ variables, signal, now })
  })
  const clients = new Map<string, GitHubClient>()
  const readText = (path: string) => readFile(path, 'utf8').catch(() => null)

  return {
    http,
    readFile: readText,
    async registryContext() {
      const [{ makeReach }, { addressOf }, found, opened] = await Promise.all([
        import('../backends/remote/reach.ts'),
        import('../backends/oci/reference.ts'),
        findRule(),
        http(),
      ])
      return ({ host }) => ({
        ...{ variables, token, http: opened, readFile: readText },
        reach: makeReach({ scheme: 'https', url: addressOf(host) }, found, null, ''),
      })
    },
    async releaseContext() {
      const apiUrl = variables['GITHUB_API_URL']
      if (!apiUrl || token === null) {
        throw new InputError({
          message: `files of releases need ${apiUrl ? 'a token' : "GITHUB_API_URL, the address of GitHub's API"}`,
          help: apiUrl ? 'set GITHUB_TOKEN, or give --token' : 'run it in a job of GitHub Actions, or set it',
        })
      }
      const [{ createClient }, opened] = await Promise.all([import('../backends/github/client.ts'), http()])
      const userAgent = `modelgate/${VERSION}`
      const connect = (repository: string) => {
        const known =
          clients.get(repository) ??
          createClient({ apiUrl, repository, token, variables, logger: request.logger, userAgent })
        clients.set(repository, known)
        return known
      }
      return { apiUrl, token, userAgent, signal, http: opened, connect }
    },
    async mlflowContext() {
      const [found, opened] = await Promise.all([findRule(), http()])
      return { variables, found, http: opened, now }
    },
    findRepository(given) {
      const repository = given ?? request.repository
      if (repository !== null && /^[\w.-]+\/[\w.-]+$/.test(repository)) return repository
      throw new InputError({
        message:
          repository === null
            ? 'store: nobody says which repository on GitHub keeps the files'
            : `store.repository: ${repository} is no OWNER/NAME`,
        help: 'set store.repository in modelgate.yml: OWNER/NAME',
      })
    },
    async close() {
      await (await http.started())?.close()
      for (const client of clients.values()) await client.close()
    },
  }
}
