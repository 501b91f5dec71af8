import type { Result } from '../core/result.ts'
import type { ModelRecord } from '../registry/model-version.ts'

/** Stored files and data of a record as the materials of a result about its version; none where no record was read. */
export function listRecordedMaterials(record: ModelRecord | null): Result['materials'] {
  if (record === null) return []
  return [
    ...record.artifacts.map(({ path, uri, digest }) => ({ name: path, uri, digest, rows: null, derived: false })),
    ...record.data.map(({ name, uri, digest, rows }) => ({ name, uri, digest, rows, derived: false })),
  ]
}
