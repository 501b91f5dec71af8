import { z } from 'zod'
import { share, strictMap, text } from './settings-schema.ts'

const BOUNDS = ['min', 'max', 'margin', 'expr'] as const

export const gateSchema = strictMap({
  name: text('Name of the gate in reports').optional(),
  metric: text('Metric that is judged').optional(),
  min: z.number().optional().describe('Smallest value that passes'),
  max: z.number().optional().describe('Largest value that passes'),
  margin: z.number().min(0).optional().describe('How much worse than the baseline is still let through'),
  expr: text(
    'CEL expression that has to hold, over metrics.NAME.FIELD, slices["COLUMN=VALUE"].NAME.FIELD, rows and changes.{parameters, data, environment, commits}. FIELD: candidate, baseline, difference, low and high (the interval of the difference), candidate_low, candidate_high, p_value, rows. slices.all(s, slices[s].recall.difference > -0.05) runs over all declared slices',
  ).optional(),
  confidence: z
    .union([z.literal('none'), z.number().gt(0).lt(1)], {
      error: 'must be a number between 0 and 1, such as 0.95, or none',
    })
    .optional()
    .describe('Confidence of the interval that decides; none: the point alone'),
  slice: z
    .string()
    .regex(/^(\*|[^=]+(=.*)?)$/s, { error: 'must be a column, column=value, or "*"' })
    .optional()
    .describe(
      'A column (every value), column=value, or "*" for all declared slices; of a fairness metric the column whose values are compared',
    ),
  severity: z.enum(['error', 'warning', 'info']).default('error').describe('Only errors block'),
  on_inconclusive: z
    .enum(['fail', 'warn', 'pass'])
    .optional()
    .describe('What a gate that settles nothing does; default fail, of a slice warn'),
  power: share('Power that the number of further labels is planned for').optional(),
}).superRefine((gate, context) => {
  const given = BOUNDS.filter((bound) => gate[bound] !== undefined)
  const refuse = (path: PropertyKey[], message: string, help: string) =>
    context.addIssue({ code: 'custom', path, message, params: { help } })
  if (given.length === 0) {
    refuse([], 'a gate needs one of min, max, margin and expr', 'add the bound that decides, such as min: 0.8')
  }
  if (given.length > 1) {
    const found = given.join(' and ')
    refuse(
      given.slice(1, 2),
      `a gate has one of min, max, margin and expr, this one has ${found}`,
      'write a gate for each',
    )
  }
  if (gate.expr === undefined && gate.metric === undefined && given.length > 0) {
    refuse([], 'the key "metric" is missing', `name the metric that ${given[0]} bounds`)
  }
  if (gate.expr !== undefined && gate.metric !== undefined) {
    refuse(['metric'], 'an expression names its metrics itself', 'take out "metric", and say "name" for the title')
  }
})
export type RawGate = z.output<typeof gateSchema>

/** JSON Schema's way to say "exactly one of them", which a refinement cannot say. */
export const GATE_ALTERNATIVES = BOUNDS.map((bound) => ({
  required: bound === 'expr' ? [bound] : ['metric', bound],
}))
