import type { ModelSettings } from '../../config/project.ts'
import type { GateCheckResult } from '../../core/result.ts'
import type { TaskRows } from '../../evaluation/rows.ts'
import { judgeReuse, type ReuseBudget, type ReuseCount, type ReuseNumbers } from '../../policy/reuse-gate.ts'
import { countDecisions } from '../decision-count.ts'
import type { Services } from '../services.ts'
import type { CompareRequest } from './request.ts'

/** What counting needs of a comparison. */
type ReuseRequest = Pick<CompareRequest, 'model' | 'baselines' | 'reuseBudget'>

/** The budget of the stage that is compared with; else the smallest of the model's stages that ask for a comparison. */
export function findReuseBudget({ stages, baseline }: Pick<ModelSettings, 'stages' | 'baseline'>): ReuseBudget | null {
  const [compared] = stages.filter(({ name }) => baseline.some(({ kind, value }) => kind === 'stage' && value === name))
  const asked = compared === undefined ? stages.filter(({ require }) => require.includes('compare')) : [compared]
  const budgets = asked.flatMap(({ name, reuseBudget, place }) =>
    reuseBudget === null ? [] : [{ stage: name, reuse: reuseBudget, place }],
  )
  return budgets.reduce<ReuseBudget | null>((least, one) => (least && least.reuse <= one.reuse ? least : one), null)
}

/** What the look at hand rests on; models disagree where they name another class. */
export function measureLook(rows: TaskRows, count: number, confidence: number): ReuseNumbers {
  // graded answers are a share of what is right as well
  const hasAccuracy = rows.task === 'binary' || rows.task === 'multiclass' || rows.task === 'graded'
  return { rows: count, confidence, disagreement: measureDisagreement(rows), hasAccuracy }
}

function measureDisagreement(rows: TaskRows): number | null {
  if (rows.task !== 'binary' && rows.task !== 'multiclass') return null
  const [own, other] = [rows.candidate.predictions, rows.baseline?.predictions]
  if (other === undefined || own.length === 0) return null
  let differing = 0
  for (const [row, value] of own.entries()) if (value !== other[row]) differing += 1
  return differing / own.length
}

/**
 * The check `gate/reuse` of a comparison: how often the registry's versions were judged on the same evaluation data; null
 * where there is nothing to say.
 *
 * @param digest sha256 of the evaluation data, in hex; null where the labels lie in the candidate's own file.
 * @throws SystemError where the registry does not answer.
 */
export async function findReuse(
  request: ReuseRequest,
  digest: string | null,
  numbers: ReuseNumbers,
  services: Pick<Services, 'registry' | 'signal'>,
): Promise<GateCheckResult | null> {
  return judgeReuse(await countReuse(request, digest, services), numbers)
}

/** Counts in the records of the registry; without a registry to look at, nothing. */
async function countReuse(
  { model, baselines, reuseBudget = null }: ReuseRequest,
  digest: string | null,
  services: Pick<Services, 'registry' | 'signal'>,
): Promise<ReuseCount> {
  const unknown = (reason: string): ReuseCount => ({ used: null, reason, budget: reuseBudget })
  const isRegistered = baselines.some(({ kind }) => kind === 'stage' || kind === 'version')
  if (model === null || (reuseBudget === null && !isRegistered)) return unknown('no registry is looked at')
  if (digest === null) {
    return unknown(
      "The labels lie in the candidate's own file, so which decisions they were used for cannot be counted: name the labelled rows as a data set of their own",
    )
  }
  return { ...(await countDecisions(model, digest, services)), budget: reuseBudget }
}
