import type { CommandSpec, InputSpecs } from '../command.ts'
import { CSV_INPUTS } from '../csv-flags.ts'

const inputs = {
  contract: {
    kind: 'text',
    placeholder: 'FILE',
    summary: 'Data contract (Open Data Contract Standard v3, YAML); with --data, no modelgate.yml is needed',
  },
  data: {
    kind: 'text',
    placeholder: 'PATH',
    summary: 'File or glob to hold against --contract: CSV, Parquet or JSON Lines, also gzip',
  },
  object: {
    kind: 'text',
    placeholder: 'NAME',
    summary: 'Object of the contract; default: the only one, or the one called as the file',
  },
  'as-of': { kind: 'text', placeholder: 'TIME', summary: 'Moment that freshness is judged at (not there yet)' },
  ...CSV_INPUTS,
} as const satisfies InputSpecs

export type ValidateInputs = typeof inputs

/** `modelgate validate` and `actions/validate`. */
export const validateSpec: CommandSpec<ValidateInputs> = {
  name: 'validate',
  summary: 'Holds data sets against their data contracts',
  description: [
    'Checks structure, types, keys, ranges, lengths, patterns and the quality rules of an Open Data Contract Standard file, all in one scan of the data. A rule that has no executor here is inconclusive by name, never a pass.',
    'The data sets come from modelgate.yml (those with a contract that are not production data), or from --contract and --data alone. Samples of failing rows are masked unless the contract classifies the column as public.',
  ].join('\n\n'),
  isAction: true,
  inputs,
  outputs: {},
  permissions: { contents: 'read' },
  example: 'modelgate validate --contract customers.odcs.yaml --data customers.csv',
  exampleWith: { contract: 'customers.odcs.yaml', data: 'customers.csv' },
}
