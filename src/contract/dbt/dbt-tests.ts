import type { Place } from '../../core/faults.ts'
import { makeLookup } from '../../core/lookup.ts'
import { isMap } from '../../core/plain-map.ts'
import type { Severity } from '../../core/verdict.ts'
import { makeLibraryRule } from '../contract-parts.ts'
import type { ObjectDraft } from '../custom/custom-import.ts'
import { lookUp, NoEquivalent } from '../custom/custom-parts.ts'
import type { QualityRule } from '../data-contract.ts'
import type { OdcsNode } from '../odcs/odcs-node.ts'
import { DBT_TESTS } from './dbt-mapping.ts'

/** A data test as written under a table or a column. */
export interface DbtTest {
  /** With its package: `dbt_utils.accepted_range`. */
  readonly name: string
  readonly values: Readonly<Record<string, unknown>>
  /** `where`, `severity`, …, from the test itself or its `config`. */
  readonly config: Readonly<Record<string, unknown>>
  readonly place: Place
}

/** What a test is added to. */
export interface TestTarget {
  readonly draft: ObjectDraft
  /** Column that the test stands under; null: the table. */
  readonly column: string | null
  readonly severity: Severity
  readonly place: Place
  /** The test in the words of the source. */
  readonly what: string
  /** The rule's own name, description and severity. */
  readonly parts: Partial<QualityRule>
}

const CONFIG: readonly string[] = [
  'where',
  'limit',
  'severity',
  'warn_if',
  'error_if',
  'fail_calc',
  'store_failures',
  'store_failures_as',
  'enabled',
  'tags',
  'meta',
  'group',
  'alias',
  'database',
  'schema',
  'sql_header',
]

/** Reads an entry of `tests` or `data_tests`: a name, or a map of it. */
export function readTest(node: OdcsNode): DbtTest {
  const { value, place } = node
  if (typeof value === 'string') return { name: value, values: {}, config: {}, place }
  if (isMap(value) && typeof value['test_name'] === 'string') {
    const { test_name: name, ...rest } = value
    return split(String(name), rest, place)
  }
  const [name, ...more] = node.keys
  if (!isMap(value) || name === undefined || more.some((key) => !CONFIG.includes(key) && key !== 'config')) {
    node.refuse('a test must be a name, or a map of one name', 'write - unique, or - accepted_values: {values: […]}')
    return { name: '', values: {}, config: {}, place }
  }
  const below = value[name]
  const { [name]: _, ...beside } = value
  return split(name, { ...beside, ...(isMap(below) ? below : {}) }, place)
}

function split(name: string, given: Readonly<Record<string, unknown>>, place: Place): DbtTest {
  const entries = Object.entries(given).filter(([key]) => key !== 'config' && key !== 'arguments')
  const isConfig = ([key]: readonly [string, unknown]) => CONFIG.includes(key)
  return {
    name,
    values: {
      ...Object.fromEntries(entries.filter((entry) => !isConfig(entry))),
      ...(isMap(given['arguments']) ? given['arguments'] : {}),
    },
    config: { ...Object.fromEntries(entries.filter(isConfig)), ...(isMap(given['config']) ? given['config'] : {}) },
    place,
  }
}

/** Adds what a test demands, or lists why it has no equivalent. */
export function addTest(test: DbtTest, column: string | null, draft: ObjectDraft): void {
  if (test.name === '') return
  const what = column === null ? test.name : `${test.name} (${column})`
  const severity = String(test.config['severity'] ?? 'error').toLowerCase() === 'warn' ? 'warning' : 'error'
  const { name, description } = test.values
  const parts = {
    severity,
    name: typeof name === 'string' ? name : null,
    description: typeof description === 'string' ? description : null,
  } as const
  try {
    refuseConditions(test.config)
    if (test.name !== 'relationships' && JSON.stringify(test.values).includes('{{')) {
      throw new NoEquivalent('an argument is filled in at run time')
    }
    const { name: _, description: __, ...values } = test.values
    const target: TestTarget = { draft, column, severity, place: test.place, what, parts }
    const translate = lookUp(DBT_TESTS, test.name.replace(/^dbt\./, ''))
    if (translate !== undefined) translate(values, target)
    else if (test.name.startsWith('dbt_expectations.')) addExpectation(test, values, target)
    else
      throw new NoEquivalent(
        'a test of the project or of a package that is not known here: a sql rule may say the same',
      )
  } catch (error) {
    if (!(error instanceof NoEquivalent)) throw error
    draft.list(what, error.message, test.place)
  }
}

function refuseConditions(config: Readonly<Record<string, unknown>>): void {
  if (config['enabled'] === false) throw new NoEquivalent('it is switched off (enabled: false)')
  if (config['where'] !== undefined) throw new NoEquivalent('it looks at some rows only (where): write a sql rule')
  for (const key of ['limit', 'fail_calc'])
    if (config[key] !== undefined) throw new NoEquivalent(`its ${key} has no equivalent`)
  for (const key of ['warn_if', 'error_if']) {
    const text = String(config[key] ?? '!= 0').replaceAll(' ', '')
    if (text !== '!=0' && text !== '>0')
      throw new NoEquivalent(
        `its ${key} (${text}) counts what a rule here does not: write the rule with a limit of its own`,
      )
  }
}

/** Tests of dbt-expectations carry the names and arguments of Great Expectations. */
function addExpectation(
  test: DbtTest,
  values: Readonly<Record<string, unknown>>,
  { draft, column, parts, place, what }: TestTarget,
): void {
  const type = test.name.slice('dbt_expectations.'.length)
  const kwargs = { ...(column === null ? {} : { column }), ...rename(values) }
  const rule = makeLibraryRule('rowCount', place, {
    ...parts,
    type: 'custom',
    metric: null,
    comparison: null,
    engine: 'greatExpectations',
    implementation: { type, kwargs },
  })
  draft.addCustom(rule, type === 'expect_column_to_exist' ? null : column, what)
}

const NAMES: Readonly<Record<string, string>> = makeLookup({
  column_A: 'column_a',
  column_B: 'column_b',
  column_type: 'type_',
  column_type_list: 'type_list',
})

function rename(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [NAMES[key] ?? key, value]))
}
