import { isMap } from '../core/plain-map.ts'
import type { DataPath } from '../yaml/located-document.ts'
import type { RawData, RawEvaluation } from './evaluation-settings.ts'
import type { RawModel } from './model-settings.ts'
import { joinPath, relativePath } from './paths.ts'
import { listExamData } from './policy-digest.ts'
import { LABELLED_COLUMNS, partOfModel } from './policy-parts.ts'
import { schemeOf } from './quantities.ts'
import type { WrittenModel } from './written-project.ts'

/** Whose labelled rows are judged on: their path, dialect and columns go together. */
export type ExamSide = 'base' | 'head'

/**
 * A model as the base branch judges it: what decides and what is judged on is the base's, the wiring the head's. What the
 * base says nothing of at all (an evaluation, a data set, the contract of one) is the head's: it can only add strictness.
 * What the head dropped is the base's. The base's paths have to start from the head's folder.
 *
 * @see moveModel
 */
export function mergeModels(base: RawModel, head: RawModel, exam: ExamSide): RawModel {
  const examData = listExamData(base)
  const keys = Object.keys({ ...base, ...head }) as (keyof RawModel)[]
  const own = keys.map((key) => [key, partOfModel([key], examData) === 'wiring' ? head[key] : base[key]])
  return {
    ...Object.fromEntries(own.filter(([, value]) => value !== undefined)),
    task: base.task ?? head.task,
    evaluation: mergeEvaluations(base.evaluation, head.evaluation, exam),
    data: Object.fromEntries(
      [...new Set([...Object.keys(base.data), ...Object.keys(head.data)])].map((key) => {
        const side = key === base.evaluation?.data ? exam : 'head'
        return [key, mergeData(base.data[key], head.data[key], side)]
      }),
    ),
  } as RawModel
}

function mergeEvaluations(
  base: RawEvaluation | undefined,
  head: RawEvaluation | undefined,
  exam: ExamSide,
): RawEvaluation | undefined {
  if (base === undefined || head === undefined) return base ?? head
  const isLabelled = (key: string) => (LABELLED_COLUMNS as readonly string[]).includes(key)
  const isOfHead = (key: string) =>
    partOfModel(['evaluation', key], new Set()) === 'wiring' && !(exam === 'base' && isLabelled(key))
  const pick = (from: RawEvaluation, isWanted: (key: string) => boolean) =>
    Object.entries(from).filter(([key]) => isWanted(key))
  return Object.fromEntries([
    ...pick(base, (key) => !isOfHead(key)),
    ...pick(head, isOfHead),
  ]) as unknown as RawEvaluation
}

function mergeData(base: RawData | undefined, head: RawData | undefined, exam: ExamSide): RawData {
  if (base === undefined || head === undefined) return (base ?? head)!
  const { path, csv } = exam === 'base' ? base : head
  const { contract, object } = base.contract === undefined ? head : base
  const { production, on_inconclusive } = base
  return {
    ...{ path, production, on_inconclusive },
    ...(csv === undefined ? {} : { csv }),
    ...(contract === undefined ? {} : { contract }),
    ...(object === undefined ? {} : { object }),
  }
}

/** The model with its paths as seen from another folder, for files that were moved. */
export function moveModel({ raw, folder }: Pick<WrittenModel, 'raw' | 'folder'>, target: string): RawModel {
  if (folder === target) return raw
  const move = <T extends string | undefined>(path: T) =>
    (path === undefined || path.startsWith('/') || schemeOf(path) !== null
      ? path
      : relativePath(target, joinPath(folder, path))) as T
  const moveBaseline = (baseline: string) =>
    baseline.startsWith('file:') ? `file:${move(baseline.slice('file:'.length))}` : baseline
  const { baseline, data, candidate } = raw
  const moved = Object.entries(data).map(([key, { path, contract, ...set }]) => [
    key,
    { path: move(path), ...(contract === undefined ? {} : { contract: move(contract) }), ...set },
  ])
  return {
    ...raw,
    data: Object.fromEntries(moved),
    ...(baseline === undefined
      ? {}
      : { baseline: typeof baseline === 'string' ? moveBaseline(baseline) : baseline.map(moveBaseline) }),
    ...(candidate === undefined ? {} : { candidate: moveCandidate(candidate, move) }),
  } as RawModel
}

function moveCandidate<T extends object>(candidate: T, move: (path: string) => string): T {
  const paths = new Set(['model', 'predictions', 'parameters', 'metrics'])
  const entries = Object.entries(candidate).map(([key, value]) => [
    key,
    paths.has(key) && typeof value === 'string' && value !== 'dvc' ? move(value) : value,
  ])
  return Object.fromEntries(entries) as T
}

/** Where the values of a merged model stand: what is the base's in the base's files. */
export function placeMerged(base: WrittenModel, head: WrittenModel): Pick<WrittenModel, 'placeOf' | 'textOf'> {
  const exam = listExamData(base.raw)
  const choose = (path: DataPath) => {
    if (path.length === 0) return head
    const isOfBase = partOfModel(path, exam) !== 'wiring' && hasValue(base.raw, path)
    return isOfBase || !hasValue(head.raw, path) ? base : head
  }
  return {
    placeOf: (path, part) => choose(path).placeOf(path, part),
    textOf: (path) => choose(path).textOf(path),
  }
}

function hasValue(settings: unknown, path: DataPath): boolean {
  let value = settings
  for (const part of path) {
    value = isMap(value) || Array.isArray(value) ? (value as Readonly<Record<PropertyKey, unknown>>)[part] : undefined
  }
  return value !== undefined
}
