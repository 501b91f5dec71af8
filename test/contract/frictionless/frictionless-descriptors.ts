import type { ContractProperty } from '../../../src/contract/data-contract.ts'
import { readFrictionless } from '../../../src/contract/frictionless/frictionless.ts'
import { InputError } from '../../../src/core/faults.ts'
import { parseLocatedYaml } from '../../../src/yaml/located-document.ts'

/** A descriptor as a file: text as it is, data as JSON with a line for each value. */
export const document = (value: unknown, file = 'datapackage.json') =>
  parseLocatedYaml(typeof value === 'string' ? value : JSON.stringify(value, null, 1), file)

/** The contract that a descriptor comes to. */
export const read = (value: unknown) => readFrictionless(document(value))

/** The only field of a schema that has nothing else. */
export const fieldOf = (field: Record<string, unknown>, schema: Record<string, unknown> = {}): ContractProperty =>
  read({ fields: [{ name: 'a', ...field }], ...schema }).objects[0]!.properties[0]!

/** What a field demands, without places. */
export function demandsOf(field: Record<string, unknown>) {
  const { logicalType, options, writing, rules } = fieldOf(field)
  return {
    logicalType,
    options: Object.fromEntries(options.map(({ name, text }) => [name, text])),
    writing: { ...writing, missing: undefined },
    rules: rules.map(({ id, type, metric }) => `${type}:${metric ?? id}`),
  }
}

/** Lines of the message with which a descriptor is refused. @throws Error where it is not. */
export const faultsOf = (value: unknown): readonly string[] => {
  try {
    read(value)
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n')
    throw error
  }
  throw new Error('nothing was refused')
}

/** The same for the only field of a schema, without places. */
export const faultsOfField = (field: Record<string, unknown>) =>
  faultsOf({ fields: [{ name: 'a', ...field }] }).map((line) => line.replace(/^\S+: /, ''))
