import { isMap } from '../../core/plain-map.ts'
import type { CellTest } from '../../core/probe.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.ts'
import { isScalar, lookUp, NoEquivalent, toSnakeCase } from '../custom/custom-parts.ts'
import { writeIsIn, writeNumber, writeText } from '../custom/custom-query.ts'
import type { ContractProperty } from '../data-contract.ts'
import { SODA_FORMATS } from './soda-formats.ts'

/** What belongs to a check beside its threshold: `valid values`, `missing regex`, … Names in words, whatever they were written in. */
export class SodaSettings {
  readonly #values: ReadonlyMap<string, unknown>
  readonly #read = new Set<string>()

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = new Map(Object.entries(values).map(([key, value]) => [toSnakeCase(key).replaceAll('_', ' '), value]))
  }

  value(key: string): unknown {
    this.#read.add(key)
    const value = this.#values.get(key) ?? null
    if (typeof value === 'string' && value.includes('${'))
      throw new NoEquivalent(`${key} is a variable that is filled in at run time`)
    return value
  }

  text(key: string): string | null {
    const value = this.value(key)
    return value === null || isMap(value) || Array.isArray(value) ? null : String(value)
  }

  number(key: string): number | null {
    const value = this.value(key)
    if (value === null || typeof value === 'number') return value
    throw new NoEquivalent(`${key} is no number`)
  }

  list(key: string): readonly (string | number | boolean | null)[] | null {
    const value = this.value(key)
    if (value === null) return null
    if (Array.isArray(value) && value.every(isScalar)) return value
    throw new NoEquivalent(`${key} is no list of plain values`)
  }

  /** The expression of a format's name, or of `{name, regex}`. */
  format(key: string): string | null {
    const value = this.value(key)
    if (isMap(value)) return typeof value['regex'] === 'string' ? value['regex'] : null
    if (value === null) return null
    const expression = lookUp(SODA_FORMATS, String(value).toLowerCase())
    if (expression === undefined)
      throw new NoEquivalent(`the format "${String(value)}" has no equivalent: write a regex`)
    return expression
  }

  /** @throws NoEquivalent where a setting that changes the demand has not been read. */
  refuseUnread(): void {
    const key = [...this.#values.keys()].find((name) => !this.#read.has(name) && !SILENT.test(name))
    if (key !== undefined) {
      throw new NoEquivalent(
        key === 'filter' ? 'it looks at some rows only (filter)' : `its setting "${key}" has no equivalent`,
      )
    }
  }
}

const SILENT =
  /^(name|title|identity|attributes|qualifier|owner|samples (limit|columns)|collect failed rows|column|columns|type|dimension|must .*|warn|fail|threshold|store .*)$/

/** A way to be invalid: SQL that is true for such cells, and the test that says the same, where there is one. */
export interface Invalidity {
  readonly fault: string
  readonly test: CellTest | null
  readonly isOfNumber: boolean
  readonly words: string
}

/** SQL that is true for cells that are missing; null: only null is. */
export function readMissing(
  settings: SodaSettings,
  property: ContractProperty,
): { readonly values: readonly string[]; readonly condition: string | null } {
  const values = settings.list('missing values')?.filter((value) => value !== null) ?? []
  const patterns = [
    settings.format('missing format'),
    settings.text('missing regex'),
    settings.text('missing regex sql'),
  ].filter((pattern) => pattern !== null)
  const conditions = [
    ...(values.length === 0 ? [] : [writeIsIn(property, values)]),
    ...patterns.map((pattern) => writeMatch(property, pattern)),
  ]
  return {
    values: patterns.length === 0 ? values.map(String) : [],
    condition: conditions.length === 0 ? null : `(${conditions.join(' OR ')})`,
  }
}

/** All that makes a cell invalid by the check's settings. */
export function readInvalidities(settings: SodaSettings, property: ContractProperty): readonly Invalidity[] {
  const found: Invalidity[] = []
  const values = settings.list('valid values')?.filter((value) => value !== null)
  if (values !== undefined) {
    const test = { kind: 'allowed' as const, values: values.map(String), pattern: null }
    found.push({
      fault: `NOT ${writeIsIn(property, values)}`,
      test,
      isOfNumber: false,
      words: `is one of ${values.join(', ')}`,
    })
  }
  for (const key of ['valid regex', 'valid regex sql', 'valid format']) {
    const pattern = key === 'valid format' ? settings.format(key) : settings.text(key)
    if (pattern === null) continue
    const test = { kind: 'pattern' as const, pattern }
    found.push({ fault: `NOT ${writeMatch(property, pattern)}`, test, isOfNumber: false, words: `matches ${pattern}` })
  }
  const numbers = writeNumber(property)
  for (const [key, operator] of [
    ['valid min', '>='],
    ['valid max', '<='],
  ] as const) {
    const bound = settings.number(key)
    if (bound === null) continue
    const words = `${operator === '>=' ? 'is at least' : 'is at most'} ${bound}`
    const fault = `NOT coalesce(${numbers} ${operator} ${bound}, false)`
    found.push({ fault, test: { kind: 'bound', operator, bound: String(bound) }, isOfNumber: true, words })
  }
  const exact = settings.number('valid length')
  for (const [length, operator] of [
    [settings.number('valid min length') ?? exact, '>='],
    [settings.number('valid max length') ?? exact, '<='],
  ] as const) {
    if (length === null) continue
    const words = `has ${operator === '>=' ? 'at least' : 'at most'} ${length} characters`
    const fault = `NOT length(${writeText(property)}) ${operator} ${length}`
    found.push({ fault, test: { kind: 'length', operator, length }, isOfNumber: false, words })
  }
  return [...found, ...readForbidden(settings, property)]
}

function readForbidden(settings: SodaSettings, property: ContractProperty): readonly Invalidity[] {
  const values = settings.list('invalid values')?.filter((value) => value !== null)
  const patterns = [
    settings.text('invalid regex'),
    settings.text('invalid regex sql'),
    settings.format('invalid format'),
  ].filter((pattern) => pattern !== null)
  return [
    ...(values === undefined ? [] : [{ fault: writeIsIn(property, values), words: `is none of ${values.join(', ')}` }]),
    ...patterns.map((pattern) => ({ fault: writeMatch(property, pattern), words: `does not match ${pattern}` })),
  ].map((parts) => ({ ...parts, test: null, isOfNumber: false }))
}

function writeMatch(property: ContractProperty, pattern: string): string {
  return `regexp_matches(${writeText(property)}, ${quoteLiteral(pattern)})`
}

/** True for cells that are there and break a demand. */
export function writeInvalid(
  property: ContractProperty,
  missing: string | null,
  invalidities: readonly Invalidity[],
): string {
  const isThere = `${quoteIdentifier(property.name)} IS NOT NULL`
  const isMissing = missing === null ? '' : ` AND NOT ${missing}`
  return `${isThere}${isMissing} AND (${invalidities.map(({ fault }) => fault).join(' OR ')})`
}
