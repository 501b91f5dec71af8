import { CHANGE_INPUTS } from '../change-scope.ts'
import type { CommandSpec } from '../command.ts'

export const planSpec = {
  name: 'plan',
  summary: 'Says which models a change touches, as a matrix for the jobs that train and judge them',
  description:
    'Looks at the files that differ between the base of record and the commit that is checked out: the first parent of a pull request’s merge commit, the base of a merge group, what a branch stood on before a push. ' +
    'A shallow clone gets the base by one fetch without files. Without a change to look at (a schedule, a dispatch, a laptop without --base) all models are meant.\n' +
    "A model is touched by what its `paths` match (default: the folder of its file), by `shared`, by files that its settings name wherever they lie (data and its records in dvc.lock and .dvc files, contracts, parameters, the script of predict), and by what changed in its settings. Files that are not committed don't count.\n" +
    "It opens no data. Guard the jobs by `if: needs.plan.outputs.any == 'true'`: an empty matrix is an error on GitHub.",
  isAction: true,
  inputs: {
    ...CHANGE_INPUTS,
  },
  outputs: {
    matrix:
      '{"include": [{"model", "config", "folder"}]} for strategy.matrix; above 256 models entries of several: {"chunk", "config", "models"}',
    models: 'Names of the touched models, as a JSON list; empty where they are too many for an output: take the matrix',
    any: 'true where a model is touched, else false',
  },
  permissions: { contents: 'read' },
  example: 'modelgate plan --base main',
  exampleWith: {},
} as const satisfies CommandSpec
