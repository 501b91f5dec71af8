/** Versions of the Open Data Contract Standard that are read, oldest first. */
export const ODCS_VERSIONS = ['v3.0.0', 'v3.0.1', 'v3.0.2', 'v3.1.0', 'v3.2.0'] as const

export type OdcsVersion = (typeof ODCS_VERSIONS)[number]

/** Names with the version that brought them. */
export type VersionTable = Readonly<Record<string, OdcsVersion>>

/** Whether `version` is `since` or later. */
export function hasReached(version: OdcsVersion, since: OdcsVersion): boolean {
  return ODCS_VERSIONS.indexOf(version) >= ODCS_VERSIONS.indexOf(since)
}

/** The text as a version that is read; null where it is none. */
export function findVersion(text: string | null): OdcsVersion | null {
  return ODCS_VERSIONS.find((version) => version === text) ?? null
}
