import { InputError } from '../../core/faults.ts'
import type { CheckResult } from '../../core/result.ts'
import { type EvidenceCheckDraft, evidenceCheck } from '../../evidence/evidence-check.ts'
import type { Services } from '../services.ts'

/** What the record of a version will say, as far as an image's labels may speak of it too. */
export interface LabelledVersion {
  readonly model: string
  readonly version: string
  readonly codeCommit: string | null
  /** `sha256:…` of the model's bytes. */
  readonly modelDigest: string | null
}

const REFERENCE = /^[^\s@]+@sha256:[0-9a-f]{64}$/

/** The reference, which names an image by its digest. @throws InputError where it does not */
export function parseImage(written: string): string {
  if (REFERENCE.test(written)) return written
  throw new InputError({
    message: `image "${written}" is no reference by digest`,
    help: 'write it as ghcr.io/acme/churn@sha256:HEX: a tag may name another image tomorrow; docker/build-push-action has the digest as an output',
  })
}

/**
 * Whether an image is there and says nothing else than the record: labels that it has not are no contradiction.
 *
 * @throws SystemError where its registry does not answer
 */
export async function verifyImage(
  reference: string,
  expected: LabelledVersion,
  { images, signal }: Pick<Services, 'images' | 'signal'>,
): Promise<CheckResult[]> {
  const found = await (await images()).find(reference, signal)
  const isThere = found !== null
  const presence = evidenceCheck({
    id: ['image'],
    title: 'the image is in its registry',
    observed: isThere ? reference : 'there is no such image',
    problem: isThere ? null : { name: 'insufficient', help: `there is no image ${reference}: push it before` },
  })
  if (!isThere) return [presence]
  const labels = listLabels(expected)
  const wrong = labels.filter(([key, value]) => found.labels[key] !== undefined && found.labels[key] !== value)
  const named = labels.filter(([key]) => found.labels[key] !== undefined)
  const tell = ([key, value]: readonly [string, string]) => `${key} is ${found.labels[key]}, the record has ${value}`
  const problem: EvidenceCheckDraft['problem'] =
    wrong.length === 0
      ? null
      : { name: 'foreign', help: `the image is of another version: ${wrong.map(tell).join('; ')}` }
  const observed = wrong.length > 0 ? wrong.map(tell).join('; ') : named.map(([key]) => key).join(', ')
  return [
    presence,
    evidenceCheck({
      id: ['image', 'labels'],
      title: 'the labels of the image do not contradict the record',
      observed: observed || 'it has none that speak of a version',
      problem,
    }),
  ]
}

/** Those of `formatImageLabels` that builders do not use for things of their own. */
function listLabels({ model, version, codeCommit, modelDigest }: LabelledVersion): (readonly [string, string])[] {
  const labels: readonly (readonly [string, string | null])[] = [
    ['org.opencontainers.image.revision', codeCommit],
    ['modelgate.model', model],
    ['modelgate.version', version],
    ['modelgate.digest', modelDigest],
  ]
  return labels.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]))
}
