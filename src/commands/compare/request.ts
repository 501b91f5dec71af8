import type { BaselineSettings, DataSettings, GateSettings } from '../../config/project.ts'
import type { CsvDialect } from '../../core/data-source.ts'
import type { IntervalMethod, Task, TestMethod } from '../../core/metric.ts'
import type { PolicyReference } from '../../core/result.ts'
import type { PathOrigin } from '../../ports/workspace.ts'
import type { CommonInputs, Inputs } from '../command.ts'
import type { CompareInputs } from './spec.ts'

export type CompareValues = Inputs<CompareInputs> & CommonInputs

/** A file and who named it. */
export interface FileRequest {
  readonly location: string
  readonly origin: PathOrigin
  readonly csv: CsvDialect | null
}

/** Everything that one comparison is made from, whether flags or modelgate.yml said it. */
export interface CompareRequest {
  readonly model: string | null
  readonly task: Task
  readonly data: FileRequest | null
  readonly candidate: FileRequest
  /** In order; the first that is there wins. */
  readonly baselines: readonly (BaselineSettings & Pick<FileRequest, 'origin' | 'csv'>)[]
  readonly gates: readonly GateSettings[]
  readonly columns: {
    readonly id: string
    readonly label: string
    readonly score: string | null
    readonly prediction: string | null
  }
  readonly positive: string | null
  readonly threshold: number
  readonly slices: readonly string[]
  /** Empty: all of the task. */
  readonly metrics: readonly string[]
  readonly minRows: number
  readonly confidence: number
  readonly method: IntervalMethod | null
  readonly test: TestMethod | null
  readonly resamples: number
  readonly seed: number
  readonly power: number
  readonly modelFile: FileRequest | null
  readonly parameters: FileRequest | null
  /** The model's data sets, for what changed since the baseline. */
  readonly dataSets: readonly DataSettings[]
  /** null where a flag overrode what the policy says. */
  readonly policy: PolicyReference | null
}
