import type { CommandSpec, InputSpecs } from '../command.ts'

const inputs = {
  'as-of': {
    kind: 'text',
    placeholder: 'TIME',
    summary: 'The registry as if nothing later existed (ISO 8601; a date is its end in UTC)',
  },
  csv: { kind: 'flag', summary: 'history: print comma-separated values' },
} as const satisfies InputSpecs

export type RegistryInputs = typeof inputs

/** `modelgate registry`: it has no action. */
export const registrySpec: CommandSpec<RegistryInputs> = {
  name: 'registry',
  summary: 'Lists versions, stages and their history, and verifies that nothing was altered',
  description: [
    'Asks the remote of the repository at hand; a clone without tags is enough, and nothing in it is changed.',
    [
      'list     all versions, newest first',
      'show     versions that hold a stage; with MODEL all of its versions; with MODEL@VERSION or MODEL#STAGE one of them',
      'history  who registered, assigned, rolled back or barred what, when and why',
      'verify   tags and records against each other: exit 1 where one is missing, altered or out of order',
    ].join('\n'),
  ].join('\n\n'),
  isAction: false,
  operands: {
    placeholder: 'list|show|history|verify [MODEL[@VERSION|#STAGE]]',
    summary: 'what to do, and of which model',
  },
  inputs,
  outputs: {},
  permissions: { contents: 'read' },
  example: 'modelgate registry show churn',
  exampleWith: {},
}
