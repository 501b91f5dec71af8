/** What a person asks about: `churn`, `churn@v1.2.0` or `churn#production`. */
export interface RegistryTarget {
  readonly model: string
  readonly version: string | null
  readonly stage: string | null
}

/** Reads `MODEL[@VERSION|#STAGE]`; null where it is none (empty parts, or both a version and a stage). */
export function parseTarget(text: string): RegistryTarget | null {
  const match = /^([^@#\s]+)(?:@([^@#\s]+)|#([^@#\s]+))?$/.exec(text)
  return match === null ? null : { model: match[1]!, version: match[2] ?? null, stage: match[3] ?? null }
}
