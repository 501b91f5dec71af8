import type { FoundProvenance } from '../../ports/signer.ts'
import { type CodeHostOptions, createClient } from './client.ts'

/**
 * The attestations of one kind that the repository holds for a digest. Their signatures are not looked at here.
 *
 * @param sha256 lower-case hex.
 * @param predicateType `https://slsa.dev/provenance/v1`.
 * @throws the signal's reason alone.
 */
export async function listAttestations(
  options: CodeHostOptions,
  { sha256, predicateType }: { readonly sha256: string; readonly predicateType: string },
  signal: AbortSignal,
): Promise<FoundProvenance> {
  const client = createClient(options)
  const { owner, repo } = client
  try {
    const { data } = await client.work(signal, (octokit, request) =>
      octokit.rest.repos.listAttestations({
        ...{ owner, repo, subject_digest: `sha256:${sha256}`, predicate_type: predicateType, per_page: 30, request },
      }),
    )
    const bundles = (data.attestations ?? []).flatMap(({ bundle }) => (bundle == null ? [] : [JSON.stringify(bundle)]))
    return { kind: 'found', bundles }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const { kind, said } = client.explain(error)
    return kind === 'gone' ? { kind: 'found', bundles: [] } : { kind: 'unknown', reason: said }
  } finally {
    await client.close()
  }
}
