import type { LaterKey } from '../core/later.ts'

/** Whether a key that is still to come concerns a stage of a model: what other stages ask for is no matter of it. */
export const isConcerned = (model: string, stage: string | null) => {
  const stages = `models.${model}.stages.`
  return ({ path }: LaterKey): boolean => !path.startsWith(stages) || path.startsWith(`${stages}${stage}.`)
}
