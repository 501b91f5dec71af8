import type { PolicyDifference } from '../config/policy-differences.ts'
import type { ExamSide } from '../config/policy-merge.ts'
import type { ModelSettings } from '../config/project.ts'
import type { MergedProject } from '../config/written-project.ts'
import { formatCount } from '../core/count.ts'
import { isRemote, showLocation } from '../core/data-location.ts'
import { formatDigest } from '../core/digest.ts'
import { InputError } from '../core/faults.ts'
import type { BaseFiles } from './base-files.ts'
import { type BaseBytes, digestBytes } from './base-workspace.ts'
import type { Services } from './services.ts'

/** What the caller's flags say of the exam in place of the configuration. */
export interface ExamFlags {
  readonly hasCandidate: boolean
  readonly hasData: boolean
  readonly hasBaseline: boolean
}

/** The exam of a model as the base branch has it. */
export interface JudgedExam {
  readonly settings: ModelSettings
  /** Whose labelled rows they are. */
  readonly side: ExamSide
  /** The base's bytes by location, where those that are here differ. */
  readonly lent: ReadonlyMap<string, BaseBytes>
  readonly differences: readonly PolicyDifference[]
}

/** What the exam of a model is looked for with. */
export interface ExamSources {
  /** The model as the base has it. */
  readonly base: ModelSettings
  readonly merged: MergedProject
  readonly baseFiles: BaseFiles
  readonly sha256: (text: string) => string
}

/**
 * What a model is judged on: the base branch's labelled rows, and files of a baseline, with the columns that belong to
 * them. Rows that the base does not keep (made in the job) are the head's, which is said.
 *
 * @throws InputError where the base's policy and the head's wiring contradict each other, or the base's bytes cannot be had.
 */
export async function findExam(
  model: string,
  { hasCandidate, hasData, hasBaseline }: ExamFlags,
  sources: ExamSources,
  services: Services,
): Promise<JudgedExam> {
  const { base, merged, baseFiles } = sources
  const settings = await merged.settle(model, 'base')
  if (!hasCandidate) refuseStated(base, settings)
  const { evaluation, data, baseline } = settings
  const rows = hasData || evaluation?.data == null ? null : (data[evaluation.data]?.path ?? null)
  const others = hasBaseline ? [] : baseline.flatMap(({ kind, value }) => (kind === 'file' ? [value] : []))
  const lent = new Map<string, BaseBytes>()
  const differences: PolicyDifference[] = []
  for (const location of [...(rows === null ? [] : [rows]), ...others]) {
    if (isRemote(location)) continue
    const bytes = await baseFiles.find(location)
    const compared = bytes === null ? null : await compareBytes(location, bytes, model, sources, services)
    if (compared === null) continue
    lent.set(location, bytes!)
    differences.push(compared)
  }
  if (rows === null || isRemote(rows) || (await baseFiles.find(rows)) !== null) {
    return { settings, side: 'base', lent, differences }
  }
  const own = await merged.settle(model, 'head')
  const path = own.evaluation?.data == null ? rows : (own.data[own.evaluation.data]?.path ?? rows)
  return { settings: own, side: 'head', lent, differences: [...differences, noteUntracked(path, model)] }
}

/** A candidate that answered the base's rows may not come with numbers of its own making. */
function refuseStated(base: ModelSettings, { candidate, name }: ModelSettings): void {
  const isStated = (from: ModelSettings['candidate']) =>
    from !== null && from.predictions === null && from.predict === null && from.metrics !== null
  if (base.evaluation === null || isStated(base.candidate) || candidate === null || !isStated(candidate)) return
  throw new InputError({
    message: `model ${name} is judged on rows, and its candidate now states numbers without any (metrics)`,
    place: candidate.place,
    help: 'name its answers: candidate: {predictions: …}',
  })
}

/** null where the bytes that are here are the base's. */
async function compareBytes(
  location: string,
  bytes: BaseBytes,
  model: string,
  { sha256 }: ExamSources,
  { workspace }: Services,
): Promise<PolicyDifference | null> {
  const base = digestBytes(bytes, sha256)
  const head = await workspace.digest(location, 'config').catch((error: unknown) => {
    if (error instanceof InputError) return null
    throw error
  })
  if (head !== null && head.digest.sha256 === base.digest.sha256) return null
  return {
    ...describeExam(location, model),
    ...{ counts: false, base: describeBytes(base), head: head && describeBytes(head) },
  }
}

/** The base branch does not keep the rows: nobody can say whether they are those that it was judged on. */
function noteUntracked(location: string, model: string): PolicyDifference {
  return {
    ...describeExam(location, model),
    counts: true,
    base: null,
    head: 'the file that is here: the base keeps none',
  }
}

function describeExam(location: string, model: string) {
  const path = showLocation(location)
  return { path, part: 'exam', source: { file: path, line: null }, model, concerns: ['compare'] } as const
}

function describeBytes({ digest, size }: ReturnType<typeof digestBytes>): string {
  return `${formatDigest(digest).slice(0, 'sha256:'.length + 12)}, ${formatCount(size)} bytes`
}
