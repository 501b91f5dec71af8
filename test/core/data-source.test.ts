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
  ['A.JSON.ZST', { format: 'json' }],
  ['a.csv.Zst', { format: 'csv' }],
  ['s3://bucket/a.tsv.gz', { format: 'csv', csv: { delimiter: '\t' } }],
  ['https://example.com/a.parquet?format=.csv#x.json', { format: 'parquet' }],
  ['gs://bucket.csv/a.json', { format: 'json' }],
])('%s is %j', (location, format) => {
  expect(detectFormat(location)).toEqual(format)
})

test.each([
  ['a.parquet.gz', 'the ending names no format that is known'],
  ['s3://bucket/a', 'the ending names no format that is known'],
  ['https://example.csv', 'the ending names no format that is known'],
  ['trino:hive.sales.orders', 'data in Trino is not there yet'],
  ['a.xlsx', 'the ending names no format that is known'],
  ['csv', 'the ending names no format that is known'],
])('%s is refused: %s', (location, message) => {
  expect(() => detectFormat(location)).toThrow(`${location}: ${message}`)
})
