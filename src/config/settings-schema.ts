import { z } from 'zod'
import { nearestName } from '../text/nearest-name.ts'
import { isCalendarDay, parseDuration, parseSize } from './quantities.ts'

/** How data is checked: each schema once, which is over before a compiled check would be ready. */
export const CHECK_ONCE = { jitless: true } as const

/** A map of known keys. The message of an unknown key is its mend, one line per key. */
export function strictMap<S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  const known = Object.keys(shape)
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => suggestKey(key, known)).join('\n') : undefined,
  })
}

/** How to mend a key that is none of the known ones. */
function suggestKey(key: string, known: readonly string[]): string {
  const nearest = nearestName(key, known)
  return nearest === null ? `known keys here: ${known.join(', ')}` : `did you mean "${nearest}"?`
}

/** Text that is not empty. */
export const text = (description: string) => z.string().min(1).describe(description)

export const texts = (description: string) => z.array(z.string().min(1)).describe(description)

/** `10m`, as milliseconds. */
export const duration = (description: string) =>
  parsed(description, parseDuration, 'is no duration', 'write a number and a unit: 200ms, 30s, 10m, 24h, 7d')

/** `20MB`, as bytes. */
export const size = (description: string) =>
  parsed(description, parseSize, 'is no size', 'write a number and a unit: 500kB, 20MB, 4GB')

/** A calendar day, as written. */
export const day = (description: string) =>
  parsed(
    description,
    (value) => (isCalendarDay(value) ? value : null),
    'is no calendar day',
    'write year, month and day: 2026-12-31',
  )

/** A share strictly between 0 and 1. */
export const share = (description: string) => z.number().gt(0).lt(1).describe(description)

export const count = (description: string, minimum = 1) => z.int().min(minimum).describe(description)

function parsed<T>(description: string, parse: (value: string) => T | null, message: string, help: string) {
  return z
    .string()
    .transform((value, context) => {
      const result = parse(value)
      if (result !== null) return result
      context.addIssue({ code: 'custom', message: `"${value}" ${message}`, params: { help } })
      return z.NEVER
    })
    .describe(description)
}

/** Names as tags of the registry may hold them, also for GTO. */
export const NAME_PATTERN = /^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?$/
