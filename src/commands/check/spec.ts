import { CHANGE_INPUTS } from '../change-scope.ts'
import type { CommandSpec } from '../command.ts'
import { REPORT_INPUTS } from '../report/inputs.ts'
import { REPORT_OUTPUTS } from '../report/spec.ts'

export const checkSpec = {
  name: 'check',
  summary: 'Validates data, compares the candidate with production and reports, for the models that a change touches',
  description:
    'For each model that the change touches (all of them without a change to look at): its data sets against their contracts, then the candidate against the baseline through the gates, in one process; then one report for all. It reports also where no model is touched, so that a required check never hangs.\n' +
    "On a pull request the policy is the base branch's: what a change says of its own gates counts once it is merged, and the report shows it.\n" +
    'It runs no command of the repository but `predict`, where a model names one.',
  isAction: true,
  inputs: {
    ...CHANGE_INPUTS,
    all: { kind: 'flag', summary: 'All models, whatever the change touches' },
    ...REPORT_INPUTS,
  },
  outputs: {
    ...REPORT_OUTPUTS,
    models: 'The models that were judged, as a JSON list',
    passed: 'Those of them of which nothing blocks, as a JSON list for the matrix of a promotion',
  },
  permissions: { contents: 'read', 'pull-requests': 'write' },
  example: 'modelgate check --html report.html',
  exampleWith: { html: 'report.html' },
} as const satisfies CommandSpec
