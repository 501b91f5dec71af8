import { describe, expect, it } from 'vitest'
import { type EvaluationKey, findKeyFaults } from '../../src/core/task-columns.ts'

const find = (
  task: Parameters<typeof findKeyFaults>[0],
  keys: readonly EvaluationKey[],
  score: 'column' | 'map' | null = null,
) => findKeyFaults(task, new Set(keys), score)

describe('keys of an evaluation', () => {
  it.each([
    ['binary', ['label', 'score'], 'column'],
    ['binary', ['label', 'prediction', 'positive', 'costs', 'weight', 'group'], null],
    ['multiclass', ['label', 'score'], 'map'],
    ['multiclass', ['label', 'prediction', 'costs'], null],
    ['regression', ['label', 'prediction', 'lower', 'upper'], null],
    ['forecast', ['label', 'prediction', 'horizon', 'scale'], null],
    ['ranking', ['label', 'query', 'score', 'group'], 'column'],
    ['graded', ['score', 'group'], 'column'],
  ] as const)('of %s may be %j', (task, keys, score) => {
    expect(find(task, keys, score)).toEqual([])
  })

  it.each([
    ['binary', ['score'], 'column', { kind: 'missing', key: 'label' }],
    ['binary', ['label'], null, { kind: 'unanswered', keys: ['score', 'prediction'] }],
    ['binary', ['label', 'score'], 'map', { kind: 'shape', wanted: 'column' }],
    ['multiclass', ['label', 'score'], 'column', { kind: 'shape', wanted: 'map' }],
    ['multiclass', ['label', 'prediction', 'positive'], null, { kind: 'foreign', key: 'positive', tasks: ['binary'] }],
    ['regression', ['label'], null, { kind: 'missing', key: 'prediction' }],
    ['regression', ['label', 'prediction', 'upper'], null, { kind: 'half', key: 'upper', other: 'lower' }],
    ['regression', ['label', 'prediction', 'horizon'], null, { kind: 'foreign', key: 'horizon', tasks: ['forecast'] }],
    ['ranking', ['label', 'score'], 'column', { kind: 'missing', key: 'query' }],
    ['graded', ['label', 'score'], 'column', { kind: 'foreign', key: 'label' }],
  ] as const)('of %s cannot be %j (%s)', (task, keys, score, fault) => {
    const faults = find(task, keys, score)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatchObject(fault)
  })
})
