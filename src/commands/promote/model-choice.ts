import type { Project } from '../../config/project.ts'
import { InputError } from '../../core/faults.ts'
import type { EvidenceFile } from './evidence-files.ts'

/**
 * The models to promote: those named; else those that the evidence is about; else the only one here.
 *
 * @throws InputError where that leaves it open
 */
export function chooseModels(
  named: readonly string[],
  files: readonly EvidenceFile[],
  project: Project,
): readonly string[] {
  const known = Object.keys(project.models)
  if (named.length > 0) return [...new Set(named)]
  const told = files.flatMap(({ statements }) => statements.flatMap(({ result }) => result.model ?? []))
  const judged = [...new Set(told)].filter((model) => known.includes(model))
  if (judged.length > 0) return judged
  if (project.defaultModels.length === 1) return project.defaultModels
  throw new InputError({
    message: known.length === 0 ? `${project.file} names no models` : 'no model is named, and no evidence says which',
    help: known.length === 0 ? 'add one under models:' : `give --model with one of ${known.join(', ')}`,
  })
}
