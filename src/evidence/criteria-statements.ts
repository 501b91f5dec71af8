import type { Result } from '../core/result.ts'
import { nameEvaluator } from './evaluation-statement.ts'
import { listGateClaims } from './gate-claims.ts'
import { type InTotoStatement, makeStatement } from './in-toto-statement.ts'

/**
 * Proposed in in-toto/attestation pull request 587, open in November 2026; written as of 18 August 2026.
 *
 * @see https://github.com/in-toto/attestation/pull/587
 */
export const CRITERIA_TYPE = 'https://falsify.dev/prml/v0.1'

interface Criterion {
  readonly claim_id: string
  readonly created_at: string
  readonly metric: string
  readonly comparator: string
  readonly threshold: number
  readonly seed: number
  readonly producer: { readonly id: string }
  readonly prml_version: 'prml/0.1'
  readonly manifest_sha256: string
}

/**
 * The bounds that a comparison had to keep as pre-registered criteria of the draft, one statement for each gate on all rows
 * (the draft knows neither slices nor differences). Their time is when the comparison began, its policy read and no row
 * looked at yet; that the bounds are older than the result is proven by the policy's commit, not by these statements.
 *
 * @param seed of the evaluation's settings.
 * @param sha256 lower-case hex of a text's UTF-8 bytes.
 */
export function criteriaStatements(
  result: Result,
  seed: number,
  sha256: (text: string) => string,
): readonly InTotoStatement<Criterion>[] {
  const dataset = result.materials.find(({ name }) => name === 'evaluation')
  const { policy } = result
  if (dataset === undefined || policy === null) return []
  const createdAt = new Date(result.startedAt).toISOString().replace(/\.\d+Z$/, 'Z')
  const producer = { id: nameEvaluator(result).replace(/^https:\/\//, '') }
  return listGateClaims(result).flatMap(({ metric, comparator, threshold, isPlain }) => {
    if (!isPlain) return []
    const name = `${policy.digest.sha256} ${metric} ${comparator} ${threshold}`
    const criterion = {
      claim_id: makeClaimId(Date.parse(createdAt), sha256(name)),
      created_at: createdAt,
      ...{ metric, comparator, threshold, seed, producer },
    }
    const datasetId = `${result.model ?? 'model'}/evaluation`
    const manifest = formatManifest({
      ...criterion,
      dataset: { hash: dataset.digest.sha256, id: datasetId },
      version: 'prml/0.1',
    })
    const digest = sha256(manifest)
    const subject = [
      { name: criterion.claim_id, digest: { sha256: digest } },
      { name: datasetId, digest: dataset.digest },
    ]
    const predicate = { ...criterion, prml_version: 'prml/0.1' as const, manifest_sha256: digest }
    return [makeStatement(subject, CRITERIA_TYPE, predicate)]
  })
}

/** A UUID of version 7 whose random part is the digest of what it names, so that the same claim has the same one. */
function makeClaimId(milliseconds: number, digest: string): string {
  const time = milliseconds.toString(16).padStart(12, '0')
  const variant = (8 + (Number.parseInt(digest[3]!, 16) & 3)).toString(16)
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${digest.slice(0, 3)}`,
    `${variant}${digest.slice(4, 7)}`,
    digest.slice(7, 19),
  ].join('-')
}

type Manifest = { readonly [key: string]: string | number | Manifest }

/**
 * The canonical bytes of a manifest: YAML in blocks, keys in order, as its reference implementation (PyYAML) writes them.
 *
 * @see https://spec.falsify.dev/v0.1
 */
export function formatManifest(manifest: Manifest, indent = ''): string {
  return Object.keys(manifest)
    .sort()
    .map((key) => {
      const value = manifest[key]!
      if (typeof value === 'object') return `${indent}${key}:\n${formatManifest(value, `${indent}  `)}`
      const text = typeof value === 'string' ? quote(value) : key === 'threshold' ? formatFloat(value) : String(value)
      return `${indent}${key}: ${text}\n`
    })
    .join('')
}

/** A text as it stands, or in quotes where YAML would take it for a number, a time, or a mark. */
function quote(text: string): string {
  const isWord = /^[A-Za-z0-9][\w./:@+-]*$|^<=?$/.test(text)
  const isNumber = /^\d[\d_]*(?:\.[\d_]*)?$|^\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/.test(text)
  const isTime = /^\d{4}-\d\d?-\d\d?(?:[Tt ].*)?$/.test(text)
  const isName = /^(?:yes|no|on|off|true|false|null)$/i.test(text)
  return isWord && !isNumber && !isTime && !isName && !text.endsWith(':') ? text : `'${text.replaceAll("'", "''")}'`
}

/** A double as Python writes it, with at least one digit after the point. */
function formatFloat(value: number): string {
  const [, sign = '', first = '', rest = '', exponent = '0'] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential()) ?? []
  const power = Number(exponent)
  if (power < -4 || power >= 16) {
    const shown = String(Math.abs(power)).padStart(2, '0')
    return `${sign}${first}.${rest || '0'}e${power < 0 ? '-' : '+'}${shown}`
  }
  const text = String(value)
  return /^-?\d+$/.test(text) ? `${text}.0` : /e/.test(text) ? value.toFixed(Math.max(1, rest.length - power)) : text
}
