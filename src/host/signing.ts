import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RootSource } from '../backends/sigstore/trusted-roots.ts'
import type { EvidenceSettings } from '../config/evidence-settings.ts'
import { isMap } from '../core/plain-map.ts'
import type { SignatureFinding } from '../core/signature-finding.ts'
import type { FoundProvenance, Signing } from '../ports/signer.ts'
import { readTrust } from './environment.ts'
import { once } from './once.ts'
import type { ReleaseRequest } from './release-request.ts'
import type { OpenedKey } from './signing-key.ts'
import { VERSION } from './version.ts'

/** Signs as a configuration says, and verifies; what that rests on is loaded at its first use. */
export function createSigning(
  settings: EvidenceSettings,
  request: ReleaseRequest,
): Signing & { close(): Promise<void> } {
  const key = once(async (): Promise<OpenedKey> => {
    const { openSigningKey } = await import('./signing-key.ts')
    // a configuration that signs by a key names it
    return openSigningKey(settings.key ?? '', request)
  })
  const roots = new Map<string, Promise<string>>()
  return {
    async sign(statement, signal) {
      if (!isSigning(settings, request)) return null
      if (settings.sign === 'key') {
        const { signEnvelope } = await import('../backends/dsse/envelope.ts')
        return signEnvelope(statement, await key(), signal)
      }
      const [{ signWithWorkflow }, { askIdentityToken, chooseInstance }] = await Promise.all([
        import('../backends/sigstore/sigstore-signing.ts'),
        import('./workflow-signing.ts'),
      ])
      const { environment } = request
      const askToken = () => askIdentityToken(environment, signal)
      return signWithWorkflow(statement, chooseInstance(settings, environment), askToken, signal)
    },
    async verify(text, trusted, signal) {
      const envelope: unknown = JSON.parse(text)
      const inner = isMap(envelope) && isMap(envelope['dsseEnvelope']) ? envelope['dsseEnvelope'] : null
      const { readAuthority, verifyBundle } = await import('../backends/sigstore/sigstore-verification.ts')
      const authority = readAuthority(envelope)
      if (inner === null || authority === null) {
        const { verifyEnvelope } = await import('../backends/dsse/envelope.ts')
        return verifyEnvelope(inner ?? envelope, trusted)
      }
      const own = settings.sigstore?.trustedRoot ?? null
      const root = own ?? (await findRoot(authority, roots, request, signal))
      if (root === null) {
        const reason = `${authority || 'an authority without a name'} gave its certificate, and nobody here knows it`
        return { kind: 'invalid', reason, isForeign: true }
      }
      return refuseNamesake(await verifyBundle(envelope, root, trusted), request)
    },
    findProvenance: (sha256, signal) => askProvenance(sha256, request, signal),
    close: async () => (await key.started()?.catch(() => null))?.close(),
  }
}

/** Nobody is to vouch for what a pull request made, and outside of a workflow there is no identity to sign with. */
function isSigning({ sign }: EvidenceSettings, { environment, logger }: ReleaseRequest): boolean {
  if (sign === 'none') return false
  const trust = readTrust(environment)
  const isWithout = trust === 'pull_request' || (trust === 'local' && sign === 'sigstore')
  if (isWithout) {
    logger.info(
      trust === 'local'
        ? 'evidence is not signed: evidence.sign is sigstore, whose identity only a workflow has'
        : 'evidence is not signed: this run is of a pull request or of no protected branch',
    )
  }
  return !isWithout
}

/** Where a certificate comes from says only whose roots are asked: they prove it. null: nobody's that is known. */
async function findRoot(
  authority: string,
  roots: Map<string, Promise<string>>,
  { environment: { variables } }: ReleaseRequest,
  signal: AbortSignal,
): Promise<string | null> {
  const kind = authority === 'sigstore.dev' ? 'public' : authority === 'GitHub, Inc.' ? 'github' : null
  if (kind === null) return null
  const [{ fetchTrustedRoot }, { findTenant }] = await Promise.all([
    import('../backends/sigstore/trusted-roots.ts'),
    import('./workflow-signing.ts'),
  ])
  const tools = variables['RUNNER_TOOL_CACHE']
  const cache = variables['XDG_CACHE_HOME'] || join(variables['HOME'] ?? homedir() ?? tmpdir(), '.cache')
  const folder = join(tools || cache, 'modelgate', 'sigstore')
  const source: RootSource = kind === 'public' ? { kind } : { kind, tenant: findTenant(variables) }
  const found = roots.get(kind) ?? fetchTrustedRoot(source, { folder }, signal)
  roots.set(kind, found)
  return found
}

/** Of the repository that the job is of. */
async function askProvenance(
  sha256: string,
  { environment: { variables }, repository, token, logger }: ReleaseRequest,
  signal: AbortSignal,
): Promise<FoundProvenance> {
  const apiUrl = variables['GITHUB_API_URL']
  if (!apiUrl || repository === null || token === null) return { kind: 'found', bundles: [] }
  const [{ listAttestations }, { PROVENANCE_TYPE }] = await Promise.all([
    import('../backends/github/attestations.ts'),
    import('../evidence/provenance.ts'),
  ])
  const options = { apiUrl, repository, token, variables, logger, userAgent: `modelgate/${VERSION}` }
  return listAttestations(options, { sha256, predicateType: PROVENANCE_TYPE }, signal)
}

/** A repository of the same name that was made anew is another one: its id tells. */
function refuseNamesake(finding: SignatureFinding, { environment, repository }: ReleaseRequest): SignatureFinding {
  const id = environment.variables['GITHUB_REPOSITORY_ID']
  if (finding.kind !== 'trusted' || finding.identity.kind !== 'workflow' || !id) return finding
  const { identity } = finding
  const isNamesake =
    identity.repository?.toLowerCase() === repository?.toLowerCase() &&
    identity.repositoryId !== null &&
    identity.repositoryId !== id
  return isNamesake
    ? {
        kind: 'untrusted',
        identity,
        reason: `${identity.repository} of id ${identity.repositoryId} signed, and this one is ${id}`,
      }
    : finding
}
