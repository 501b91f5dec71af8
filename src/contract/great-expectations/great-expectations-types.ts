import type { LogicalType } from '../data-contract.ts'

/** The logical type that holds values of all these types of pandas, Spark or SQL; null where there is none. */
export function logicalTypeOfNames(names: readonly string[]): LogicalType | null {
  const types = new Set(names.map(logicalTypeOfName))
  if (types.size === 2 && types.has('integer') && types.has('number')) return 'number'
  const [type] = types
  return types.size === 1 && type !== undefined ? type : null
}

/** The logical type for a type of pandas, Spark or SQL (`int64`, `StringType`, `DECIMAL(10, 2)`); null where it is not known. */
export function logicalTypeOfName(name: string): LogicalType | null {
  const word = name
    .trim()
    .toLowerCase()
    .replace(/[([].*$/, '')
    .replace(/^(np|numpy|pd|pandas|datetime|builtins)\./, '')
    .replace(/type$/, '')
    .trim()
  const found = Object.entries(NAMES).find(([, names]) => names.test(word))
  return found === undefined ? null : (found[0] as LogicalType)
}

const NAMES: Readonly<Partial<Record<LogicalType, RegExp>>> = {
  integer:
    /^(u?int(eger)?\d*|(u|tiny|small|medium|big|huge|byte|long)int|u?(tiny|small|big|huge)int|long|short|byte|int\d|bigserial|serial)$/,
  number: /^(float\d*|double|double precision|real|decimal|numeric|number|bignumeric|money)$/,
  string:
    /^(str(ing)?|object|o|unicode|(var|n|nvar|b)?char2?|varchar2|nvarchar2|character( varying)?|text|(tiny|medium|long|c)text|clob|uuid)$/,
  boolean: /^bool(ean)?_?$/,
  date: /^date$/,
  timestamp:
    /^(timestamp(_?(ntz|ltz|tz|us|ms|ns|s))?|timestamp with(out)? time zone|timestamptz|datetime(2|64|_?ntz)?|datetimeoffset)$/,
  time: /^(time|timetz|time with(out)? time zone)$/,
}
