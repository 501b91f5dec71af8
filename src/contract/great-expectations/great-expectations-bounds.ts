import type { CellTest } from '../../core/probe.ts'
import { type DemandMaker, NONE } from '../custom/custom-demand-maker.ts'
import { NoEquivalent } from '../custom/custom-parts.ts'
import { writeNumber, writeShare, writeText } from '../custom/custom-query.ts'
import type { ContractProperty, LogicalType } from '../data-contract.ts'
import type { ExpectationArguments } from './great-expectations-arguments.ts'

/** Values between two ends, numbers or moments. @throws NoEquivalent */
export function demandRange(given: ExpectationArguments, maker: DemandMaker): void {
  const [low, high] = [given.bound('min_value'), given.bound('max_value')]
  const isAbove = given.flag('strict_min') || given.flag('strictly')
  const isBelow = given.flag('strict_max') || given.flag('strictly')
  given.flag('parse_strings_as_datetimes')
  if (low === null && high === null) throw new NoEquivalent('it has neither min_value nor max_value')
  if (typeof low === 'number' && typeof high === 'number' && low > high)
    throw new NoEquivalent('min_value is above max_value')
  const property = given.column(maker)
  const limit = given.limit()
  const bounds: { test: CellTest; words: string; fault: string }[] = []
  if (low !== null) bounds.push(makeBound(property, isAbove ? '>' : '>=', low))
  if (high !== null) bounds.push(makeBound(property, isBelow ? '<' : '<=', high))
  if (limit === NONE) {
    const typed = maker.typed(property, typeOfBound(property, [low, high]))
    for (const { test, words } of bounds) maker.cells(typed, test, NONE, words)
    return
  }
  if ([low, high].some((bound) => typeof bound === 'string'))
    throw new NoEquivalent('bounds that are moments have no tolerance (mostly)')
  const fault = bounds.map((bound) => bound.fault).join(' OR ')
  maker.query(
    writeShare(property, fault),
    limit.comparison,
    `${property.name} ${bounds.map(({ words }) => words).join(' and ')}`,
    property,
  )
}

const BOUND_WORDS = { '>=': 'is at least', '>': 'is above', '<=': 'is at most', '<': 'is below' } as const

function makeBound(property: ContractProperty, operator: keyof typeof BOUND_WORDS, bound: number | string) {
  return {
    test: { kind: 'bound' as const, operator, bound: String(bound) },
    words: `${BOUND_WORDS[operator]} ${bound}`,
    fault: `NOT coalesce(${writeNumber(property)} ${operator} ${bound}, false)`,
  }
}

/** A moment's column where a bound is one, else a number's. @throws NoEquivalent where the bounds order plain texts. */
function typeOfBound({ logicalType }: ContractProperty, bounds: readonly (number | string | null)[]): LogicalType {
  const texts = bounds.filter((bound) => typeof bound === 'string')
  if (logicalType === 'date' || logicalType === 'timestamp' || logicalType === 'time') return logicalType
  if (texts.length === 0 || texts.every((text) => /^[-+]?\d+(\.\d+)?$/.test(text))) return 'number'
  if (texts.every((text) => /^\d{4}-\d\d-\d\d$/.test(text))) return 'date'
  if (texts.every((text) => /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d.*)?$/.test(text))) return 'timestamp'
  throw new NoEquivalent('its bounds order texts by the alphabet')
}

/** Lengths in code points between two ends; null: no end. @throws NoEquivalent where there is none */
export function demandLength(
  given: ExpectationArguments,
  maker: DemandMaker,
  low: number | null,
  high: number | null,
): void {
  if (low === null && high === null) throw new NoEquivalent('it has no length')
  const [property, limit] = [given.column(maker), given.limit()]
  if (limit !== NONE) {
    const length = `length(${writeText(property)})`
    const faults = [...(low === null ? [] : [`${length} < ${low}`]), ...(high === null ? [] : [`${length} > ${high}`])]
    maker.query(
      writeShare(property, faults.join(' OR ')),
      limit.comparison,
      `${property.name} has few values of another length`,
      property,
    )
    return
  }
  if (low !== null)
    maker.cells(property, { kind: 'length', operator: '>=', length: low }, NONE, `has at least ${low} characters`)
  if (high !== null)
    maker.cells(property, { kind: 'length', operator: '<=', length: high }, NONE, `has at most ${high} characters`)
}
