import type { CommandTargetSettings } from '../../config/command-target.ts'
import type { Project } from '../../config/project.ts'
import { InputError, RaceLostError, SystemError } from '../../core/faults.ts'
import type { CheckResult } from '../../core/result.ts'
import { evidenceCheck, skippedEvidenceCheck } from '../../evidence/evidence-check.ts'
import type { DeploymentTarget, ServedState, ServedVersion } from '../../ports/deployment-target.ts'
import type { Services } from '../services.ts'

/** What serves the stage, and the folder that its commands run in; null where the configuration names nothing. */
export interface ServingSettings {
  readonly target: CommandTargetSettings
  readonly folder: string
}

/** A version as the target is to serve it. */
export interface Wanted extends ServedVersion {
  /** `sha256:…` of the model's bytes; null where it is not known. */
  readonly modelDigest: string | null
  /** What the registry has in the stage now, for messages. */
  readonly held: string
}

/** The target of a stage; null where the model or its stage names none. */
export function findServing(project: Project | null, model: string, stage: string): ServingSettings | null {
  const models = project?.models ?? {}
  const settings = Object.hasOwn(models, model) ? models[model] : undefined
  const target = settings?.stages.find(({ name }) => name === stage)?.target
  return target ? { target, folder: settings!.folder } : null
}

/** What a dry run says: the command as it would be run. @throws InputError where the version lacks what the target needs */
export async function planServing(
  { target, folder }: ServingSettings,
  wanted: Wanted,
  services: Services,
): Promise<CheckResult[]> {
  const serving = await services.target(target, folder)
  return [
    skippedEvidenceCheck(['target', 'roll'], titleOf(wanted), `would ${serving.describe(wanted)}. Nothing was run`),
  ]
}

/**
 * Makes the target serve a version before anything is tagged, and reads back what it serves where it can tell. One that
 * serves it already, as after a run that was cut off, is left alone.
 *
 * @throws InputError where the version lacks what the target needs, or its program cannot be started
 * @throws SystemError where the target does not take it, saying what is where
 */
export async function rollTarget(
  settings: ServingSettings,
  wanted: Wanted,
  services: Services,
): Promise<CheckResult[]> {
  return (await bringToServe(settings, wanted, services)).checks
}

/**
 * Makes the target serve the version that the registry has in the stage already: another deployment may have put something
 * else there since. One that cannot tell what serves is left alone.
 *
 * @returns whether it had to be rolled, with what was found.
 * @throws as `rollTarget` does
 */
export async function completeTarget(
  settings: ServingSettings,
  wanted: Wanted,
  isDryRun: boolean,
  services: Services,
): Promise<Brought> {
  if (settings.target.current === null) return { checks: [], isRolled: false }
  if (!isDryRun) return bringToServe(settings, wanted, services)
  const reason = `would ask what serves, and roll ${wanted.version} where it is something else. Nothing was run`
  return { checks: [skippedEvidenceCheck(['target', 'read-back'], titleOf(wanted), reason)], isRolled: false }
}

/** What a target was found and made to serve. */
interface Brought {
  readonly checks: CheckResult[]
  /** Whether it served something else, or could not tell. */
  readonly isRolled: boolean
}

async function bringToServe({ target, folder }: ServingSettings, wanted: Wanted, services: Services): Promise<Brought> {
  const { logger, signal } = services
  const serving = await services.target(target, folder)
  serving.describe(wanted)
  const title = titleOf(wanted)
  const before = await askState(serving, wanted, services)
  if (before !== null && serves(before, wanted)) {
    const observed = `${showState(before)}, already`
    return { checks: [evidenceCheck({ id: ['target', 'read-back'], title, observed, problem: null })], isRolled: false }
  }
  logger.info(`${wanted.stage} of ${wanted.model}: ${serving.describe(wanted)}`)
  try {
    await serving.roll(wanted, signal)
  } catch (error) {
    if (signal.aborted || !(error instanceof SystemError)) throw error
    throw fail(error.message, await askState(serving, wanted, services), wanted, error)
  }
  if (target.current === null) {
    const reason = 'the target has no command that tells what serves (current): its exit code was taken for it'
    const checks = [
      evidenceCheck({ id: ['target', 'roll'], title: `${serving.name} rolled ${wanted.version}`, problem: null }),
      skippedEvidenceCheck(['target', 'read-back'], title, reason),
    ]
    return { checks, isRolled: true }
  }
  let after: ServedState
  try {
    after = (await serving.current(wanted, signal))!
  } catch (error) {
    if (signal.aborted || !(error instanceof SystemError || error instanceof InputError)) throw error
    throw fail(`it was rolled, and cannot be read back: ${error.message}`, null, wanted, error)
  }
  if (!serves(after, wanted)) throw fail('it was rolled, and something else serves', after, wanted)
  const observed = showState(after)
  return { checks: [evidenceCheck({ id: ['target', 'read-back'], title, observed, problem: null })], isRolled: true }
}

/**
 * An error of the registry after the target was rolled: what serves is said too. What it finds wrong with the request then
 * is no InputError any more, which would say that nothing was done.
 */
export function describeHalfDone(error: unknown, { version }: Pick<Wanted, 'version'>): unknown {
  if (!(error instanceof SystemError || error instanceof InputError)) return error
  const [head = ''] = error.message.split('\n')
  const said = `${head}; the target serves ${version} already`
  const advice = error instanceof InputError ? error.faults[0]?.help : error.help
  const help = advice ?? 'run rollback again, which tags what is done'
  return error instanceof RaceLostError
    ? new RaceLostError(said, { help, cause: error })
    : new SystemError(said, { help, cause: error })
}

const titleOf = ({ version, stage, model }: Wanted): string => `what serves ${stage} of ${model} is ${version}`

function serves({ digest, version }: ServedState, wanted: Wanted): boolean {
  if (digest === null) return version === wanted.version
  return digest === digestOf(wanted.image) || digest === wanted.modelDigest
}

/** `sha256:…` of a reference by digest. */
const digestOf = (image: string | null): string | null => /sha256:[0-9a-f]{64}$/.exec(image ?? '')?.[0] ?? null

const showState = ({ digest, version }: ServedState): string => digest ?? version ?? 'nothing'

/** What serves; null where the target cannot say it, now or at all. */
async function askState(
  serving: DeploymentTarget,
  wanted: Wanted,
  { logger, signal }: Services,
): Promise<ServedState | null> {
  try {
    return await serving.current(wanted, signal)
  } catch (error) {
    if (signal.aborted || !(error instanceof SystemError || error instanceof InputError)) throw error
    logger.warning(`what serves ${wanted.stage} of ${wanted.model} is not known: ${error.message.split('\n')[0]}`)
    return null
  }
}

function fail(why: string, state: ServedState | null, wanted: Wanted, cause?: unknown): SystemError {
  const { model, stage, held } = wanted
  const [head = ''] = why.split('\n')
  const serving = state === null ? 'nobody knows what serves' : `what serves is ${showState(state)}`
  return new SystemError(`${stage} of ${model} was not rolled back: ${head}`, {
    cause,
    help: `nothing was tagged: the registry has ${held} there, and ${serving}. Mend the target and run rollback again`,
  })
}
