import type { Place } from '../core/faults.ts'
import { dayOf, type Waiver } from '../core/waiver.ts'
import { parseLocatedYaml } from '../yaml/located-document.ts'

/** What the file of the base branch says of waivers. */
export interface BaseWaivers {
  readonly waivers: readonly Waiver[]
  /** Whether the base itself lets a pull request judge by its own policy. */
  readonly trustsHead: boolean
}

/**
 * Reads `waivers` (and `policy: {from}`) of a configuration or a file of gates as the base branch has it. An entry that
 * is not written as it should be lifts nothing; nor does a file that cannot be read.
 *
 * @param text null: the base has no such file.
 */
export function readBaseWaivers(text: string | null, file: string): BaseWaivers {
  const { data, placeOf } = text === null ? { data: null, placeOf: () => ({ file }) } : parseOrNothing(text, file)
  const policy = isMap(data) ? data['policy'] : null
  const listed: unknown = isMap(data) ? data['waivers'] : null
  return {
    waivers: (Array.isArray(listed) ? listed : []).flatMap((entry, index) =>
      readWaiver(entry, placeOf(['waivers', index])),
    ),
    trustsHead: isMap(policy) && policy['from'] === 'head',
  }
}

function parseOrNothing(text: string, file: string) {
  try {
    return parseLocatedYaml(text, file)
  } catch {
    return { data: null, placeOf: (): Place => ({ file }) }
  }
}

function readWaiver(entry: unknown, place: Place): readonly Waiver[] {
  if (!isMap(entry)) return []
  const { check, reason, by, until } = entry
  const isWhole = [check, reason, by, until].every((value) => typeof value === 'string' && value.trim() !== '')
  if (!isWhole || !isDay(until as string)) return []
  return [{ check, reason, by, until, place } as Waiver]
}

/** Whether it is a day that there is: past every real one, `2026-99-99` would never end. */
function isDay(text: string): boolean {
  const instant = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(instant.getTime()) && dayOf(instant) === text
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
