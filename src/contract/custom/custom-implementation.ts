import { InputError } from '../../core/faults.ts'
import { parseLocatedYaml } from '../../yaml/located-document.ts'

/** Bounds of the text inside one rule. */
const LIMITS = { maxLength: 100_000, maxDepth: 24, maxValues: 5_000 }

/** What stands in a custom rule's `implementation`: a map or list as it is, text read as YAML. */
export function readImplementation(implementation: unknown): { readonly value: unknown } | { readonly fault: string } {
  if (typeof implementation !== 'string') return { value: implementation }
  try {
    return { value: parseLocatedYaml(implementation, 'implementation', LIMITS).data }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const [fault] = error.faults
    return { fault: `line ${fault?.place?.line ?? 1} of its implementation: ${fault?.message ?? error.message}` }
  }
}
