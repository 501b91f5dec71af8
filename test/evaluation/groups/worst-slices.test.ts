import { describe, expect, it } from 'vitest'
import { nameGroups, placeRows } from '../../../src/evaluation/groups/group-names.ts'
import { findWorstSlices, type SearchLimits } from '../../../src/evaluation/groups/worst-slices.ts'
import { createRandomStream, type RandomStream } from '../../../src/stats/random.ts'
import { addGroups, type CodedCut, cutNumbers, cutTexts, type RowLosses } from '../../support/row-groups.ts'

const ROWS = 6_000
const LIMITS = { minRows: 100, most: 5, alpha: 0.05 }

function search(columns: readonly CodedCut[], losses: RowLosses, limits: Omit<SearchLimits, 'isPaired'> = LIMITS) {
  const groups = addGroups(columns, losses)
  const isPaired = losses.baseline !== null
  return findWorstSlices(groups, (pairs) => groups.pairs(pairs, new AbortController().signal), { ...limits, isPaired })
}

/** Rows and their columns. */
function makeColumns(stream: RandomStream) {
  const pick = (values: readonly string[]) => values[Math.floor(stream.nextUniform() * values.length)]!
  const rows = Array.from({ length: ROWS }, () => ({
    city: pick(['Bern', 'Graz', 'Lyon', 'Porto']),
    plan: pick(['free', 'basic', 'pro']),
    size: pick(['s', 'm', 'l']),
    age: 18 + Math.floor(stream.nextUniform() * 60),
  }))
  const columns = [
    ...(['city', 'plan', 'size'] as const).map((name) =>
      cutTexts(
        name,
        rows.map((row) => row[name]),
      ),
    ),
    cutNumbers(
      'age',
      rows.map(({ age }) => age),
    ),
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
  it('finds the group on which alone the candidate is worse', async () => {
    const { rows, columns, losses } = makeRows(1, ({ city }) => (city === 'Graz' ? 0.2 : 0))
    const [first] = (await search(columns, losses)).found
    expect(first!.parts).toContainEqual({ column: 'city', value: 'Graz' })
    const members = rows.flatMap((row, index) => (row.city === 'Graz' ? [index] : []))
    const [single] = (await search(columns, losses)).found.filter(({ parts }) => parts.length === 1)
    const mean = members.reduce((sum, row) => sum + losses.candidate[row]! - losses.baseline[row]!, 0) / members.length
    expect(single).toMatchObject({ parts: [{ column: 'city', value: 'Graz' }], rows: members.length })
    expect(single!.excess).toBeCloseTo(mean, 12)
  })

  it('tells no part of a group that is as bad as the rest of it', async () => {
    for (let seed = 40; seed < 50; seed++) {
      const { columns, losses } = makeRows(seed, ({ city }) => (city === 'Graz' ? 0.3 : 0))
      const found = (await search(columns, losses)).found.map(({ parts }) => parts)
      expect(found).toContainEqual([{ column: 'city', value: 'Graz' }])
      expect(found.filter((parts) => parts.length > 1 && parts.some(({ value }) => value === 'Graz'))).toEqual([])
    }
  })

  it('finds a group that only two columns together show', async () => {
    const isBad = ({ city, plan }: { city: string; plan: string }) => city === 'Lyon' && plan === 'pro'
    const { columns, losses } = makeRows(2, (row) => (isBad(row) ? 0.35 : 0))
    expect((await search(columns, losses)).found[0]!.parts).toEqual([
      { column: 'city', value: 'Lyon' },
      { column: 'plan', value: 'pro' },
    ])
  })

  it('tells a group without a baseline where the candidate errs more than elsewhere', async () => {
    const { columns, losses } = makeRows(3, ({ plan }) => (plan === 'free' ? 0.15 : 0))
    const { found } = await search(columns, { ...losses, baseline: null })
    expect(found.some(({ parts }) => parts.some(({ value }) => value === 'free'))).toBe(true)
  })

  it('finds nothing in models that err alike, but for one data set of twenty', async () => {
    let findings = 0
    for (let seed = 0; seed < 30; seed++) {
      const stream = createRandomStream(1000 + seed, 99, 0)
      const { rows, columns } = makeColumns(stream)
      // what is drawn by chance are the losses: each lot of rows serves for ten data sets
      for (let data = 0; data < 10; data++) {
        const { found } = await search(
          columns,
          drawLosses(rows, stream, () => 0),
        )
        if (found.length > 0) findings += 1
      }
    }
    expect(findings).toBeLessThanOrEqual(0.05 * 300)
  })

  it('leaves out slices of few rows, and counts what it looked at', async () => {
    const { columns, losses } = makeRows(4, () => 0)
    const found = await search(columns, losses, { ...LIMITS, minRows: 2_500 })
    expect(found).toEqual({ found: [], tested: 0, paired: [] })
  })

  it('weighs rows as so many copies of them', async () => {
    const { columns, losses } = makeRows(5, ({ city }) => (city === 'Bern' ? 0.2 : 0))
    const weights = Float64Array.from(losses.candidate, () => 3)
    const [plain] = (await search(columns, losses)).found
    const [weighted] = (await search(columns, { ...losses, weights })).found
    expect(weighted!.parts).toEqual(plain!.parts)
    expect(weighted!.excess).toBeCloseTo(plain!.excess, 12)
    expect(weighted!.pValue).toBeCloseTo(plain!.pValue, 12)
  })
})

describe('groups of a column', () => {
  const parts = { column: 'age', by: 'number', starts: [0, 25, 50], last: 99, hasMissing: true } as const

  it('are called by their values, numbers by where each part starts and ends', () => {
    expect(nameGroups({ column: 'plan', by: 'text', values: ['a', 'b', null] })).toEqual(['a', 'b', null])
    expect(nameGroups(parts)).toEqual(['[0, 25)', '[25, 50)', '[50, 99]', null])
  })

  it('hold the rows whose number lies from their start up to the next one', () => {
    const numbers = Float64Array.of(0, 24.9, 25, 99, Number.NaN, 50)
    const { codes, names } = placeRows(parts, numbers, Int32Array.of(5, 0, 1, 2, 3, 4))
    expect([...codes].map((code) => names[code])).toEqual([
      '[50, 99]',
      '[0, 25)',
      '[0, 25)',
      '[25, 50)',
      '[50, 99]',
      null,
    ])
  })

  it('hold the rows of their text, in the order that is wanted', () => {
    const values = { codes: Int32Array.of(0, -1, 1), names: ['b', 'a'] }
    const cut = { column: 'plan', by: 'text', values: ['a', 'b', null] } as const
    expect(placeRows(cut, values, Int32Array.of(2, 0, 1))).toEqual({
      column: 'plan',
      codes: Int32Array.of(0, 1, 2),
      names: ['a', 'b', null],
    })
  })
})
