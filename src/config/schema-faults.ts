import type { z } from 'zod'
import type { Fault, Place } from '../core/faults.ts'
import { nearestName } from '../text/nearest-name.ts'
import type { DataPath } from '../yaml/located-document.ts'

type Issue = z.core.$ZodIssue

/** Where the values of a checked piece of data were written. */
export interface Places {
  placeOf(path: DataPath, part?: 'key' | 'value'): Place
}

/** The issues of a schema as faults in a user's words, each at its key or value. */
export function describeIssues(issues: readonly Issue[], data: unknown, places: Places): Fault[] {
  return issues.flatMap((issue) => describeIssue(issue, data, places))
}

function describeIssue(issue: Issue, data: unknown, places: Places): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    const helps = issue.message.split('\n')
    return issue.keys.map((key, index) => ({
      message: `unknown key ${JSON.stringify(key)}`,
      place: places.placeOf([...issue.path, key]),
      help: helps[index] ?? '',
    }))
  }
  const found = valueAt(data, issue.path)
  const key = String(issue.path.at(-1) ?? '')
  if (found === undefined && issue.code !== 'custom') {
    const place = places.placeOf(issue.path.slice(0, -1))
    return [{ message: `the key ${JSON.stringify(key)} is missing`, place, help: `add "${key}"` }]
  }
  const help = helpOf(issue, found)
  const subject = typeof issue.path.at(-1) === 'string' ? `"${key}" ` : issue.path.length > 0 ? 'this entry ' : ''
  return [
    {
      message: issue.code === 'custom' ? issue.message : `${subject}${wordIssue(issue, found)}`,
      place: places.placeOf(issue.path, typeof found === 'object' && found !== null ? 'key' : 'value'),
      ...(help === null ? {} : { help }),
    },
  ]
}

function wordIssue(issue: Issue, found: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${nameType(issue.expected)}, not ${describeValue(found)}`
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.join(', ')}`
    case 'invalid_union':
      return choicesOf(issue) === null ? issue.message : `must be one of ${choicesOf(issue)!.join(', ')}`
    case 'too_small':
      return describeBound(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)
    case 'too_big':
      return describeBound(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)
    default:
      return issue.message
  }
}

function describeBound(origin: string, relation: string, bound: number | bigint): string {
  if (origin === 'string')
    return Number(bound) === 1 && relation === 'at least'
      ? 'must not be empty'
      : `must have ${relation} ${bound} characters`
  if (origin === 'array') return `must have ${relation} ${bound} ${Number(bound) === 1 ? 'entry' : 'entries'}`
  return `must be ${relation} ${bound}`
}

function helpOf(issue: Issue, found: unknown): string | null {
  if (issue.code === 'custom') return typeof issue.params?.['help'] === 'string' ? issue.params['help'] : null
  if (issue.code === 'too_big' && issue.maximum === 1 && typeof found === 'number' && found <= 100) {
    return `for ${found} % write ${found / 100}`
  }
  const nearest = typeof found === 'string' ? nearestName(found, choicesOf(issue) ?? []) : null
  if (nearest !== null) return `did you mean "${nearest}"?`
  if (
    issue.code === 'invalid_type' &&
    issue.expected === 'string' &&
    (typeof found === 'number' || typeof found === 'boolean')
  ) {
    return `put it in quotes: "${found}"`
  }
  return null
}

/** The words that an enumeration or the key that tells kinds apart may be; null for other issues. */
function choicesOf(issue: Issue): readonly string[] | null {
  const choices: unknown =
    issue.code === 'invalid_value'
      ? issue.values
      : 'options' in issue && 'discriminator' in issue
        ? issue.options
        : null
  return Array.isArray(choices) ? choices.filter((choice) => typeof choice === 'string') : null
}

function nameType(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a map',
    record: 'a map',
  }
  return names[expected] ?? expected
}

/** What a user wrote, in words and without its content: a value may come from the environment. */
function describeValue(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (Number.isNaN(value)) return 'NaN'
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return 'infinity'
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a fraction'
  if (typeof value === 'boolean') return 'true or false'
  return typeof value === 'string' ? 'text' : 'a map'
}

/** The value at a path of plain data; undefined where there is none. */
function valueAt(data: unknown, path: DataPath): unknown {
  let value = data
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key]
  }
  return value
}
