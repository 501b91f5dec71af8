import type { DataContract, ServiceLevel } from '../data-contract.ts'
import type { ContractChange, Impact } from './contract-change.ts'
import { REASONS } from './contract-change.ts'

/** Levels where a smaller value is the better promise. */
const SMALLER_IS_BETTER = [
  'latency',
  'ly',
  'freshness',
  'frequency',
  'fy',
  'timetodetect',
  'timetonotify',
  'timetorepair',
]

/** What changed of the promises about the service around the data. */
export function compareServiceLevels(before: DataContract, after: DataContract): readonly ContractChange[] {
  const left = new Set(before.serviceLevels)
  const changes: ContractChange[] = []
  for (const now of after.serviceLevels) {
    const old = before.serviceLevels.find((level) => left.has(level) && isSame(level, now))
    if (old === undefined) {
      changes.push(describe(now, 'compatible', `${now.property} is promised`, 'a new promise', null, show(now)))
      continue
    }
    left.delete(old)
    if (show(old) === show(now)) continue
    const [impact, reason] = judge(old, now)
    changes.push(
      describe(now, impact, `${now.property} is ${show(now)}, was ${show(old)}`, reason, show(old), show(now)),
    )
  }
  for (const gone of left) {
    const title = `${gone.property} is no longer promised`
    changes.push(describe(gone, 'breaking', title, REASONS.unchecked, show(gone), null))
  }
  return changes
}

function isSame(one: ServiceLevel, other: ServiceLevel): boolean {
  return one.property.toLowerCase() === other.property.toLowerCase() && one.element === other.element
}

function show({ value, valueExt, unit }: ServiceLevel): string {
  return [value, valueExt, unit].filter((part) => part !== null).join(' ')
}

function judge(before: ServiceLevel, after: ServiceLevel): readonly [Impact, string] {
  const [old, now] = [Number(before.value), Number(after.value)]
  if (!Number.isFinite(old) || !Number.isFinite(now) || before.unit !== after.unit) {
    return ['note', 'is it still what readers need?']
  }
  const isSmallerBetter = SMALLER_IS_BETTER.includes(after.property.toLowerCase())
  return now < old === isSmallerBetter
    ? ['compatible', 'a better promise']
    : ['breaking', 'readers were promised better']
}

function describe(
  { property, place }: ServiceLevel,
  impact: Impact,
  title: string,
  reason: string,
  before: string | null,
  after: string | null,
): ContractChange {
  return { object: null, property: null, aspect: `sla-${property}`, impact, title, reason, before, after, place }
}
