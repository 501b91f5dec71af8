import type { DataFormat } from '../../core/data-source.ts'
import type {
  AggregateProbe,
  DuplicatesProbe,
  Probe,
  ProfileMeasured,
  ProfileProbe,
  RowsProbe,
} from '../../core/probe.ts'
import type { LogicalType } from '../data-contract.ts'
import { TEXT_FORMATS } from '../text-formats.ts'
import { draftNested, listNestedProbes, type NestedDraft } from './infer-json.ts'
import { type KeyColumn, proposeKeys } from './infer-key.ts'
import { namesIdentifier } from './infer-names.ts'
import { describePattern } from './infer-pattern.ts'
import { findPersonalContent, findPersonalName, namesPersons, type PersonalKind } from './infer-personal.ts'
import { guessReading, type Reading, type ReadingGuess, referBy, takeReading, toLogicalType } from './infer-reading.ts'
import { inferValues } from './infer-values.ts'

/** A table as its engine and the profiles of its columns describe it. */
export interface ProfiledTable {
  /** What the contract calls it. */
  readonly name: string
  readonly format: DataFormat
  readonly decimal: '.' | ','
  /** Columns that stand in the files' paths alone: text, of which new values are to come. */
  readonly partitions: readonly string[]
  readonly columns: readonly ProfiledColumn[]
}

export interface ProfiledColumn {
  readonly name: string
  /** The engine's type name; `VARCHAR` in text formats. */
  readonly type: string
  readonly profile: ProfileMeasured
}

/** What one column may be, and what is asked of all its rows to know. */
export interface ColumnDraft extends ProfiledColumn {
  readonly guess: ReadingGuess
  readonly personal: PersonalKind | null
  readonly values: readonly string[] | null
  readonly readings: readonly { readonly reading: Reading; readonly probe: RowsProbe }[]
  /** How many cells stand for a missing value. */
  readonly absent: RowsProbe | null
  /** What stands inside of objects and arrays of JSON. */
  readonly nested: NestedDraft | null
  readonly low: AggregateProbe | null
  readonly high: AggregateProbe | null
  /** What all texts may have in common. */
  readonly texts: readonly { readonly option: 'format' | 'pattern'; readonly text: string; readonly probe: RowsProbe }[]
}

/** A contract in the making: drafts of the columns, and columns that may be keys. */
export interface Inference {
  readonly table: ProfiledTable
  readonly columns: readonly ColumnDraft[]
  readonly keys: readonly { readonly names: readonly string[]; readonly probe: DuplicatesProbe }[]
}

/** The questions of a first look at a table. */
export function makeProfileProbes(names: readonly string[]): readonly ProfileProbe[] {
  return names.map((name) => ({ kind: 'profile', column: referBy(name, null, []) }))
}

/** Forms an opinion of each column by its sample, and the questions that settle it over all rows. */
export function planInference(table: ProfiledTable): Inference {
  const contents = table.columns.map(({ profile }) => findPersonalContent(profile.sample))
  const hasPersons =
    namesPersons(table.name) ||
    table.columns.some(({ name }, index) => contents[index] !== null || findPersonalName(name, false) !== null)
  const columns = table.columns.map((column, index) => {
    const isPartition = table.partitions.includes(column.name)
    const isTyped = table.format === 'parquet' && !isPartition
    const guess = isTyped
      ? takeReading(column.type, column.profile)
      : guessReading(column.name, column.profile, table.decimal)
    const isNested = guess.readings.some(({ type }) => NESTED.includes(type))
    const personal = isNested ? null : (contents[index] ?? findPersonalName(column.name, hasPersons))
    const draft = draftColumn(column, guess, personal)
    return isPartition ? { ...draft, values: null, low: null, high: null } : draft
  })
  const candidates = columns.map(
    ({ name, profile, guess, texts }, index): KeyColumn => ({
      name,
      index,
      profile,
      reading: guess.readings[0] ?? null,
      missing: guess.missing,
      isCode: texts.length > 0,
    }),
  )
  const keys = proposeKeys(candidates, table.name).map((parts) => ({
    names: parts.map(({ name }) => name),
    probe: {
      kind: 'duplicates' as const,
      columns: parts.map(({ name, reading }) => referBy(name, reading, [])),
      isNullFailing: true,
      keys: [],
    },
  }))
  return { table, columns, keys }
}

const NESTED: readonly LogicalType[] = ['object', 'array', 'map']

/** The opinion of one column; asked for again where more texts turn out to stand for a missing value. */
export function draftColumn(column: ProfiledColumn, guess: ReadingGuess, personal: PersonalKind | null): ColumnDraft {
  const { name, profile } = column
  const { readings, missing } = guess
  const [first] = readings
  const isNumber = first?.type === 'integer' || first?.type === 'number'
  const isText = first === undefined && profile.present > 0 && holdsText(column)
  const canList = personal === null && (isText || isNumber)
  const values = canList ? inferValues(name, profile, missing, isNumber) : null
  const isMeasure = isNumber && values === null && !namesIdentifier(name)
  const asNumber = referBy(name, { type: 'number', format: null }, missing)
  const bound = (end: 'min' | 'max'): AggregateProbe | null =>
    isMeasure ? { kind: 'aggregate', column: asNumber, function: end } : null
  const asText = referBy(name, null, missing)
  const full = profile.sample.filter((text) => !missing.includes(text))
  return {
    ...column,
    guess,
    personal,
    values,
    readings: readings.map((reading) => ({
      reading,
      probe: {
        kind: 'rows',
        column: referBy(name, reading, missing),
        test: { kind: reading.format === null ? 'type' : 'format' },
        keys: [],
      },
    })),
    absent:
      missing.length === 0
        ? null
        : {
            kind: 'rows',
            column: referBy(name, null, []),
            test: { kind: 'notMissing', texts: missing, orNull: false },
            keys: [],
          },
    nested:
      first !== undefined && profile.jsonTypes.length > 0 && NESTED.includes(first.type)
        ? draftNested(name, full)
        : null,
    low: bound('min'),
    high: bound('max'),
    texts:
      isText && values === null && !guess.hasDecimalComma
        ? describeTexts(full, personal).map(({ option, text }) => ({
            option,
            text,
            probe: {
              kind: 'rows',
              column: asText,
              test:
                option === 'format'
                  ? { kind: 'matches', expression: TEXT_FORMATS[text]! }
                  : { kind: 'pattern', pattern: text },
              keys: [],
            },
          }))
        : [],
  }
}

/** Whether a column that has no other type holds text: not so where JSON mixes kinds of values, or a typed format has one of its own. */
export function holdsText({ type, profile }: ProfiledColumn): boolean {
  return toLogicalType(type) === 'string' && profile.jsonTypes.every((one) => one === 'VARCHAR')
}

const FORMATS: readonly string[] = ['email', 'uuid', 'ipv4', 'uri']
const PHONE = '^[+(]?[0-9][0-9 ()/.-]{4,22}$'
/** Share of the sample that a format must fit to be asked for; what then holds for all rows is demanded. */
const MOST = 0.95
/** A format needs this many different texts. */
const FEWEST_TEXTS = 3

function describeTexts(
  texts: readonly string[],
  personal: PersonalKind | null,
): readonly { readonly option: 'format' | 'pattern'; readonly text: string }[] {
  const most = (expression: string) => {
    const whole = new RegExp(`^(?:${expression})$`)
    return texts.filter((text) => whole.test(text)).length >= MOST * texts.length
  }
  if (new Set(texts).size < FEWEST_TEXTS) return []
  const format = FORMATS.find((name) => most(TEXT_FORMATS[name]!))
  // `a:b` passes for an address on the web, but only one with slashes is meant so.
  if (format !== undefined && (format !== 'uri' || texts.every((text) => text.includes('://')))) {
    return [{ option: 'format', text: format }]
  }
  if (personal?.what === 'phone numbers') return most(PHONE) ? [{ option: 'pattern', text: PHONE }] : []
  if (personal?.what === 'names of people') return []
  const pattern = describePattern(texts)
  return pattern === null ? [] : [{ option: 'pattern', text: pattern }]
}

/** All that is asked about all rows. */
export function listProbes({ columns, keys }: Inference): readonly Probe[] {
  return [
    { kind: 'rowCount' },
    { kind: 'readable' },
    ...columns.flatMap(listColumnProbes),
    ...keys.map(({ probe }) => probe),
  ]
}

/** What is asked about one column. */
export function listColumnProbes({ readings, absent, nested, low, high, texts }: ColumnDraft): readonly Probe[] {
  return [
    ...readings.map(({ probe }) => probe),
    ...texts.map(({ probe }) => probe),
    ...(nested === null ? [] : listNestedProbes(nested)),
    ...[absent, low, high].filter((probe) => probe !== null),
  ]
}
