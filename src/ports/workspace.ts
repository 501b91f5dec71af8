import type { CsvDialect, DataSource } from '../core/data-source.ts'
import type { Digest } from '../core/digest.ts'

/** Who named a path: a flag or action input (the caller may read what they may read) or a config file (kept inside the workspace). */
export type PathOrigin = 'caller' | 'config'

/** Files under the working directory, or under a commit: what commands may read and write. */
export interface Workspace {
  /** Absolute path of the folder that relative paths start from. */
  readonly root: string
  /** Absolute path. @throws InputError where a config's path leaves the workspace, also by symlink. */
  resolve(path: string, origin: PathOrigin): Promise<string>
  /** @throws InputError where the file is missing, no file, not UTF-8, or larger than `maxBytes` (default 10 MB). */
  readText(path: string, origin: PathOrigin, maxBytes?: number): Promise<string>
  /**
   * Digest and size of the bytes, of a location as `openData` takes it. Where a pattern stands for several files: of the listing that `sha256sum` prints of
   * them (`HEX  PATH` a line, in the order of their paths), and their sizes added up. @throws InputError where missing.
   */
  digest(path: string, origin: PathOrigin): Promise<{ readonly digest: Digest; readonly size: number }>
  /**
   * Paths (relative, sorted) that match: a path without wildcards is itself where it exists, a folder the data files
   * below it. Files that are only tracked are fetched, as is what a remote location stands for, named by its address.
   */
  glob(pattern: string, origin: PathOrigin): Promise<readonly string[]>
  /**
   * The rows that a path, glob, folder, address (`https://`) or pattern of a bucket (`s3://`, `gs://`, `az://`) names,
   * format by ending; `csv` wins over what the ending implies. What is not here is fetched once.
   * @throws InputError where nothing is there, or the ending or the location is not supported.
   */
  openData(location: string, origin: PathOrigin, csv?: CsvDialect | null): Promise<DataSource>
  /**
   * A local copy of one file, fetched where it is not here, or the file itself where it is.
   * @throws InputError where it is missing, or stands for several.
   */
  openFile(path: string, origin: PathOrigin): Promise<{ readonly path: string; readonly size: number }>
  /**
   * Names of the files in a folder, sorted, those of folders below it as `folder/name` where wanted; none where there is
   * no such folder. `isWhole`: also of whatever else is there, folders with a `/` behind.
   * @throws InputError where something else is in its place
   */
  listFolder(
    path: string,
    origin: PathOrigin,
    options?: { readonly isDeep: boolean; readonly isWhole?: boolean },
  ): Promise<readonly string[]>
  /** The path from the repository's root (from the working directory outside of one); null where it lies outside. */
  repositoryPath(path: string): string | null
  exists(path: string, origin: PathOrigin): Promise<boolean>
  /** Writes aside and renames; makes folders. */
  writeText(path: string, text: string): Promise<void>
}
