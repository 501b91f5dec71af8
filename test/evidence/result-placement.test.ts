import { describe, expect, it } from 'vitest'
import { placeResult } from '../../src/evidence/result-placement.ts'
import { compareResult, sha256 } from './sample-results.ts'

function place(uri: string, from: string, to: string, source = 'stage:production') {
  const result = compareResult({
    policy: { ...compareResult().policy!, uri: from },
    baseline: { ...compareResult().baseline!, source },
    materials: [{ name: 'train', uri, digest: { sha256: sha256('x') }, rows: null, derived: false }],
  })
  const placed = placeResult(result, to)
  return [placed.materials[0]!.uri, placed.baseline!.source]
}

describe('paths of a result', () => {
  it.each([
    [
      'judged in its folder, promoted at the root',
      'data/a.csv',
      'modelgate.yml',
      'm/churn/modelgate.yml',
      'm/churn/data/a.csv',
    ],
    [
      'judged at the root, promoted in its folder',
      'm/churn/data/a.csv',
      'm/churn/modelgate.yml',
      'modelgate.yml',
      'data/a.csv',
    ],
    ['shared by models', '../../shared/a.csv', 'modelgate.yml', 'm/churn/modelgate.yml', 'shared/a.csv'],
    ['shared, the other way', 'shared/a.csv', 'm/churn/modelgate.yml', 'modelgate.yml', '../../shared/a.csv'],
    ['judged below', '../data/a.csv', '../modelgate.yml', 'modelgate.yml', 'data/a.csv'],
    [
      'from one folder below to another',
      '../data/a.csv',
      '../modelgate.yml',
      '../../modelgate.yml',
      '../../data/a.csv',
    ],
    ['above all', '../a.csv', 'modelgate.yml', 'm/modelgate.yml', 'a.csv'],
    ['the same place', './data/a.csv', 'modelgate.yml', 'modelgate.yml', './data/a.csv'],
    ['in a folder whose name nobody knows', 'data/a.csv', '../modelgate.yml', 'modelgate.yml', 'data/a.csv'],
    ['an address', 's3://b/a.csv', 'modelgate.yml', 'm/modelgate.yml', 's3://b/a.csv'],
    ['from the root of the machine', '/data/a.csv', 'modelgate.yml', 'm/modelgate.yml', '/data/a.csv'],
    ['a pattern', 'data/*.{csv,parquet}', 'modelgate.yml', 'm/modelgate.yml', 'm/data/*.{csv,parquet}'],
  ])('are seen from where the configuration is known: %s', (_, uri, from, to, expected) => {
    expect(place(uri, from, to)[0]).toBe(expected)
  })

  it('are those of a baseline that is a file too', () => {
    expect(place('a', 'modelgate.yml', 'm/modelgate.yml', 'file:base.csv')[1]).toBe('file:m/base.csv')
    expect(place('a', 'modelgate.yml', 'm/modelgate.yml')[1]).toBe('stage:production')
  })
})
