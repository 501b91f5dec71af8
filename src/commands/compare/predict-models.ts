import type { Services } from '../services.ts'
import type { ChosenBaseline } from './baseline.ts'
import type { ModelFile, PredictRequest } from './predict-request.ts'

/** The candidate's model file; null where none is named. @throws InputError where it is missing */
export async function openCandidateModel(
  { modelFile }: PredictRequest,
  { workspace }: Services,
): Promise<ModelFile | null> {
  if (modelFile === null) return null
  const { location, origin } = modelFile
  const name = location.split(/[\\/]/).at(-1)!
  const files = await workspace.glob(location, origin)
  // a folder is a model too for those who load it
  const path =
    files.length > 1 ? await workspace.resolve(location, origin) : (await workspace.openFile(location, origin)).path
  return { path, name, label: 'the candidate' }
}

/** The baseline's model in a file of its old name. @throws InputError, SystemError where it cannot be had */
export async function openBaselineModel({ model }: ChosenBaseline, services: Services): Promise<ModelFile | null> {
  if (!model?.open) return null
  const stored = await model.open()
  const folder = await (await services.commands()).makeFolder()
  return { ...stored, path: await folder.take(stored.path, stored.name) }
}

/** Bytes of the candidate's model; null where none is named, or it is not here. */
export async function measureModel({ modelFile }: PredictRequest, { workspace }: Services): Promise<number | null> {
  if (modelFile === null) return null
  const { location, origin } = modelFile
  const files = await workspace.glob(location, origin)
  if (files.length === 0) return null
  return (files.length === 1 ? await workspace.openFile(location, origin) : await workspace.digest(location, origin))
    .size
}
