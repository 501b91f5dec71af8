import { describe, expect, it } from 'vitest'
import { cutNumbers, cutTexts } from '../../../src/evaluation/groups/cut-columns.ts'
import { findWorstSlices } from '../../../src/evaluation/groups/worst-slices.ts'
import type { SliceColumn } from '../../../src/evaluation/join/slice-columns.ts'
import { createRandomStream, type RandomStream } from '../../../src/stats/random.ts'

const ROWS = 6_000
const LIMITS = { minRows: 100, most: 5, alpha: 0.05 }

/** Rows and their columns. */
function makeColumns(stream: RandomStream) {
  const pick = (values: readonly string[]) => values[Math.floor(stream.nextUniform() * values.length)]!
  const rows = Array.from({ length: ROWS }, () => ({
    city: pick(['Bern', 'Graz', 'Lyon', 'Porto']),
    plan: pick(['free', 'basic', 'pro']),
    size: pick(['s', 'm', 'l']),
    age: 18 + Math.floor(stream.nextUniform() * 60),
  }))
  const texts = (['city', 'plan', 'size'] as const).map((name): SliceColumn => {
    const names = [...new Set(rows.map((row) => row[name]))]
    return cutTexts(name, { codes: Int32Array.from(rows, (row) => names.indexOf(row[name])), names })!
  })
  const columns = [
    ...texts,
    cutNumbers(
      'age',
      Float64Array.from(rows, ({ age }) => age),
    )!,
  ]
  return { rows, columns }
}

type Rows = ReturnType<typeof makeColumns>['rows']

/** 0/1 losses of two models that are right nine times of ten, apart from what `worsen` says. */
function drawLosses(rows: Rows, stream: RandomStream, worsen: (row: { city: string; plan: string }) => number) {
  const baseline = Float64Array.from(rows, () => (stream.nextUniform() < 0.1 ? 1 : 0))
  const candidate = Float64Array.from(rows, (row) => (stream.nextUniform() < 0.1 + worsen(row) ? 1 : 0))
  return { candidate, baseline, weights: null }
}

function makeRows(seed: number, worsen: (row: { city: string; plan: string }) => number) {
  const stream = createRandomStream(seed, 99, 0)
  const { rows, columns } = makeColumns(stream)
  return { rows, columns, losses: drawLosses(rows, stream, worsen) }
}

describe('findWorstSlices', () => {
  it('finds the group on which alone the candidate is worse', () => {
    const { rows, columns, losses } = makeRows(1, ({ city }) => (city === 'Graz' ? 0.2 : 0))
    const [first] = findWorstSlices(columns, losses, LIMITS).found
    expect(first!.parts).toContainEqual({ column: 'city', value: 'Graz' })
    const members = rows.flatMap((row, index) => (row.city === 'Graz' ? [index] : []))
    const [single] = findWorstSlices(columns, losses, LIMITS).found.filter(({ parts }) => parts.length === 1)
    const mean = members.reduce((sum, row) => sum + losses.candidate[row]! - losses.baseline[row]!, 0) / members.length
    expect(single).toMatchObject({ parts: [{ column: 'city', value: 'Graz' }], rows: members.length })
    expect(single!.excess).toBeCloseTo(mean, 12)
  })

  it('tells no part of a group that is as bad as the rest of it', () => {
    for (let seed = 40; seed < 50; seed++) {
      const { columns, losses } = makeRows(seed, ({ city }) => (city === 'Graz' ? 0.3 : 0))
      const found = findWorstSlices(columns, losses, LIMITS).found.map(({ parts }) => parts)
      expect(found).toContainEqual([{ column: 'city', value: 'Graz' }])
      expect(found.filter((parts) => parts.length > 1 && parts.some(({ value }) => value === 'Graz'))).toEqual([])
    }
  })

  it('finds a group that only two columns together show', () => {
    const isBad = ({ city, plan }: { city: string; plan: string }) => city === 'Lyon' && plan === 'pro'
    const { columns, losses } = makeRows(2, (row) => (isBad(row) ? 0.35 : 0))
    expect(findWorstSlices(columns, losses, LIMITS).found[0]!.parts).toEqual([
      { column: 'city', value: 'Lyon' },
      { column: 'plan', value: 'pro' },
    ])
  })

  it('tells a group without a baseline where the candidate errs more than elsewhere', () => {
    const { columns, losses } = makeRows(3, ({ plan }) => (plan === 'free' ? 0.15 : 0))
    const { found } = findWorstSlices(columns, { ...losses, baseline: null }, LIMITS)
    expect(found.some(({ parts }) => parts.some(({ value }) => value === 'free'))).toBe(true)
  })

  it('finds nothing in models that err alike, but for one data set of twenty', () => {
    const findings = Array.from({ length: 30 }, (_, seed) => {
      const stream = createRandomStream(1000 + seed, 99, 0)
      const { rows, columns } = makeColumns(stream)
      // what is drawn by chance are the losses: each lot of rows serves for ten data sets
      return Array.from({ length: 10 }, () => drawLosses(rows, stream, () => 0)).map(
        (losses) => findWorstSlices(columns, losses, LIMITS).found.length,
      )
    }).flat()
    expect(findings.filter((count) => count > 0).length).toBeLessThanOrEqual(0.05 * 300)
  })

  it('leaves out slices of few rows, and counts what it looked at', () => {
    const { columns, losses } = makeRows(4, () => 0)
    const search = findWorstSlices(columns, losses, { ...LIMITS, minRows: 2_500 })
    expect(search).toEqual({ found: [], tested: 0, paired: [] })
  })

  it('weighs rows as so many copies of them', () => {
    const { columns, losses } = makeRows(5, ({ city }) => (city === 'Bern' ? 0.2 : 0))
    const weights = Float64Array.from(losses.candidate, () => 3)
    const [plain] = findWorstSlices(columns, losses, LIMITS).found
    const [weighted] = findWorstSlices(columns, { ...losses, weights }, LIMITS).found
    expect(weighted!.parts).toEqual(plain!.parts)
    expect(weighted!.excess).toBeCloseTo(plain!.excess, 12)
    expect(weighted!.pValue).toBeCloseTo(plain!.pValue, 12)
  })
})

describe('columns as groups of rows', () => {
  it('takes texts by value, missing ones as a group of their own', () => {
    expect(cutTexts('plan', { codes: Int32Array.of(0, -1, 1, 0), names: ['a', 'b'] })).toEqual({
      column: 'plan',
      codes: Int32Array.of(0, 2, 1, 0),
      names: ['a', 'b', null],
    })
  })

  it('cuts many numbers into four parts of about the same size', () => {
    const numbers = Float64Array.from([...Array.from({ length: 100 }, (_, index) => index), Number.NaN])
    const column = cutNumbers('age', numbers)!
    expect(column.names).toEqual(['[0, 25)', '[25, 50)', '[50, 75)', '[75, 99]', null])
    expect(column.names.map((_, code) => column.codes.filter((one) => one === code).length)).toEqual([
      25, 25, 25, 25, 1,
    ])
  })

  it('takes few numbers by value, and one that fills half of the rows as a part of its own', () => {
    expect(cutNumbers('senior', Float64Array.of(1, 0, 0))).toMatchObject({
      codes: Int32Array.of(1, 0, 0),
      names: ['0', '1'],
    })
    const charges = Float64Array.from({ length: 100 }, (_, index) => Math.max(0, index - 60))
    expect(cutNumbers('charges', charges)!.names).toEqual(['[0, 15)', '[15, 39]'])
  })

  it('has no groups for a column of one value, or of names', () => {
    expect(cutTexts('x', { codes: Int32Array.of(0, 0), names: ['a'] })).toBeNull()
    const names = Array.from({ length: 50 }, (_, index) => `name ${index}`)
    expect(cutTexts('x', { codes: Int32Array.from(names.keys()), names })).toBeNull()
    expect(cutNumbers('x', Float64Array.of(7, 7))).toBeNull()
  })
})
