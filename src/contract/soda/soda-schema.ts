import { isMap } from '../../core/plain-map.ts'
import { type DemandMaker, NONE } from '../custom/custom-demand-maker.ts'
import { NoEquivalent } from '../custom/custom-parts.ts'
import { logicalTypeOfName } from '../great-expectations/great-expectations-types.ts'

/** Adds what a `schema` check of SodaCL demands of the table's columns. @throws NoEquivalent */
export function demandSodaSchema(settings: Readonly<Record<string, unknown>>, maker: DemandMaker): void {
  if (settings['fail'] === undefined && settings['warn'] === undefined) {
    demandContractColumns(settings, maker)
    return
  }
  const alerts = [
    { alert: settings['fail'], target: maker },
    { alert: settings['warn'], target: maker.refine({ severity: 'warning' }) },
  ].filter(({ alert }) => isMap(alert))
  if (alerts.length === 0) throw new NoEquivalent('it does not say when it fails')
  for (const { alert, target } of alerts) {
    for (const [when, value] of Object.entries(alert as object)) demandColumns(when, value, target)
  }
}

/** In a contract of v4 the columns that it lists, and no others unless it says so. */
function demandContractColumns(settings: Readonly<Record<string, unknown>>, maker: DemandMaker): void {
  const names = maker.columnNames
  if (names.length === 0) throw new NoEquivalent('the contract lists no columns')
  const isOrdered = settings['allow_other_column_order'] !== true
  if (settings['allow_extra_columns'] !== true) maker.columns({ kind: 'only', names, isOrdered }, 'the columns')
  else if (isOrdered) throw new NoEquivalent('an order among other columns has no equivalent: allow_other_column_order')
  else maker.columns({ kind: 'has', names }, 'columns that must be there')
}

function demandColumns(when: string, value: unknown, maker: DemandMaker): void {
  if (when === 'when required column missing')
    maker.columns({ kind: 'has', names: readNames(value) }, 'columns that must be there')
  else if (when === 'when forbidden column present')
    maker.columns({ kind: 'lacks', names: readNames(value) }, 'columns that must not be there')
  else if (when === 'when wrong column type' && isMap(value)) {
    for (const [name, type] of Object.entries(value)) demandType(name, String(type), maker)
  } else if (when === 'when wrong column index' && isMap(value)) {
    for (const [name, index] of Object.entries(value)) {
      if (typeof index !== 'number') throw new NoEquivalent(`the index of ${name} is no number`)
      maker.columns({ kind: 'at', name, position: index + 1 }, `the column ${name} is number ${index + 1}`)
    }
  } else
    throw new NoEquivalent(
      when === 'when schema changes' ? 'no earlier runs are kept to compare with' : `"${when}" has no equivalent`,
    )
}

function demandType(name: string, type: string, maker: DemandMaker): void {
  const logicalType = logicalTypeOfName(type)
  if (logicalType === null) throw new NoEquivalent(`the type ${type} has no equivalent: declare a logicalType`)
  maker.cells({ ...maker.column(name), logicalType }, { kind: 'type' }, NONE, `is of type ${logicalType}`)
}

function readNames(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value
  throw new NoEquivalent('it has no list of columns')
}
