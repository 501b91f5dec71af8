import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const FIXTURES = join(import.meta.dirname, '../fixtures/contract-proof')

function readJson<T>(...path: readonly string[]): T {
  return JSON.parse(readFileSync(join(FIXTURES, ...path), 'utf8')) as T
}

interface Answer {
  readonly result: 'passed' | 'failed' | 'error' | 'unread'
  /** The number that it judged. */
  readonly value?: number
}

interface Check {
  readonly verdict: string
  readonly failing?: number
  readonly value?: number | string | null
}

/** Where the two differ, who is right and why; `*` stands for every rule of a table. */
interface Note {
  readonly why: string
  readonly checks: readonly string[]
}

const NOTES = readJson<readonly Note[]>('differences.json')

function agrees({ verdict, failing, value }: Check, answer: Answer): boolean {
  const number = value ?? failing
  const isSameNumber =
    typeof number !== 'number' || answer.value === undefined || Math.abs(number - answer.value) < 1e-9
  return isSameNumber && verdict === { passed: 'pass', failed: 'fail', error: null, unread: null }[answer.result]
}

/** The expected verdicts, which the other test holds against ours, beside those of datacontract-cli 1.2.8 on the same files. */
const tables = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, 'datacontract.json')))
const differences = tables.flatMap((table) => {
  const { checks } = readJson<{ checks: Readonly<Record<string, Check>> }>(table, 'expected.json')
  const answers = readJson<Readonly<Record<string, Answer>>>(table, 'datacontract.json')
  return Object.entries(answers).flatMap(([id, answer]) => {
    const check = checks[id]
    return check !== undefined && agrees(check, answer) ? [] : [`${table}: ${id}`]
  })
})

describe('datacontract-cli on the same contracts and tables', () => {
  it('agrees in verdict and count, or a note says why not', () => {
    const noted = NOTES.flatMap(({ checks }) => checks)
    const isNoted = (difference: string) =>
      noted.includes(difference) || noted.includes(difference.replace(/: .*$/, ': *'))
    expect(differences.filter((difference) => !isNoted(difference))).toEqual([])
  })

  it('has no note of a difference that is none', () => {
    const isFound = (noted: string) =>
      noted.endsWith(': *')
        ? differences.some((difference) => difference.startsWith(noted.slice(0, -1)))
        : differences.includes(noted)
    expect(NOTES.flatMap(({ checks }) => checks).filter((noted) => !isFound(noted))).toEqual([])
    expect(NOTES.filter(({ why }) => why.length < 20)).toEqual([])
  })

  it('judges at least two hundred rules of twelve tables as expected', () => {
    const read = tables.filter((table) => !('*' in readJson<object>(table, 'datacontract.json')))
    const answers = read.flatMap((table) => Object.keys(readJson<object>(table, 'datacontract.json')))
    expect(read.length).toBeGreaterThanOrEqual(12)
    expect(answers.length - differences.filter((one) => !one.endsWith(': *')).length).toBeGreaterThanOrEqual(200)
  })
})
