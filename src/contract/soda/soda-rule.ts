import { isMap } from '../../core/plain-map.ts'
import type { DemandMaker } from '../custom/custom-demand-maker.ts'
import { readImplementation } from '../custom/custom-implementation.ts'
import { NoEquivalent } from '../custom/custom-parts.ts'
import { isSettings, translateSodaCheck } from './soda-check.ts'
import { CONTRACT_CHECKS, translateKeyedCheck, translateTypedCheck } from './soda-contract-check.ts'

type Settings = Readonly<Record<string, unknown>>

/** Adds what the implementation of a custom rule for Soda demands: SodaCL or a check of its contract languages, one or several. */
export function translateSodaRule(implementation: unknown, maker: DemandMaker): void {
  const read = readImplementation(implementation)
  if ('fault' in read) maker.suspend('a check of Soda', read.fault)
  else translateSodaChecks(read.value, maker)
}

/** Adds what checks demand, however they are put: a line, a list, a map of lines, `checks for …`. */
function translateSodaChecks(value: unknown, maker: DemandMaker): void {
  if (typeof value === 'string') attempt(value, maker, () => translateSodaCheck(value.trim(), {}, maker))
  else if (Array.isArray(value)) for (const entry of value) translateSodaChecks(entry, maker)
  else if (isMap(value)) translateMap(value, maker)
  else maker.suspend('a check of Soda', 'neither a line nor a map')
}

function translateMap(value: Settings, maker: DemandMaker): void {
  if (typeof value['type'] === 'string') {
    const named = refine(value, maker)
    attempt(value['type'], named, () => translateTypedCheck(value, named))
    return
  }
  if (Array.isArray(value['checks']) || Array.isArray(value['columns'])) {
    translateContract(value, maker)
    return
  }
  for (const [key, entry] of Object.entries(value)) translateEntry(key, entry, maker)
}

function translateEntry(key: string, entry: unknown, maker: DemandMaker): void {
  const table = /^checks for (\S+)(\s+\[.*\])?$/.exec(key)
  if (table) {
    if (table[2] !== undefined) maker.suspend(key, 'a partition has no equivalent: it looks at some rows only')
    else if (!maker.isTable(unquote(table[1]!)))
      maker.suspend(key, 'it is about another table: write the rule under that object')
    else translateSodaChecks(entry, maker)
    return
  }
  if (!isSettings(entry)) {
    maker.suspend(key, 'what stands below it are no settings')
    return
  }
  const settings = entry ?? {}
  const named = refine(settings, maker)
  const isKeyed = CONTRACT_CHECKS.includes(key)
  attempt(key, named, () => {
    if (isKeyed) translateKeyedCheck(key, settings, named)
    else translateSodaCheck(key, settings, named)
  })
}

/** A contract of v3 or v4: checks of the table, and under its columns. */
function translateContract(value: Settings, maker: DemandMaker): void {
  if (value['checks'] !== undefined) translateSodaChecks(value['checks'], maker)
  const columns: readonly unknown[] = Array.isArray(value['columns']) ? value['columns'] : []
  for (const column of columns) {
    if (!isMap(column) || typeof column['name'] !== 'string') maker.suspend('a column of Soda', 'it has no name')
    else if (Array.isArray(column['checks'])) {
      translateSodaChecks(column['checks'], maker.under(maker.column(column['name'])))
    }
  }
}

function refine(settings: Settings, maker: DemandMaker): DemandMaker {
  const { name } = settings
  return typeof name === 'string' ? maker.refine({ name }) : maker
}

/** All that one check demands, or the reason why it has no equivalent. */
function attempt(what: string, maker: DemandMaker, translate: () => void): void {
  const start = maker.demands.length
  try {
    translate()
  } catch (error) {
    if (!(error instanceof NoEquivalent)) throw error
    maker.demands.splice(start)
    maker.suspend(what, error.message)
  }
}

function unquote(name: string): string {
  return name.replace(/^(["'`])(.*)\1$/, '$2')
}
