import { parseArgs } from 'node:util'
import type { InputSpecs } from '../commands/command.ts'
import type { Fault } from '../core/faults.ts'
import { nearestName } from '../text/nearest-name.ts'
import type { RawInputs } from './inputs.ts'

/** A command line taken apart: what was given for each flag, the other words, and what is wrong. */
export interface Arguments {
  readonly raw: RawInputs
  readonly operands: readonly string[]
  readonly faults: readonly Fault[]
}

/** Reads the words behind the command's name. `--flag value` and `--flag=value` alike; `--` ends the flags. */
export function readArguments(words: readonly string[], specs: InputSpecs): Arguments {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      { type: spec.kind === 'flag' ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  const { tokens } = parseArgs({
    args: [...words],
    options: { ...options, help: { type: 'boolean', short: 'h' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const raw = new Map<string, string[]>()
  const operands: string[] = []
  const faults: Fault[] = []
  let unknownAt: number | null = null
  for (const token of tokens) {
    // the word behind an unknown flag is its value, not a second fault
    if (token.kind === 'positional' && token.index - 1 !== unknownAt) operands.push(token.value)
    if (token.kind !== 'option') continue
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined
    if (spec === undefined) {
      faults.push(unknownFlag(token.rawName, Object.keys(specs)))
      if (token.value === undefined) unknownAt = token.index
      continue
    }
    const fault = spec.kind === 'flag' ? null : missingValue(token)
    if (fault) faults.push(fault)
    else raw.set(token.name, [...(raw.get(token.name) ?? []), token.value ?? 'true'])
  }
  return { raw, operands, faults }
}

function unknownFlag(name: string, known: readonly string[]): Fault {
  const nearest = nearestName(name.replace(/^-+/, ''), known)
  return {
    message: `unknown flag ${name}`,
    help: nearest ? `did you mean --${nearest}?` : 'see --help for the flags that are there',
  }
}

/** A flag that takes a value and has none, or took the next flag for it. */
function missingValue(token: {
  rawName: string
  value?: string | undefined
  inlineValue?: boolean | undefined
}): Fault | null {
  const tookFlag = token.inlineValue !== true && token.value?.startsWith('--') === true
  if (token.value !== undefined && token.value !== '' && !tookFlag) return null
  return {
    message: `${token.rawName} needs a value`,
    help: tookFlag ? `write ${token.rawName}=${token.value} if that is the value` : undefined,
  } as Fault
}
