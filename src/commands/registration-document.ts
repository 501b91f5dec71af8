import type { Result } from '../core/result.ts'
import { worstVerdict } from '../core/verdict.ts'

/**
 * What `--format json` prints of results that say more than others do, such as what they registered: the only one as it
 * is, several in one document.
 */
export function joinDocuments(documents: readonly Result[], isSingle: boolean): unknown {
  if (isSingle) return documents[0]
  return {
    schema: 'modelgate.results/v1',
    verdict: worstVerdict(documents.map(({ verdict }) => verdict)),
    blocks: documents.some(({ blocks }) => blocks),
    results: documents,
  }
}
