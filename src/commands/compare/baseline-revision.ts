import { detectFormat } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import type { RevisionFile, RevisionFiles } from '../../ports/revision-files.ts'
import type { Services } from '../services.ts'
import type { BaselineRequest, ChosenBaseline, PassedOver } from './baseline.ts'

/**
 * The predictions, or the model, that a revision of the repository has at the candidate's paths, whoever keeps the bytes.
 * Other paths would let a change choose what it is compared with, so a revision without them is passed over, or where it
 * is the last, an obstacle and no first version.
 */
export async function openRevision(
  name: string,
  request: BaselineRequest,
  services: Services,
): Promise<ChosenBaseline | PassedOver> {
  if (/\p{Cc}/u.test(name)) {
    throw new InputError({
      message: `baseline ref:${JSON.stringify(name)}: holds a character that no name of a revision has`,
      help: 'name a branch, a tag or a commit id',
    })
  }
  let revision: RevisionFiles
  try {
    revision = await services.revision(name)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { passed: `ref:${name} is not known`, empty: null, error }
  }
  const [predictions, model] = [request.candidate?.location ?? null, request.modelFile?.location ?? null]
  const read = (path: string | null) => (path === null ? Promise.resolve(null) : revision.file(path))
  const stored = await read(predictions)
  const file = await read(model)
  const label = `${name} (${revision.commit.slice(0, 7)})`
  if (stored === null && file === null) {
    const paths = [predictions, model].filter((path) => path !== null).join(' nor ') || 'predictions or a model'
    const lacks = `has ${paths.includes(' nor ') ? 'neither ' : 'no '}${paths}`
    const error = new InputError({
      message: `baseline ref:${name}: ${label} ${lacks}`,
      help: 'commit or track them there, or name another baseline',
    })
    return { passed: `ref:${name} ${lacks}`, empty: null, error }
  }
  const evaluated = await digestAt(revision, request)
  return {
    statement: { source: `ref:${name}`, version: null, commit: revision.commit, reason: revision.found },
    name,
    label,
    predictions: stored && {
      source: { ...detectFormat(predictions!), uri: `${predictions} at ${label}`, files: [stored.path] },
      origin: 'stage',
      material: material(stored, `${revision.commit}:${predictions}`),
    },
    isEmpty: false,
    obstacle: stored === null ? `${label} has no ${predictions ?? 'predictions'}` : null,
    record: null,
    model: {
      open: file && (async () => ({ path: file.path, name: file.path.split(/[\\/]/).at(-1)!, label })),
      obstacle: file === null ? `${label} has no ${model ?? 'model'}` : null,
      size: file?.size ?? null,
      evaluated,
    },
  }
}

function material({ sha256 }: RevisionFile, uri: string) {
  return { name: 'baseline', uri, digest: { sha256 }, derived: false }
}

/** Digest of the evaluation data at that revision; null where it is not one file of the repository. */
async function digestAt(revision: RevisionFiles, { data }: BaselineRequest): Promise<string | null> {
  if (data === null || /[*?[\]{}]|:\/\//.test(data.location)) return null
  try {
    return (await revision.file(data.location))?.sha256 ?? null
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}
