import { isRemote } from '../core/data-location.ts'
import type { Digest } from '../core/digest.ts'
import { InputError } from '../core/faults.ts'
import { MOST_POINTER_BYTES, refusePointer } from '../core/lfs-pointer.ts'
import type { PathOrigin, Workspace } from '../ports/workspace.ts'

/**
 * Digest and size of what a location stands for, where none of its files is a pointer of Git LFS.
 *
 * @throws InputError as `digest` of the workspace, and for the first pointer
 */
export async function digestWhole(
  location: string,
  origin: PathOrigin,
  workspace: Workspace,
): Promise<{ readonly digest: Digest; readonly size: number }> {
  const found = await workspace.digest(location, origin)
  if (isRemote(location)) return found
  for (const file of await workspace.glob(location, origin)) {
    const text = await workspace.readText(file, origin, MOST_POINTER_BYTES).catch((error: unknown) => {
      // longer than any pointer, no text, or kept elsewhere
      if (error instanceof InputError) return ''
      throw error
    })
    refusePointer(file, text)
  }
  return found
}
