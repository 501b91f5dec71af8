import { InputError } from '../../core/faults.ts'
import { formatCanonicalJson } from '../../evidence/canonical-json.ts'
import { CRITERIA_TYPE, criteriaStatements } from '../../evidence/criteria-statements.ts'
import { EVAL_RESULT_TYPE, evaluationStatement } from '../../evidence/evaluation-statement.ts'
import { SUMMARY_TYPE, verificationSummary } from '../../evidence/verification-summary.ts'
import type { ArtifactDraft, RegistrationDraft } from '../../ports/model-registry.ts'
import type { ModelRecord } from '../../registry/model-version.ts'
import type { Services } from '../services.ts'
import type { PromotionRequest } from './verification.ts'

type Draft = RegistrationDraft['record']

/** Statements that promoting adds to a version, for other tools to read. */
export interface KeptStatements {
  /** Those that are known before the version has its number. */
  readonly files: readonly ArtifactDraft[]
  /** What the record says of all of them. */
  readonly entries: NonNullable<ModelRecord['statements']>
  /** Those that name the version. */
  describeVersion(version: { readonly version: string; readonly tag: string }): Promise<readonly ArtifactDraft[]>
}

const SUMMARY = 'evidence/verification-summary.json'

/**
 * The statements of a version: its comparison as evaluation result and criteria of the in-toto drafts, and the summary of
 * what was verified. Each is signed where the policy says how, and this job can.
 *
 * @throws SystemError where a service of the signing does not answer.
 */
export async function draftStatements(
  request: PromotionRequest,
  record: Draft,
  services: Pick<Services, 'signing' | 'signal' | 'provenance' | 'event' | 'registry' | 'logger'>,
): Promise<KeptStatements> {
  const { project, model, results } = request
  const { signal } = services
  let signing = project.evidence.sign === 'none' ? null : await services.signing(project.evidence)
  const sign = async (text: string): Promise<string> => {
    try {
      return (await signing?.sign(new TextEncoder().encode(text), signal)) ?? text
    } catch (error) {
      // the job that judged has the key or the identity; this one need not, and the evidence itself is signed
      if (!(error instanceof InputError)) throw error
      services.logger.warning(`what promote says of the version is kept unsigned: ${error.message}`)
      signing = null
      return text
    }
  }
  const encode = async (statements: readonly object[]): Promise<Uint8Array> => {
    const lines: string[] = []
    for (const statement of statements) lines.push(await sign(formatCanonicalJson(statement)))
    return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''))
  }
  const compared = results.find(({ command }) => command === 'compare')
  const source = record.evidence.find(({ command }) => command === 'compare')
  const drafts: { readonly name: string; readonly predicateType: string; readonly statements: readonly object[] }[] = []
  if (compared && source) {
    const descriptor = { uri: source.name, mediaType: 'application/json', digest: source.digest }
    const evaluated = evaluationStatement(compared, descriptor)
    const criteria = criteriaStatements(compared, model.evaluation?.seed ?? 0, project.written.sha256)
    drafts.push(
      { name: 'evidence/eval-result.json', predicateType: EVAL_RESULT_TYPE, statements: evaluated ? [evaluated] : [] },
      { name: 'evidence/criteria.jsonl', predicateType: CRITERIA_TYPE, statements: criteria },
    )
  }
  const written = drafts.filter(({ statements }) => statements.length > 0)
  const files: ArtifactDraft[] = []
  for (const { name, statements } of written) files.push({ path: name, file: { bytes: await encode(statements) } })
  const hasSummary = record.artifacts.length > 0 && record.policy !== null
  return {
    files,
    entries: [
      ...written.map(({ name, predicateType }) => ({ name, predicateType })),
      ...(hasSummary ? [{ name: SUMMARY, predicateType: SUMMARY_TYPE }] : []),
    ],
    async describeVersion({ tag }) {
      if (!hasSummary || record.policy === null) return []
      const { event, provenance } = services
      const registry = await services.registry()
      const summary = verificationSummary({
        verifier: event.repositoryUrl && event.workflow ? `${event.repositoryUrl}/${event.workflow}` : null,
        tool: provenance.tool,
        time: record.createdAt,
        resourceUri: `git+${registry.location}@refs/tags/${tag}`,
        policy: record.policy,
        artifacts: record.artifacts,
        evidence: listOnce(record.evidence),
        trust: record.trust,
      })
      return [{ path: SUMMARY, file: { bytes: await encode([summary]) } }]
    },
  }
}

/** A file of several statements stands in the record for each of them. */
function listOnce(evidence: Draft['evidence']) {
  return [...new Map(evidence.map(({ name, digest, signer = null }) => [name, { name, digest, signer }])).values()]
}
