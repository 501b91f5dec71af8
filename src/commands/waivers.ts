import type { Project } from '../config/project.ts'
import type { Result } from '../core/result.ts'
import { dayOf, type Waiver } from '../core/waiver.ts'
import { describeIdleWaivers } from '../policy/waivers.ts'
import type { Services } from './services.ts'

/** The project without the waivers that no base branch has. */
export function leaveWaiversOut(project: Project, services: Pick<Services, 'logger'>): Project {
  warnOfNewWaivers(project.waivers, [], services)
  return { ...project, waivers: [] }
}

/** Tells of the waivers of a change that its base does not have. */
export function warnOfNewWaivers(
  head: readonly Waiver[],
  base: readonly Waiver[],
  { logger }: Pick<Services, 'logger'>,
): void {
  const isKnown = (waiver: Waiver) => base.some(({ check, until }) => check === waiver.check && until === waiver.until)
  for (const { check } of head.filter((waiver) => !isKnown(waiver))) {
    logger.warning(`the waiver of ${check} lifts nothing yet: it counts once the base branch has it`)
  }
}

/** Says which waivers lifted nothing in a whole run, by the kinds of check that its command makes. */
export function noteIdleWaivers(
  waivers: readonly Waiver[],
  results: readonly Result[],
  kinds: readonly string[],
  { logger, clock }: Pick<Services, 'logger' | 'clock'>,
): void {
  if (results.length === 0) return
  const checks = results.flatMap((result) => result.checks)
  for (const sentence of describeIdleWaivers(waivers, checks, kinds, dayOf(clock.now()))) logger.info(sentence)
}
