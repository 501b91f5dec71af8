import type { GateCheckResult } from '../core/result.ts'
import { decodeIdPart } from './section.ts'

/** What a gate asks; null for one that is neither a bound nor a margin on a metric. */
export type GateKind = 'min' | 'max' | 'margin' | null

/** What a gate asks: from its numbers and id, and for one with a name of its own from what it expects. */
export function gateKindOf({ id, statistics, target, expected }: GateCheckResult): GateKind {
  if (statistics.margin !== undefined) return 'margin'
  if (statistics.threshold === undefined || target.metric === null) return null
  const part = id.split('/')[2]?.replace(/-\d+$/, '')
  if (part === 'min' || part === 'max') return part
  return expected === null ? null : expected.startsWith('>=') ? 'min' : expected.startsWith('<=') ? 'max' : null
}

/** The name that the policy gives a gate on a metric; null where it gives none. */
export function ownNameOf({ id, target }: GateCheckResult): string | null {
  const [, name, kind] = id.split('/')
  if (target.metric === null || name === undefined) return null
  const isByKind = /^(min|max|margin)(-\d+)?$/.test(kind ?? '') && decodeIdPart(name) === target.metric
  return isByKind ? null : decodeIdPart(name)
}

/** Checks of the data that a comparison makes by itself, whatever the policy asks. */
const OF_DATA = /^gate\/(reuse|leakage(-rows|-label)?|worst_slices)(-\d+)?$/

/** Whether it is about the rows themselves, and no gate on a model's numbers. */
export function isOfData({ id, target, statistics }: GateCheckResult): boolean {
  return target.metric === null && statistics.operands === undefined && OF_DATA.test(id)
}

/** Whether it is no more than a note: about the rows, and of no weight. */
export function isNote(check: GateCheckResult): boolean {
  return isOfData(check) && (check.severity === 'info' || (check.verdict === 'pass' && check.expected === null))
}
