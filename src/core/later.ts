import { type Fault, InputError, type Place } from './faults.ts'

/** A key whose feature is still to come: refused by name when a command needs it, never ignored. */
export interface LaterKey {
  /** `models.churn.stages.production.deploy`. */
  readonly path: string
  /** `deploy to vertex is not there yet`. */
  readonly message: string
  readonly place: Place
  /** null: a key of the root. */
  readonly model: string | null
  /** Commands that would need it; `*` for all. */
  readonly commands: readonly string[]
}

/**
 * Stops a command that would need a feature that is still to come.
 *
 * @param model the model that the command works on: its keys and the root's count; null where no model is concerned, then the root's alone.
 * @throws InputError with every such key by name and place.
 */
export function refuseLater(later: readonly LaterKey[], model: string | null, command: string): void {
  const needed = later.filter(
    (key) =>
      (key.model === null || key.model === model) && (key.commands.includes(command) || key.commands.includes('*')),
  )
  if (needed.length === 0) return
  throw new InputError(
    needed.map(
      (key): Fault => ({
        message: `${key.path}: ${key.message}`,
        place: key.place,
        help: `${command} would need it: take the key out to run ${command} without it`,
      }),
    ),
  )
}
