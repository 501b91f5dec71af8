import type { InputSpecs } from './command.ts'

/** The inputs of a command that is given none: it takes everything from the project. */
export function emptyInputs(specs: InputSpecs): Record<string, unknown> {
  const empty = (kind: string) => (kind === 'list' ? [] : kind === 'flag' ? false : undefined)
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, 'default' in spec ? spec.default : empty(spec.kind)]),
  )
}
