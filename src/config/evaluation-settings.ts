import { z } from 'zod'
import { OUTCOMES } from '../core/costs.ts'
import { ownMetricsSchema } from './own-metrics.ts'
import { count, share, strictMap, text, texts } from './settings-schema.ts'

/** A value of a column as YAML may write it. */
const cell = z.union([z.string(), z.number(), z.boolean()], { error: 'must be text, a number, true or false' })

const csv = strictMap({
  delimiter: z.string().length(1).optional().describe('Between two fields; default a comma'),
  quote: z.string().length(1).optional().describe('Around a field; default "'),
  encoding: z.enum(['utf-8', 'latin-1', 'utf-16']).optional().describe('Default utf-8'),
  decimal: z.enum(['.', ',']).optional().describe('Decimal sign; default a point'),
}).describe('How a CSV file is written, where it is not as RFC 4180 has it')

export const dataSchema = strictMap({
  path: text('File or glob: CSV (also .gz), Parquet, JSON Lines, JSON'),
  contract: text('Data contract of the rows').optional(),
  object: text('Object of the contract; default: the only one, or the one named as the file').optional(),
  production: z.boolean().default(false).describe('Live data, for monitor alone'),
  csv: csv.optional(),
  on_inconclusive: z.enum(['fail', 'warn', 'pass']).default('fail').describe('What a rule that settles nothing does'),
})
export type RawData = z.output<typeof dataSchema>

/** What each outcome costs; below 0: a gain. */
const costs = z
  .union(
    [
      strictMap(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, z.number().optional()]))),
      z.record(z.string(), z.record(z.string(), z.number())),
    ],
    {
      error: `must be costs of outcomes (${OUTCOMES.join(', ')}), or for many classes a map {ACTUAL: {PREDICTED: cost}}`,
    },
  )
  .describe(
    'What outcomes cost, for expected_cost: true_positive, false_positive, true_negative, false_negative; for many classes {ACTUAL: {PREDICTED: cost}}; what is not named costs 0',
  )
export type RawCosts = z.output<typeof costs>

export const evaluationSchema = strictMap({
  data: text(
    'Data set with labels, which training never saw; graded: with the items, default those of the predictions',
  ).optional(),
  id: text('Column that names a row (a graded item may have several, its runs)'),
  label: text('Column with the truth; a ranking: with the relevance, 0 or more; graded: none').optional(),
  positive: cell.optional().describe('Label of the positive class; default 1 or true'),
  score: z
    .union([z.string().min(1), z.record(z.string(), z.string().min(1))], {
      error: 'must be a column, or a map from class to column',
    })
    .optional()
    .describe("Column of the predictions with the positive class's score, or a map from class to column"),
  prediction: text(
    'Column with the predicted class or number; without one the class is by threshold, of many the one with the largest score',
  ).optional(),
  threshold: z.number().default(0.5).describe('Score from which a row is predicted positive'),
  weight: text('Column with the weight of a row, above 0').optional(),
  group: text('Column whose rows with one value belong together; a row without a value stands for itself').optional(),
  query: text('Ranking: column that names the query of a row').optional(),
  lower: text('Column of the predictions with the lower end of an interval').optional(),
  upper: text('Column of the predictions with the upper end of an interval').optional(),
  horizon: text('Forecast: column that says how far ahead a row looks; a slice by itself').optional(),
  scale: text(
    "Forecast: column with the naive forecast's mean absolute error in the row's series, for mase",
  ).optional(),
  slices: z
    .union([z.literal('auto').transform(() => ['auto']), texts('Columns, pairs of columns, auto')], {
      error: 'must be a list of columns, or auto',
    })
    .default([])
    .describe(
      'Columns whose values are looked at one by one; "a & b" for every pair of values of two; auto also looks for the groups that fare worst',
    ),
  metrics: texts('Metrics; default all of the task').default([]),
  min_rows: count('Fewest rows of a slice that are judged').default(100),
  confidence: share('Confidence of the intervals shown').default(0.95),
  resamples: z.int().min(100).max(100_000).default(2000).describe('Bootstrap resamples'),
  seed: count('Seed of the random numbers', 0).default(1),
  power: share('Power that the number of further labels is planned for').default(0.8),
  costs: costs.optional(),
  own: ownMetricsSchema.default({}),
}).describe('Labelled rows that training never saw, and how they are judged')
export type RawEvaluation = z.output<typeof evaluationSchema>
