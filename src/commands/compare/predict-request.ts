import type { DataSettings, PredictSettings } from '../../config/project.ts'
import type { DataSource } from '../../core/data-source.ts'
import type { Material } from '../../core/result.ts'
import type { FileRequest } from './request.ts'

/** What predictions are made or read from. */
export interface PredictRequest {
  /** The labelled rows; null: the candidate's file holds them, and then nothing can be predicted. */
  readonly data: FileRequest | null
  /** The file with the candidate's predictions; null: none is named. */
  readonly candidate: FileRequest | null
  readonly modelFile: FileRequest | null
  /** The model's data sets, of which `train` is looked at for leakage; default none. */
  readonly dataSets?: readonly Pick<DataSettings, 'key' | 'path'>[]
  readonly columns: { readonly id: string; readonly label: string | null }
  /** null: no command is named. */
  readonly predict: PredictPlan | null
}

/** The command that predicts, and when it is to run. */
export interface PredictPlan extends PredictSettings {
  /** Absolute path, or relative to the working directory: where it runs. */
  readonly folder: string
  /** Whether both models are to be predicted even where their predictions are there: a stage asks for `derived`. */
  readonly isRequired: boolean
  /** Whether somebody asked what a prediction takes (`predict_latency`, `predict_memory`). */
  readonly isMeasured: boolean
}

/** Rows that a model predicted, to be read. */
export interface ReadyPredictions {
  readonly source: DataSource
  readonly material: Omit<Material, 'rows'>
}

/** What a model costs to run; null with the reason where it is not known. */
export interface RunNumbers {
  /** Bytes of the model file. */
  readonly modelSize: number | null
  /** Seconds of the whole run by row. */
  readonly latency: number | null
  /** Bytes. */
  readonly memory: number | null
  /** Why latency and memory are not known; null where they are. */
  readonly reason: string | null
}

/** A model file that can be predicted with. */
export interface ModelFile {
  /** Absolute. */
  readonly path: string
  /** Name of the file that it was, by whose ending programs tell what to load it with. */
  readonly name: string
  /** As messages call whose it is: `the candidate`, `production v0.1.0`. */
  readonly label: string
}
