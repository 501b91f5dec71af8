import { z } from 'zod'

/**
 * The result file, `modelgate.result/v1`: what `--format json` prints, what an action names in its `result` output, and
 * what `report` and `promote` read. The JSON Schema in `schema/` is generated from here; types are inferred from here.
 */

// A process reads a few results: compiling a parser for each shape costs more than it saves (10 ms of a start).
z.config({ jitless: true })

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const nullableNumber = z.number().nullable()
const interval = z.tuple([z.number(), z.number()]).nullable()
const digest = z.object({ sha256: z.string() })

const estimate = z.object({ value: nullableNumber, interval })

const contractStatistics = z.object({
  /** Rows looked at; null where the table could not be read. */
  rows: nullableNumber,
  /** Rows that break the rule. */
  failing: nullableNumber,
  /** Failing in percent of rows, 0 to 100. */
  percent: nullableNumber,
  /** The value compared, for rules that compare one (rowCount, sql). */
  value: scalar.optional(),
})

const metricStatistics = z.object({
  better: z.enum(['higher', 'lower', 'none']),
  rows: z.number(),
  candidate: estimate,
  baseline: estimate.nullable(),
  /** Candidate − baseline, raw: for a loss below zero is better. */
  difference: z
    .object({
      value: nullableNumber,
      interval,
      confidence: z.number(),
      method: z.string().nullable(),
      pValue: nullableNumber,
      test: z.string().nullable(),
    })
    .nullable(),
})

const gateStatistics = z.object({
  /** The judged number: the metric for min and max, candidate − baseline (raw) for a margin. */
  value: nullableNumber,
  interval,
  confidence: nullableNumber,
  method: z.string().nullable(),
  margin: z.number().optional(),
  threshold: z.number().optional(),
  rows: nullableNumber,
  /** Further labelled rows that would settle it, a guide; null where it is settled or cannot be. */
  labelsNeeded: nullableNumber,
  /** The power that `labelsNeeded` is planned for. */
  power: nullableNumber,
  /** The numbers that an expression named, by their paths. */
  operands: z.record(z.string(), nullableNumber).optional(),
})

const waiver = z.object({ check: z.string(), reason: z.string(), by: z.string(), until: z.string() })

const checkBase = {
  id: z.string(),
  title: z.string(),
  verdict: z.enum(['pass', 'fail', 'inconclusive', 'skip']),
  severity: z.enum(['error', 'warning', 'info']),
  blocks: z.boolean(),
  target: z.object({
    object: z.string().nullable(),
    column: z.string().nullable(),
    metric: z.string().nullable(),
    slice: z.string().nullable(),
  }),
  observed: scalar,
  expected: z.string().nullable(),
  unit: z.string().nullable(),
  /** Up to 10 failing rows; values of columns that are not classified public are masked. */
  samples: z.array(z.object({ row: nullableNumber, values: z.record(z.string(), z.string().nullable()) })),
  source: z.object({ file: z.string(), line: z.number().nullable() }).nullable(),
  waiver: waiver.nullable(),
  help: z.string().nullable(),
}

const checkSchema = z.discriminatedUnion('kind', [
  z.object({
    ...checkBase,
    kind: z.literal('contract'),
    statistics: contractStatistics,
    /** What of the data's quality the contract says that the rule is about: `completeness`, `timeliness`, … */
    dimension: z.string().nullable().optional(),
  }),
  z.object({ ...checkBase, kind: z.literal('metric'), statistics: metricStatistics }),
  z.object({ ...checkBase, kind: z.literal('gate'), statistics: gateStatistics }),
  z.object({
    ...checkBase,
    kind: z.enum(['drift', 'evidence', 'rollout', 'smoke', 'watch', 'service', 'assessment']),
    statistics: z.record(z.string(), z.unknown()),
  }),
])

const change = z.object({ name: z.string(), before: scalar, after: scalar })

const proposalSchema = z.object({
  differences: z.array(
    z.object({
      /** Where it stands: `models.churn.gates[1]`, `contracts/customers.odcs.yaml`, `data/test.csv`. */
      path: z.string(),
      /**
       * `policy` and `exam` (what is judged by and on) count once the base branch has them; `wiring` counts at once, as does
       * a contract's compatible change (`contract`); `model`: unknown to the base, so all of it is the head's.
       */
      part: z.enum(['policy', 'exam', 'contract', 'wiring', 'model']),
      /** Whether this result goes by the head's. */
      counts: z.boolean(),
      /** In a few words, untrusted; null where it is not there. */
      base: z.string().nullable(),
      head: z.string().nullable(),
      source: z.object({ file: z.string(), line: z.number().nullable() }).nullable(),
    }),
  ),
  /** What the head's own policy and exam would say; null where that is the same, or could not be asked. */
  head: z
    .object({
      verdict: z.enum(['pass', 'warn', 'fail', 'inconclusive', 'skip']),
      blocks: z.boolean(),
      summary: z.string(),
    })
    .nullable(),
})

const figureSchema = z.object({
  id: z.string(),
  /** `matrix`: a count in each cell of a table, with the columns in `x` and the rows in `label`. */
  kind: z.enum(['line', 'bar', 'interval', 'matrix']),
  title: z.string(),
  x: z.string(),
  y: z.string(),
  series: z.array(
    z.object({
      name: z.string(),
      /**
       * At most 200; `low` and `high` where the point has an interval, `rows` where it stands for some. Cells of a matrix
       * that are not shown are left out.
       */
      points: z.array(
        z.object({
          x: z.union([z.number(), z.string()]),
          y: z.number(),
          label: z.string().optional(),
          low: z.number().optional(),
          high: z.number().optional(),
          rows: z.number().optional(),
        }),
      ),
    }),
  ),
})

const materialSchema = z.object({
  /** `candidate`, `baseline`, `baseline-model`, `evaluation`, `model`, `parameters`, `golden`, `profile`, or a data set's key. */
  name: z.string(),
  uri: z.string(),
  digest,
  rows: nullableNumber,
  /** Whether it was made in this run by the command that the policy names. */
  derived: z.boolean(),
})

export const resultSchema = z.object({
  schema: z.literal('modelgate.result/v1'),
  command: z.string(),
  model: z.string().nullable(),
  verdict: z.enum(['pass', 'warn', 'fail', 'inconclusive', 'skip']),
  blocks: z.boolean(),
  summary: z.string(),
  checks: z.array(checkSchema),
  /** What the candidate was compared with and why that; null where nothing was asked for. `version` null: the stage is empty. */
  baseline: z
    .object({
      /** `stage:production`, `file:PATH`, `version:v1.2.0`. */
      source: z.string(),
      version: z.string().nullable(),
      /** Id of the record commit. */
      commit: z.string().nullable(),
      reason: z.string(),
    })
    .nullable(),
  changes: z.object({
    parameters: z.array(change),
    data: z.array(change),
    environment: z.array(change),
    code: z.object({
      before: z.string().optional(),
      after: z.string().optional(),
      commits: z.number().optional(),
      /** Files that differ. */
      files: z.number().optional(),
    }),
  }),
  figures: z.array(figureSchema),
  materials: z.array(materialSchema),
  policy: z
    .object({
      uri: z.string(),
      /** `refs/heads/main` where a branch's policy was taken, else null. */
      ref: z.string().nullable(),
      /** The commit that it was read at; only with `ref`. */
      commit: z.string().optional(),
      /** Of the resolved policy as canonical JSON. */
      digest,
      files: z.array(z.object({ uri: z.string(), digest })),
    })
    .nullable(),
  /** What a pull request changes of how it is judged; only where the base branch's policy judged and something differs. */
  proposal: proposalSchema.nullable().optional(),
  trust: z.enum(['local', 'pull_request', 'protected']),
  tool: z.object({ name: z.string(), version: z.string(), engine: z.string().nullable() }),
  source: z
    .object({ repository: z.string().nullable(), commit: z.string().nullable(), run: z.string().nullable() })
    .nullable(),
  startedAt: z.string(),
  finishedAt: z.string(),
  /** What `promote` put into the registry; null where it changed nothing. Other commands have no such key. */
  registered: z
    .object({
      version: z.string(),
      tag: z.string(),
      stage: z.string().nullable(),
      stageTag: z.string().nullable(),
      /** Id of the record commit. */
      commit: z.string(),
    })
    .nullable()
    .optional(),
})

/** Several models: `modelgate.results/v1`. */
export const resultsSchema = z.object({
  schema: z.literal('modelgate.results/v1'),
  verdict: z.enum(['pass', 'warn', 'fail', 'inconclusive', 'skip']),
  blocks: z.boolean(),
  results: z.array(resultSchema),
})

/** Arrays become readonly arrays and tuples readonly tuples: a mapped type keeps both. */
type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T

export type Result = DeepReadonly<z.infer<typeof resultSchema>>
export type Results = DeepReadonly<z.infer<typeof resultsSchema>>
export type CheckResult = Result['checks'][number]
export type ContractCheckResult = Extract<CheckResult, { kind: 'contract' }>
export type MetricCheckResult = Extract<CheckResult, { kind: 'metric' }>
export type GateCheckResult = Extract<CheckResult, { kind: 'gate' }>
export type Figure = Result['figures'][number]
export type Material = Result['materials'][number]
export type Changes = Result['changes']
export type Baseline = NonNullable<Result['baseline']>
export type Proposal = NonNullable<Result['proposal']>
export type PolicyReference = NonNullable<Result['policy']>
