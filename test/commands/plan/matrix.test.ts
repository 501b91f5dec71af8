import { describe, expect, it } from 'vitest'
import { makeMatrix, makeOutputs } from '../../../src/commands/plan/matrix.ts'

const touch = (count: number, name = (index: number) => `m${index}`) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ model: name(index), config: `models/m${index}/modelgate.yml` },
    ...{ folder: `models/m${index}`, reasons: [] },
  }))

describe('a matrix', () => {
  it('has a job for each of 256 models', () => {
    const { include } = makeMatrix(touch(256), 'modelgate.yml')
    expect(include).toHaveLength(256)
    expect(include[255]).toEqual({ model: 'm255', config: 'models/m255/modelgate.yml', folder: 'models/m255' })
  })

  it.each([257, 1000, 10_000])('has 256 jobs of several for %i models, as even as can be', (count) => {
    const touched = touch(count)
    const { include } = makeMatrix(touched, 'modelgate.yml')
    const lists = include.map((entry) => ('models' in entry ? entry.models : []))
    expect(lists).toHaveLength(256)
    expect(lists.flat()).toEqual(touched.map(({ model }) => model))
    const lengths = lists.map((list) => list.length)
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1)
    expect(include[0]).toMatchObject({ chunk: '1/256', config: 'modelgate.yml' })
  })
})

describe('the outputs', () => {
  it('of ten thousand models stay below what GitHub takes', () => {
    const touched = touch(10_000, (index) => `models/with-a-name-${index}`)
    const outputs = makeOutputs(makeMatrix(touched, 'modelgate.yml'), touched)
    expect(outputs['matrix']!.length + outputs['models']!.length).toBeLessThanOrEqual(500_000)
    expect(outputs).toMatchObject({ any: 'true', models: '' })
  })

  it('are refused where the matrix alone is too long', () => {
    const touched = touch(10_000, (index) => `${'x'.repeat(60)}${index}`)
    expect(() => makeOutputs(makeMatrix(touched, 'modelgate.yml'), touched)).toThrow(/10000 models has \d+ characters/)
  })
})
