/** Types of SQL dialects and file formats that hold the same values. */
type TypeFamily =
  | 'text'
  | 'exact'
  | 'float'
  | 'boolean'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'instant'
  | 'binary'
  | 'struct'
  | 'list'
  | 'map'

/** A type of a system that holds data, as a contract or an engine writes it. */
export interface PhysicalType {
  readonly family: TypeFamily
  /** Most code points of a text. */
  readonly length?: number
  /** Least and greatest number, as decimal text. */
  readonly range?: readonly [string, string]
  /** Digits behind the point; 0 of whole numbers. */
  readonly scale?: number
  /** Types of what a list or a map (key, value) holds, where they are said. */
  readonly inner?: readonly PhysicalType[]
}

const NAMES: Readonly<Record<Exclude<TypeFamily, 'exact'>, RegExp>> = {
  text: /^(n?(var)?char(acter)?2?|character varying|n?varchar2|(tiny|medium|long|n)?text|string|str|utf8|large_(string|utf8)|n?clob|uuid|uniqueidentifier|enum|json)$/,
  float: /^(float|float4|float8|float32|float64|real|double|double precision|binary_float|binary_double|half_?float)$/,
  boolean: /^(bool|boolean|bit|logical)$/,
  date: /^date(32|64)?$/,
  time: /^time(32|64)?( without time zone| with time zone|tz)?$/,
  timestamp:
    /^(timestamp|timestamp(_s|_ms|_ns|_us)|timestamp_?ntz|timestamp without time zone|datetime2?|datetime64|smalldatetime)$/,
  instant: /^(timestamp_?(tz|ltz)|timestamp with (local )?time zone|datetimeoffset)$/,
  binary: /^((tiny|medium|long)?blob|bytea|bytes|(var|large_)?binary|raw|long raw|image)$/,
  struct: /^(struct|row|record|object)$/,
  list: /^(array|list|large_list|repeated)$/,
  map: /^map$/,
}

/** Bits of whole numbers; `int8` is PostgreSQL's, of eight bytes. */
const BITS: readonly (readonly [name: RegExp, bits: number])[] = [
  [/^(tinyint|byteint|byte|int1)$/, 8],
  [/^(smallint|int2|int16|short|smallserial|shortint)$/, 16],
  [/^(int|integer|int4|int32|serial)$/, 32],
  [/^(mediumint|int3)$/, 24],
  [/^(bigint|int8|int64|long|bigserial)$/, 64],
  [/^(hugeint|int128)$/, 128],
]
const UNSIGNED_BITS: readonly (readonly [name: RegExp, bits: number])[] = [
  [/^(utinyint|uint8|tinyint unsigned)$/, 8],
  [/^(usmallint|uint16|smallint unsigned)$/, 16],
  [/^(uinteger|uint|uint32|(int|integer) unsigned)$/, 32],
  [/^(ubigint|uint64|bigint unsigned)$/, 64],
]

/** Nobody writes a longer type; the expressions below would take their time over one. */
const LONGEST = 1000

/** Reads `VARCHAR(18)`, `decimal(10, 2)`, `array<int>`, `TIMESTAMP WITH TIME ZONE`; null where the type is not known. */
export function readPhysicalType(written: string): PhysicalType | null {
  const text = written.trim()
  if (text.length > LONGEST) return null
  const list = /^(.*)\[\d*\]$/s.exec(text)
  if (list !== null) return readList(list[1]!)
  const [, head, angled, rounded, tail] = /^([^<(]+)(?:<(.*)>|\((.*)\))?\s*([a-z ]*)$/is.exec(text) ?? []
  if (head === undefined) return null
  const name = [head, tail]
    .map((part) => part?.trim().toLowerCase())
    .filter(Boolean)
    .join(' ')
    .replace(/\s+/g, ' ')
  const parameters = splitTypes(angled ?? rounded ?? '')
  const family = (Object.keys(NAMES) as readonly Exclude<TypeFamily, 'exact'>[]).find((one) => NAMES[one].test(name))
  if (family === 'list') return parameters.length === 0 ? { family } : readList(parameters[0]!)
  if (family === 'map') return readMap(parameters)
  if (family === 'struct' && parameters.length > 0) return null
  if (family === 'text')
    return /^\d+$/.test(parameters[0] ?? '') && name !== 'enum'
      ? { family, length: Number.parseInt(parameters[0]!, 10) }
      : { family }
  if (family !== undefined) return { family }
  return readNumber(name, parameters)
}

function readList(inner: string): PhysicalType | null {
  const type = readPhysicalType(inner)
  return type === null ? null : { family: 'list', inner: [type] }
}

function readMap(parameters: readonly string[]): PhysicalType | null {
  if (parameters.length === 0) return { family: 'map' }
  const inner = parameters.map(readPhysicalType)
  return inner.length === 2 && inner.every((type) => type !== null) ? { family: 'map', inner } : null
}

function readNumber(name: string, parameters: readonly string[]): PhysicalType | null {
  const signed = BITS.find(([pattern]) => pattern.test(name))?.[1]
  if (signed !== undefined) {
    const half = 1n << BigInt(signed - 1)
    return { family: 'exact', range: [String(-half), String(half - 1n)], scale: 0 }
  }
  const unsigned = UNSIGNED_BITS.find(([pattern]) => pattern.test(name))?.[1]
  if (unsigned !== undefined) return { family: 'exact', range: ['0', String((1n << BigInt(unsigned)) - 1n)], scale: 0 }
  if (!/^(decimal|decimal128|numeric|dec|number|money|bignumeric)$/.test(name)) return null
  const [precision, scale = 0] = parameters.map((parameter) => Number(parameter))
  if (precision === undefined || !(precision > 0 && precision <= 76 && scale >= 0 && scale <= precision))
    return { family: 'exact' }
  const digits = '9'.repeat(precision)
  const whole = digits.slice(scale) || '0'
  const most = scale === 0 ? whole : `${whole}.${digits.slice(0, scale)}`
  return { family: 'exact', range: [`-${most}`, most], scale }
}

/** Parts between the commas that stand in no bracket. */
export function splitTypes(text: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let isQuoted = false
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    if (character === '"') isQuoted = !isQuoted
    if (isQuoted) continue
    if ('<(['.includes(character)) depth++
    if ('>)]'.includes(character)) depth--
    if (character === ',' && depth === 0) {
      parts.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  const last = text.slice(start).trim()
  return last === '' ? parts : [...parts, last]
}

/** Whether a column of type `actual` may hold what `declared` holds, by family; numbers' and texts' sizes are the cells' question. */
export function isSameFamily(declared: PhysicalType, actual: PhysicalType): boolean {
  // Contracts often say timestamp of moments that have a zone.
  const isMoment = declared.family === 'timestamp' && actual.family === 'instant'
  if (declared.family !== actual.family && !isMoment) return false
  if (declared.scale === 0 && (actual.scale ?? 0) > 0) return false
  const { inner = [] } = declared
  const found = actual.inner ?? []
  return inner.every((type, index) => found[index] !== undefined && isSameFamily(type, found[index]))
}
