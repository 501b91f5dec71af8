import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { DataSource } from '../../../src/core/data-source.ts'
import type { AggregateProbe, ColumnReference, Probe, ValueType } from '../../../src/core/probe.ts'
import { writeParquet } from '../../support/parquet.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { measureWithSamples } from './measure-with-samples.ts'
import { shareEngine } from './read.ts'

const engine = shareEngine()
const reference = (name: string, type: ValueType): ColumnReference => ({
  names: [name],
  type,
  format: null,
  missing: ['NA'],
})
const makeCsv = (text: string): DataSource => ({
  uri: 't.csv',
  files: [join(makeFolder({ 't.csv': text }), 't.csv')],
  format: 'csv',
})

const CELLS = ['3', '1', 'NA', 'x', '', '4', '1']

it.each<[AggregateProbe['function'], ValueType, number | null, number]>([
  ['min', 'number', 1, 4],
  ['max', 'integer', 4, 4],
  ['sum', 'number', 9, 4],
  ['mean', 'number', 2.25, 4],
  ['median', 'number', 2, 4],
  ['stddev', 'number', 1.5, 4],
  ['distinct', 'integer', 4, 5],
  ['distinct', 'text', 4, 5],
  ['minLength', 'text', 1, 5],
  ['maxLength', 'text', 1, 5],
  ['meanLength', 'text', 1, 5],
])('%s of %s cells is %s over %s of them', async (name, type, value, present) => {
  const probe: Probe = { kind: 'aggregate', column: reference('v', type), function: name }
  const text = `v,w\n${CELLS.map((cell) => `${cell},1\n`).join('')}`
  expect(await measureWithSamples(engine(), makeCsv(text), [probe])).toEqual([
    { measured: true, value: { rows: 7, present, value } },
  ])
})

it('sums are exact to the last digit whatever the order, and what no double holds is not measured', async () => {
  const sum = async (cells: readonly string[], name: AggregateProbe['function']) => {
    const source = makeCsv(`v,w\n${cells.map((cell) => `${cell},1\n`).join('')}`)
    const [answer] = await measureWithSamples(engine(), source, [
      { kind: 'aggregate', column: reference('v', 'number'), function: name },
    ])
    return answer
  }
  expect(
    await sum(
      Array.from({ length: 10 }, () => '0.1'),
      'sum',
    ),
  ).toMatchObject({ value: { value: 1 } })
  expect(await sum(['1e308', '1e308'], 'sum')).toEqual({
    measured: false,
    reason: 'the sum is beyond double precision',
  })
  expect(await sum(['1e200', '-1e200'], 'stddev')).toEqual({
    measured: false,
    reason: 'the stddev is beyond double precision',
  })
  expect(await sum(['1'], 'stddev')).toMatchObject({ value: { present: 1, value: null } })
  expect(await sum(['x'], 'max')).toMatchObject({ value: { present: 0, value: null } })
})

it('aggregates of Parquet columns are over their values', async () => {
  const files = [
    await writeParquet(
      "SELECT i::DECIMAL(9,2) / 4 AS d, CASE WHEN i = 2 THEN 'nan'::DOUBLE ELSE i END AS f, 'é' || i AS t FROM range(4) r(i)",
    ),
  ]
  const probes: readonly Probe[] = [
    { kind: 'aggregate', column: reference('d', 'number'), function: 'sum' },
    { kind: 'aggregate', column: reference('f', 'number'), function: 'mean' },
    { kind: 'aggregate', column: reference('t', 'text'), function: 'maxLength' },
    { kind: 'aggregate', column: reference('t', 'text'), function: 'mean' },
  ]
  const answers = await measureWithSamples(engine(), { uri: 't.parquet', files, format: 'parquet' }, probes)
  expect(answers.slice(0, 3)).toMatchObject([
    { value: { value: 1.5 } },
    { value: { present: 3, value: 4 / 3 } },
    { value: { value: 2 } },
  ])
  expect(answers[3]).toEqual({ measured: false, reason: 'values of type text have no mean' })
})

it('moments are the first, the last and the longest time between', async () => {
  const text =
    'd,t\n2024-01-05,2024-01-01T00:00:00Z\n2024-01-01,2024-01-01T03:00:00+02:00\nx,\n2024-01-01,2024-01-01T00:30:00\n'
  const answers = await measureWithSamples(engine(), makeCsv(text), [
    { kind: 'moments', column: reference('d', 'date') },
    { kind: 'moments', column: reference('t', 'timestamp'), needsGap: false },
    { kind: 'moments', column: reference('t', 'timestamp') },
    { kind: 'moments', column: reference('t', 'text') },
  ])
  const day = 86_400_000
  const first = Date.UTC(2024, 0, 1)
  expect(answers).toEqual([
    { measured: true, value: { rows: 4, present: 3, first, last: first + 4 * day, longestGap: 4 * day } },
    { measured: true, value: { rows: 4, present: 3, first, last: first + 3_600_000, longestGap: null } },
    { measured: true, value: { rows: 4, present: 3, first, last: first + 3_600_000, longestGap: 1_800_000 } },
    { measured: false, reason: 'values of type text are no moments' },
  ])
})

it('hundreds of failing checks are shown in seconds', { timeout: 30_000 }, async () => {
  const columns = Array.from({ length: 300 }, (_, index) => `c${index}`)
  const lines = Array.from({ length: 20 }, (_, row) => columns.map(() => (row % 2 === 0 ? 'bad' : '')).join(','))
  const probes = columns.flatMap((name): readonly Probe[] => [
    { kind: 'rows', column: reference(name, 'integer'), test: { kind: 'type' }, keys: [] },
    { kind: 'rows', column: reference(name, 'integer'), test: { kind: 'notNull' }, keys: [] },
    { kind: 'duplicates', columns: [reference(name, 'text')], isNullFailing: true, keys: [] },
  ])
  const started = performance.now()
  const answers = await measureWithSamples(engine(), makeCsv(`${columns.join(',')}\n${lines.join('\n')}\n`), probes)
  expect(performance.now() - started).toBeLessThan(15_000)
  const rows = answers.map((answer) =>
    answer.measured ? (answer.value as { samples: { row: number }[] }).samples.map(({ row }) => row) : [],
  )
  expect(rows.slice(-3)).toEqual([
    [1, 3, 5, 7, 9, 11, 13, 15, 17, 19],
    [2, 4, 6, 8, 10, 12, 14, 16, 18, 20],
    [2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  ])
})
