import type { OwnMetricSettings } from '../../config/own-metrics.ts'
import type { BaselineSettings, DataSettings, EvaluationColumnNames, GateSettings } from '../../config/project.ts'
import type { Costs } from '../../core/costs.ts'
import type { CsvDialect } from '../../core/data-source.ts'
import type { IntervalMethod, Task, TestMethod } from '../../core/metric.ts'
import type { PolicyReference } from '../../core/result.ts'
import type { Waiver } from '../../core/waiver.ts'
import type { ReuseBudget } from '../../policy/reuse-gate.ts'
import type { PathOrigin } from '../../ports/workspace.ts'
import type { CommonInputs, Inputs } from '../command.ts'
import type { PredictPlan } from './predict-request.ts'
import type { CompareInputs } from './spec.ts'
import type { StoredFile } from './stored-files.ts'

export type CompareValues = Inputs<CompareInputs> & CommonInputs

/** A file and who named it. */
export interface FileRequest {
  readonly location: string
  readonly origin: PathOrigin
  readonly csv: CsvDialect | null
  /** Of a file of grades that holds several: `results.json#SYSTEM`. */
  readonly system?: string | null
}

/** Everything that one comparison is made from, whether flags or modelgate.yml said it. */
export interface CompareRequest {
  readonly model: string | null
  readonly task: Task
  readonly data: FileRequest | null
  /** null: none is named, and `predict` makes them. */
  readonly candidate: FileRequest | null
  /** The command that predicts; default none. */
  readonly predict?: PredictPlan | null
  /** In order; the first that is there wins. */
  readonly baselines: readonly (BaselineSettings & Pick<FileRequest, 'origin' | 'csv' | 'system'>)[]
  readonly gates: readonly GateSettings[]
  /** Those that count in this run; default none. */
  readonly waivers?: readonly Waiver[]
  /** Registered decisions that a stage allows on the same data; default no limit. */
  readonly reuseBudget?: ReuseBudget | null
  readonly columns: EvaluationColumnNames
  readonly positive: string | null
  readonly threshold: number
  readonly costs: Costs | null
  /** Columns, and pairs of columns (`contract & gender`). */
  readonly slices: readonly string[]
  /** Whether groups that fare worst are looked for as well. */
  readonly searchesSlices: boolean
  /** Empty: all of the task. */
  readonly metrics: readonly string[]
  /** Metrics of the user's own. */
  readonly own: readonly OwnMetricSettings[]
  /** Where the model's commands run, relative to the working directory. */
  readonly folder: string
  readonly minRows: number
  readonly confidence: number
  readonly method: IntervalMethod | null
  readonly test: TestMethod | null
  readonly resamples: number
  readonly seed: number
  readonly power: number
  readonly modelFile: FileRequest | null
  readonly parameters: FileRequest | null
  /** What is stored beside model and predictions, to be named in the evidence; default none. */
  readonly storedFiles?: readonly StoredFile[]
  /** The model's data sets, for what changed since the baseline. */
  readonly dataSets: readonly DataSettings[]
  /** null where a flag overrode what the policy says. */
  readonly policy: PolicyReference | null
}
