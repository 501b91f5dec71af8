import { isMap } from '../core/plain-map.ts'
import type { Proposal } from '../core/result.ts'
import { cleanText } from '../text/escape.ts'
import type { DataPath } from '../yaml/located-document.ts'

/** What a change says otherwise than its base, and whether it counts already. */
export interface PolicyDifference extends DifferenceOfResult {
  /** null: a key of the root file. */
  readonly model: string | null
  /** Commands whose verdict it can change; empty: none, it is only shown. */
  readonly concerns: readonly string[]
}

type DifferenceOfResult = Proposal['differences'][number]

/** The same settings in three versions; undefined where they are not there. */
export interface Versions {
  readonly base: unknown
  readonly head: unknown
  /** Those that judge. */
  readonly merged: unknown
}

/** One setting that base and head have otherwise. */
export interface SettingDifference {
  readonly path: DataPath
  readonly base: unknown
  readonly head: unknown
  /** Whether the head's is what judges. */
  readonly counts: boolean
}

/** Longest value that is shown. */
const MOST_SHOWN = 120

/**
 * Where two versions of settings differ: key by key, entry by entry of a list of maps (their order does not matter), whole
 * where one side is not there. Of stages also their order.
 */
export function diffSettings({ base, head, merged }: Versions, path: DataPath = []): readonly SettingDifference[] {
  if (path.length > 0 && isSame(base, head))
    return hasOtherOrder(base, head, path) ? [compareOrder({ base, head, merged }, path)] : []
  if (isMap(base) && isMap(head)) {
    const kept = isMap(merged) ? merged : {}
    const keys = [...new Set([...Object.keys(base), ...Object.keys(head)])]
    const inner = keys.flatMap((key) =>
      diffSettings({ base: base[key], head: head[key], merged: kept[key] }, [...path, key]),
    )
    return hasOtherOrder(base, head, path) ? [...inner, compareOrder({ base, head, merged }, path)] : inner
  }
  const counts = isSame(merged, head)
  if (isListOfMaps(base) && isListOfMaps(head)) return diffLists(base, head, path, counts)
  return [{ path, base, head, counts }]
}

/** `models.churn.gates[1]`. */
export function formatPath(path: DataPath): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text === '' ? '' : '.'}${String(part)}`),
    '',
  )
}

/** A value in one short line of flow style, for people; null where there is none. @param redact hides secrets in it */
export function describeValue(value: unknown, redact: (text: string) => string): string | null {
  return value === undefined ? null : cleanText(redact(formatFlow(value)), MOST_SHOWN)
}

function formatFlow(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return `[${value.map(formatInner).join(', ')}]`
  if (!isMap(value)) return String(value)
  // what a gate is where it says nothing
  const isUsual = (key: string, inner: unknown) => key === 'severity' && inner === 'error'
  const entries = Object.entries(value).filter(([key, inner]) => inner !== undefined && !isUsual(key, inner))
  return `{${entries.map(([key, inner]) => `${key}: ${formatInner(inner)}`).join(', ')}}`
}

function formatInner(value: unknown): string {
  return typeof value === 'string' && !/^[\w@./*-]+$/.test(value) ? JSON.stringify(value) : formatFlow(value)
}

/** Whether two settings say the same, whatever the order of their keys. */
export function isSame(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((entry, index) => isSame(entry, right[index]))
  }
  if (!isMap(left) || !isMap(right)) return Object.is(left, right)
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => isSame(left[key], right[key]))
}

/** Entries that only one side has; two that are about the same thing make one difference. */
function diffLists(
  base: readonly Entry[],
  head: readonly Entry[],
  path: DataPath,
  counts: boolean,
): readonly SettingDifference[] {
  const left = base.map((entry, index) => ({ entry, index }))
  const take = (isWanted: (entry: Entry) => boolean) => {
    const found = left.findIndex(({ entry }) => isWanted(entry))
    return found < 0 ? undefined : left.splice(found, 1)[0]
  }
  const changed = head
    .map((entry, index) => ({ entry, index }))
    .filter(({ entry }) => take((other) => isSame(other, entry)) === undefined)
  const pairs = changed.map(({ entry, index }): SettingDifference => {
    const old = take((other) => identify(other) === identify(entry))
    return { path: [...path, index], base: old?.entry, head: entry, counts }
  })
  return [
    ...pairs,
    ...left.map(
      ({ entry, index }): SettingDifference => ({ path: [...path, index], base: entry, head: undefined, counts }),
    ),
  ]
}

type Entry = Readonly<Record<string, unknown>>

/** What an entry of a list is about: of a gate its metric, slice and kind of bound, of a waiver its check. */
function identify({ metric, name, expr, slice, check, ...rest }: Entry): string {
  const bound = ['min', 'max', 'margin'].find((key) => rest[key] !== undefined)
  return JSON.stringify([check, name, metric, slice, metric === undefined && name === undefined ? expr : null, bound])
}

function isListOfMaps(value: unknown): value is readonly Entry[] {
  return Array.isArray(value) && value.every(isMap)
}

function hasOtherOrder(base: unknown, head: unknown, path: DataPath): boolean {
  if (path.length !== 1 || path[0] !== 'stages' || !isMap(base) || !isMap(head)) return false
  const shared = (own: Entry, other: Entry) => Object.keys(own).filter((key) => Object.hasOwn(other, key))
  return shared(base, head).join('\n') !== shared(head, base).join('\n')
}

function compareOrder({ base, head, merged }: Versions, path: DataPath): SettingDifference {
  const names = (value: unknown) => Object.keys(value as Entry)
  return { path, base: names(base), head: names(head), counts: isSame(names(merged), names(head)) }
}
