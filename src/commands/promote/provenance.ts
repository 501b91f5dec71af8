import { SystemError } from '../../core/faults.ts'
import { readKeptStatements } from '../../evidence/kept-statements.ts'
import { describeSigner } from '../../evidence/origin-verification.ts'
import { readProvenance } from '../../evidence/provenance.ts'
import type { ArtifactDraft } from '../../ports/model-registry.ts'
import type { ModelRecord } from '../../registry/model-version.ts'
import type { Services } from '../services.ts'
import type { PromotionRequest } from './verification.ts'

/** Provenance of a model, as the record keeps it. */
export interface KeptProvenance {
  readonly file: ArtifactDraft
  readonly entry: ModelRecord['evidence'][number]
}

const NAME = 'evidence/provenance.json'

/**
 * The newest provenance that GitHub holds for the model's bytes and that a workflow of this repository signed; null where
 * there is none. One whose signature does not hold, or that cannot be had, is told of and left out: nothing rests on it.
 *
 * @param sha256 of the model; null: there is no file of it.
 */
export async function findProvenance(
  { project }: PromotionRequest,
  sha256: string | null,
  { signing, logger, signal, provenance }: Pick<Services, 'signing' | 'logger' | 'signal' | 'provenance'>,
): Promise<KeptProvenance | null> {
  if (sha256 === null || provenance.trust !== 'protected') return null
  const signer = await signing(project.evidence)
  const found = await signer.findProvenance(sha256, signal)
  if (found.kind === 'unknown') {
    logger.info(`whether the training is attested cannot be told: ${found.reason}`)
    return null
  }
  for (const bundle of found.bundles) {
    const finding = await signer.verify(bundle, project.evidence.trust, signal).catch((error: unknown) => {
      if (!(error instanceof SystemError) || signal.aborted) throw error
      return { kind: 'invalid' as const, reason: error.message }
    })
    const [kept] = readKeptStatements(bundle, NAME)
    const said = kept ? readProvenance(kept.statement, sha256) : null
    const reason =
      finding.kind === 'invalid'
        ? finding.reason
        : finding.identity.kind !== 'workflow' || finding.identity.repository !== provenance.source?.repository
          ? `${describeSigner(finding.identity)} signed it, which is no workflow of this repository`
          : said === null
            ? 'it says nothing of these bytes'
            : null
    if (reason === null && said !== null && finding.kind !== 'invalid') {
      const text = `${bundle}\n`
      return {
        file: { path: NAME, file: { bytes: new TextEncoder().encode(text) } },
        entry: {
          ...{ name: NAME, command: 'provenance', verdict: 'pass', trust: 'protected' },
          digest: { sha256: project.written.sha256(text) },
          signer: describeSigner(finding.identity),
          builder: said.builder,
          ...(said.commit === null ? {} : { commit: said.commit }),
        },
      }
    }
    logger.warning(`provenance of the model is left out: ${reason}`)
  }
  return null
}
