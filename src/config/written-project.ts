import type { Place } from '../core/faults.ts'
import type { DataPath, LocatedDocument } from '../yaml/located-document.ts'
import type { ConfigFile } from './config-files.ts'
import type { RawModel } from './model-settings.ts'
import type { PolicyDifference } from './policy-differences.ts'
import type { Sha256 } from './policy-digest.ts'
import type { ExamSide } from './policy-merge.ts'
import type { ModelSettings, Project } from './project.ts'
import type { RootSettings } from './root-settings.ts'

/** A model as its files have it: checked, defaults applied, paths as written. */
export interface WrittenModel {
  readonly raw: RawModel
  /** Folder that its paths start from, relative to the working directory. */
  readonly folder: string
  placeOf(path: DataPath, part?: 'key' | 'value'): Place
  /** A scalar as written; null where it is none. */
  textOf(path: DataPath): string | null
}

/** What a merge of two configurations works on: the settings before they are resolved, and where each of them stands. */
export interface WrittenProject {
  readonly root: RootSettings
  readonly document: LocatedDocument
  readonly models: Readonly<Record<string, WrittenModel>>
  /** The root file first. */
  readonly files: readonly ConfigFile[]
  /** Texts of the contracts by path, relative to the working directory. */
  readonly contracts: ReadonlyMap<string, string>
  /** Texts of the files that say whose signature counts, by path as written. */
  readonly trust: ReadonlyMap<string, string>
  /** Environment variables that values read. */
  readonly variables: readonly string[]
  /** Hides what came from environment variables. */
  redact(text: string): string
  readonly sha256: Sha256
  /**
   * The project as the base branch judges it.
   *
   * @param bases configurations of the base branch, that of this one first; in the others models are looked for that it
   * lacks.
   * @param contracts texts of the contracts that the base has, as they judge: the base's, or the head's where that counts.
   */
  mergeOnto(bases: readonly Project[], contracts: ReadonlyMap<string, string>): Promise<MergedProject>
}

/** A project with what decides taken from the base branch. */
export interface MergedProject {
  /**
   * Wiring and paths of all data are the head's. A model that does not go together with what the base says of it stands
   * as the head has it: `settle` says what is wrong.
   */
  readonly project: Project
  /** Of the root file, and models that came or went. */
  readonly differences: readonly PolicyDifference[]
  /** Of a model that both know; none where they have it alike. */
  differencesOf(model: string, exam: ExamSide): readonly PolicyDifference[]
  /** @throws InputError where the base's policy and the head's wiring contradict each other. */
  settle(model: string, exam: ExamSide): Promise<ModelSettings>
}
