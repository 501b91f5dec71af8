import type { Costs } from '../core/costs.ts'
import type { CsvDialect } from '../core/data-source.ts'
import type { Place } from '../core/faults.ts'
import type { LaterKey } from '../core/later.ts'
import type { Task } from '../core/metric.ts'
import type { NetworkRule } from '../core/network-rule.ts'
import type { PolicyReference } from '../core/result.ts'
import type { OnInconclusive } from '../core/verdict.ts'
import type { Waiver } from '../core/waiver.ts'
import type { Gate } from '../policy/gate.ts'
import type { CommandTargetSettings } from './command-target.ts'
import type { EvidenceSettings } from './evidence-settings.ts'
import type { OwnMetricSettings } from './own-metrics.ts'
import type { RegistrySettings } from './registry-settings.ts'
import type { ReproduceSettings } from './reproduce-settings.ts'
import type { StoreSettings } from './store-settings.ts'
import type { WrittenProject } from './written-project.ts'

/** modelgate.yml, read, checked and resolved: includes merged, defaults applied, variables replaced. */
export interface Project {
  /** The root file as the user may name it, relative to the working directory where it lies below. */
  readonly file: string
  /** Models that a command takes without `--model`: all, or those of the included file that was found or named. */
  readonly defaultModels: readonly string[]
  /** Whose policy judges a pull request. */
  readonly policyFrom: 'base' | 'head'
  /** Checks lifted until a day; those of a pull request count only where the base has them (commands/judged-project.ts). */
  readonly waivers: readonly Waiver[]
  /** What locations in files may reach. */
  readonly network: NetworkRule
  readonly registry: RegistrySettings
  readonly store: StoreSettings
  readonly engine: {
    readonly memory: string
    readonly threads: number | null
    readonly timeoutMs: number
    readonly folder: string | null
  }
  readonly evidence: EvidenceSettings
  readonly models: Readonly<Record<string, ModelSettings>>
  /** Digest of the resolved policy and of each file it came from; `ref` null when read from the work tree. */
  readonly policy: PolicyReference
  /** Keys that are accepted and have no executor yet. */
  readonly later: readonly LaterKey[]
  /** The settings before they were resolved, for a merge with those of the base branch. */
  readonly written: WrittenProject
}

export interface ModelSettings {
  readonly name: string
  readonly description: string | null
  readonly intendedUse: string | null
  readonly owner: string | null
  readonly task: Task
  /** Folder that the model's paths start from, relative to the working directory: '' for the directory itself. */
  readonly folder: string
  readonly data: Readonly<Record<string, DataSettings>>
  readonly evaluation: EvaluationSettings | null
  readonly candidate: CandidateSettings | null
  /** In order; the first that is there wins. */
  readonly baseline: readonly BaselineSettings[]
  readonly gates: readonly GateSettings[]
  /** In order. */
  readonly stages: readonly StageSettings[]
  /** null: nobody says how a version is made again. */
  readonly reproduce: ReproduceSettings | null
  readonly place: Place
}

export interface DataSettings {
  readonly key: string
  /** Path, folder or glob, relative to the working directory; or an address or a bucket's objects, as written. */
  readonly path: string
  readonly contract: string | null
  /** Object of the contract; null: the only one, or the one named as the file. */
  readonly object: string | null
  readonly production: boolean
  readonly csv: CsvDialect | null
  readonly onInconclusive: OnInconclusive
  readonly place: Place
}

/** Columns of an evaluation; null where none is named. */
export interface EvaluationColumnNames {
  readonly id: string
  /** null for graded items, which have none. */
  readonly label: string | null
  readonly score: string | null
  /** Column of each class's score. */
  readonly scores: Readonly<Record<string, string>> | null
  readonly prediction: string | null
  readonly weight: string | null
  readonly group: string | null
  readonly query: string | null
  readonly lower: string | null
  readonly upper: string | null
  readonly horizon: string | null
  readonly scale: string | null
}

export interface EvaluationSettings extends EvaluationColumnNames {
  /** Key of the data set with labels; null for graded items that stand in the predictions alone. */
  readonly data: string | null
  readonly positive: string | null
  readonly threshold: number
  readonly costs: Costs | null
  /** Columns, and pairs of columns (`contract & gender`). */
  readonly slices: readonly string[]
  /** Whether groups that fare worst are looked for as well. */
  readonly searchesSlices: boolean
  /** Empty: all of the task. */
  readonly metrics: readonly string[]
  readonly own: readonly OwnMetricSettings[]
  readonly minRows: number
  readonly confidence: number
  readonly resamples: number
  readonly seed: number
  readonly power: number
  readonly place: Place
}

export interface CandidateSettings {
  readonly model: string | null
  readonly predictions: string | null
  /** null: no command is named. */
  readonly predict: PredictSettings | null
  /** Where metrics stand that somebody else computed: a file, `dvc.yaml`, `mlflow:RUN`, `wandb:…`. */
  readonly metrics: string | null
  readonly parameters: string | null
  /** Rows with the answers that this model gave, for a service to give again; stored with the version. */
  readonly golden: string | null
  /** Profile of the training data; stored with the version. */
  readonly profile: string | null
  readonly place: Place
}

/** The command that predicts. */
export interface PredictSettings {
  /** Argument vector with `{model}`, `{data}` and `{out}`. */
  readonly command: readonly string[]
  /** Longest time of one run. */
  readonly timeoutMs: number
  /** Whether it is also run on shuffled columns. */
  readonly isExplained: boolean
  readonly place: Place
}

export interface BaselineSettings {
  readonly kind: 'stage' | 'version' | 'ref' | 'file' | 'mlflow'
  /** Name of the stage, version, revision, or path; `RUN/PATH` or `RUN/PATH@sha256:HEX` of MLflow. */
  readonly value: string
}

/** Gates are the policy's own. */
export type GateSettings = Gate

export interface StageSettings {
  readonly name: string
  /** Commands whose evidence is needed: `validate`, `compare`. */
  readonly require: readonly string[]
  /** Stage that the version must be in before; null: none. */
  readonly after: string | null
  /** How long, in milliseconds. */
  readonly holdMs: number
  readonly environment: string | null
  /** Whether predictions must come from `predict` in the same run. */
  readonly isDerived: boolean
  /** Registered decisions on the same test data before fresh labels are due; null: no limit. */
  readonly reuseBudget: number | null
  /** What serves the model; null where nothing is named, or something that no executor is there for yet. */
  readonly target: CommandTargetSettings | null
  readonly place: Place
}
