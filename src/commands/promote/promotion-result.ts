import type { StageSettings } from '../../config/project.ts'
import { uniqueIds } from '../../core/check-id.ts'
import type { CheckResult, Material, Result } from '../../core/result.ts'
import { skippedEvidenceCheck } from '../../evidence/evidence-check.ts'
import { listWaived } from '../../evidence/policy-verification.ts'
import type { Registration } from '../../ports/model-registry.ts'
import type { Followed } from '../mirror-following.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import type { CandidateFiles } from './candidate-files.ts'
import type { Repetition } from './repetition.ts'
import type { PromotionRequest } from './verification.ts'

interface ResultBase {
  readonly request: PromotionRequest
  readonly services: Services
  readonly startedAt: Date
}

/** The result of a promotion from its checks; `candidate` null where it came to no look at the bytes. */
export function promotionResult(
  { request, services, startedAt }: ResultBase,
  candidate: CandidateFiles | null,
  checks: readonly CheckResult[],
  describe: (model: string, checks: readonly CheckResult[]) => string,
): Result {
  const { model, project, results } = request
  const judged = results.find((result) => result.command === 'compare')
  const draft = {
    command: 'promote',
    model: model.name,
    summary: describe(model.name, checks) + (checks.some(({ blocks }) => blocks) ? '' : describeWaived(request)),
    checks: uniqueIds(checks),
    baseline: judged?.baseline ?? null,
    ...(judged ? { changes: judged.changes } : {}),
    materials: candidate ? listMaterials(candidate) : [],
    policy: project.policy,
    engine: null,
  }
  return finishResult(draft, services, startedAt)
}

/** The result where all this has been done before. */
export function repetitionResult(
  base: ResultBase,
  candidate: CandidateFiles,
  repetition: Repetition,
  followed: Followed | null,
  told: readonly CheckResult[],
): Result {
  const { stage, version, tag } = repetition.registered
  const words = stage ? `already in ${stage} as ${version}` : `already registered as ${version}`
  const check = skippedEvidenceCheck(
    ['again'],
    'these bytes are promoted by this evidence',
    followed?.isChanged
      ? `${words} (${tag}): git was not changed. ${followed.words}`
      : `${words} (${tag}): nothing was changed`,
  )
  const completed = followed?.isChanged ? ` This run completed it: ${followed.words}` : ''
  return promotionResult(base, candidate, [check, ...told], (model) => `${model} is ${words}.${completed}`)
}

/** ` 1 waived: gate/recall/margin until 2026-12-31 by @lead.`, for the end of a summary; empty for none. */
function describeWaived({ results, project }: PromotionRequest): string {
  const waived = listWaived(results, project.waivers)
  if (waived.length === 0) return ''
  const more = waived.length > MOST_WAIVED ? `, and ${waived.length - MOST_WAIVED} more` : ''
  return ` ${waived.length} waived: ${waived.slice(0, MOST_WAIVED).join(', ')}${more}.`
}

/** Waivers that a summary names. */
const MOST_WAIVED = 3

/** The first thing that is wrong, in its own words, and how many more there are. */
export function describeRefusal(model: string, checks: readonly CheckResult[]): string {
  const wrong = checks.filter((check) => check.blocks)
  const more = wrong.length > 1 ? ` (and ${wrong.length - 1} more)` : ''
  return `${model} was not promoted: ${wrong[0]?.help?.replace(/\.$/, '') ?? ''}${more}.`
}

/** `before`: the version that holds the stage; null: none does. `follows`: as of `foretellFollowing`. */
export function describeDryRun(
  model: string,
  version: string,
  stage: StageSettings | null,
  before: string | null,
  follows: string,
): string {
  const place = stage ? ` in ${stage.name}${inPlaceOf(before, version)}` : ', and no stage would move'
  return `${model} may go: it would be ${version}${place}.${follows} Nothing was changed.`
}

const inPlaceOf = (before: string | null, version: string): string =>
  before === null || before === version ? '' : ` in place of ${before}`

/** `before`: the version that held the stage; null: none did. */
export function describeDone(
  model: string,
  { version, stage }: Registration,
  before: string | null,
  followed: Followed | null = null,
): string {
  const done = stage
    ? `${model} ${version} is registered and in ${stage}${inPlaceOf(before, version)}.`
    : `${model} ${version} is registered; no stage moved.`
  return followed === null ? done : `${done} ${followed.words}`
}

function listMaterials({ materials }: CandidateFiles): Material[] {
  return materials.flatMap(({ names, uri, digest }) =>
    digest === null ? [] : [{ name: names[0]!, uri, digest, rows: null, derived: false }],
  )
}
