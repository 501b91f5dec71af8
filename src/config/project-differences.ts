import { formatPlural } from '../core/count.ts'
import type { RawModel } from './model-settings.ts'
import {
  describeValue,
  diffSettings,
  formatPath,
  type PolicyDifference,
  type SettingDifference,
} from './policy-differences.ts'
import { listExamData } from './policy-digest.ts'
import { type ExamSide, mergeModels } from './policy-merge.ts'
import { partOfModel, partOfRoot } from './policy-parts.ts'
import type { Project } from './project.ts'
import type { WrittenModel } from './written-project.ts'

/** A model that base and head know; the base's paths start from the head's folder. */
export interface SharedModel {
  readonly base: WrittenModel
  readonly head: WrittenModel
}

/** What the root files say otherwise. @param root the keys that judge */
export function listRootDifferences(
  base: Project,
  head: Project,
  root: Project['written']['root'],
  redact: (text: string) => string,
): readonly PolicyDifference[] {
  const { models: _, defaults: __, ...own } = head.written.root
  const { models: ___, defaults: ____, ...old } = base.written.root
  const found = diffSettings({ base: old, head: own, merged: root })
  const differences = found.map((difference): PolicyDifference => {
    const key = String(difference.path[0])
    const part = partOfRoot(key)
    return {
      ...describe(difference, [], redact),
      ...{ part, model: null, concerns: part === 'wiring' ? [] : concernsOfRoot(difference) },
      source: showPlace(head.written.document.placeOf(difference.path)),
    }
  })
  if (base.file === head.file) return differences
  const moved = { base: base.file, head: head.file, path: 'modelgate.yml' }
  const source = { file: head.file, line: null }
  return [...differences, { ...moved, part: 'wiring', counts: true, source, model: null, concerns: [] }]
}

/** Commands that a key of the root file may make judge otherwise: a waiver the one whose check it is about. */
function concernsOfRoot({ path, base, head }: SettingDifference): readonly string[] {
  if (path[0] === 'env' || path[0] === 'policy' || path[0] === 'evidence') return []
  if (path[0] !== 'waivers') return ['validate', 'compare']
  const text = JSON.stringify([base, head])
  return ['validate', 'compare'].filter((command) => text.includes(command === 'validate' ? 'contract/' : 'gate/'))
}

/** Models that the head does not have any more. */
export function listGone(base: Project, head: Project): readonly PolicyDifference[] {
  return Object.entries(base.written.models).flatMap(([name, { raw }]): readonly PolicyDifference[] =>
    Object.hasOwn(head.models, name)
      ? []
      : [
          {
            path: `models.${name}`,
            ...{ part: 'model', counts: true, base: summarize(raw), head: null, model: null, concerns: [] },
            source: showPlace(head.written.document.placeOf(['models', name])),
          },
        ],
  )
}

/** A model that the base does not know. */
export function noteNew(name: string, head: Project): PolicyDifference {
  const { raw, placeOf } = head.written.models[name]!
  return {
    path: `models.${name}`,
    ...{ part: 'model', counts: true, base: null, head: summarize(raw), model: name, concerns: [] },
    source: showPlace(placeOf([])),
  }
}

function summarize({ task, gates, data }: RawModel): string {
  const sets = Object.keys(data).length
  return [task ?? 'no task', formatPlural(gates.length, 'gate'), formatPlural(sets, 'data set')].join(', ')
}

/** What base and head say otherwise of a model. @param side whose labelled rows are judged on */
export function listModelDifferences(
  name: string,
  { base, head }: SharedModel,
  side: ExamSide,
  redact: (text: string) => string,
): readonly PolicyDifference[] {
  const merged = mergeModels(base.raw, head.raw, side)
  const exam = listExamData(merged)
  return diffSettings({ base: base.raw, head: head.raw, merged }).map((difference): PolicyDifference => {
    const { path, counts } = difference
    const part = partOfModel(path, exam)
    return {
      ...describe(difference, ['models', name], redact),
      // a column of the labelled rows is wiring only where the rows are the head's
      part: part === 'wiring' && !counts ? 'exam' : part,
      ...{ model: name, concerns: concernsOf(path, merged) },
      source: showPlace(head.placeOf(path)),
    }
  })
}

/** Commands whose verdict what stands there may change. */
function concernsOf(path: SettingDifference['path'], { evaluation }: RawModel): readonly string[] {
  const [key, name, inner] = path.map(String)
  if (key === 'data') {
    if (inner === undefined) return name === evaluation?.data ? ['validate', 'compare'] : ['validate']
    const isExam = name === evaluation?.data && (inner === 'path' || inner === 'csv')
    return isExam ? ['validate', 'compare'] : ['validate']
  }
  return ['task', 'evaluation', 'candidate', 'baseline', 'gates', 'stages'].includes(key!) ? ['compare'] : []
}

function describe(
  { path, base, head, counts }: SettingDifference,
  prefix: readonly string[],
  redact: (text: string) => string,
) {
  return {
    path: formatPath([...prefix, ...path]),
    counts,
    base: describeValue(base, redact),
    head: describeValue(head, redact),
  }
}

function showPlace({ file, line }: { readonly file: string; readonly line?: number }) {
  return { file, line: line ?? null }
}
