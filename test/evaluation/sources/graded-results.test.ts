import { describe, expect, it } from 'vitest'
import { averageRuns, type GradedResults, parseGradedResults } from '../../../src/evaluation/sources/graded-results.ts'
import deepeval from '../../fixtures/graded-results/deepeval.json' with { type: 'json' }
import promptfoo from '../../fixtures/graded-results/promptfoo.json' with { type: 'json' }

const parse = (document: unknown): GradedResults => parseGradedResults(document, 'out.json')!
const average = (document: unknown, system: string | null, score: string | null) =>
  averageRuns(parse(document), { system, score, file: 'out.json' })

const FRANCE = 'known {"capital":"Paris","country":"France"}'
const ITALY = '{"capital":"Rome","country":"Italy"}'
const ATLANTIS = 'unreachable {"capital":"Poseidonis","country":"Atlantis"}'

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)

describe('results of promptfoo', () => {
  it('hold one system for each prompt, items by description and variables, and repeated runs', () => {
    const { tool, systems } = parse(promptfoo)
    expect(tool).toBe('promptfoo')
    expect(systems.map(({ name, runs }) => [name, runs.map(({ item }) => item)])).toEqual([
      ['plain', [FRANCE, FRANCE, ITALY, ITALY, ATLANTIS, ATLANTIS]],
      ['strict', [FRANCE, FRANCE, ITALY, ITALY, ATLANTIS, ATLANTIS]],
    ])
  })

  it('average the runs of an item, and have no score where every run ended in an error', () => {
    const plain = average(promptfoo, 'plain', null)
    expect(plain).toMatchObject({ system: 'plain', score: 'score', ids: [FRANCE, ITALY, ATLANTIS] })
    expect([...plain.scores]).toEqual([(0.5806451612903226 + 0.5) / 2, 0.5689655172413793, Number.NaN])
    expect([...plain.runs]).toEqual([2, 2, 0])
    expect([...plain.failedRuns]).toEqual([0, 0, 2])
    expect([...average(promptfoo, 'strict', 'success').scores]).toEqual([1, 0.5, Number.NaN])
  })

  it.each([
    [0, 'plain'],
    [1, 'strict'],
  ] as const)('add up to what promptfoo itself says of column %d', (column, system) => {
    const { metrics } = promptfoo.results.prompts[column]!
    const total = (score: string | null) => {
      const { scores, runs } = average(promptfoo, system, score)
      return sum(scores.map((value, i) => (runs[i] === 0 ? 0 : value * runs[i]!)))
    }
    expect(total(null)).toBeCloseTo(metrics.score, 12)
    expect(total('correct')).toBeCloseTo(metrics.namedScores.correct, 12)
    expect(total('brevity')).toBeCloseTo(metrics.namedScores.brevity, 12)
    expect(total('success')).toBe(metrics.testPassCount)
    expect(sum(average(promptfoo, system, null).failedRuns)).toBe(metrics.testErrorCount)
  })

  it('ask for a system where there are two, and name those there are', () => {
    expect(() => average(promptfoo, null, null)).toThrow(
      'out.json: there are 2 systems in this file\n  → name one of: plain, strict',
    )
    expect(() => average(promptfoo, 'strikt', null)).toThrow(
      'there is no system strikt in this file\n  → name one of: plain, strict',
    )
    expect(() => average(promptfoo, 'plain', 'corect')).toThrow(
      /no score corect .*\n.*success, correct, brevity, score/,
    )
  })

  const result = (more: object) => ({
    provider: { id: 'openai:gpt', label: '' },
    prompt: { label: 'Q', raw: 'Q' },
    testCase: { vars: { b: 1, a: 2 } },
    vars: { b: 1, a: 2 },
    score: 1,
    success: true,
    namedScores: {},
    ...more,
  })
  const file = (...results: object[]) => ({ results: { version: 3, results } })

  it('do not take an answer without assertions as graded', () => {
    const graded = average(
      file(result({ gradingResult: { pass: true, score: 1, reason: 'No assertions' } })),
      null,
      null,
    )
    expect([...graded.scores]).toEqual([Number.NaN])
    expect([...average(file(result({})), null, null).scores]).toEqual([1])
  })

  it('name systems by what tells them apart', () => {
    const other = { provider: { id: 'openai:gpt', label: 'tuned' } }
    const names = (...results: object[]) => parse(file(...results)).systems.map(({ name }) => name)
    expect(names(result({}))).toEqual(['openai:gpt'])
    expect(names(result({ promptIdx: 1, ...other }), result({ promptIdx: 0 }))).toEqual(['openai:gpt', 'tuned'])
    expect(names(result({ promptIdx: 0 }), result({ promptIdx: 1 }))).toEqual(['openai:gpt', 'openai:gpt #2'])
    const long = { prompt: { label: 'Long', raw: 'Long' } }
    expect(names(result({}), result(other), result({ ...other, ...long }))).toEqual([
      'openai:gpt Q',
      'tuned Q',
      'tuned Long',
    ])
  })

  it('number test cases that differ in their assertions alone, in the order of tests', () => {
    const test = (testIdx: number, value: string) =>
      result({ testIdx, testCase: { vars: { a: 2, b: 1 }, assert: [{ type: 'contains', value }] } })
    const { systems } = parse(file(test(1, 'x'), test(0, 'y'), test(2, 'x')))
    expect(systems[0]!.runs.map(({ item }) => item)).toEqual(['{"a":2,"b":1} #2', '{"a":2,"b":1}', '{"a":2,"b":1} #2'])
  })
})

describe('results of deepeval', () => {
  it('take a case by its own name, else by its input, and average its runs', () => {
    const graded = average(deepeval, null, 'Correctness')
    expect(graded).toMatchObject({
      system: 'quiz',
      score: 'Correctness',
      ids: ['Capital of France?', 'Italy', 'Capital of Spain?'],
    })
    expect([...graded.scores]).toEqual([0.5, 1, Number.NaN])
    expect([...graded.runs]).toEqual([2, 1, 0])
    expect([...graded.failedRuns]).toEqual([0, 0, 1])
  })

  it('hold the scores that deepeval itself lists for each metric', () => {
    for (const { metric, scores, errors } of deepeval.metricsScores) {
      const runs = parse(deepeval).systems[0]!.runs.map((run) => run.scores.get(metric)!)
      expect(runs.filter((score) => !Number.isNaN(score))).toEqual(scores)
      expect(runs.filter(Number.isNaN)).toHaveLength(errors)
    }
  })

  it('have no verdict where a metric failed', () => {
    expect([...average(deepeval, null, 'success').scores]).toEqual([0.5, 1, Number.NaN])
  })

  it('ask for a metric where there are several', () => {
    expect(() => average(deepeval, null, null)).toThrow(
      'there are 2 scores in this file\n  → name one of: Correctness, Brevity',
    )
    const [first] = deepeval.testCases
    const one = { ...deepeval, testCases: [{ ...first, metricsData: first!.metricsData.slice(0, 1) }] }
    expect(average(one, null, null)).toMatchObject({ score: 'Correctness', ids: ['Capital of France?'] })
  })

  it('are read from the wrapped form of the latest run, and from conversations', () => {
    expect(parse({ testRunData: deepeval, testRunLink: '' })).toEqual(parse(deepeval))
    const conversation = {
      name: 'conversational_test_case_0',
      scenario: 'Refund',
      success: true,
      metricsData: [{ name: 'Tone', score: 0.5, success: true }],
    }
    const graded = average({ ...deepeval, testCases: [], conversationalTestCases: [conversation] }, null, null)
    expect(graded).toMatchObject({ ids: ['Refund'], score: 'Tone' })
  })
})

describe('files of other kinds', () => {
  it.each([[null], [[]], [{ results: [] }], [{ testCases: [] }], [{ accuracy: 0.9 }], ['text']])(
    'such as %j are no graded results',
    (document) => {
      expect(parseGradedResults(document, 'out.json')).toBeNull()
    },
  )

  it('that hold no graded answer are refused', () => {
    expect(() => parse({ results: { results: [] } })).toThrow(
      'out.json: there are no graded answers in this file of promptfoo',
    )
    expect(() => parse({ testCases: [], metricsScores: [] })).toThrow('no graded answers in this file of deepeval')
    const bare = { ...deepeval, testCases: [{ name: 'a', input: 'b', success: true, metricsData: [] }] }
    expect(() => average(bare, null, null)).toThrow('there is no score in this file')
  })
})
