import { makeLookup } from '../../core/lookup.ts'
import { makeContract, makeObject, makeProperty } from '../contract-parts.ts'
import type { ContractProperty, TypeOption } from '../data-contract.ts'
import { describeNested } from '../infer/infer-nested.ts'
import type { ImportedContract, Untranslated } from '../translation.ts'

/** A column of a Parquet file by the engine's name of its type. */
interface ParquetColumn {
  readonly name: string
  readonly type: string
}

/** The schema of a Parquet file as a contract: names and types; nothing of the values is looked at. */
export function importParquetSchema(columns: readonly ParquetColumn[], file: string, name: string): ImportedContract {
  const place = { file }
  const untranslated: Untranslated[] = []
  const properties = columns.map((column): ContractProperty => {
    const described = describeNested(column.type, place)
    if (described.logicalType === null) {
      const reason = 'the standard has no logical type for it: any value is taken'
      untranslated.push({ what: `type ${column.type} (${column.name})`, reason, place })
    }
    return makeProperty(column.name, place, {
      ...described,
      physicalType: { text: column.type, place },
      options: readOptions(column.type).map(([option, text]): TypeOption => ({ name: option, text, place })),
      allowed: readEnum(column.type, place),
    })
  })
  const contract = makeContract(file, 'Parquet', { name, objects: [makeObject(name, place, { properties })] })
  return { contract, untranslated }
}

const FORMATS: Readonly<Record<string, string>> = makeLookup({
  TINYINT: 'i8',
  SMALLINT: 'i16',
  INTEGER: 'i32',
  BIGINT: 'i64',
  UTINYINT: 'u8',
  USMALLINT: 'u16',
  UINTEGER: 'u32',
  UBIGINT: 'u64',
  FLOAT: 'f32',
  DOUBLE: 'f64',
  UUID: 'uuid',
})

function readOptions(type: string): readonly (readonly [string, string])[] {
  const format = FORMATS[type]
  return format === undefined ? [] : [['format', format]]
}

function readEnum(type: string, place: TypeOption['place']): ContractProperty['allowed'] {
  const inner = /^ENUM\((.*)\)$/s.exec(type)?.[1]
  if (inner === undefined) return null
  const values = [...inner.matchAll(/'((?:[^']|'')*)'/g)].map(([, value]) => value!.replaceAll("''", "'"))
  return { values, place }
}
