import { expect, test } from 'vitest'
import { detectFormat } from '../../src/core/data-source.ts'

test.each([
  ['a.csv', { format: 'csv' }],
  ['A.CSV.GZ', { format: 'csv' }],
  ['logs/*.parquet', { format: 'parquet' }],
  ['C:\\data\\a.pq', { format: 'parquet' }],
  ['a.tsv', { format: 'csv', csv: { delimiter: '\t' } }],
  ['a.jsonl', { format: 'json' }],
  ['a.ndjson.gz', { format: 'json' }],
  ['a.json', { format: 'json' }],
])('%s is %j', (location, format) => {
  expect(detectFormat(location)).toEqual(format)
})

test.each([
  ['a.csv.zst', '.zst is not there yet'],
  ['s3://bucket/a.csv', 'data at s3:// is not there yet'],
  ['gs://bucket/a.csv', 'data at gs:// is not there yet'],
  ['az://container/a.csv', 'data at az:// is not there yet'],
  ['https://example.com/a.csv', 'data at https:// is not there yet'],
  ['trino:hive.sales.orders', 'data in Trino is not there yet'],
  ['a.xlsx', 'the ending names no format that is known'],
  ['csv', 'the ending names no format that is known'],
])('%s is refused: %s', (location, message) => {
  expect(() => detectFormat(location)).toThrow(`${location}: ${message}`)
})
