import type { Cache } from '../../ports/cache.ts'
import type { Logger } from '../../ports/host.ts'

/**
 * The cache of GitHub Actions. Where the runner has none, nothing is kept; the client is loaded at the first call, and
 * its own failures are told to the log, since a job can do without a cache.
 */
export function createActionsCache(logger: Logger): Cache {
  // Without the guard, a runner without the service makes each call wait for ten seconds.
  const load = async () => {
    const client = await import('@actions/cache')
    return client.isFeatureAvailable() ? client : null
  }
  return {
    async restore(folder, key) {
      try {
        const client = await load()
        return client !== null && (await client.restoreCache([folder], key)) !== undefined
      } catch (error) {
        logger.debug(`the cache gave nothing: ${String(error)}`)
        return false
      }
    },
    async save(folder, key) {
      try {
        const client = await load()
        await client?.saveCache([folder], key)
      } catch (error) {
        logger.debug(`the cache kept nothing: ${String(error)}`)
      }
    },
  }
}
