import type { DataSource } from '../core/data-source.ts'
import { quoteLiteral } from './quoting.ts'

/** A source's files as the engine's readers take them. */
export function listFiles({ files }: DataSource): string {
  return `[${files.map((file) => quoteLiteral(toPattern(file))).join(', ')}]`
}

/** A file's name as a pattern that matches nothing else: the engine's readers take `*`, `?` and `[` for wildcards. */
export function toPattern(file: string): string {
  return file.replace(/[*?[]/g, '[$&]')
}

const COMPRESSIONS: readonly (readonly [RegExp, string])[] = [
  [/\.gz$/i, 'gzip'],
  [/\.zst$/i, 'zstd'],
]

/** How a text file's name says that it is compressed; null: it does not. */
export function findCompression(file: string): string | null {
  return COMPRESSIONS.find(([ending]) => ending.test(file))?.[1] ?? null
}

/** The option that says so to the engine, which by itself knows `.gz` and not `.GZ`; files of different kinds are left to it. */
export function renderCompression({ files, format }: DataSource): readonly string[] {
  const kinds = new Set(files.map(findCompression))
  if (kinds.size > 1) return []
  const [kind = null] = kinds
  return [`compression = '${kind ?? (format === 'csv' ? 'none' : 'uncompressed')}'`]
}

/** Options that make columns of the files' paths, as text. */
export function renderPartitions({ partitions = [] }: DataSource): readonly string[] {
  return [
    `hive_partitioning = ${partitions.length > 0}`,
    ...(partitions.length > 0 ? ['hive_types_autocast = false'] : []),
  ]
}
