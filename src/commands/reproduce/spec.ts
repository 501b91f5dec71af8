import type { CommandSpec, InputSpecs } from '../command.ts'

const inputs = {
  version: {
    kind: 'text',
    placeholder: 'vX.Y.Z',
    summary: 'With --model: the version to make again',
  },
  tolerance: {
    kind: 'number',
    minimum: 0,
    summary:
      'How far predictions and metrics may be from those of the record; default reproduce.tolerance of modelgate.yml',
  },
  keep: { kind: 'text', placeholder: 'DIR', summary: 'Work in this new folder and leave it there' },
} as const satisfies InputSpecs

export type ReproduceInputs = typeof inputs

/** `modelgate reproduce`: it has no action. */
export const reproduceSpec: CommandSpec<ReproduceInputs> = {
  name: 'reproduce',
  summary: 'Makes a registered version again from its record and says whether it comes out the same',
  description: [
    'Checks the code commit of the record out into a clean folder, brings the data back and compares its digests, runs setup and train of the reproduce settings (those of that commit; where it has none, those at hand) and predict where it is named, and measures again. Model and predictions are compared byte for byte, predictions row by row, metrics by their value.',
    'Exit 0 where it comes out the same, also with other bytes of the model but the same numbers (a warning); 1 where it does not, or what it was made from is lost; 2 where it could not be made again, which proves neither. The work tree at hand is left alone.',
  ].join('\n\n'),
  isAction: false,
  isChanging: true,
  operands: { placeholder: 'MODEL[@VERSION|#STAGE]', summary: 'the version, or the one that a stage holds' },
  inputs,
  outputs: {},
  permissions: { contents: 'read' },
  example: 'modelgate reproduce churn@v1.2.0',
  exampleWith: {},
}
