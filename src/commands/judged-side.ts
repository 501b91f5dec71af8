import type { PolicyDifference } from '../config/policy-differences.ts'
import type { ModelSettings, Project } from '../config/project.ts'
import type { InputError } from '../core/faults.ts'
import type { PolicyReference } from '../core/result.ts'
import type { Waiver } from '../core/waiver.ts'
import type { Services } from './services.ts'

/** One way to judge a model: by whose settings and waivers, on whose bytes. */
export interface Side {
  readonly model: ModelSettings
  readonly waivers: readonly Waiver[]
  readonly policy: PolicyReference
  /** Keys that have no executor yet. */
  readonly later: Project['later']
  /** The workspace finds the bytes that this side is judged on. */
  readonly services: Services
}

/** How a model is judged, and how it would be if the change were merged. */
export interface Sides {
  /** An error where the base's policy and the head's wiring contradict each other. */
  readonly judging: Side | InputError
  /** The base's settings of the model; null where the base does not know it, or is not asked. */
  readonly base: Side | null
  /** The head's own. */
  readonly head: Side
  /** Whether something differs that could change the verdict. */
  readonly isDisputed: boolean
  readonly differences: readonly PolicyDifference[]
}

/** What is judged a second time says nothing a second time. */
export function hush(services: Services): Services {
  const { logger } = services
  const say = (message: string) => logger.debug(message)
  return { ...services, logger: { ...logger, info: say, warning: say, debug: say } }
}
