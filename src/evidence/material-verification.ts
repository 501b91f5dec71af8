import { type Digest, formatDigest } from '../core/digest.ts'
import type { CheckResult, Material, Result } from '../core/result.ts'
import { type EvidenceCheckDraft, evidenceCheck, skippedEvidenceCheck } from './evidence-check.ts'

/** Bytes of the work tree that evidence should have spoken of. */
export interface MaterialAtHand {
  /** Names that results give it: `candidate`; `evaluation` and its data set's key. */
  readonly names: readonly string[]
  readonly uri: string
  /** null: not here, and not needed here. */
  readonly digest: Digest | null
  /** Commands whose evidence must name it; empty: it is compared where it is named. */
  readonly judgedBy: readonly string[]
  /** Whether the version keeps these bytes: then it is told where no evidence names them. Default no. */
  readonly isStored?: boolean
}

/** The bytes at hand against those that the evidence judged: one check for each of them. */
export function verifyMaterials(results: readonly Result[], atHand: readonly MaterialAtHand[]): CheckResult[] {
  return atHand.flatMap((material) => verifyMaterial(results, material) ?? [])
}

function verifyMaterial(
  results: readonly Result[],
  { names, uri, digest, judgedBy, isStored = false }: MaterialAtHand,
): CheckResult | null {
  const named = results.flatMap((result) =>
    findMaterials(result.materials, names, uri).map((material) => ({ material, command: result.command })),
  )
  const id = ['material', names[0]!]
  const title = `${uri} is what was judged`
  if (digest === null) {
    if (named.length === 0) return null
    const elsewhere = named.find(({ material }) => !isSamePath(material.uri, uri))
    if (elsewhere !== undefined) {
      const help = `${elsewhere.command} judged ${elsewhere.material.uri}, and the policy names ${uri}: run ${elsewhere.command} again`
      const paths = { observed: elsewhere.material.uri, expected: uri }
      return evidenceCheck({ id, title, ...paths, problem: { name: 'insufficient', help } })
    }
    return skippedEvidenceCheck(id, title, `${uri} is not here: its bytes rest on the evidence alone`)
  }
  const silent = results.find(
    (result) => judgedBy.includes(result.command) && findMaterials(result.materials, names, uri).length === 0,
  )
  if (named.length === 0 && silent === undefined) {
    const reason = 'no evidence names it, it is kept as it is here; compare names what it finds in place'
    return isStored ? skippedEvidenceCheck(id, `whether ${title}`, reason) : null
  }
  const other = named.find(({ material }) => material.digest.sha256 !== digest.sha256)
  return evidenceCheck({
    id,
    title,
    observed: formatDigest(digest),
    expected: other ? formatDigest(other.material.digest) : null,
    problem: describeProblem(uri, other?.command, silent?.command),
  })
}

function describeProblem(
  uri: string,
  other: string | undefined,
  silent: string | undefined,
): EvidenceCheckDraft['problem'] {
  if (other !== undefined) {
    return {
      name: 'tampered',
      help: `${uri} has changed since ${other} judged it, or is another file: run ${other} again on these bytes`,
    }
  }
  if (silent === undefined) return null
  return {
    name: 'insufficient',
    help: `the evidence of ${silent} does not say which bytes of ${uri} it judged: run ${silent} with this file in place`,
  }
}

/** Materials of that name; of a data set of many files, which share a name, the one at that path. */
function findMaterials(materials: readonly Material[], names: readonly string[], uri: string): readonly Material[] {
  const named = materials.filter(({ name }) => names.includes(name))
  const atPath = named.filter((material) => isSamePath(material.uri, uri))
  return atPath.length > 0 ? atPath : named
}

const isSamePath = (one: string, other: string): boolean => bare(one) === bare(other)
const bare = (path: string): string => path.replace(/^(?:\.\/)+/, '')

/** The commands of `require` that no result covers. */
export function findMissingCommands(results: readonly Result[], require: readonly string[]): string[] {
  return require.filter((command) => !results.some((result) => result.command === command))
}
