import type { CommandSpec, InputSpecs } from '../command.ts'
import { CSV_INPUTS } from '../csv-flags.ts'

const inputs = {
  candidate: {
    kind: 'text',
    placeholder: 'FILE',
    summary:
      "The candidate's predictions: CSV, Parquet or JSON Lines, one row per id; graded: also a JSON file of promptfoo or deepeval, FILE#SYSTEM where it holds several",
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
  id: {
    kind: 'text',
    placeholder: 'COLUMN',
    summary:
      'Column that tells rows apart and joins the files; ranking: within a query; graded: the item, also several times',
  },
  label: {
    kind: 'text',
    placeholder: 'COLUMN',
    summary: 'Column with the truth: class, number, or relevance of a ranking; graded has none',
  },
  score: {
    kind: 'list',
    placeholder: 'COLUMN',
    summary:
      'Column with the score: probability of the positive class, rank score, grade; many classes: CLASS=COLUMN, repeated',
  },
  prediction: {
    kind: 'text',
    placeholder: 'COLUMN',
    summary:
      'Column with the predicted class or number; without one, score >= threshold is positive, of many classes the largest score wins',
  },
  positive: {
    kind: 'text',
    placeholder: 'VALUE',
    summary: 'The positive class; default 1 or true, any other pair of labels needs it named',
  },
  slice: {
    kind: 'list',
    placeholder: 'COLUMN',
    summary:
      'Also measure the rows of each value of this column, or of two as "A & B"; auto looks for the groups that fare worst; repeatable',
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
  weight: { kind: 'text', placeholder: 'COLUMN', summary: 'Column with the weight of each row, above 0' },
  group: {
    kind: 'text',
    placeholder: 'COLUMN',
    summary: 'Column whose rows with one value are resampled together; a row without a value stands for itself',
  },
  query: { kind: 'text', placeholder: 'COLUMN', summary: 'Ranking: column that names the query of a row' },
  lower: { kind: 'text', placeholder: 'COLUMN', summary: 'Column with the lower end of a prediction interval' },
  upper: { kind: 'text', placeholder: 'COLUMN', summary: 'Column with the upper end of a prediction interval' },
  horizon: {
    kind: 'text',
    placeholder: 'COLUMN',
    summary: 'Forecast: column that says how far ahead a row looks; a slice by itself',
  },
  scale: {
    kind: 'text',
    placeholder: 'COLUMN',
    summary: "Forecast: column with the naive forecast's mean absolute error in the row's series, for mase",
  },
  costs: {
    kind: 'list',
    placeholder: 'KEY=COST',
    summary:
      'Cost of an outcome, for expected_cost: false_positive=1, false_negative=10, …; many classes: ACTUAL:PREDICTED=COST; repeatable',
  },
  plan: {
    kind: 'flag',
    summary: 'Before labelling: how many labels the margins need, from what both models say of unlabelled rows',
  },
  'label-list': {
    kind: 'text',
    placeholder: 'FILE',
    summary:
      'With --plan: CSV file to write, the rows to label where labels count; without: that file, labels filled in',
  },
  'label-rows': {
    kind: 'number',
    minimum: 1,
    isInteger: true,
    summary: 'With --plan: rows to list; default as many as the margins need',
  },
  'dry-run': {
    kind: 'flag',
    summary: 'Measure, judge and report as always, and exit 0 whatever the gates say: to try gates out',
  },
} as const satisfies InputSpecs

export type CompareInputs = typeof inputs

/** `modelgate compare` and `actions/compare`. */
export const compareSpec: CommandSpec<CompareInputs> = {
  name: 'compare',
  summary: "The candidate's metrics, against the production baseline where there is one, through the gates",
  description: [
    "Joins labels, the candidate's predictions and the baseline's by id (graded items have no labels), computes metrics with intervals, over all rows and for each slice, and judges the gates. A margin is judged by the interval of the paired difference: pass, fail, or too close to call, with the number of further labelled rows that would settle it.",
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
