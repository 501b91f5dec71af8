import type { ValueType } from '../core/probe.ts'

/** Kinds of column types that are read alike. */
export type PhysicalKind =
  | 'text'
  | 'integer'
  | 'float'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'instant'
  | 'time'
  | 'struct'
  | 'list'
  | 'map'
  | 'other'

const KINDS: readonly (readonly [RegExp, PhysicalKind])[] = [
  [/\[\d*\]$/, 'list'],
  [/^STRUCT\(/, 'struct'],
  [/^MAP\(/, 'map'],
  [/^(VARCHAR|UUID|ENUM\(.*\))$/s, 'text'],
  [/^U?(TINY|SMALL|BIG|HUGE)INT$|^U?INTEGER$/, 'integer'],
  [/^DECIMAL\(\d+, ?0\)$/, 'integer'],
  [/^DECIMAL/, 'decimal'],
  [/^(FLOAT|DOUBLE)$/, 'float'],
  [/^BOOLEAN$/, 'boolean'],
  [/^DATE$/, 'date'],
  [/^TIMESTAMP(_S|_MS|_NS)?$/, 'timestamp'],
  [/^TIMESTAMP WITH TIME ZONE$/, 'instant'],
  [/^TIME$/, 'time'],
]

/** The kind of an engine's type name. */
export function findPhysicalKind(type: string): PhysicalKind {
  return KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? 'other'
}

const HELD_BY: Readonly<Record<ValueType, readonly PhysicalKind[]>> = {
  text: ['text'],
  integer: ['integer'],
  number: ['integer', 'float', 'decimal'],
  boolean: ['boolean'],
  date: ['date'],
  timestamp: ['timestamp', 'instant'],
  time: ['time'],
  object: ['struct', 'map'],
  array: ['list'],
  map: ['map'],
}

/** Whether a column of that kind is how a typed format holds such values. A date with a format of its own may stand as text. */
export function isHeldBy(type: ValueType, kind: PhysicalKind, format: string | null): boolean {
  return HELD_BY[type].includes(kind) || (kind === 'text' && format !== null)
}
