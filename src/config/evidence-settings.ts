import { z } from 'zod'
import type { TrustedIdentity } from '../core/trusted-identity.ts'
import { duration, strictMap, text } from './settings-schema.ts'

/** Services that give certificates and times, and what vouches for them, where they are not the public ones or GitHub's. */
interface SigstoreSettings {
  /** Certificate authority; null: where signatures come from is left as it is. */
  readonly fulcio: string | null
  /** Transparency log; null: none. */
  readonly rekor: string | null
  /** Timestamp authority; null: none. */
  readonly timestamp: string | null
  /** JSON of the trusted root; null: it comes with the updates of the public instance or GitHub's. */
  readonly trustedRoot: string | null
}

/** How evidence is signed, and whose signature counts. */
export interface EvidenceSettings {
  readonly sign: 'none' | 'sigstore' | 'key'
  /** Path relative to the working directory, `env:NAME`, or the address of a key service; null: none is named. */
  readonly key: string | null
  readonly requireSigned: boolean
  /** Empty: nobody is named. */
  readonly trust: readonly TrustedIdentity[]
  /** Oldest evidence that counts, in milliseconds; null: as old as it may be. */
  readonly maxAgeMs: number | null
  /** null: only what a public repository signs may go there. */
  readonly publicLog: boolean | null
  /** null: the public instance for public repositories, else GitHub's. */
  readonly sigstore: SigstoreSettings | null
}

const KEY_SERVICE = /^(?:awskms|gcpkms|azurekms):\/\//
const KEY_FORMS = [
  'awskms:///KEY-ID',
  'gcpkms://projects/P/locations/L/keyRings/R/cryptoKeys/K/cryptoKeyVersions/V',
  'azurekms://VAULT.vault.azure.net/KEY',
]

const workflow = strictMap({
  issuer: text('Who vouches for the workflow: https://token.actions.githubusercontent.com'),
  workflow: z
    .string()
    .regex(/^(?:https:\/\/[^/@]+\/)?[^/@]+\/[^/@]+\/[^@]+@.+$/, {
      error: 'must name a workflow and its ref: acme/churn/.github/workflows/model-cd.yml@refs/heads/main',
    })
    .describe('Path and ref of the workflow that signed; * stands for any signs but /'),
  repository_id: z
    .union([z.string().regex(/^\d+$/, { error: 'must be a number' }), z.int().positive()])
    .transform(String)
    .describe('Id of the repository, which stays where its name changes hands')
    .optional(),
  event: text('Event that started the workflow: push').optional(),
  runner: z.enum(['github-hosted', 'self-hosted']).describe('Kind of machine').optional(),
})

const address = (description: string) =>
  z.url({ protocol: /^https?$/, error: 'must be an address' }).describe(description)

export const evidenceSchema = strictMap({
  sign: z.enum(['none', 'sigstore', 'key']).default('none').describe('How evidence is signed'),
  key: text('Private key that signs: a PEM file, env:NAME, awskms://…, gcpkms://… or azurekms://…')
    .refine((key) => !key.includes('://') || KEY_SERVICE.test(key), {
      error: ({ input }) => `evidence.key: ${String(input)} is of no service that is known here`,
      params: { help: `write ${KEY_FORMS.join(', ')}, or a PEM file, or env:NAME for a secret` },
    })
    .optional(),
  require_signed: z.boolean().default(false).describe('Whether promote refuses evidence without a trusted signature'),
  public_log: z.boolean().optional().describe('Whether signatures may go to the public transparency log'),
  max_age: duration('Oldest evidence that promote takes: 24h').optional(),
  trust: z
    .array(
      z.union([workflow, strictMap({ key: text('PEM file of the public key') })], {
        error: 'must be {issuer, workflow} or {key}',
      }),
    )
    .optional()
    .describe('Whose signatures count'),
  sigstore: strictMap({
    fulcio: address('Certificate authority').optional(),
    rekor: address('Transparency log').optional(),
    timestamp: address('Timestamp authority').optional(),
    trusted_root: text('JSON file with the keys and certificates that vouch for them').optional(),
  })
    .refine((value) => (value.fulcio !== undefined) === (value.rekor !== undefined || value.timestamp !== undefined), {
      error: 'must name fulcio together with rekor or timestamp: a certificate of minutes needs a witness of its time',
    })
    .optional()
    .describe('Sigstore services of your own'),
})
  .refine((value) => value.sign !== 'key' || value.key !== undefined, {
    error: 'sign: key needs the key',
    path: ['key'],
    params: { help: 'add key: KEY.pem, key: env:NAME for a secret, or key: awskms:///KEY-ID' },
  })
  .describe('How evidence is signed, and what promote asks of it')

export type RawEvidence = z.output<typeof evidenceSchema>

/** Files that say who is trusted, as written: public keys, and the root of own services. */
export function listTrustFiles({
  trust = [],
  sigstore,
}: RawEvidence): readonly { path: readonly (string | number)[]; file: string }[] {
  const keys = trust.flatMap((entry, index) =>
    'key' in entry ? [{ path: ['evidence', 'trust', index, 'key'], file: entry.key }] : [],
  )
  const root = sigstore?.trusted_root
  return [...keys, ...(root === undefined ? [] : [{ path: ['evidence', 'sigstore', 'trusted_root'], file: root }])]
}

/**
 * @param locate a path of the file as seen from the working directory.
 * @param texts of the files that say who is trusted, by their paths as written.
 */
export function resolveEvidence(
  raw: RawEvidence,
  locate: (path: string) => string,
  texts: ReadonlyMap<string, string>,
): EvidenceSettings {
  const { key, sigstore } = raw
  const isService = key !== undefined && (KEY_SERVICE.test(key) || key.startsWith('env:'))
  return {
    sign: raw.sign,
    key: key === undefined ? null : isService ? key : locate(key),
    requireSigned: raw.require_signed,
    trust: (raw.trust ?? []).map((entry) =>
      'key' in entry
        ? { kind: 'key', pem: texts.get(entry.key) ?? '', name: entry.key }
        : {
            kind: 'workflow',
            issuer: entry.issuer,
            workflow: entry.workflow,
            repositoryId: entry.repository_id ?? null,
            event: entry.event ?? null,
            runner: entry.runner ?? null,
          },
    ),
    maxAgeMs: raw.max_age ?? null,
    publicLog: raw.public_log ?? null,
    sigstore:
      sigstore === undefined
        ? null
        : {
            fulcio: sigstore.fulcio ?? null,
            rekor: sigstore.rekor ?? null,
            timestamp: sigstore.timestamp ?? null,
            trustedRoot: sigstore.trusted_root === undefined ? null : (texts.get(sigstore.trusted_root) ?? null),
          },
  }
}
