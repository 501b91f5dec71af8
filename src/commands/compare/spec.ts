import type { CommandSpec, InputSpecs } from '../command.ts'
import { CSV_INPUTS } from '../csv-flags.ts'

const inputs = {
  candidate: {
    kind: 'text',
    placeholder: 'FILE',
    summary: "The candidate's predictions: CSV, Parquet or JSON Lines, one row per id",
  },
  baseline: {
    kind: 'text',
    placeholder: 'FILE',
    summary: "Predictions to compare with, on the same rows; default: the baseline of the model's settings",
  },
  data: {
    kind: 'text',
    placeholder: 'FILE',
    summary: "Labelled rows, where they lie in a file of their own; default: the candidate's file holds the labels",
  },
  task: {
    kind: 'choice',
    choices: ['binary', 'multiclass', 'regression', 'ranking', 'forecast', 'graded'],
    summary: 'What the model answers; default binary',
  },
  id: { kind: 'text', placeholder: 'COLUMN', summary: 'Column that tells rows apart and joins the files' },
  label: { kind: 'text', placeholder: 'COLUMN', summary: 'Column with the true class' },
  score: {
    kind: 'list',
    placeholder: 'COLUMN',
    summary: 'Column with the probability of the positive class',
  },
  prediction: {
    kind: 'text',
    placeholder: 'COLUMN',
    summary: 'Column with the predicted class; without one, score >= threshold is positive',
  },
  positive: {
    kind: 'text',
    placeholder: 'VALUE',
    summary: 'The positive class; default 1 or true, any other pair of labels needs it named',
  },
  slice: {
    kind: 'list',
    placeholder: 'COLUMN',
    summary: 'Also measure the rows of each value of this column; repeatable',
  },
  metric: { kind: 'list', placeholder: 'NAME', summary: 'Metric to measure; repeatable, default all of the task' },
  gates: { kind: 'text', placeholder: 'FILE', summary: 'YAML file with gates: as in modelgate.yml' },
  confidence: {
    kind: 'number',
    minimum: 0.5,
    maximum: 0.9999,
    summary: 'Confidence of the two-sided intervals; default 0.95',
  },
  method: {
    kind: 'choice',
    choices: ['delong', 'bootstrap-bca', 'bootstrap-percentile', 'normal', 'wilson'],
    summary: 'How intervals are made; default delong for ROC AUC, else bootstrap-bca',
  },
  test: {
    kind: 'choice',
    choices: ['delong', 'mcnemar-mid-p', 'mcnemar-exact', 'paired-t', 'wilcoxon'],
    summary: 'Test whose p-value stands beside a difference; default delong for ROC AUC, mcnemar-mid-p for accuracy',
  },
  resamples: {
    kind: 'number',
    minimum: 100,
    maximum: 100_000,
    isInteger: true,
    summary: 'Resamples of the bootstrap; default 2000',
  },
  seed: {
    kind: 'number',
    minimum: 0,
    maximum: 4_294_967_295,
    isInteger: true,
    summary: 'Seed of the bootstrap; default 1',
  },
  'min-rows': {
    kind: 'number',
    minimum: 1,
    isInteger: true,
    summary: 'Rows that a gate needs to judge a slice by an interval; default 100',
  },
  threshold: { kind: 'number', summary: 'Score from which on a row counts as positive; default 0.5' },
  ...CSV_INPUTS,
  weight: { kind: 'text', placeholder: 'COLUMN', summary: 'Column with row weights (not there yet)' },
  group: { kind: 'text', placeholder: 'COLUMN', summary: 'Column whose values are resampled together (not there yet)' },
  plan: { kind: 'flag', summary: 'How many rows a margin needs (not there yet)' },
} as const satisfies InputSpecs

export type CompareInputs = typeof inputs

/** `modelgate compare` and `actions/compare`. */
export const compareSpec: CommandSpec<CompareInputs> = {
  name: 'compare',
  summary: "The candidate's metrics, against the production baseline where there is one, through the gates",
  description: [
    "Joins labels, the candidate's predictions and the baseline's by id, computes metrics with intervals, over all rows and for each slice, and judges the gates. A margin is judged by the interval of the paired difference: pass, fail, or too close to call, with the number of further labelled rows that would settle it.",
    'The settings come from modelgate.yml, or from flags alone. The baseline is a stage of the registry or a file; what it was and why stands in the result.',
  ].join('\n\n'),
  isAction: true,
  inputs,
  outputs: {},
  permissions: { contents: 'read' },
  example:
    'modelgate compare --candidate new.csv --baseline prod.csv --task binary --id id --label label --score score --gates gates.yml',
  exampleWith: { model: 'churn' },
}
