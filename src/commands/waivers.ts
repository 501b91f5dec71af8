import type { Project } from '../config/project.ts'
import type { Result } from '../core/result.ts'
import { dayOf, type Waiver } from '../core/waiver.ts'
import { describeIdleWaivers } from '../policy/waivers.ts'
import type { Services } from './services.ts'

/** A file that may hold waivers, and those that it holds here. */
interface WaiverFile {
  /** Relative to the working directory. */
  readonly file: string
  readonly waivers: readonly Waiver[]
}

/**
 * The waivers that count in this run: those of the configuration and of the file of `--gates`. What a pull request says
 * of itself lifts nothing: for one, each file is read as the base branch has it.
 */
export async function findWaivers(
  project: Pick<Project, 'file' | 'waivers'> | null,
  gates: WaiverFile | null,
  services: Services,
): Promise<readonly Waiver[]> {
  const files = [...(project === null ? [] : [project]), ...(gates === null ? [] : [gates])]
  if (services.provenance.trust !== 'pull_request') return files.flatMap(({ waivers }) => waivers)
  const { readBaseWaivers } = await import('../policy/base-waivers.ts')
  const found: Waiver[] = []
  let trustsHead = false
  for (const { file, waivers } of files) {
    const base = readBaseWaivers(await readFromBase(file, waivers.length > 0, services), file)
    trustsHead ||= file === project?.file && base.trustsHead
    if (trustsHead) found.push(...waivers)
    else {
      found.push(...base.waivers)
      warnOfNewWaivers(waivers, base.waivers, services)
    }
  }
  return found
}

/** null also where the base cannot be had: then nothing is waived, which is worth a warning where somebody counts on it. */
async function readFromBase(
  file: string,
  isAwaited: boolean,
  { readBase, logger, signal }: Services,
): Promise<string | null> {
  try {
    return await readBase(file)
  } catch (error) {
    if (signal.aborted) throw error
    const sentence = `no waiver counts: ${file} of the base branch cannot be read: ${(error as Error).message}`
    if (isAwaited) logger.warning(sentence)
    else logger.info(sentence)
    return null
  }
}

function warnOfNewWaivers(head: readonly Waiver[], base: readonly Waiver[], { logger }: Services): void {
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
