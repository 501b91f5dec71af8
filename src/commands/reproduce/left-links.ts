import { isRemote } from '../../core/data-location.ts'
import { InputError } from '../../core/faults.ts'
import { hasNamePattern } from '../../core/name-pattern.ts'
import type { OpenCheckout } from '../services.ts'
import type { PlannedCommand } from './commands.ts'

/**
 * Why what a command left at a path is not read: a link out of the checkout may lead to anything. null where it is none,
 * or nothing is there.
 *
 * @param path one that was inside before the commands ran.
 */
export async function describeLink(
  by: PlannedCommand['name'],
  path: string,
  { services: { workspace, signal } }: OpenCheckout,
): Promise<string | null> {
  if (isRemote(path) || hasNamePattern(path)) return null
  try {
    await workspace.resolve(path, 'config')
    return null
  } catch (error) {
    if (!(error instanceof InputError) || signal.aborted) throw error
    return `${by} left ${path} as a link out of the checkout: let it write the file itself; where DVC makes the link, dvc config cache.type copy`
  }
}
