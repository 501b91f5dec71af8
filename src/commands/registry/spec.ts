import type { CommandSpec, InputSpecs } from '../command.ts'

const inputs = {
  'as-of': {
    kind: 'text',
    placeholder: 'TIME',
    summary: 'The registry as if nothing later existed (ISO 8601; a date is its end in UTC)',
  },
  csv: { kind: 'flag', summary: 'history: print comma-separated values' },
  stage: { kind: 'text', placeholder: 'NAME', summary: 'assign, unassign, lift, adopt, sync: which stage' },
  digest: { kind: 'text', placeholder: 'sha256:HEX', summary: 'lift: the barred model' },
  reason: {
    kind: 'text',
    placeholder: 'TEXT',
    summary:
      'assign, unassign, deprecate, lift, adopt, sync: why, for the history; needed without a terminal, and always for adopt',
  },
} as const satisfies InputSpecs

export type RegistryInputs = typeof inputs

/** `modelgate registry`: it has no action. */
export const registrySpec: CommandSpec<RegistryInputs> = {
  name: 'registry',
  summary:
    'Lists versions, stages and their history, verifies that nothing was altered, and changes what needs no evidence',
  description: [
    'Asks the remote of the repository at hand; a clone without tags is enough, and nothing in it is changed. Changes are new tags at the remote; those that are there stay.',
    [
      'list       all versions, newest first',
      'show       versions that hold a stage; with MODEL all of its versions; with MODEL@VERSION or MODEL#STAGE one of them',
      'history    who registered, assigned, rolled back or barred what, when and why',
      'card       MODEL@VERSION, MODEL#STAGE or the newest of MODEL: the page an auditor asks for, as Markdown',
      'verify     tags and records against each other: exit 1 where one is missing, altered or out of order',
      'assign     MODEL@VERSION to a stage whose policy asks for no evidence; promote does the others',
      'unassign   MODEL#STAGE: the stage holds no version then',
      'deprecate  MODEL@VERSION: nobody is to take it any more; none that holds a stage',
      'lift       MODEL#STAGE: a model that was rolled back (--digest) may go there again',
      'adopt      MODEL#STAGE: takes the version that holds the stage in the registry that follows, and that git does not know, into git',
      'sync       MODEL#STAGE: tells the registry that follows (registry.type) what git holds of the stage',
    ].join('\n'),
  ].join('\n\n'),
  isAction: false,
  isChanging: true,
  operands: {
    placeholder: 'ACTION [MODEL[@VERSION|#STAGE]]',
    summary: 'what to do, and of which model',
  },
  inputs,
  outputs: {},
  permissions: { contents: 'write' },
  example: 'modelgate registry show churn',
  exampleWith: {},
}
