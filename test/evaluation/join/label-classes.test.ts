import { describe, expect, it } from 'vitest'
import { listValues, resolveClasses } from '../../../src/evaluation/join/label-classes.ts'

function resolve(labels: readonly string[], positive: string | null = null, predictions: readonly string[] = []) {
  const classes = resolveClasses(Object.freeze([...labels]), [Object.freeze([...predictions])], positive, 'churn')
  return 'message' in classes ? `${classes.message} → ${classes.help}` : classes
}

describe('the positive class', () => {
  it.each([
    [['0', '1'], null, '1', '0'],
    [['1', '0'], null, '1', '0'],
    [['1.0', '0.0'], null, '1.0', '0.0'],
    [['true', 'false'], null, 'true', 'false'],
    [['True', 'False'], null, 'True', 'False'],
    [['0', '0'], null, '1', '0'],
    [['1'], null, '1', '0'],
    [['0', '1'], '0', '0', '1'],
    [['true', 'false'], '0', 'false', 'true'],
    [['No', 'Yes'], 'Yes', 'Yes', 'No'],
    [['No', 'Yes'], 'No', 'No', 'Yes'],
    [['No'], 'Yes', 'Yes', 'No'],
    [['2', '1'], '2', '2', '1'],
    [['2', '1'], '2.0', '2', '1'],
    [[], null, '1', null],
  ] as const)('of %j, named %j, is %j against %j', (labels, named, positive, negative) => {
    expect(resolve(labels, named)).toMatchObject({ positive, negative })
  })

  it.each([
    [['No', 'Yes'], '"No", "Yes"'],
    [['1', '2'], '"1", "2"'],
    [['-1', '1'], '"-1", "1"'],
    [['Yes'], '"Yes"'],
  ] as const)('of %j has to be named', (labels, shown) => {
    expect(resolve(labels)).toContain(
      `label column churn holds ${shown}: which is the positive class has to be named → name it: --positive`,
    )
  })

  it.each([
    [['No', 'Yes'], 'yes'],
    [['0', '1'], 'Yes'],
    [['0'], 'Yes'],
  ] as const)('of %j is not %j', (labels, named) => {
    expect(resolve(labels, named)).toContain(
      `positive class "${named}" is not among the labels of column churn: "${labels[0]}"`,
    )
  })

  it('of more than two values is none', () => {
    expect(resolve(['a', 'b', 'c'], 'a')).toBe(
      'label column churn holds 3 values ("a", "b", "c"); a binary task has two → for more classes take task multiclass, or write the label as one class against the rest',
    )
  })
})

describe('texts', () => {
  const classOf = (
    labels: readonly string[],
    positive: string | null,
    text: string,
    predictions: readonly string[] = [],
  ) => {
    const classes = resolve(labels, positive, predictions)
    return typeof classes === 'string' ? classes : classes.classOf(text)
  }

  it.each([
    [['0', '1'], null, '1.0', 1],
    [['0', '1'], null, 'FALSE', 0],
    [['0', '1'], null, '0.5', null],
    [['No', 'Yes'], 'Yes', 'Yes', 1],
    [['No', 'Yes'], 'Yes', 'No', 0],
    [['No', 'Yes'], 'Yes', 'yes', null],
    [['No', 'Yes'], 'Yes', '1', 1],
    [['No', 'Yes'], 'Yes', 'false', 0],
    [['1', '2'], '2', '1', 0],
    [['1', '2'], '2', '0', null],
  ] as const)('of labels %j with positive %j: %j is class %j', (labels, positive, text, expected) => {
    expect(classOf(labels, positive, text)).toBe(expected)
  })

  it('of predictions tell the other class where labels hold one', () => {
    expect(classOf(['Yes'], 'Yes', 'No', ['Yes', 'No'])).toBe(0)
    expect(classOf(['Yes'], 'Yes', 'No')).toBeNull()
  })
})

it('lists are cut, and long values too', () => {
  expect(listValues(['a', 'b', 'c'], 2)).toBe('"a", "b" and 1 more')
  expect(listValues(['x'.repeat(50)])).toHaveLength(42)
})
