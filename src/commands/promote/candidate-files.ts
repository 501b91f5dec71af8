import type { ModelSettings, Project } from '../../config/project.ts'
import { isRemote, showLocation } from '../../core/data-location.ts'
import type { Digest } from '../../core/digest.ts'
import { type Fault, InputError, SystemError } from '../../core/faults.ts'
import { hasNamePattern } from '../../core/name-pattern.ts'
import type { Result } from '../../core/result.ts'
import type { MaterialAtHand } from '../../evidence/material-verification.ts'
import type { Workspace } from '../../ports/workspace.ts'
import type { Services } from '../services.ts'
import { digestWhole } from '../whole-bytes.ts'

/** A file of the candidate that the record will hold. */
export interface CandidateFile {
  /** Path inside the record: `artifacts/model`. */
  readonly path: string
  readonly uri: string
  readonly digest: Digest
  readonly size: number
}

/** What the work tree holds of a model: the files to store, and all bytes that evidence may speak of. */
export interface CandidateFiles {
  readonly stored: readonly CandidateFile[]
  readonly materials: readonly MaterialAtHand[]
}

/** What the evidence says of the bytes that it rests on. */
type Judgement = Pick<Result, 'baseline' | 'command' | 'materials'>

/**
 * Hashes model, predictions and evaluation data, which must be there; other data sets, parameters and a file that was
 * the baseline where they are. A data set that no command has to judge and nobody gives is left out, with a warning.
 *
 * @throws InputError with every file that is missing
 */
export async function hashCandidate(
  model: ModelSettings,
  results: readonly Judgement[],
  services: Pick<Services, 'workspace' | 'logger' | 'signal'>,
): Promise<CandidateFiles> {
  const { workspace } = services
  const faults: Fault[] = []
  const digest = async (uri: string) => {
    try {
      return await digestWhole(uri, 'config', workspace)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      faults.push(...error.faults.map((fault) => ({ ...fault, help: fault.help ?? HELP })))
      return null
    }
  }
  const stored: CandidateFile[] = []
  const materials: MaterialAtHand[] = []
  for (const { name, uri, path } of listCandidateFiles(model)) {
    const found = await digest(uri)
    if (found === null) continue
    stored.push({ path, uri, ...found })
    const judgedBy = name === 'model' || name === 'candidate' ? ['compare'] : []
    materials.push({ names: [name], uri, digest: found.digest, judgedBy, isStored: true })
  }
  for (const { kind, value } of model.baseline) {
    if (kind !== 'file' || !results.some(({ baseline }) => baseline?.source === `file:${value}`)) continue
    const found = (await workspace.exists(value, 'config')) ? await digest(value) : null
    materials.push({ names: ['baseline'], uri: value, digest: found?.digest ?? null, judgedBy: ['compare'] })
  }
  for (const { key, path, contract, production } of Object.values(model.data)) {
    if (production) continue
    const isEvaluation = key === model.evaluation?.data
    const names = isEvaluation ? ['evaluation', key] : [key]
    const judgedBy = [...(isEvaluation ? ['compare'] : []), ...(contract === null ? [] : ['validate'])]
    // an address may hold a secret
    const uri = showLocation(path)
    const digestNeeded = async () => {
      const isHere = isEvaluation || (await workspace.glob(path, 'config')).length > 0
      return isHere ? ((await digest(path))?.digest ?? null) : null
    }
    const isNeeded = isEvaluation || results.some(({ command }) => judgedBy.includes(command))
    const isNamed = results.some((result) =>
      result.materials.some((one) => names.includes(one.name) || one.uri === uri),
    )
    const left = isNamed ? 'its bytes rest on the evidence alone' : 'it is not recorded; no evidence needs it'
    const found = isNeeded ? await digestNeeded() : await digestUnneeded(path, left, services)
    materials.push({ names, uri, digest: found, judgedBy })
  }
  const parameters = model.candidate?.parameters
  if (parameters && (await workspace.exists(parameters, 'config'))) {
    const found = await digest(parameters)
    materials.push({ names: ['parameters'], uri: parameters, digest: found?.digest ?? null, judgedBy: [] })
  }
  if (faults.length > 0) throw new InputError(faults)
  return { stored, materials }
}

/**
 * Of data that is compared and recorded where it can be had; of an address or a bucket, which no commit pins, nothing is
 * asked.
 *
 * @param left what to say where it cannot.
 */
async function digestUnneeded(
  path: string,
  left: string,
  { workspace, logger, signal }: Pick<Services, 'workspace' | 'logger' | 'signal'>,
): Promise<Digest | null> {
  if (isRemote(path)) return null
  try {
    return (await workspace.glob(path, 'config')).length > 0
      ? (await digestWhole(path, 'config', workspace)).digest
      : null
  } catch (error) {
    if (signal.aborted || !(error instanceof InputError || error instanceof SystemError)) throw error
    logger.warning(`${path}: ${left}: ${error.message}`)
    return null
  }
}

const HELP =
  'promote hashes the bytes again: bring the files of the judged run into the work tree, at the paths of modelgate.yml'

function listCandidateFiles({ candidate }: ModelSettings): { name: string; uri: string; path: string }[] {
  const files = []
  if (candidate?.model) files.push({ name: 'model', uri: candidate.model, path: 'artifacts/model' })
  if (candidate?.predictions) {
    const path = `artifacts/predictions${findExtension(candidate.predictions)}`
    files.push({ name: 'candidate', uri: candidate.predictions, path })
  }
  if (candidate?.golden) {
    const path = `artifacts/golden${findExtension(candidate.golden)}`
    files.push({ name: 'golden', uri: candidate.golden, path })
  }
  if (candidate?.profile) {
    const path = `artifacts/profile${findExtension(candidate.profile)}`
    files.push({ name: 'profile', uri: candidate.profile, path })
  }
  return files
}

/** `.csv`, `.csv.gz`, `.parquet`: what a reader tells the format by; nothing of a name without any. */
function findExtension(path: string): string {
  return /\.\w+(?:\.(?:gz|zst))?$/.exec(path)?.[0] ?? ''
}

/** Refuses what cannot be kept: more than one file under one name, and what `store: git` does not take. @throws InputError with all of them */
export async function refuseUnstorable(
  stored: readonly CandidateFile[],
  { store, file }: Pick<Project, 'store' | 'file'>,
  workspace: Workspace,
): Promise<void> {
  const faults: Fault[] = []
  for (const { uri, size, path } of stored) {
    if (store.type === 'git' && size > store.maxSize) {
      faults.push({
        message: `${uri} has ${formatSize(size)}; store: git keeps files up to ${formatSize(store.maxSize)}`,
        help: `raise store.max_size in ${file}, or choose a store outside of git (${STORES_OUTSIDE})`,
      })
    }
    const files = await workspace.glob(uri, 'config')
    const isFolder = files.length === 1 && !hasNamePattern(uri) && files[0]!.includes(`${bare(uri)}/`)
    if (files.length > 1 || isFolder) {
      const what = isFolder ? 'is a folder' : `stands for ${files.length} files`
      faults.push({
        message: `${uri} ${what}; a record keeps one file as ${path}`,
        help: `write it as one file, or pack it before it is judged: tar -cf ${bare(uri)}.tar ${bare(uri)}`,
      })
    }
  }
  if (faults.length > 0) throw new InputError(faults)
}

const bare = (path: string): string => path.replace(/^(?:\.\/)+|\/+$/g, '')

/** Stores that keep files outside of the record. */
export const STORES_OUTSIDE = 'release, oci, s3, gs, azure, dvc, mlflow, folder'

/** Decimal, as `max_size` counts: `20 MB`. */
function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${Number((bytes / 1_000_000).toFixed(1))} MB`
}
