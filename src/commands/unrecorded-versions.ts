import { InputError, SystemError } from '../core/faults.ts'
import { refuseUnreadable } from '../registry/registered-versions.ts'
import type { Services } from './services.ts'

/**
 * The versions of a model whose tags speak of no record, as those of GTO: none of them was lost. Asked once a record was
 * not found, since all tags are read for it.
 *
 * @returns by the version's tag, with the error that says so; none where the registry does not answer.
 */
export async function findUnrecorded(
  model: string,
  { registry, signal }: Pick<Services, 'registry' | 'signal'>,
): Promise<ReadonlyMap<string, InputError>> {
  const unrecorded = new Map<string, InputError>()
  try {
    const { tags } = await (await registry()).inspect({ models: [model] }, signal)
    for (const tag of tags) {
      if (tag.name.kind !== 'version') continue
      try {
        refuseUnreadable(tag)
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        unrecorded.set(tag.tag, error)
      }
    }
  } catch (error) {
    if (!(error instanceof SystemError) || signal.aborted) throw error
  }
  return unrecorded
}
