import { z } from 'zod'
import { duration, strictMap, texts } from './settings-schema.ts'

/** `target: {type: command}` of a stage: what serves the model is rolled by a command of the repository's own. */
export const commandTargetSchema = strictMap({
  type: z.literal('command'),
  command: texts(
    'Command that makes a version serve, as an argument vector with {image}, {version}, {model} and {stage}',
  ).min(1),
  current: texts(
    'Command that prints what serves now, as an argument vector with {model} and {stage}: the digest of the image or the model, or the version',
  )
    .min(1)
    .optional(),
  environment: texts('Names of variables that both get beside those that every program needs').default([]),
  timeout: duration('Longest time of each; default 10m').default(600_000),
})

/** The commands that roll a stage's target and tell what it serves. */
export interface CommandTargetSettings {
  readonly command: readonly string[]
  /** null: what serves cannot be read back. */
  readonly current: readonly string[] | null
  readonly variables: readonly string[]
  readonly timeoutMs: number
}

/** The settings of a command target. */
export function resolveCommandTarget({
  command,
  current,
  environment,
  timeout,
}: z.output<typeof commandTargetSchema>): CommandTargetSettings {
  return { command, current: current ?? null, variables: environment, timeoutMs: timeout }
}
