import { formatPlural } from '../../core/count.ts'
import type { CheckResult } from '../../core/result.ts'
import { dayOf, isInForce } from '../../core/waiver.ts'
import { evidenceCheck } from '../../evidence/evidence-check.ts'
import { countDecisions } from '../decision-count.ts'
import type { Services } from '../services.ts'
import type { PromotionRequest } from './verification.ts'

/**
 * Whether the stage's budget of decisions on the same test data has room for this one, counted anew: what the comparison
 * said of it is a claim. None without a budget, or while the policy waives `gate/reuse`.
 *
 * @param isRegistered whether the version is registered already, and so is one of those counted
 */
export async function verifyReuse(
  { model, stage, project, results }: Pick<PromotionRequest, 'model' | 'stage' | 'project' | 'results'>,
  isRegistered: boolean,
  services: Pick<Services, 'registry' | 'signal' | 'clock'>,
): Promise<CheckResult[]> {
  const budget = stage?.reuseBudget ?? null
  const day = dayOf(services.clock.now())
  const isWaived = project.waivers.some((waiver) => waiver.check === 'gate/reuse' && isInForce(waiver, day))
  if (stage === null || budget === null || isWaived) return []
  const digests = results.flatMap(({ command, materials }) =>
    command === 'compare'
      ? materials.filter(({ name }) => name === 'evaluation').map(({ digest }) => digest.sha256)
      : [],
  )
  const title = `the test data has decided fewer than ${formatPlural(budget, 'registered version')}`
  const [digest] = digests
  if (digest === undefined) {
    const help = 'compare on labelled rows that are a data set of their own, so that decisions on them can be counted'
    return [evidenceCheck({ id: ['reuse'], title, problem: { name: 'insufficient', help } })]
  }
  const { used, reason } = await countDecisions(model.name, digest, services)
  const before = used === null ? null : used - (isRegistered ? 1 : 0)
  const help =
    before === null
      ? reason
      : before >= budget
        ? `the budget of ${stage.name} is spent: label fresh rows and compare on them`
        : null
  return [
    evidenceCheck({
      id: ['reuse'],
      title,
      observed: before === null ? null : `${before} of ${budget}`,
      problem: help === null ? null : { name: 'insufficient', help },
    }),
  ]
}
