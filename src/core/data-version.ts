/**
 * How the bytes of a data set are kept, so that they can be had again: as a pointer of DVC or Git LFS, as a version of an
 * object in a bucket, or as a file of the code commit itself.
 */
export type DataVersion =
  /** `hash`: md5 in hex, `.dir` behind that of a folder; `remote`: name in DVC's configuration, null: its default. */
  | { readonly tool: 'dvc'; readonly hash: string; readonly size: number | null; readonly remote: string | null }
  /** `oid`: sha256 in hex. */
  | { readonly tool: 'lfs'; readonly oid: string; readonly size: number }
  /** `version`: the store's own id of it, null where the bucket keeps none. */
  | { readonly tool: 'object'; readonly uri: string; readonly version: string | null; readonly etag: string | null }
  /** A file that the code commit holds itself. */
  | { readonly tool: 'git' }
