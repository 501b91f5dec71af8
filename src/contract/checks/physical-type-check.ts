import type { Place } from '../../core/faults.ts'
import type { ColumnReference, PathStep, RowsProbe } from '../../core/probe.ts'
import { countRows } from '../wording.ts'
import { type CheckScope, describeSubject } from './check-scope.ts'
import {
  type ContractCheck,
  countStatistics,
  inconclusive,
  type Judgement,
  makeJointCheck,
  makeUnmeasured,
} from './contract-check.ts'
import { isSameFamily, type PhysicalType, readPhysicalType, splitTypes } from './physical-type.ts'
import type { PlacedProperty } from './placed-property.ts'

/**
 * Whether a typed format holds the column as the contract's physical type: of the same family, and every cell within its
 * size. So a file that writes `VARCHAR(18)` as text, or an `INT` as 64 bits, keeps the contract as long as its cells do.
 */
export function makePhysicalTypeCheck(
  { name, reference }: PlacedProperty,
  { text, place }: { readonly text: string; readonly place: Place },
  scope: CheckScope,
): ContractCheck {
  const subject = describeSubject(scope, name, 'physicalType', `${name} is held as ${text}`, place, {
    expected: text,
    unit: null,
  })
  const source = scope.context.dataOf(scope.object.name)
  if (source?.format === 'csv' || source?.format === 'json') {
    return makeUnmeasured(subject, 'skip', 'a text format has no column types: logicalType says how the cells read')
  }
  if (reference.names.some((column) => source?.partitions?.includes(column))) {
    return makeUnmeasured(subject, 'skip', "the column stands in the files' paths alone, which have no types")
  }
  const declared = readPhysicalType(text)
  if (declared === null) {
    return makeUnmeasured(
      subject,
      'inconclusive',
      `the physical type ${text} is not known here: say more by logicalType and its options`,
    )
  }
  const limits = makeLimitProbes(declared, reference, scope.keys)
  return makeJointCheck(subject, [{ kind: 'columns' as const }, ...limits], ([found, ...measured]): Judgement => {
    const column = reference.names.flatMap((one) => found.filter((shape) => shape.name === one))[0]
    if (column === undefined) return inconclusive(`not measured: the data has no column "${reference.names[0]}"`)
    const type = findInnerType(column.type, reference.path ?? [])
    const actual = type === null ? null : readPhysicalType(simplify(type))
    if (type === null || actual === null)
      return inconclusive(`${name} is of type ${type ?? column.type}, which is not to be compared with ${text}`)
    const plain = { observed: type, statistics: { rows: null, failing: null, percent: null }, samples: [] }
    if (!isSameFamily(declared, actual)) {
      return {
        ...plain,
        verdict: 'fail',
        help: `the file holds ${name} as ${type}: write it as ${text}, or change the contract`,
      }
    }
    return measured.length === 0
      ? { ...plain, verdict: 'pass', help: null }
      : judgeLimits(measured as never, type, name, text)
  })
}

interface Counted {
  readonly rows: number
  readonly failing: number
  readonly samples: Judgement['samples']
}

function judgeLimits(measured: readonly Counted[], type: string, name: string, text: string): Judgement {
  const rows = measured[0]!.rows
  if (rows === 0) return inconclusive('the data has no rows', 0)
  // A number of too many digits on both sides of the point counts once.
  const failing = Math.max(...measured.map((one) => one.failing))
  return {
    verdict: failing === 0 ? 'pass' : 'fail',
    observed: type,
    statistics: countStatistics(rows, failing),
    samples: failing === 0 ? [] : measured.find((one) => one.failing === failing)!.samples,
    help:
      failing === 0
        ? null
        : `at least ${countRows(failing, 'cell')} of ${name} ${failing === 1 ? 'does' : 'do'} not fit into ${text}: mend the data, or change the contract`,
  }
}

function makeLimitProbes(
  { length, range, scale }: PhysicalType,
  reference: ColumnReference,
  keys: readonly ColumnReference[],
): readonly RowsProbe[] {
  const probe = { kind: 'rows' as const, keys }
  const text = { ...reference, type: 'text' as const, format: null }
  const number = { ...reference, type: scale === 0 ? ('integer' as const) : ('number' as const), format: null }
  return [
    ...(length === undefined
      ? []
      : [{ ...probe, column: text, test: { kind: 'length' as const, operator: '<=' as const, length } }]),
    ...(range === undefined
      ? []
      : [{ ...probe, column: number, test: { kind: 'range' as const, low: range[0], high: range[1] } }]),
    ...(scale === undefined || scale === 0
      ? []
      : [{ ...probe, column: number, test: { kind: 'multipleOf' as const, divisor: `0.${'0'.repeat(scale - 1)}1` } }]),
  ]
}

/** An engine's type name with structs as their family alone: fields are described by properties of their own. */
function simplify(type: string): string {
  const [, item, brackets] = /^(.*)(\[\d*\])$/s.exec(type) ?? []
  if (item !== undefined) return `${simplify(item)}${brackets}`
  if (/^STRUCT\(/i.test(type)) return 'STRUCT'
  const entry = /^MAP\((.*)\)$/is.exec(type)?.[1]
  return entry === undefined ? type : `MAP(${splitTypes(entry).map(simplify).join(', ')})`
}

/** The type of a value inside of a column, of an engine's name for the column's; null where there is no such value. */
function findInnerType(type: string, path: readonly PathStep[]): string | null {
  const [step, ...rest] = path
  if (step === undefined) return type
  if (step.kind === 'items') {
    const items = /^(.*)\[\d*\]$/s.exec(type)?.[1]
    return items === undefined ? null : findInnerType(items, rest)
  }
  const inside = splitTypes(/^(?:STRUCT|MAP)\((.*)\)$/is.exec(type)?.[1] ?? '')
  if (step.kind === 'keys' || step.kind === 'values') {
    const entry = inside[step.kind === 'keys' ? 0 : 1]
    return entry === undefined || !/^MAP\(/i.test(type) ? null : findInnerType(entry, rest)
  }
  const fields = inside.map((field) => /^(?:"((?:[^"]|"")*)"|(\S+)) (.*)$/s.exec(field))
  const field = step.names.flatMap((name) =>
    fields.filter((one) => (one?.[1]?.replaceAll('""', '"') ?? one?.[2]) === name),
  )[0]
  return field?.[3] === undefined ? null : findInnerType(field[3], rest)
}
