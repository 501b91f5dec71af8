import type { CommandSpec, InputSpecs } from '../command.ts'
import { CSV_INPUTS } from '../csv-flags.ts'

const inputs = {
  contract: {
    kind: 'text',
    placeholder: 'FILE',
    summary: 'Data contract (Open Data Contract Standard v3 or Frictionless); with it, no modelgate.yml is needed',
  },
  data: {
    kind: 'text',
    placeholder: 'PATH',
    summary:
      'Data to hold against --contract: a path, glob or address of CSV, Parquet, JSON Lines or JSON; default: where the contract says that it is',
  },
  object: {
    kind: 'text',
    placeholder: 'NAME',
    summary: 'Object of the contract; default: the only one, or the one called as the file',
  },
  server: {
    kind: 'text',
    placeholder: 'NAME',
    summary: 'Server of the contract whose data is meant; default: the only one',
  },
  'as-of': {
    kind: 'text',
    placeholder: 'TIME',
    summary: 'Moment that the age of data is counted to: an ISO 8601 time, or a date for its end in UTC; default now',
  },
  ...CSV_INPUTS,
} as const satisfies InputSpecs

export type ValidateInputs = typeof inputs

/** `modelgate validate` and `actions/validate`. */
export const validateSpec: CommandSpec<ValidateInputs> = {
  name: 'validate',
  summary: 'Holds data sets against their data contracts',
  description: [
    'Checks structure, types, keys, ranges, lengths, patterns, nested values, relationships, service levels and the quality rules of an Open Data Contract Standard or Frictionless file, in one scan of the data wherever SQL allows. A rule that has no executor here is inconclusive by name, never a pass.',
    'The data sets come from modelgate.yml (those with a contract that are not production data), or from --contract with --data, --server or the places that the contract itself names. Samples of failing rows are masked unless the contract classifies the column as public.',
  ].join('\n\n'),
  isAction: true,
  inputs,
  outputs: {},
  permissions: { contents: 'read' },
  example: 'modelgate validate --contract customers.odcs.yaml --data customers.csv',
  exampleWith: { contract: 'customers.odcs.yaml', data: 'customers.csv' },
}
