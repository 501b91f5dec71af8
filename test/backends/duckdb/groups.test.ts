import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createIsolatedEngine } from '../../../src/backends/duckdb/isolated-engine.ts'
import { InputError } from '../../../src/core/faults.ts'
import type { GroupCell, GroupsRequest, NumberReading } from '../../../src/core/row-groups.ts'
import type { Engine, OpenGroups } from '../../../src/ports/engine.ts'
import { createRandomStream } from '../../../src/stats/random.ts'
import { engineOptions } from '../../support/engine.ts'
import { writeParquet } from '../../support/parquet.ts'
import { addGroups, cutNumbers, cutTexts } from '../../support/row-groups.ts'
import { shareEngine, signal, sourceOf } from './read.ts'

/** What the engine adds up by group, against the same rows added up one by one. */

const engine = shareEngine()
const stream = createRandomStream(1, 60, 0)
const draw = () => stream.nextUniform()
const pick = <T>(values: readonly T[]) => values[Math.floor(draw() * values.length)]!

/** Labelled rows with missing cells, and what two models say of them. */
const ROWS = Array.from({ length: 2_000 }, (_, row) => ({
  id: `c${row}`,
  label: pick(['Yes', 'No']),
  weight: 1 + Math.floor(draw() * 3),
  city: pick(['Bern', 'Graz', "L'Aquila", null]),
  age: 18 + Math.floor(draw() * 60),
  income: draw() < 0.1 ? null : Math.round(draw() * 1e6) / 100,
  note: `note ${row}`,
  code: row === 1_900 ? 'none' : String(row),
  candidate: Math.round(draw() * 1e4) / 1e4,
  baseline: Math.round(draw() * 1e4) / 1e4,
}))
const FEATURES = ['city', 'age', 'income', 'note', 'code']
const write = (header: string, rows: readonly (readonly unknown[])[]) =>
  `${header}\n${rows.map((row) => row.map((cell) => cell ?? '').join(',')).join('\n')}\n`
const LABELLED = write(
  'id,label,weight,city,age,income,note,code',
  ROWS.map(({ id, label, weight, city, age, income, note, code }) => [
    id,
    label,
    weight,
    city,
    age,
    income,
    note,
    code,
  ]),
)
const answers = (name: 'candidate' | 'baseline', rows = ROWS) =>
  write(
    'id,score',
    [...rows].reverse().map((row) => [row.id, row[name]]),
  )

const CLASSES: NumberReading = {
  as: 'class',
  column: 'label',
  classes: [
    ['Yes', 1],
    ['No', 0],
  ],
}
const SCORE: NumberReading = { as: 'number', column: 'score' }

async function openSources(rows = ROWS) {
  return {
    labelled: await sourceOf({ 'data.csv': LABELLED }),
    candidate: await sourceOf({ 'new.csv': answers('candidate', rows) }),
    baseline: await sourceOf({ 'prod.csv': answers('baseline', rows) }),
  }
}

async function ask(change: Partial<GroupsRequest> = {}, rows = ROWS, by: Engine = engine()) {
  const { labelled, candidate, baseline } = await openSources(rows)
  const request: GroupsRequest = {
    id: 'id',
    isRepeated: false,
    weight: null,
    label: CLASSES,
    loss: 'squared',
    candidate: { source: candidate, answer: SCORE },
    baseline: { source: baseline, answer: SCORE },
    columns: FEATURES,
    ...change,
  }
  return by.groups(labelled, request, signal)
}

function addUp(
  loss: (answer: number, label: 0 | 1) => number,
  { rows = ROWS, isWeighted = false, isPaired = true } = {},
): OpenGroups {
  const measure = (name: 'candidate' | 'baseline') =>
    Float64Array.from(rows, (row) => loss(row[name], row.label === 'Yes' ? 1 : 0))
  const columns = [
    cutTexts(
      'city',
      rows.map(({ city }) => city),
    ),
    cutNumbers(
      'age',
      rows.map(({ age }) => age),
    ),
    cutNumbers(
      'income',
      rows.map(({ income }) => income ?? Number.NaN),
    ),
  ]
  return addGroups(columns, {
    candidate: measure('candidate'),
    baseline: isPaired ? measure('baseline') : null,
    weights: isWeighted ? Float64Array.from(rows, ({ weight }) => weight) : null,
  })
}

const near = (cells: readonly GroupCell[]) =>
  cells.map(({ codes, moments }) => ({
    codes: [...codes],
    moments: moments.map((moment) => expect.closeTo(moment, 8) as unknown),
  }))

async function expectSame(found: OpenGroups, expected: OpenGroups) {
  expect(found.rows).toBe(expected.rows)
  expect(found.cuts).toEqual(expected.cuts)
  expect(found.single).toEqual(expected.single.map(near))
  expect(found.total).toEqual(expected.total.map((moment) => expect.closeTo(moment, 8) as unknown))
  const pairs = [
    [0, 1],
    [2, 0],
  ] as const
  const [ours, theirs] = await Promise.all([found.pairs(pairs, signal), expected.pairs(pairs, signal)])
  expect(ours).toEqual(theirs.map(near))
  found.close()
}

const square = (answer: number, label: number) => (answer - label) ** 2

describe('groups of labelled rows', () => {
  it('are those of few texts and of quarters of numbers, with the sums of their losses', async () => {
    await expectSame(await ask(), addUp(square))
  })

  it('count rows by their weights', async () => {
    await expectSame(await ask({ weight: 'weight' }), addUp(square, { isWeighted: true }))
  })

  it('hold only rows that the candidate answered', async () => {
    const some = ROWS.filter((_, row) => row % 3 > 0)
    await expectSame(await ask({}, some), addUp(square, { rows: some }))
  })

  it('have the loss of the candidate alone without a baseline', async () => {
    await expectSame(await ask({ baseline: null }), addUp(square, { isPaired: false }))
  })

  it.each([
    [
      'wrong',
      { as: 'threshold', column: 'score', from: 0.3 },
      (answer, label) => Number(answer >= 0.3 !== (label === 1)),
    ],
    ['absolute', SCORE, (answer, label) => Math.abs(answer - label)],
    ['lack', SCORE, (answer) => -answer],
  ] as const satisfies readonly (readonly [string, NumberReading, (answer: number, label: 0 | 1) => number])[])(
    'have the loss that is asked for: %s',
    async (loss, answer, measure) => {
      const { candidate, baseline } = await openSources()
      const found = await ask({
        loss,
        candidate: { source: candidate, answer },
        baseline: { source: baseline, answer },
        ...(loss === 'lack' ? { label: null } : {}),
      })
      await expectSame(found, addUp(measure))
    },
  )

  it('are the same from a process of their own', async () => {
    const isolated = await createIsolatedEngine(engineOptions, signal)
    try {
      await expectSame(await ask({}, ROWS, isolated), addUp(square))
    } finally {
      isolated.close()
    }
  })

  it('are the same from Parquet', async () => {
    const { labelled, candidate, baseline } = await openSources()
    const columns = "types = {'label': 'VARCHAR', 'code': 'VARCHAR'}"
    const typed = (file: string) =>
      writeParquet(`SELECT * FROM read_csv('${file}', header = true${file.endsWith('data.csv') ? `, ${columns}` : ''})`)
    const [own, ...others] = await Promise.all([labelled, candidate, baseline].map(({ files }) => typed(files[0]!)))
    const source = (file: string) => ({ uri: file, files: [file], format: 'parquet' as const })
    const found = await engine().groups(
      source(own!),
      {
        id: 'id',
        isRepeated: false,
        weight: null,
        label: CLASSES,
        loss: 'squared',
        candidate: { source: source(others[0]!), answer: SCORE },
        baseline: { source: source(others[1]!), answer: SCORE },
        columns: FEATURES,
      },
      signal,
    )
    await expectSame(found, addUp(square))
  })
})

describe('answers in the labelled file itself', () => {
  const cells = (found: OpenGroups) => found.single[0]!.map(({ moments }) => [moments[0], moments[2]])

  it('are matched by the row they stand in, a prediction by its class', async () => {
    const source = await sourceOf({
      'all.csv': 'id,label,said,city\n1,a,a,x\n2,a,b,x\n3,b,a,y\n4,c,c,y\n5,c,a,y\n',
    })
    const classes = [
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ] as const
    const found = await engine().groups(
      source,
      {
        id: 'id',
        isRepeated: false,
        weight: null,
        label: { as: 'class', column: 'label', classes },
        loss: 'wrong',
        candidate: { source: null, answer: { as: 'class', column: 'said', classes } },
        baseline: null,
        columns: ['city'],
      },
      signal,
    )
    expect(cells(found)).toEqual([
      [2, 1],
      [3, 2],
    ])
  })

  it('say by the largest score which class is meant, of equal ones the first', async () => {
    const source = await sourceOf({
      'all.csv': 'id,label,pa,pb,city\n1,a,0.9,0.1,x\n2,b,0.5,0.5,x\n3,b,0.2,0.8,y\n4,a,0.1,0.7,y\n',
    })
    const classes = [
      ['a', 0],
      ['b', 1],
    ] as const
    const answer = {
      as: 'largest',
      columns: [
        ['pa', 0],
        ['pb', 1],
      ],
    } as const
    const found = await engine().groups(
      source,
      {
        id: 'id',
        isRepeated: false,
        weight: null,
        label: { as: 'class', column: 'label', classes },
        loss: 'wrong',
        candidate: { source: null, answer },
        baseline: null,
        columns: ['city'],
      },
      signal,
    )
    expect(cells(found)).toEqual([
      [2, 1],
      [2, 1],
    ])
  })

  it('count once for an item that was run several times, with the mean of its scores', async () => {
    const source = await sourceOf({
      'runs.csv': 'id,score,city\n1,1,x\n2,0.5,x\n1,0,z\n3,1,y\n3,,y\n',
    })
    const found = await engine().groups(
      source,
      {
        id: 'id',
        isRepeated: true,
        weight: null,
        label: null,
        loss: 'lack',
        candidate: { source: null, answer: SCORE },
        baseline: null,
        columns: ['city'],
      },
      signal,
    )
    expect(found.cuts).toEqual([{ column: 'city', by: 'text', values: ['x', 'y'] }])
    expect(cells(found)).toEqual([
      [2, -1],
      [1, -1],
    ])
  })
})

it('counts only rows whose label is known', async () => {
  const found = await ask({ label: { as: 'class', column: 'label', classes: [['Yes', 1]] } })
  expect(found.rows).toBe(ROWS.filter(({ label }) => label === 'Yes').length)
})

describe('columns that cut no rows', () => {
  it('are those of one value, of names, and numbers with a text among them', async () => {
    const found = await ask({ columns: ['note', 'code', 'id'] })
    expect(found).toMatchObject({ rows: ROWS.length, cuts: [], single: [] })
    expect(await found.pairs([], signal)).toEqual([])
    expect(await ask({ columns: [] })).toMatchObject({ rows: ROWS.length, cuts: [] })
  })

  it('are read from a file with a decimal comma too', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => `${row};${row},5;${row % 2 === 0 ? '0,25' : '1'}`)
    const source = await sourceOf(
      { 'data.csv': `id;size;score\n${rows.join('\n')}\n` },
      { delimiter: ';', decimal: ',' },
    )
    const found = await engine().groups(
      source,
      {
        id: 'id',
        isRepeated: false,
        weight: null,
        label: null,
        loss: 'lack',
        candidate: { source: null, answer: SCORE },
        baseline: null,
        columns: ['size'],
      },
      signal,
    )
    expect(found.cuts).toEqual([
      { column: 'size', by: 'number', starts: [0.5, 10.5, 20.5, 30.5], last: 39.5, hasMissing: false },
    ])
    expect(found.total[2]).toBe(-25)
  })
})

it('says which file cannot be read', async () => {
  const { labelled } = await openSources()
  const broken = await sourceOf({ 'broken.parquet': readFileSync(labelled.files[0]!) })
  const asked = ask({ candidate: { source: broken, answer: SCORE } })
  await expect(asked).rejects.toThrow(InputError)
  await expect(asked).rejects.toThrow('broken.parquet')
})
