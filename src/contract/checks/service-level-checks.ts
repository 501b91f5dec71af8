import { makeLookup } from '../../core/lookup.ts'
import type { ContractObject, ServiceLevel } from '../data-contract.ts'
import { describeDuration, parseDuration } from '../duration.ts'
import { type CheckScope, describeSubject } from './check-scope.ts'
import { columnNames, typeOf } from './column-reference.ts'
import {
  type CheckSubject,
  type ContractCheck,
  inconclusive,
  type Judgement,
  makeCheck,
  makeUnmeasured,
} from './contract-check.ts'
import { findPlacedProperty, type PlacedProperty } from './placed-property.ts'

/** What data can tell of a service level: a length of time, from the first and last moment of a column and the longest gap. */
type Reading = 'newest' | 'oldest' | 'gap'

const READINGS: Readonly<Record<string, Reading>> = makeLookup({
  freshness: 'newest',
  latency: 'newest',
  retention: 'oldest',
  frequency: 'gap',
})

/** Promises about the service around the data (the standard's list, letters alone): no data shows them. */
const PROMISES: readonly string[] = [
  ...['availability', 'throughput', 'errorrate', 'generalavailability', 'endofsupport', 'endoflife', 'timetodetect'],
  ...['timetonotify', 'timetorepair', 'timeofavailability', 'support', 'supporthours', 'responsetime', 'backup'],
]

/** One check per service level and column that it names; those without a column, or of the service alone, once. */
export function makeServiceLevelChecks(scope: CheckScope): readonly ContractCheck[] {
  return scope.contract.serviceLevels.flatMap((level) => {
    const elements = listElements(level).filter((element) => concerns(element, scope))
    return listElements(level).length === 0
      ? [makeLevelCheck(level, null, scope)]
      : elements.map((element) => makeLevelCheck(level, element, scope))
  })
}

function listElements({ element }: ServiceLevel): readonly string[] {
  return (element ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** An element belongs to the object that it begins with; one that begins with none of the contract's belongs to all. */
function concerns(element: string, { object, contract }: CheckScope): boolean {
  const isOf = (one: ContractObject) =>
    columnNames(one).some((name) => element === name || element.startsWith(`${name}.`))
  return isOf(object) || !contract.objects.some(isOf)
}

function makeLevelCheck(level: ServiceLevel, element: string | null, scope: CheckScope): ContractCheck {
  const { property, place } = level
  const amount = [level.value, level.unit].filter((part) => part !== null).join(' ')
  const subject = describeSubject(scope, null, `sla-${property}`, `service level ${property}`, place, {
    expected: amount || null,
    unit: null,
  })
  const word = property.toLowerCase().replace(/[^a-z]/g, '')
  const reading = READINGS[word]
  if (PROMISES.includes(word)) {
    return makeUnmeasured(
      subject,
      'skip',
      'a promise about the service, which the data does not show: for people to check',
    )
  }
  if (reading === undefined) {
    return makeUnmeasured(
      subject,
      'inconclusive',
      `the service level ${property} has no executor: freshness, latency, retention and frequency have`,
    )
  }
  const limit = parseDuration(level.value ?? '', level.unit, word === 'retention')
  if (limit === null) {
    return makeUnmeasured(
      subject,
      'inconclusive',
      `"${amount}" is no length of time: write value: 4 with unit: d, or value: PT36H`,
    )
  }
  const placed = element === null ? null : findElement(element, scope)
  if (placed === null || typeof placed === 'string') {
    const help = placed ?? `say which column it is judged by: element: ${scope.object.name}.COLUMN`
    return makeUnmeasured(subject, 'inconclusive', help)
  }
  return makeMomentsCheck(subject, reading, limit, placed, scope)
}

/** The column that an element names, or why there is none. */
function findElement(element: string, { object }: CheckScope): PlacedProperty | string | null {
  const prefix = columnNames(object).find((name) => element.startsWith(`${name}.`))
  const name = prefix === undefined ? element : element.slice(prefix.length + 1)
  if (columnNames(object).includes(element)) return null
  const placed = findPlacedProperty(object, name)
  if (placed === null) return `${object.name} has no column ${name}`
  const type = typeOf(placed.property)
  if (type !== 'date' && type !== 'timestamp') {
    return `${placed.name} is ${type === null ? 'of no logicalType' : `of type ${type}`}: a service level is judged by a date or a timestamp`
  }
  const zone = placed.property.options.find((option) => option.name === 'defaultTimezone')?.text ?? 'UTC'
  return /^(Etc\/)?(UTC|GMT|UCT|Zulu|Z)$/i.test(zone)
    ? placed
    : `times of ${placed.name} are meant in ${zone}; ages are counted in UTC alone`
}

function makeMomentsCheck(
  subject: CheckSubject,
  reading: Reading,
  limit: number,
  { reference, name }: PlacedProperty,
  scope: CheckScope,
): ContractCheck {
  const allowed = describeDuration(limit)
  const named: CheckSubject = {
    ...subject,
    title: `${subject.title}: ${describeDemand(reading, name, allowed)}`,
    expected: `at most ${allowed}`,
  }
  const probe = { kind: 'moments' as const, column: reference, needsGap: reading === 'gap' }
  return makeCheck(named, probe, ({ rows, first, last, longestGap }): Judgement => {
    if (rows === 0) return inconclusive('the data has no rows', 0)
    if (first === null || last === null) return inconclusive(`no cell of ${name} reads as a moment`, rows)
    const { asOf } = scope.context
    const length = { newest: asOf - last, oldest: asOf - first, gap: Math.max(longestGap ?? 0, asOf - last) }[reading]
    const isMet = length <= limit
    const moment = new Date(reading === 'oldest' ? first : last).toISOString()
    const isAhead = length < 0 ? `${name} is ahead of the moment that ages are counted to (${moment})` : null
    return {
      verdict: isMet ? 'pass' : 'fail',
      observed: describeDuration(length),
      statistics: { rows, failing: null, percent: null, value: Math.round(length / 1000) },
      samples: [],
      help: isMet
        ? isAhead
        : `measured ${describeDuration(length)}, allowed ${allowed}: ${HELP[reading]} (${moment} is the ${reading === 'oldest' ? 'oldest' : 'newest'})`,
    }
  })
}

function describeDemand(reading: Reading, name: string, allowed: string): string {
  if (reading === 'gap') return `no more than ${allowed} lie between two ${name}`
  return `the ${reading} ${name} is at most ${allowed} old`
}

const HELP: Readonly<Record<Reading, string>> = {
  newest: 'deliver newer data, or change the service level',
  oldest: 'delete what is older, or change the service level',
  gap: 'deliver more often, or change the service level',
}
