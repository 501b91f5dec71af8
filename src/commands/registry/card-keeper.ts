import type { DataVersion } from '../../core/data-version.ts'

/** Who keeps the bytes of a data set, in words; null where only their digest is known. */
export function describeKeeper(version: DataVersion | null): string | null {
  switch (version?.tool) {
    case undefined:
      return null
    case 'git':
      return 'git, at the code commit'
    case 'lfs':
      return 'Git LFS'
    case 'dvc':
      return `DVC${version.remote === null ? '' : ` (${version.remote})`}, md5 ${version.hash}`
    case 'object':
      return `the bucket${version.version === null ? '' : `, version ${version.version}`}`
  }
}
