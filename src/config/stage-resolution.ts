import { parseArtifactReference } from '../core/artifact-reference.ts'
import { InputError } from '../core/faults.ts'
import { nearestName } from '../text/nearest-name.ts'
import type { DataPath } from '../yaml/located-document.ts'
import { resolveCommandTarget } from './command-target.ts'
import { noteRemote } from './evaluation-resolution.ts'
import { JUDGING } from './gate-resolution.ts'
import type { RawModel } from './model-settings.ts'
import type { ModelSource } from './model-source.ts'
import type { BaselineSettings, StageSettings } from './project.ts'
import { NAME_PATTERN } from './settings-schema.ts'
import type { RawStage } from './stage-settings.ts'

/** Stages in order; what promote cannot hold to yet is noted. */
export function resolveStages(
  stages: Readonly<Record<string, RawStage>>,
  source: ModelSource,
): readonly StageSettings[] {
  const names = Object.keys(stages)
  return names.map((name, index) => {
    const raw = stages[name]!
    const at = (key: string): DataPath => ['stages', name, key]
    if (!NAME_PATTERN.test(name)) {
      source.fault(['stages', name], `${JSON.stringify(name)} cannot be the name of a stage`, NAME_HELP)
    }
    if (raw.after !== undefined && !names.slice(0, index).includes(raw.after)) {
      source.fault(
        at('after'),
        `${JSON.stringify(raw.after)} is no stage before ${name}`,
        suggestStage(raw.after, names.slice(0, index)),
      )
    }
    const before = names[index - 1] ?? null
    if (raw.hold !== undefined && raw.after === undefined && before === null) {
      source.fault(at('hold'), `hold is time in the stage before, and ${name} is the first`, 'take the key out')
    }
    if (raw.require.includes('drift')) source.later(at('require'), 'evidence of drift is not there yet', ['promote'])
    const target = raw.deploy?.target
    if (target !== undefined) {
      const commands = target.type === 'command' ? ['deploy'] : ['deploy', 'rollback']
      source.later(at('deploy'), `deploy to ${target.type} is not there yet`, commands)
    }
    return {
      name,
      require: raw.require,
      after: raw.after ?? (raw.hold === undefined ? null : before),
      holdMs: raw.hold ?? 0,
      environment: raw.environment ?? null,
      isDerived: raw.derived === true,
      reuseBudget: raw.budget?.reuse ?? null,
      target: target?.type === 'command' ? resolveCommandTarget(target) : null,
      place: source.placeOf(['stages', name]),
    }
  })
}

/** What a name must be like. */
export const NAME_HELP = 'use letters, digits, - and _, beginning and ending with a letter or digit'

/**
 * What the candidate is compared with, in order. Without `baseline` it is the stage `production` (else the last stage)
 * where stages are declared or a gate has a margin, and nothing otherwise.
 */
export function resolveBaseline(model: RawModel, source: ModelSource): readonly BaselineSettings[] {
  const stages = Object.keys(model.stages)
  if (model.baseline === undefined) {
    if (stages.length === 0 && !model.gates.some((gate) => gate.margin !== undefined)) return []
    return [
      { kind: 'stage', value: stages.length === 0 || stages.includes('production') ? 'production' : stages.at(-1)! },
    ]
  }
  const isList = Array.isArray(model.baseline)
  const written = typeof model.baseline === 'string' ? [model.baseline] : model.baseline
  return written.flatMap((value, index): BaselineSettings[] => {
    const path: DataPath = isList ? ['baseline', index] : ['baseline']
    const [, kind, rest] = /^(version|ref|file|mlflow):(.*)$/s.exec(value) ?? []
    if (kind === 'file') {
      noteRemote(rest!, path, JUDGING, source)
      if (rest === '') source.fault(path, 'file: needs a path', 'write file:PATH')
      return [{ kind: 'file', value: source.locate(rest!) }]
    }
    if (kind === 'mlflow') {
      noteArtifactFaults(rest!, path, source)
      return [{ kind, value: rest! }]
    }
    if (kind === 'version' || kind === 'ref') {
      if (rest === '')
        source.fault(path, `${kind}: names nothing`, `write ${kind === 'ref' ? 'ref:main' : 'version:v1.2.0'}`)
      return [{ kind, value: rest! }]
    }
    if (stages.length > 0 && !stages.includes(value)) {
      source.fault(path, `there is no stage ${JSON.stringify(value)}`, suggestStage(value, stages))
    } else if (!NAME_PATTERN.test(value)) {
      source.fault(
        path,
        `${JSON.stringify(value)} cannot be the name of a stage`,
        'name a stage, version:V, ref:REF, mlflow:RUN/PATH or file:PATH',
      )
    }
    return [{ kind: 'stage', value }]
  })
}

function noteArtifactFaults(written: string, path: DataPath, source: ModelSource): void {
  try {
    parseArtifactReference(written)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    for (const { message, help } of error.faults) source.fault(path, message, help)
  }
}

function suggestStage(name: string, stages: readonly string[]): string {
  const nearest = nearestName(name, stages)
  if (nearest !== null) return `did you mean "${nearest}"?`
  return stages.length === 0 ? 'it is the first stage: take the key out' : `stages: ${stages.join(', ')}`
}
