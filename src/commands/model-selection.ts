import type { ModelSettings, Project } from '../config/project.ts'
import { InputError } from '../core/faults.ts'
import { nearestName } from '../text/nearest-name.ts'

/** The models that `--model` names, each once; without it those that a command takes by default. @throws InputError for each name that is none. */
export function selectModels(project: Project, wanted: readonly string[]): readonly ModelSettings[] {
  refuseUnknownModels(wanted, Object.keys(project.models))
  const names = wanted.length > 0 ? new Set(wanted) : project.defaultModels
  return [...names].map((name) => project.models[name]!)
}

/** @throws InputError for each name of `--model` that is none. */
export function refuseUnknownModels(wanted: readonly string[], known: readonly string[]): void {
  const names = new Set(known)
  const faults = wanted
    .filter((name) => !names.has(name))
    .map((name) => {
      const nearest = nearestName(name, known)
      return {
        message: `--model ${name}: there is no such model`,
        help: nearest ? `did you mean ${nearest}?` : `there are: ${known.join(', ')}`,
      }
    })
  if (faults.length > 0) throw new InputError(faults)
}
