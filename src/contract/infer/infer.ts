import type { Place } from '../../core/faults.ts'
import { makeContract, makeLibraryRule, makeObject } from '../contract-parts.ts'
import type { ContractProperty, DataContract } from '../data-contract.ts'
import { countRows } from '../wording.ts'
import { type Answers, findAnswer } from './infer-answers.ts'
import { namesRow } from './infer-names.ts'
import { type InferenceNote, InferenceNotes } from './infer-notes.ts'
import type { Inference } from './infer-plan.ts'
import { concludeProperty } from './infer-property.ts'
import { roundDown } from './infer-range.ts'

/** A contract that its data stand, and what a person should know of it. */
export interface InferredContract {
  readonly contract: DataContract
  readonly notes: readonly InferenceNote[]
}

/** Below this many rows a table tells little of the next. */
const FEW_ROWS = 100

/**
 * The contract of a table from what was found of its columns. What does not hold for all rows is left out, and said
 * where a person would expect it.
 *
 * @param file the data's name, for places.
 */
export function concludeContract(inference: Inference, answers: Answers, file: string): InferredContract {
  const { table, columns, keys } = inference
  const place: Place = { file }
  const notes = new InferenceNotes()
  const rows = columns[0]?.profile.rows ?? 0
  tellTable(inference, answers, notes)
  const unique = keys.filter(({ probe }) => {
    const found = findAnswer(answers, probe)
    return found !== null && found.extra === 0 && found.nulls === 0
  })
  const [key] = unique
  const named = columns.filter(({ name }) => name !== '')
  if (named.length < columns.length) notes.doubt(null, 'a column without a name cannot stand in a contract')
  const properties = named.map((column) => concludeProperty(column, answers, place, notes))
  if (rows === 0) notes.doubt(null, 'the data has no rows: the contract names its columns alone')
  else if (key === undefined)
    notes.tell(null, 'no column was found that tells the rows apart, so there is no primary key')
  const object = makeObject(table.name, place, {
    properties: properties.map((property) =>
      rows === 0 ? property : markKeys(property, key?.names ?? [], unique, table.name, place),
    ),
    rules: rows === 0 ? [] : [makeLibraryRule('rowCount', place, { comparison: limitRows(rows) })],
  })
  const contract = makeContract(file, 'ODCS v3.1.0', { name: table.name, objects: [object] })
  return { contract, notes: notes.all }
}

function tellTable({ columns }: Inference, answers: Answers, notes: InferenceNotes): void {
  const readable = [...answers.keys()].find(({ kind }) => kind === 'readable')
  const found = readable?.kind === 'readable' ? findAnswer(answers, readable) : null
  if (found !== null && found.failing > 0) {
    const lines = found.samples.map(({ row }) => row).join(', ')
    notes.doubt(
      null,
      `${countRows(found.failing)} ${found.failing === 1 ? 'does' : 'do'} not split into the columns (line ${lines}): left out here, and an error for validate`,
    )
  }
  const odd = columns.filter(({ name }) => /[;\t|]/.test(name))
  if (odd.length > 0) {
    notes.doubt(
      odd[0]!.name,
      'has a sign in its name that often stands between columns: is --delimiter as the file has it?',
    )
  }
}

function markKeys(
  property: ContractProperty,
  key: readonly string[],
  unique: Inference['keys'],
  table: string,
  place: Place,
): ContractProperty {
  const { name } = property
  const index = key.indexOf(name)
  if (index >= 0) {
    // A number that counts the rows will pass any bound.
    const options = property.options.filter((option) => option.name !== 'minimum' && option.name !== 'maximum')
    return { ...property, options, primaryKey: place, primaryKeyPosition: key.length > 1 ? index + 1 : null }
  }
  const isUuid = property.options.some((option) => option.name === 'format' && option.text === 'uuid')
  const isUnique = unique.some(({ names }) => names.length === 1 && names[0] === name)
  return isUnique && (isUuid || namesRow(name, table)) ? { ...property, unique: place } : property
}

/** No less than about a quarter of today's rows: less is hardly the whole file. */
function limitRows(rows: number) {
  return rows < FEW_ROWS
    ? ({ operator: 'mustBeGreaterThan', operand: 0 } as const)
    : ({ operator: 'mustBeGreaterOrEqualTo', operand: roundDown(rows / 4) } as const)
}
