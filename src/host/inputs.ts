import type { InputSpec, InputSpecs } from '../commands/command.ts'
import { type Fault, InputError } from '../core/faults.ts'

/** What was given for one input, as text; a flag without a value is `true`. */
export type RawInputs = ReadonlyMap<string, readonly string[]>

export type ParsedInputs = Readonly<Record<string, string | readonly string[] | boolean | number | undefined>>

/**
 * Turns what was given into typed values by the specs; every fault in one message.
 *
 * @param display how the face names an input: `--label`, `input "label"`
 * @throws InputError
 */
export function parseInputs(
  specs: InputSpecs,
  raw: RawInputs,
  display: (name: string) => string,
  faults: Fault[] = [],
): ParsedInputs {
  const parsed: Record<string, ParsedInputs[string]> = {}
  for (const [name, spec] of Object.entries(specs)) {
    const values = raw.get(name) ?? []
    try {
      parsed[name] = parseInput(spec, values)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      faults.push(...error.faults.map((fault) => ({ ...fault, message: `${display(name)} ${fault.message}` })))
    }
  }
  if (faults.length > 0) throw new InputError(faults)
  return parsed
}

function parseInput(spec: InputSpec, values: readonly string[]): ParsedInputs[string] {
  if (spec.kind === 'list') return values
  if (values.length > 1) throw new InputError(`is given ${values.length} times; it takes one value`)
  const value = values[0]
  if (spec.kind === 'flag') return parseFlag(value)
  if (value === undefined) return defaultOf(spec)
  if (spec.kind === 'number') return parseNumber(spec, value)
  if (spec.kind === 'choice' && !spec.choices.includes(value)) {
    throw new InputError(`is "${value}"; it takes ${spec.choices.join(', ')}`)
  }
  return value
}

/** A default that is an expression is for the runner to evaluate; left as it is, it would be no value. */
function defaultOf(spec: InputSpec): string | number | undefined {
  const value = 'default' in spec ? spec.default : undefined
  return typeof value === 'string' && value.startsWith('${{') ? undefined : value
}

/** The words of YAML 1.2's core schema, as GitHub's own actions read them. */
function parseFlag(value: string | undefined): boolean {
  if (value === undefined || /^(false|False|FALSE)$/.test(value)) return false
  if (/^(true|True|TRUE)$/.test(value)) return true
  throw new InputError(`is "${value}"; it takes true or false`)
}

function parseNumber(spec: Extract<InputSpec, { kind: 'number' }>, text: string): number {
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN
  const isTooSmall = spec.minimum !== undefined && value < spec.minimum
  const isTooLarge = spec.maximum !== undefined && value > spec.maximum
  if (!Number.isFinite(value) || isTooSmall || isTooLarge || (spec.isInteger === true && !Number.isInteger(value))) {
    throw new InputError(`is "${text}"; it takes ${describeNumber(spec)}`)
  }
  return value
}

function describeNumber(spec: Extract<InputSpec, { kind: 'number' }>): string {
  const noun = spec.isInteger === true ? 'a whole number' : 'a number'
  if (spec.minimum !== undefined && spec.maximum !== undefined) return `${noun} from ${spec.minimum} to ${spec.maximum}`
  if (spec.minimum !== undefined) return `${noun} of at least ${spec.minimum}`
  return spec.maximum === undefined ? noun : `${noun} of at most ${spec.maximum}`
}
