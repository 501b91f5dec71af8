import type { EvaluationSettings, GateSettings, ModelSettings, Project, StageSettings } from '../../config/project.ts'
import { findMetric } from '../../core/metric.ts'
import type { CheckResult, Result } from '../../core/result.ts'
import { dayOf } from '../../core/waiver.ts'
import { verifyBaseline } from '../../evidence/baseline-verification.ts'
import { verifyMaterials } from '../../evidence/material-verification.ts'
import { verifyPolicy, verifyPolicyNamed } from '../../evidence/policy-verification.ts'
import type { PolicyGate } from '../../evidence/result-contradictions.ts'
import { verifyStatement } from '../../evidence/statement-verification.ts'
import type { Expression, OperandValues } from '../../policy/expression-operands.ts'
import { MIN_ROWS_OVERALL } from '../../policy/gate.ts'
import type { Services } from '../services.ts'
import type { CandidateFiles } from './candidate-files.ts'
import type { EvidenceFile } from './evidence-files.ts'

/** One model's promotion, as far as it is known before anything is verified. */
export interface PromotionRequest {
  readonly model: ModelSettings
  readonly project: Project
  readonly stage: StageSettings | null
  readonly files: readonly EvidenceFile[]
  /** All models of this run, which may share evidence files. */
  readonly selected: readonly string[]
  /** Of the model, in the order of the files. */
  readonly results: readonly Result[]
}

/** The evidence by itself: its digests, its subject, its trust, and whether it says yes. */
export function verifyEvidence(request: PromotionRequest, { provenance, clock }: Services): CheckResult[] {
  const { model, project, stage } = request
  const context = {
    model: model.name,
    repository: provenance.source?.repository ?? null,
    run: provenance.source?.run ?? null,
    trust: provenance.trust,
    stage,
    isSignatureRequired: project.evidence.requireSigned,
    isTrusting: project.evidence.trust.length > 0,
    maxAgeMs: project.evidence.maxAgeMs,
    now: clock.now(),
  }
  return request.files.flatMap((file) => [
    file.check,
    ...listStatements(file, request).flatMap((statement) => [
      ...verifyStatement(statement, file, context),
      verifyPolicyNamed(statement.result),
    ]),
  ])
}

/** Those about the model; of a file that speaks of none of this run's models all, to be refused by name. */
function listStatements({ statements }: EvidenceFile, { model, selected }: PromotionRequest) {
  const own = statements.filter(({ result }) => result.model === model.name)
  const isForeign = !statements.some(({ result }) => result.model !== null && selected.includes(result.model))
  return own.length === 0 && isForeign ? statements : own
}

/** The evidence against what the policy asks for and against the bytes that are here. */
export function verifyAgainstPolicy(
  request: PromotionRequest,
  candidate: CandidateFiles,
  { clock }: Pick<Services, 'clock'>,
): CheckResult[] {
  const { model, project, results } = request
  const policy = {
    require: listRequired(request),
    gates: model.gates.map((gate) => describeGate(gate, model.evaluation)),
    waivers: project.waivers,
    day: dayOf(clock.now()),
    dataSets: Object.values(model.data).flatMap(({ key, contract, production }) =>
      contract === null || production ? [] : [key],
    ),
  }
  return [
    ...verifyPolicy(results, policy),
    ...results.flatMap((result) => (result.command === 'compare' ? [verifyBaseline(result, model.baseline)] : [])),
    ...verifyMaterials(results, candidate.materials),
  ]
}

/** A gate with what it takes from the evaluation's settings. */
function describeGate(gate: GateSettings, evaluation: EvaluationSettings | null): PolicyGate {
  const { slice } = gate
  const declared = evaluation?.slices ?? []
  const isOfEveryValue = slice !== null && slice.value === undefined
  const columns = isOfEveryValue ? (slice.column === '*' ? declared : [slice.column]) : []
  if (gate.kind === 'expr') {
    const { expression } = gate
    return { ...gate, columns, declared, text: expression.text, holds: (...numbers) => isMet(expression, ...numbers) }
  }
  const confidence = gate.confidence ?? (gate.kind === 'margin' ? (evaluation?.confidence ?? null) : null)
  const needs = findMetric(gate.metric)?.needs
  const isOfSlice = slice !== null && needs !== 'group' && needs !== 'probabilityGroup'
  return {
    ...gate,
    confidence: confidence === 'none' ? null : confidence,
    minRows: isOfSlice ? (evaluation?.minRows ?? MIN_ROWS_OVERALL) : MIN_ROWS_OVERALL,
    columns,
  }
}

/** Whether an expression holds for the numbers that a check says it rests on, all of which have to be there. */
function isMet(
  expression: Expression,
  operands: Readonly<Record<string, number | null>>,
  slices: readonly string[],
): boolean {
  if (Object.values(operands).includes(null)) return false
  const outcome = expression.evaluate(operands as OperandValues, slices)
  return outcome.kind === 'value' && outcome.holds
}

/** What the stage asks for; without one what the first stage does; a model without stages is compared at least. */
function listRequired({ model, stage }: PromotionRequest): readonly string[] {
  return (stage ?? model.stages[0])?.require ?? ['compare']
}
