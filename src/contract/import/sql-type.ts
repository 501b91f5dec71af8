import type { Place } from '../../core/faults.ts'
import { makeProperty } from '../contract-parts.ts'
import type { ContractProperty, LogicalType, TypeOption } from '../data-contract.ts'
import { findClose, isToken, readName, type SqlToken, splitList } from './sql-tokens.ts'

type Reading = Pick<ContractProperty, 'logicalType' | 'options' | 'allowed' | 'properties' | 'items' | 'map'>

const NOTHING: Reading = { logicalType: null, options: [], allowed: null, properties: [], items: null, map: null }

/** Types of SQL dialects by name, with what the type itself demands. */
const TYPES: readonly (readonly [RegExp, LogicalType, string | null])[] = [
  [/^(TINYINT|INT1|BYTEINT)$/, 'integer', 'i8'],
  [/^(SMALLINT|INT2|SMALLSERIAL)$/, 'integer', 'i16'],
  [/^(INT|INTEGER|INT4|SERIAL|MEDIUMINT|SIGNED)$/, 'integer', 'i32'],
  [/^(BIGINT|INT8|BIGSERIAL|LONG)$/, 'integer', 'i64'],
  [/^(INT64|HUGEINT|INT128|INT256)$/, 'integer', null],
  [/^(UTINYINT|UINT8|USMALLINT|UINT16|UINTEGER|UINT32|UBIGINT|UINT64)$/, 'integer', null],
  [
    /^(FLOAT|FLOAT4|FLOAT8|FLOAT32|FLOAT64|REAL|DOUBLE|DOUBLE PRECISION|NUMBER|MONEY|BIGDECIMAL|BIGNUMERIC)$/,
    'number',
    null,
  ],
  [/^(DECIMAL|NUMERIC|DEC|FIXED)$/, 'number', null],
  [/^(BOOL|BOOLEAN|LOGICAL|BIT)$/, 'boolean', null],
  [/^DATE(32)?$/, 'date', null],
  [/^TIME( WITHOUT TIME ZONE| WITH TIME ZONE)?$|^TIMETZ$/, 'time', null],
  [
    /^(TIMESTAMP|DATETIME|DATETIME2|SMALLDATETIME|DATETIMEOFFSET|TIMESTAMPTZ|TIMESTAMP_?(NTZ|LTZ|TZ|S|MS|NS))( WITH(OUT)?( LOCAL)? TIME ZONE)?$/,
    'timestamp',
    null,
  ],
  [/^(UUID|UNIQUEIDENTIFIER)$/, 'string', 'uuid'],
  [/^(TEXT|STRING|CLOB|NCLOB|(TINY|MEDIUM|LONG)TEXT|CITEXT|NTEXT|NAME)$/, 'string', null],
  [/^N?(VAR)?CHAR2?( VARYING)?$|^(NATIONAL )?CHARACTER( VARYING)?$|^BPCHAR$/, 'string', null],
  [/^(STRUCT|RECORD|ROW)$/, 'object', null],
  [/^(ARRAY|LIST)$/, 'array', null],
  [/^MAP$/, 'map', null],
]

/**
 * What a column type demands.
 *
 * @param tokens of the type alone: `VARCHAR ( 18 )`.
 * @param enums value lists of `CREATE TYPE … AS ENUM`, by name in lower case.
 * @returns logicalType null for types without one (JSON, BLOB, INTERVAL, …).
 */
export function readSqlType(tokens: readonly SqlToken[], enums: ReadonlyMap<string, readonly string[]>): Reading {
  const place = tokens[0]!.place
  const last = tokens.at(-1)
  if (isToken(last, ']') && isToken(tokens.at(-2), '[')) return makeArray(tokens.slice(0, -2), enums, place)
  if (isToken(last, ']') && isToken(tokens.at(-3), '[')) return makeArray(tokens.slice(0, -3), enums, place)
  const open = tokens.findIndex((token) => isToken(token, '(', '<'))
  const head = open < 0 ? tokens : tokens.slice(0, open)
  const close = open < 0 ? tokens.length : findClose(tokens, open)
  const inner = open < 0 ? [] : tokens.slice(open + 1, close - 1)
  const tail = tokens.slice(close)
  const words = [...head, ...tail].filter((token) => !isToken(token, 'UNSIGNED', 'ZEROFILL'))
  const isUnsigned = [...head, ...tail].some((token) => isToken(token, 'UNSIGNED'))
  const qualifier = words.findLastIndex((token) => isToken(token, '.'))
  const name = words
    .slice(qualifier + 1)
    .map(({ text }) => text.toUpperCase())
    .join(' ')
  if (name === 'ENUM' || enums.has(name.toLowerCase())) {
    const values =
      enums.get(name.toLowerCase()) ?? inner.filter(({ kind }) => kind === 'string').map(({ text }) => text)
    return { ...NOTHING, logicalType: 'string', allowed: { values, place } }
  }
  const found = TYPES.find(([pattern]) => pattern.test(name))
  if (found === undefined) return NOTHING
  const [, logicalType, format] = found
  const option = (option: string, text: string): TypeOption => ({ name: option, text, place })
  if (logicalType === 'array') return makeArray(inner, enums, place)
  if (logicalType === 'object') return { ...NOTHING, logicalType, properties: readFields(inner, enums) }
  if (logicalType === 'map') {
    const [key, value] = splitList(inner)
    const make = (part: readonly SqlToken[] | undefined, of: string) =>
      part === undefined ? null : makeProperty(of, place, readSqlType(part, enums))
    return { ...NOTHING, logicalType, map: { key: make(key, 'key'), value: make(value, 'value') } }
  }
  const numbers = inner.filter(({ kind }) => kind === 'number').map(({ text }) => text)
  const isWhole =
    /^(DECIMAL|NUMERIC|NUMBER|DEC|FIXED)$/.test(name) && numbers.length > 0 && Number(numbers[1] ?? 0) === 0
  const options = [
    ...(logicalType === 'string' && /CHAR/.test(name) && numbers[0] !== undefined
      ? [option('maxLength', numbers[0])]
      : []),
    ...(format === null || isUnsigned ? [] : [option('format', format)]),
    ...(isUnsigned ? [option('minimum', '0')] : []),
  ]
  return { ...NOTHING, logicalType: isWhole ? 'integer' : logicalType, options }
}

function makeArray(tokens: readonly SqlToken[], enums: ReadonlyMap<string, readonly string[]>, place: Place): Reading {
  const items = tokens.length === 0 ? null : makeProperty('items', place, readSqlType(tokens, enums))
  return { ...NOTHING, logicalType: 'array', items }
}

/** `a INT, b STRING` or `a: INT`. */
function readFields(
  tokens: readonly SqlToken[],
  enums: ReadonlyMap<string, readonly string[]>,
): readonly ContractProperty[] {
  return splitList(tokens).map((part) => {
    const { name, end } = readName(part, 0)
    const type = part.slice(isToken(part[end], ':') ? end + 1 : end)
    return makeProperty(name, part[0]!.place, type.length === 0 ? {} : readSqlType(type, enums))
  })
}
