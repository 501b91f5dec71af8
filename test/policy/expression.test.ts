import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileExpression } from '../../src/policy/expression.ts'
import type { ExpressionOutcome, OperandValues } from '../../src/policy/expression-operands.ts'

const PLACE = { file: 'modelgate.yml', line: 3, column: 5 }

async function compile(text: string) {
  const { expression, faults } = await compileExpression(text, PLACE)
  if (expression === null) throw new Error(faults.map(({ message }) => message).join('; '))
  return expression
}

async function evaluate(
  text: string,
  values: OperandValues,
  slices: readonly string[] = [],
): Promise<ExpressionOutcome> {
  return (await compile(text)).evaluate(values, slices)
}

const faultsOf = async (text: string) => (await compileExpression(text, PLACE)).faults

const NORTH = 'slices["region=north"].recall.difference'
const SOUTH = 'slices["region=south"].recall.difference'

describe('an expression holds or does not', () => {
  it.each<[string, OperandValues, boolean]>([
    // a whole number beside a double, which CEL would not add
    ['metrics.x.difference > 0', { 'metrics.x.difference': 0.001 }, true],
    ['metrics.x.difference > 0', { 'metrics.x.difference': 0 }, false],
    ['metrics.x.difference >= 0', { 'metrics.x.difference': 0 }, true],
    ['0 < metrics.x.difference', { 'metrics.x.difference': -0.1 }, false],
    ['metrics.x.candidate == 1', { 'metrics.x.candidate': 1 }, true],
    ['metrics.x.candidate != 1.0', { 'metrics.x.candidate': 1 }, false],
    ['metrics.x.candidate - 1 > -1', { 'metrics.x.candidate': 0.5 }, true],
    ['2 * metrics.x.candidate > 1', { 'metrics.x.candidate': 0.5 }, false],
    ['metrics.x.candidate / 2 < 0.3', { 'metrics.x.candidate': 0.5 }, true],
    // CEL divides whole numbers without a remainder: 0 here, and every candidate would pass
    ['metrics.x.candidate > 1 / 2', { 'metrics.x.candidate': 0.4 }, false],
    ['-metrics.x.candidate < -0.4', { 'metrics.x.candidate': 0.5 }, true],
    ['metrics.x.candidate in [0, 1]', { 'metrics.x.candidate': 1 }, true],
    ['metrics.x.low > -0.01 && rows >= 1000', { 'metrics.x.low': -0.005, rows: 999 }, false],
    ['!(metrics.x.difference < 0)', { 'metrics.x.difference': -1 }, false],
    [
      'metrics.a.difference < 0.0 || metrics.b.difference > 0.0',
      { 'metrics.a.difference': 1, 'metrics.b.difference': 1 },
      true,
    ],
    ['rows > 1000 ? metrics.x.low > 0 : metrics.x.low > 0.1', { rows: 10, 'metrics.x.low': 0.05 }, false],
    ['metrics["f0.5"].candidate > 0.7', { 'metrics["f0.5"].candidate': 0.8 }, true],
    ['changes.parameters <= 2u', { 'changes.parameters': 3 }, false],
    ['slices["region=north"].recall.difference > -0.1', { [NORTH]: -0.05 }, true],
  ])('%s with %j: %s', async (text, values, holds) => {
    expect(await evaluate(text, values)).toEqual({ kind: 'value', holds })
  })

  it.each([
    ['slices.all(s, slices[s].recall.difference > -0.05)', false],
    ['slices.exists(s, slices[s].recall.difference > -0.05)', true],
    ['slices.exists_one(s, slices[s].recall.difference > -0.05)', true],
    ['slices.filter(s, slices[s].recall.difference < 0).size() / slices.size() <= 0.5', true],
    ['size(slices.filter(s, slices[s].recall.difference < -0.05)) < 1', false],
    ['slices.map(s, slices[s].recall.difference * 2).exists(d, d < -0.15)', true],
    ['slices.filter(s, s.startsWith("region=n")).all(s, slices[s].recall.difference > 0)', true],
  ])('%s over two slices: %s', async (text, holds) => {
    const values = { [NORTH]: 0.01, [SOUTH]: -0.08 }
    expect(await evaluate(text, values, ['region=north', 'region=south'])).toEqual({ kind: 'value', holds })
  })

  it('runs a variable over the declared slices alone', async () => {
    const text = 'slices.all(s, slices[s].recall.difference > 0) && slices["region=south"].recall.difference < 0'
    expect(await evaluate(text, { [NORTH]: 0.01, [SOUTH]: -0.08 }, ['region=north'])).toEqual({
      kind: 'value',
      holds: true,
    })
  })

  it('says which division has no value, also where || would not look', async () => {
    const values = { 'metrics.a.candidate': 0, 'metrics.b.candidate': 0 }
    for (const text of [
      'metrics.a.candidate == 0 || metrics.a.candidate / metrics.b.candidate > 1',
      '!(metrics.a.candidate / metrics.b.candidate > 1)',
      'metrics.a.candidate / metrics.b.candidate != 1',
    ]) {
      expect(await evaluate(text, values)).toEqual({
        kind: 'undefined',
        part: 'metrics.a.candidate / metrics.b.candidate',
      })
    }
  })
})

describe('another implementation of CEL', () => {
  const cases = JSON.parse(
    readFileSync(join(import.meta.dirname, '../fixtures/expressions/expected.json'), 'utf8'),
  ) as readonly [string, number, number, boolean][]

  it.each([
    ['as it is written', (text: string) => text],
    ['with whole numbers, which that one would not mix', (text: string) => text.replace(/(\d)\.0\b/g, '$1')],
  ])('says the same of every expression %s', async (_, write) => {
    expect(cases.length).toBeGreaterThan(300)
    const compiled = new Map<string, Awaited<ReturnType<typeof compile>>>()
    for (const [text, a, b, holds] of cases) {
      const expression = compiled.get(text) ?? (await compile(write(text)))
      compiled.set(text, expression)
      const outcome = expression.evaluate({ 'metrics.a.candidate': a, 'metrics.b.difference': b }, [])
      expect([text, a, b, outcome]).toEqual([text, a, b, { kind: 'value', holds }])
    }
  })
})

it('an expression has no value without each of its numbers, also one that || would not look at', async () => {
  const text = 'metrics.a.difference > 0 || metrics.b.difference > 0'
  const part = 'metrics.b.difference'
  expect(await evaluate(text, { 'metrics.a.difference': 1 })).toEqual({ kind: 'undefined', part })
})

describe('what an expression names', () => {
  it('is every number, also those that || would never look at', async () => {
    const { operands, usesEverySlice } = await compile(
      'metrics.log_loss.difference < 0 || rows > 10 || slices.all(s, slices[s].f1.low > 0) || slices["a=b=c"].f1.high > 0',
    )
    expect(operands).toEqual([
      { kind: 'metric', metric: 'log_loss', field: 'difference', slice: null },
      { kind: 'rows' },
      { kind: 'metric', metric: 'f1', field: 'low', slice: 'every' },
      { kind: 'metric', metric: 'f1', field: 'high', slice: { column: 'a', value: 'b=c' } },
    ])
    expect(usesEverySlice).toBe(true)
  })
})

describe('an expression is refused', () => {
  it.each([
    ['metrics.x.difference >', 'the expression cannot be read from character 22 on: ">"'],
    ['metrics.x.difference > 0 and true', 'the expression cannot be read from character 26 on: "and true"'],
    ['true', 'the expression names no measured number, so it decides nothing'],
    ['metrics.x.candidate', 'the expression is a number, and a gate has to be true or false'],
    ['metrics.x > 0.5', 'metrics needs a metric and one of its numbers'],
    ['metrics.x.value > 0.5', 'metric x has no value'],
    ['metric.x.candidate > 0.5', 'there is no metric.x.candidate'],
    ['slices.north.x.candidate > 0.5', '"north" names no slice'],
    ['metrics.x.candidate > "0.5"', '> does not take a number and a text'],
    ['metrics.x.candidate > 0 && rows', '&& does not take a truth and a number'],
    ['has(metrics.x.candidate)', 'has() is no part of a gate'],
    ['metrics.x.candidate == null', 'null, bytes and what is not finite are no part of a gate'],
    ['metrics.x.candidate / 0 > 1', 'a division by zero has no value'],
    ['slices.all(s, 1 / slices[s].x.low > 1)', 'inside all, exists, filter and map only a plain number divides'],
    ['slices.all(s, slices.all(t, rows > 1))', 'a repetition inside a repetition is more than a gate may take'],
    ['slices.size() > 2 && rows > 1', 'slices are counted and nothing of them is read'],
    ['"a".matches("(a+)+$") && rows > 1', 'matches is no part of a gate'],
    ['{"a": rows}.a > 1', 'only metrics, slices, rows and changes hold values'],
    ['slices.all(rows, rows > 1)', 'rows is taken as a name'],
    ['[1].all(every_slice, slices.size() > 3 && rows > 1)', 'every_slice is taken as a name'],
  ])('%s: %s', async (text, message) => {
    expect((await faultsOf(text))?.map((fault) => fault.message)).toContain(message)
  })

  it('where it is too long or too deep to be anybody’s', async () => {
    expect((await faultsOf(`${'rows > 1 && '.repeat(200)}rows > 1`))?.[0]?.message).toMatch(/2408 characters; at most/)
    expect((await faultsOf(`${'('.repeat(40)}rows > 1${')'.repeat(40)}`))?.[0]?.message).toMatch(/more than 32 deep/)
  })
})

describe('any text', () => {
  const leaf = fc.constantFrom(
    'metrics.a.difference',
    'metrics.b.candidate',
    'rows',
    'slices["r=n"].a.low',
    '0',
    '1.5',
    'true',
    '"x"',
    'slices',
    'null',
    's',
  )
  const { text: made } = fc.letrec<{ text: string }>((tie) => ({
    text: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc
        .tuple(
          tie('text'),
          fc.constantFrom('>', '<=', '==', '!=', '&&', '||', '+', '-', '*', '/', '%', 'in', '?'),
          tie('text'),
        )
        .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
      tie('text').map((part) => `!(${part})`),
      fc.tuple(tie('text'), tie('text')).map(([range, body]) => `slices.all(s, ${body} || ${range} > slices[s].a.low)`),
      fc
        .tuple(tie('text'), tie('text'), tie('text'))
        .map((parts) => `(${parts.join(' ? ').replace(/ \? (?!.* \? )/, ' : ')})`),
    ),
  }))

  it('gives an outcome or faults with a mend, never a crash, and nothing beside true and false passes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(made, fc.string({ maxLength: 60 })),
        fc.double({ noNaN: true }),
        async (text, number) => {
          const { expression, faults } = await compileExpression(text, PLACE)
          if (expression === null) {
            expect(faults.length).toBeGreaterThan(0)
            for (const { message, help } of faults) expect(message.length * help.length).toBeGreaterThan(0)
            return
          }
          const value = Number.isFinite(number) ? number : 0
          const values = {
            'metrics.a.difference': value,
            'metrics.b.candidate': 0,
            rows: 10,
            'slices["r=n"].a.low': value,
          }
          const outcome = expression.evaluate(values, ['r=n'])
          expect(['value', 'undefined']).toContain(outcome.kind)
          expect(expression.operands.length).toBeGreaterThan(0)
        },
      ),
      { numRuns: 600 },
    )
  })
})
