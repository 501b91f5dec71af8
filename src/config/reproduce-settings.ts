import { z } from 'zod'
import type { Place } from '../core/faults.ts'
import type { DataPath } from '../yaml/located-document.ts'
import type { ModelSource } from './model-source.ts'
import { duration, strictMap, text, texts } from './settings-schema.ts'

const commands = (description: string) => z.array(texts('Argument vector, no shell').min(1)).describe(description)

export const reproduceSchema = strictMap({
  setup: commands('Commands that make the environment, in order; none is needed where it is there').default([]),
  train: commands("Commands that make the candidate's model from its data, in order").min(1),
  tolerance: z
    .number()
    .min(0)
    .default(1e-6)
    .describe('How far a number may be from the one of the record, absolutely below 1, else as a share of it'),
  timeout: duration('Longest time of one command').default(3_600_000),
  environment: z
    .array(text('Name of a variable'))
    .default([])
    .describe('Variables that the commands get beside the few that every program needs'),
}).describe('How a registered version is made again')

/** How a version of a model is made again from its code and data. */
export interface ReproduceSettings {
  /** Argument vectors, in order. */
  readonly setup: readonly (readonly string[])[]
  /** At least one. */
  readonly train: readonly (readonly string[])[]
  /** Allowed distance of two numbers: absolute below 1, else as a share of the recorded one. */
  readonly tolerance: number
  /** Longest time of one command. */
  readonly timeoutMs: number
  /** Names of variables that the commands get as well. */
  readonly environment: readonly string[]
  readonly place: Place
}

/** What a step of a job speaks to its runner by: no command of the repository gets it. */
const OF_THE_RUNNER = /^(?:GITHUB|ACTIONS|RUNNER|INPUT)_|^MODELGATE_COMMAND$/i

/** @throws nothing: faults go to the source. */
export function resolveReproduce(raw: z.output<typeof reproduceSchema>, source: ModelSource): ReproduceSettings {
  const at = (...path: DataPath): DataPath => ['reproduce', ...path]
  for (const [index, name] of raw.environment.entries()) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      source.fault(at('environment', index), `${JSON.stringify(name)} is no name of a variable`, 'write AWS_PROFILE')
    } else if (OF_THE_RUNNER.test(name)) {
      source.fault(
        at('environment', index),
        `${name} belongs to the runner of the job, and commands of the repository do not get it`,
        'give the value under a name of your own',
      )
    }
  }
  const { setup, train, tolerance, environment } = raw
  return { setup, train, tolerance, timeoutMs: raw.timeout, environment, place: source.placeOf(at()) }
}
