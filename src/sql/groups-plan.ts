import type { AnswersReading, GroupCut, GroupsRequest, NumberReading } from '../core/row-groups.ts'
import { isTextColumn, mayHoldNumbers, renderColumnNumber, renderColumnText, renderIsNoNumber } from './column-value.ts'
import { quoteLiteral } from './quoting.ts'

/** A table in a FROM clause, and its columns. */
export interface ReadableTable {
  readonly from: string
  readonly decimal: '.' | ','
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/** A column that may cut rows into groups, as it stands in the table of joined rows: `g3`. */
export interface GroupColumn {
  readonly column: string
  readonly name: string
  readonly as: 'text' | 'number'
}

/** By so many rows columns of numbers are told from those of few texts. */
const FIRST_ROWS = 32_768
/** More values than this of a text column are names, not groups. */
const MOST_VALUES = 30
/** Numbers with more values than this are cut into parts of equal size. */
const MOST_NUMBERS = 10
const PARTS = 4

/** The table of joined rows, with their columns as they are; and of these cut into groups. */
const [JOINED, CUT] = ['joined_rows', 'cut_rows']

/** One row: of each column the different texts among the first rows, and how many of these are no finite number. */
export function renderShapes({ from, decimal, columns }: ReadableTable, names: readonly string[]): string {
  const lists = names.map((name) => {
    const shape = columns.find((column) => column.name === name)!
    const isNumber = mayHoldNumbers(shape) ? `isfinite(${renderColumnNumber(shape, decimal)})` : 'false'
    const text = renderColumnText(shape)
    return `count(DISTINCT ${text}), count(DISTINCT ${text}) FILTER (WHERE NOT ${isNumber})`
  })
  return `SELECT ${lists.join(', ')} FROM (SELECT * FROM ${from} LIMIT ${FIRST_ROWS})`
}

/** The columns that may cut rows into groups, by the answer to `renderShapes`: texts that repeat, then numbers. */
export function chooseColumns(names: readonly string[], shapes: readonly number[]): readonly GroupColumn[] {
  const columns = names.flatMap((column, index) => {
    const [values, strangers] = shapes.slice(2 * index, 2 * index + 2) as [number, number]
    const areNumbers = strangers === 0 && values > MOST_NUMBERS
    if (!areNumbers && values > MOST_VALUES) return []
    return [{ column, name: `g${index}`, as: areNumbers ? 'number' : 'text' } as const]
  })
  return [...columns.filter(({ as }) => as === 'text'), ...columns.filter(({ as }) => as === 'number')]
}

/**
 * Makes a table of the labelled rows that all models answered: `x`, how much worse the candidate's answer is, `w` its
 * weight, and the columns.
 *
 * @param answers the models' files; null: their answers stand in the labelled rows.
 */
export function renderJoined(
  request: GroupsRequest,
  labelled: ReadableTable,
  answers: { readonly candidate: ReadableTable | null; readonly baseline: ReadableTable | null },
  columns: readonly GroupColumn[],
): string {
  const { label, weight, candidate, baseline, isRepeated, id } = request
  const models = [
    { name: 'a', reading: candidate, table: answers.candidate },
    ...(baseline === null ? [] : [{ name: 'b', reading: baseline, table: answers.baseline }]),
  ]
  // without a file of its own a model answers in the labelled one; of repeated ids the mean needs all rows of it
  const apart = models.map((model) => ({ ...model, table: model.table ?? (isRepeated ? labelled : null) }))
  const own = apart.filter(({ table }) => table === null)
  const cells = columns.flatMap((column) => renderCells(column, labelled))
  const list = [
    `${renderKey(id, labelled)} AS k`,
    `${label === null ? 'NULL' : renderReading(label, labelled)} AS y`,
    `${weight === null ? '1' : renderReading({ as: 'number', column: weight }, labelled)} AS w`,
    ...own.map(({ name, reading }) => `${renderReading(reading.answer, labelled)} AS ${name}`),
    ...cells,
  ]
  const rows = `SELECT ${list.join(', ')} FROM ${labelled.from}`
  const items = `SELECT * EXCLUDE (n) FROM (SELECT *, row_number() OVER () AS n FROM (${rows})) QUALIFY row_number() OVER (PARTITION BY k ORDER BY n) = 1`
  const joins = apart.flatMap(({ name, reading, table }) =>
    table === null ? [] : [`JOIN (${renderAnswers(name, reading, table, request)}) USING (k)`],
  )
  const losses = models.map(({ name }) => renderLoss(request.loss, name))
  const kept = ['w', ...columns.flatMap(({ name, as }) => (as === 'text' ? [name] : [name, `${name}s`]))]
  return `CREATE TABLE ${JOINED} AS SELECT ${losses.join(' - ')} AS x, ${kept.join(', ')} FROM (${isRepeated ? items : rows}) ${joins.join(' ')}`
}

function renderAnswers(
  name: string,
  { answer }: AnswersReading,
  table: ReadableTable,
  { id, isRepeated }: GroupsRequest,
): string {
  const rows = `SELECT ${renderKey(id, table)} AS k, ${renderReading(answer, table)} AS ${name} FROM ${table.from}`
  return isRepeated
    ? `SELECT k, avg(${name}) FILTER (WHERE NOT isnan(${name})) AS ${name} FROM (${rows}) GROUP BY k`
    : rows
}

function renderLoss(loss: GroupsRequest['loss'], answer: string): string {
  switch (loss) {
    case 'squared':
      return `(${answer} - y) * (${answer} - y)`
    case 'absolute':
      return `abs(${answer} - y)`
    case 'wrong':
      return `CAST(${answer} IS DISTINCT FROM y AS DOUBLE)`
    case 'lack':
      return `-${answer}`
  }
}

const findShape = (column: string, { columns }: ReadableTable) => columns.find(({ name }) => name === column)!

const renderKey = (column: string, table: ReadableTable) => renderColumnText(findShape(column, table))

function renderReading(reading: NumberReading, table: ReadableTable): string {
  const number = (column: string) => renderColumnNumber(findShape(column, table), table.decimal)
  switch (reading.as) {
    case 'number':
      return number(reading.column)
    case 'threshold':
      return `CASE WHEN ${number(reading.column)} >= CAST(${quoteLiteral(String(reading.from))} AS DOUBLE) THEN 1 ELSE 0 END`
    case 'largest': {
      const scores = reading.columns.map(([column]) => number(column))
      const indices = reading.columns.map(([, index]) => index)
      return `[${indices.join(', ')}][list_position([${scores.join(', ')}], greatest(${scores.join(', ')}))]`
    }
    case 'class': {
      const texts = reading.classes.map(([text]) => quoteLiteral(text))
      const indices = reading.classes.map(([, index]) => index)
      const text = renderColumnText(findShape(reading.column, table))
      return `[${indices.join(', ')}][enum_code(TRY_CAST(${text} AS ENUM(${texts.join(', ')}))) + 1]`
    }
  }
}

/** A column as it is; of numbers NULL where missing, and beside it whether there is text that is none (`g3s`). */
function renderCells({ column, name, as }: GroupColumn, table: ReadableTable): readonly string[] {
  const shape = findShape(column, table)
  if (as === 'text') return [`${renderColumnText(shape)} AS ${name}`]
  const number = renderColumnNumber(shape, table.decimal)
  const isStray = isTextColumn(shape) ? renderIsNoNumber(shape, table.decimal) : 'false'
  return [`CASE WHEN NOT isnan(${number}) THEN ${number} END AS ${name}`, `${isStray} AS ${name}s`]
}

/** One row: how many rows have a loss, then of each column how many have a value, and how many a text that is no number. */
export function renderCounts(columns: readonly GroupColumn[]): string {
  const counts = columns.map(({ name, as }) => `count(${name}), ${as === 'text' ? 0 : `count_if(${name}s)`}`)
  return `SELECT ${['count(x)', ...counts].join(', ')} FROM ${JOINED}`
}

/**
 * A row for each column: its index, its values where they are few, and of numbers where each quarter of them starts and
 * the largest.
 *
 * @param present how many cells of each column are not missing.
 */
export function renderValues(columns: readonly GroupColumn[], present: readonly number[]): string {
  const parts = columns.map(({ name, as }, index) => {
    if (as === 'text') {
      const few = `SELECT DISTINCT ${name} AS v FROM ${JOINED} LIMIT ${MOST_VALUES + 1}`
      return `SELECT ${index}, list(v ORDER BY v), NULL, NULL FROM (${few})`
    }
    const count = present[index]!
    if (count === 0) return `SELECT ${index}, NULL, NULL, NULL`
    // such that the value at this place, from 0, of the sorted numbers is meant: the engine rounds up and counts from 1
    const shares = Array.from({ length: PARTS }, (_, part) => (Math.floor((count * part) / PARTS) + 0.5) / count)
    return `SELECT ${index}, NULL, quantile_disc(${name}, [${shares.join(', ')}]), max(${name}) FROM ${JOINED}`
  })
  return parts.join(' UNION ALL ')
}

/** The answer of `renderValues` for one column. */
export interface FoundValues {
  readonly values: readonly (string | null)[] | null
  readonly starts: readonly number[] | null
  readonly last: number | null
}

/** How a column cuts the rows; null where it gives one group, or far too many. */
export function cutColumn(
  { column, as }: GroupColumn,
  { values: found, starts: quarters, last }: FoundValues,
  hasMissing: boolean,
): GroupCut | null {
  if (as === 'text') {
    const texts = (found ?? []).filter((value) => value !== null)
    const values = hasMissing ? [...texts, null] : texts
    const isFit = values.length >= 2 && values.length <= MOST_VALUES && !texts.some((text) => text.includes('\0'))
    return isFit ? { column, by: 'text', values } : null
  }
  const starts = [...new Set(quarters ?? [])]
  if (starts.length + (hasMissing ? 1 : 0) < 2) return null
  return { column, by: 'number', starts, last: last!, hasMissing }
}

/** Makes the table of rows by the groups that they belong to, with what each adds to the moments of its groups. */
export function renderCut(columns: readonly GroupColumn[], cuts: readonly GroupCut[]): readonly string[] {
  const codes = cuts.map((cut, index) => {
    const { name } = columns.find(({ column }) => column === cut.column)!
    return `CAST(${renderCode(cut, name)} AS UTINYINT) AS c${index}`
  })
  const sums = ['w', 'w * x AS wx', 'w * w AS ww', 'w * w * x AS wwx', 'w * w * x * x AS wwxx']
  return [`CREATE TABLE ${CUT} AS SELECT ${[...sums, ...codes].join(', ')} FROM ${JOINED}`, `DROP TABLE ${JOINED}`]
}

function renderCode(cut: GroupCut, name: string): string {
  if (cut.by === 'text') {
    const texts = cut.values.filter((value) => value !== null)
    const code = `enum_code(TRY_CAST(${name} AS ENUM(${texts.map(quoteLiteral).join(', ')})))`
    return texts.length === cut.values.length ? code : `coalesce(${code}, ${texts.length})`
  }
  const inner = cut.starts
    .slice(1)
    .map((start, part) => `WHEN ${name} < CAST(${quoteLiteral(String(start))} AS DOUBLE) THEN ${part}`)
  return `CASE WHEN ${name} IS NULL THEN ${cut.starts.length} ${inner.join(' ')} ELSE ${cut.starts.length - 1} END`
}

/**
 * A row for each group: index of its column, its code, and its moments. Of all rows the column is −1.
 *
 * @param isWeighted whether rows count otherwise than 1: then three of the moments are not the others.
 */
export function renderSingleGroups(cuts: readonly GroupCut[], isWeighted: boolean): string {
  const moments = listMoments(isWeighted)
  const parts = cuts.map((_, index) => `SELECT ${index}, c${index}, ${moments} FROM ${CUT} GROUP BY c${index}`)
  return [`SELECT -1, 0, ${moments} FROM ${CUT}`, ...parts].join(' UNION ALL ')
}

/** A row for each group of two columns together: index of the pair, code of the first, code of the second, moments. */
export function renderPairGroups(pairs: readonly (readonly [number, number])[], isWeighted: boolean): string {
  const moments = listMoments(isWeighted)
  return pairs
    .map(
      ([left, right], index) =>
        `SELECT ${index}, c${left}, c${right}, ${moments} FROM ${CUT} GROUP BY c${left}, c${right}`,
    )
    .join(' UNION ALL ')
}

function listMoments(isWeighted: boolean): string {
  if (isWeighted) return 'count(*), sum(w), sum(wx), sum(ww), sum(wwx), sum(wwxx)'
  return 'count(*), count(*), sum(wx), count(*), sum(wx), sum(wwxx)'
}
