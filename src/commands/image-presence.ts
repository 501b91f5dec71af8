import { InputError, SystemError } from '../core/faults.ts'
import type { CheckResult } from '../core/result.ts'
import { evidenceCheck, skippedEvidenceCheck } from '../evidence/evidence-check.ts'
import type { ModelRecord } from '../registry/model-version.ts'
import type { Services } from './services.ts'

/**
 * Whether the image that a record names is still in its registry; none where it names no image by reference.
 *
 * @param advice what to do where it is not.
 * @param limitMs how long that may take, in milliseconds; a registry that does not answer by then, or not as needed, is
 *   warned of and passed over, since who goes back in need cannot wait for it. null: it is waited for, and is an error.
 * @throws SystemError where the registry does not answer
 */
export async function proveImage(
  { model, version, image }: Pick<ModelRecord, 'model' | 'version' | 'image'>,
  services: Pick<Services, 'images' | 'logger' | 'signal'>,
  advice: string,
  limitMs: number | null = null,
): Promise<CheckResult[]> {
  if (image === null || !image.includes('@')) return []
  const label = `${model} ${version}`
  const id = ['way-back', 'image']
  const title = `the image of ${label} is in its registry`
  const found = await ask(image, services, limitMs)
  if (typeof found === 'string') {
    services.logger.warning(`the image of ${label}: ${found}`)
    return [skippedEvidenceCheck(id, `whether ${title}`, found)]
  }
  const problem = found
    ? null
    : {
        name: 'irreversible' as const,
        help: `${label} could not be brought back (there is no image ${image}): ${advice}`,
      }
  return [evidenceCheck({ id, title, observed: found ? image : 'there is no such image', problem })]
}

/** Whether it is there; in words why nobody knows. */
async function ask(
  image: string,
  { images, signal }: Pick<Services, 'images' | 'signal'>,
  limitMs: number | null,
): Promise<boolean | string> {
  if (limitMs === null) return (await (await images()).find(image, signal)) !== null
  const limit = AbortSignal.timeout(limitMs)
  const late = `the registry of ${image} did not answer within ${limitMs / 1000} s`
  const ended = new Promise<string>((resolve) => limit.addEventListener('abort', () => resolve(late), { once: true }))
  try {
    const find = async () => (await (await images()).find(image, AbortSignal.any([signal, limit]))) !== null
    return await Promise.race([find(), ended])
  } catch (error) {
    if (signal.aborted || !(error instanceof InputError || error instanceof SystemError || limit.aborted)) throw error
    return limit.aborted ? late : (error as Error).message.split('\n')[0]!
  }
}
