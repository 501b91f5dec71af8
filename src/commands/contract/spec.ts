import type { CommandSpec, InputSpecs } from '../command.ts'
import { CSV_INPUTS } from '../csv-flags.ts'

const inputs = {
  from: {
    kind: 'choice',
    choices: ['great-expectations', 'soda', 'tfdv', 'json-schema', 'dbt', 'frictionless', 'parquet', 'sql'],
    summary: 'import: format of FILE; default: told by its name and contents',
  },
  to: {
    kind: 'choice',
    choices: ['odcs', 'json-schema', 'frictionless', 'sql', 'pydantic', 'markdown'],
    summary: 'export: format to write',
  },
  object: {
    kind: 'text',
    placeholder: 'NAME',
    summary: 'Object of the contract; default: all, infer: as the file is called',
  },
  base: {
    kind: 'text',
    placeholder: 'REF',
    summary: 'diff: git ref that has the old contract; then one operand, the file, is enough',
  },
  ...CSV_INPUTS,
} as const satisfies InputSpecs

export type ContractInputs = typeof inputs

/** `modelgate contract`: it has no action. */
export const contractSpec: CommandSpec<ContractInputs> = {
  name: 'contract',
  summary: 'Writes, checks, translates and compares data contracts',
  description: [
    'What a translation cannot carry over is listed on stderr, never dropped silently.',
    [
      'lint FILE...      reads contracts and holds them against the standard: every fault with its line and column',
      'infer DATA        writes a contract for a table: types, keys, values, ranges, patterns, columns that look personal',
      'import FILE       translates a suite or schema of another tool into a contract (--from)',
      'export FILE       translates a contract into another format (--to)',
      'diff OLD NEW      what changed, and what breaks for those who rely on it: exit 1 where something breaks',
    ].join('\n'),
  ].join('\n\n'),
  isAction: false,
  operands: { placeholder: 'lint|infer|import|export|diff FILE [FILE]', summary: 'what to do, and with which files' },
  inputs,
  outputs: {},
  permissions: { contents: 'read' },
  example: 'modelgate contract infer customers.csv --output customers.odcs.yaml',
  exampleWith: {},
}
