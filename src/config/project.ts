import type { CsvDialect } from '../core/data-source.ts'
import type { Place } from '../core/faults.ts'
import type { LaterKey } from '../core/later.ts'
import type { Task } from '../core/metric.ts'
import type { NetworkRule } from '../core/network-rule.ts'
import type { PolicyReference } from '../core/result.ts'
import type { OnInconclusive } from '../core/verdict.ts'
import type { Gate } from '../policy/gate.ts'

/** modelgate.yml, read, checked and resolved: includes merged, defaults applied, variables replaced. */
export interface Project {
  /** The root file as the user may name it, relative to the working directory where it lies below. */
  readonly file: string
  /** Models that a command takes without `--model`: all, or those of the included file that was found or named. */
  readonly defaultModels: readonly string[]
  /** Whose policy judges a pull request. */
  readonly policyFrom: 'base' | 'head'
  /** What locations in files may reach. */
  readonly network: NetworkRule
  readonly registry: { readonly type: 'git'; readonly remote: string }
  readonly store: { readonly type: 'git'; readonly maxSize: number; readonly allowPersonal: boolean }
  readonly engine: {
    readonly memory: string
    readonly threads: number | null
    readonly timeoutMs: number
    readonly folder: string | null
  }
  readonly evidence: { readonly requireSigned: boolean }
  readonly models: Readonly<Record<string, ModelSettings>>
  /** Digest of the resolved policy and of each file it came from; `ref` null when read from the work tree. */
  readonly policy: PolicyReference
  /** Keys that are accepted and have no executor yet. */
  readonly later: readonly LaterKey[]
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

export interface EvaluationSettings {
  /** Key of the data set with labels. */
  readonly data: string
  readonly id: string
  readonly label: string
  readonly positive: string | null
  readonly score: string | null
  readonly prediction: string | null
  readonly threshold: number
  readonly slices: readonly string[]
  /** Empty: all of the task. */
  readonly metrics: readonly string[]
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
  readonly parameters: string | null
  readonly place: Place
}

export interface BaselineSettings {
  readonly kind: 'stage' | 'file'
  /** Name of the stage, or path. */
  readonly value: string
}

/** Gates are the policy's own. */
export type GateSettings = Gate

export interface StageSettings {
  readonly name: string
  /** Commands whose evidence is needed: `validate`, `compare`. */
  readonly require: readonly string[]
  readonly environment: string | null
  readonly place: Place
}
