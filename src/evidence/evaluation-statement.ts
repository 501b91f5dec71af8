import type { Material, Result } from '../core/result.ts'
import { listGateClaims } from './gate-claims.ts'
import { type InTotoStatement, makeStatement, type ResourceDescriptor } from './in-toto-statement.ts'

/**
 * Proposed in in-toto/attestation pull request 575, open in November 2026; written as revised on 28 September 2026.
 *
 * @see https://github.com/in-toto/attestation/pull/575
 */
export const EVAL_RESULT_TYPE = 'https://in-toto.io/attestation/eval-result/v0.1'

interface EvalResult {
  readonly evaluator: { readonly id: string }
  readonly evaluatedAt: string
  readonly suite: { readonly name: string; readonly version: string }
  readonly claims: readonly {
    readonly metric: string
    readonly comparator: string
    /** Decimal text. */
    readonly threshold: string
    readonly passed: boolean
  }[]
  readonly sampleSize: number
  readonly model: ResourceDescriptor
  readonly dataset: ResourceDescriptor
  /** What we measured ourselves, nobody else vouches for. */
  readonly assuranceLevel: 'self_attested'
  readonly subjectProfile: 'public-model'
  readonly preRegistration: { readonly alg: 'sha256'; readonly value: string }
  readonly evidence: readonly ResourceDescriptor[]
  readonly harness: { readonly name: string; readonly version: string }
}

/**
 * A comparison as an evaluation result of the draft: its gates as claims, the digests of model and labelled rows, the
 * policy's digest as what was registered before. null where the comparison says nothing that the draft asks for: no file
 * of the model, no labelled rows, no policy, no gate with a bound.
 *
 * @param evidence the file that the whole result stands in.
 */
export function evaluationStatement(result: Result, evidence: ResourceDescriptor): InTotoStatement<EvalResult> | null {
  const model = findMaterial(result, 'model')
  const dataset = findMaterial(result, 'evaluation')
  const claims = listGateClaims(result)
  const sampleSize = dataset?.rows ?? Math.max(0, ...claims.flatMap(({ rows }) => rows ?? []))
  if (model === null || dataset === null || result.policy === null || claims.length === 0 || sampleSize === 0)
    return null
  const { uri, digest } = result.policy
  const subject = [{ name: model.uri, digest: model.digest }]
  return makeStatement(subject, EVAL_RESULT_TYPE, {
    evaluator: { id: nameEvaluator(result) },
    evaluatedAt: result.finishedAt,
    suite: { name: `${result.model ?? 'model'} by ${uri}`, version: `sha256:${digest.sha256}` },
    claims: claims.map(({ metric, comparator, threshold, passed }) => ({
      ...{ metric, comparator, passed },
      threshold: formatDecimal(threshold),
    })),
    sampleSize,
    model: { name: model.uri, digest: model.digest },
    dataset: { name: dataset.uri, digest: dataset.digest },
    assuranceLevel: 'self_attested',
    subjectProfile: 'public-model',
    preRegistration: { alg: 'sha256', value: digest.sha256 },
    evidence: [evidence],
    harness: { name: result.tool.name, version: result.tool.version },
  })
}

/** Who ran the evaluation: the repository of the run, or nobody that has an address. */
export function nameEvaluator({ source }: Result): string {
  return source?.run?.replace(/\/actions\/runs\/.*$/, '') ?? 'urn:modelgate:local'
}

function findMaterial({ materials }: Result, name: string): Material | null {
  return materials.find((material) => material.name === name) ?? null
}

/** `0.0000001`, never `1e-7`. */
function formatDecimal(value: number): string {
  const text = String(value)
  const [, sign = '', whole = '', fraction = '', exponent = ''] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? []
  if (exponent === '') return text
  const digits = `${whole}${fraction}`
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return `${sign}${digits.padEnd(point, '0')}`
}
