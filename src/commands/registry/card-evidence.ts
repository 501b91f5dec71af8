import type { EvidenceSettings } from '../../config/evidence-settings.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { Result } from '../../core/result.ts'
import type { SignatureFinding } from '../../core/signature-finding.ts'
import { type ReadStatement, readStatements } from '../../evidence/evidence-reading.ts'
import type { ModelRecord, ModelVersion } from '../../registry/model-version.ts'
import type { CardEvidence } from '../../report/card-facts.ts'
import type { Services } from '../services.ts'

/** Evidence is small beside its model. */
const MOST_BYTES = 20_000_000

/**
 * The evidence that a record keeps, each file read once, with who signed it and the results of this model. One that is
 * lost, altered or unreadable is named with the reason, and its results are left out.
 *
 * @param settings whom the policy trusts; null where there is none.
 */
export async function readEvidence(
  version: ModelVersion,
  record: ModelRecord,
  settings: EvidenceSettings | null,
  services: Services,
): Promise<{ readonly evidence: readonly CardEvidence[]; readonly results: readonly Result[] }> {
  const files = new Map<string, Awaited<ReturnType<typeof readFile>>>()
  for (const { name } of record.evidence) {
    if (!files.has(name)) files.set(name, await readFile(name, version, settings, services))
  }
  const evidence = record.evidence.map(({ name, command, verdict, trust, digest }): CardEvidence => {
    const { signers, obstacle } = files.get(name)!
    return { name, command, verdict, trust, digest, signers, obstacle }
  })
  return { evidence, results: [...files.values()].flatMap(({ results }) => results) }
}

async function readFile(
  name: string,
  version: ModelVersion,
  settings: EvidenceSettings | null,
  services: Services,
): Promise<Pick<CardEvidence, 'signers' | 'obstacle'> & { readonly results: readonly Result[] }> {
  try {
    const stored = await (await services.registry()).artifact(version, name, services.signal)
    if (stored === null) throw new SystemError(`the record does not name ${name}`)
    const text = await services.workspace.readText(stored.path, 'caller', MOST_BYTES)
    const statements = readStatements(text, name)
    const signers = await Promise.all(statements.map((statement) => findSigner(statement, settings, services)))
    const results = statements.map(({ result }) => result).filter(({ model }) => model === version.model)
    return { results, signers: [...new Set(signers.filter((signer) => signer !== null))], obstacle: null }
  } catch (error) {
    if (!(error instanceof InputError || error instanceof SystemError) || services.signal.aborted) throw error
    return { results: [], signers: [], obstacle: error.message.split('\n')[0]! }
  }
}

/** null where it is not signed. */
async function findSigner(
  { signedText }: ReadStatement,
  settings: EvidenceSettings | null,
  { signing, signal }: Services,
): Promise<string | null> {
  if (signedText === null) return null
  if (settings === null) return 'somebody: without modelgate.yml nobody says whose signature counts'
  try {
    return describeFinding(await (await signing(settings)).verify(signedText, settings.trust, signal))
  } catch (error) {
    if (!(error instanceof InputError || error instanceof SystemError) || signal.aborted) throw error
    return `somebody: not verified, ${error.message.split('\n')[0]}`
  }
}

function describeFinding(finding: SignatureFinding): string {
  if (finding.kind === 'invalid') return `nobody: the signature does not hold, ${finding.reason}`
  const { identity } = finding
  const name = identity.kind === 'workflow' ? identity.workflow : `key ${identity.name || identity.keyId.slice(0, 12)}`
  return finding.kind === 'trusted' ? name : `${name} (not trusted: ${finding.reason})`
}
