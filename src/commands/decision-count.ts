import type { ModelRecord } from '../registry/model-version.ts'
import type { Services } from './services.ts'

/** How many registered versions were judged on the same data; `used` null where that cannot be said, and why. */
export type DecisionCount =
  | { readonly used: number; readonly reason: null }
  | { readonly used: null; readonly reason: string }

/**
 * Counts the versions of a model whose record names data of that digest, in a number of git processes that does not grow
 * with the versions.
 *
 * @param digest sha256 in hex
 * @throws SystemError where the registry does not answer.
 */
export async function countDecisions(
  model: string,
  digest: string,
  services: Pick<Services, 'registry' | 'signal'>,
): Promise<DecisionCount> {
  const registry = await services.registry()
  const { tags, records } = await registry.inspect({ models: [model] }, services.signal)
  const commits = new Set(
    tags.flatMap(({ name, commit }) => (name.kind === 'version' && name.model === model ? [commit] : [])),
  )
  let used = 0
  for (const commit of commits) {
    const digests = listDigests(records.get(commit)?.record?.text ?? null)
    if (digests === null) {
      const what = `The record ${commit.slice(0, 12)} cannot be read, so the decisions cannot be counted`
      return { used: null, reason: `${what}: modelgate registry verify says what is wrong` }
    }
    if (digests.includes(digest)) used += 1
  }
  return { used, reason: null }
}

/** Digests of the data that a record names; null where it is none. */
function listDigests(text: string | null): readonly string[] | null {
  try {
    const { data } = JSON.parse(text ?? '') as Pick<ModelRecord, 'data'>
    // nothing was judged on what is only declared
    return data.flatMap(({ digest, declared }) => (declared ? [] : [digest.sha256]))
  } catch {
    return null
  }
}
