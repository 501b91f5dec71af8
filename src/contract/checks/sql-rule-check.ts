import type { QueryTable } from '../../core/probe.ts'
import { quoteIdentifier } from '../../sql/quoting.ts'
import { type Comparison, describeComparison, describeEnd, holdsValue } from '../comparison.ts'
import type { ContractObject, QualityRule } from '../data-contract.ts'
import type { CheckScope } from './check-scope.ts'
import { columnNames, referTo, typeOf } from './column-reference.ts'
import {
  type CheckSubject,
  type ContractCheck,
  inconclusive,
  MASK,
  makeJointCheck,
  makeUnmeasured,
} from './contract-check.ts'
import type { PlacedProperty } from './placed-property.ts'

/** A rule of type sql: the value that its query gives, held against its operator. */
export function makeSqlRuleCheck(
  subject: CheckSubject,
  rule: QualityRule,
  placed: PlacedProperty | null,
  scope: CheckScope,
): ContractCheck {
  const { comparison, query } = rule
  if (query === null || comparison === null) {
    const lacks = query === null ? 'has no query' : 'does not say what its value must be'
    return makeUnmeasured(subject, 'inconclusive', `the rule ${lacks}`)
  }
  if (placed?.isRepeated === true) {
    return makeUnmeasured(
      subject,
      'inconclusive',
      'a query about values inside of an array or a map has no executor: put it under the column',
    )
  }
  const tables = listTables(scope)
  const probe = { kind: 'query' as const, sql: fillPlaceholders(query, scope.object, placed), tables }
  return makeJointCheck(subject, [{ kind: 'rowCount' }, probe], ([rows, { value }]) => {
    const shown = showValue(value, comparison, placed)
    const statistics = { rows, failing: null, percent: null, value: shown }
    const unsettled = (help: string) => ({ ...inconclusive(help), observed: shown, statistics })
    if (value === null) return unsettled(rows === 0 ? 'the data has no rows' : 'the query gave no value')
    const isMet = holdsValue(comparison, value)
    const allowed = describeComparison(comparison, '')
    if (isMet === null)
      return unsettled(`the query gave ${JSON.stringify(shown)}, which is not to be compared with ${allowed}`)
    // A count of bad rows is 0 where there is nothing to count.
    if (isMet && rows === 0) return unsettled('the data has no rows')
    return {
      verdict: isMet ? 'pass' : 'fail',
      observed: shown,
      statistics,
      samples: [],
      help: isMet
        ? typeof value === 'number'
          ? describeEnd(comparison, value)
          : null
        : `the query gave ${shown}, allowed ${allowed}: mend the data, or change the rule`,
    }
  })
}

/** Text that a query gives may be a cell: it is shown where the contract itself says it, or the column is public. */
function showValue(
  value: number | string | boolean | null,
  comparison: Comparison,
  placed: PlacedProperty | null,
): number | string | boolean | null {
  const isCell = typeof value === 'string' && !('operand' in comparison && String(comparison.operand) === value)
  return isCell && placed?.property.classification !== 'public' ? MASK : value
}

/** The tables that a query may name: the objects of the contract whose data is at hand. */
function listTables({ contract, object, context }: CheckScope): readonly QueryTable[] {
  const others = contract.objects.filter(({ name }) => name !== object.name)
  return [object, ...others].flatMap((one) => {
    const source = context.dataOf(one.name)
    return source === null ? [] : [{ names: columnNames(one), source, columns: listColumns(one) }]
  })
}

/** Columns under their names of both kinds. SQL sees no case in names: the second of two that differ by it alone is left out. */
function listColumns(object: ContractObject): QueryTable['columns'] {
  const seen = new Set<string>()
  const plain = object.properties.filter((property) => {
    const type = typeOf(property)
    return property.isPhysical && type !== 'object' && type !== 'array' && type !== 'map' && type !== 'vector'
  })
  return plain.flatMap((property) =>
    columnNames(property).flatMap((name) => {
      const folded = name.toLowerCase()
      if (seen.has(folded)) return []
      seen.add(folded)
      return [{ name, reference: referTo(property) }]
    }),
  )
}

const TABLE_WORDS: readonly string[] = ['object', 'table', 'schema', 'model']
const COLUMN_WORDS: readonly string[] = ['property', 'column', 'field']

/** Literals and comments stand as they are; a placeholder may have a dollar before it and quotes around it. */
const PARTS = /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|(["`]?)\$?\{(\w+)\}\1|"(?:[^"]|"")*"/g

/** A query with its placeholders as quoted identifiers: `{object}`, `${table}`, `{property}`, … */
export function fillPlaceholders(query: string, object: ContractObject, placed: PlacedProperty | null): string {
  return query.replace(PARTS, (part: string, _quote: string | undefined, word: string | undefined) => {
    if (word === undefined) return part
    if (TABLE_WORDS.includes(word)) return quoteIdentifier(columnNames(object)[0]!)
    if (placed === null || !COLUMN_WORDS.includes(word)) return part
    const fields = (placed.reference.path ?? []).flatMap((step) => (step.kind === 'field' ? [step.names[0]!] : []))
    return [placed.reference.names[0]!, ...fields].map(quoteIdentifier).join('.')
  })
}
