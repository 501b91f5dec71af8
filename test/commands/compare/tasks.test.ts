import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resultSchema } from '../../../src/core/result.ts'
import { compareFiles, metricOf } from './session.ts'

/** Each task from files to metrics, against what scikit-learn says of the same files (`make.py` beside them). */

const FOLDER = join(import.meta.dirname, '../../fixtures/compare-tasks')
const FILES = Object.fromEntries(
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]),
)

interface Expected {
  /** Prefix of the files, where it is not the task. */
  readonly files?: string
  readonly flags: Parameters<typeof compareFiles>[1]
  readonly candidate: Readonly<Record<string, number>>
  readonly baseline: Readonly<Record<string, number>>
  readonly slices: Readonly<Record<string, Readonly<Record<string, number>>>>
}

const { madeWith: _, ...expected } = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8')) as Record<
  string,
  Expected
>

/** Equal to the last digits that the files hold. */
const near = (value: number) => {
  const digits = Math.max(1, Math.abs(value)) * 1e-9
  return { asymmetricMatch: (other: unknown) => typeof other === 'number' && Math.abs(other - value) <= digits }
}

const none = { score: [], id: undefined, label: undefined, resamples: 100 }

describe.each(Object.entries(expected))('%s', (task, { files = task, flags, candidate, baseline, slices }) => {
  const names = Object.keys(candidate).map((name) => name.split('/')[0]!)
  const data = `${files}-data.csv` in FILES ? { data: `${files}-data.csv` } : {}
  const given = { ...none, ...data, candidate: `${files}-new.csv`, baseline: `${files}-prod.csv`, ...flags }

  it('has the numbers of scikit-learn for both models and for slices', async () => {
    const result = await compareFiles(FILES, { ...given, metric: names })
    expect(resultSchema.parse(result)).toEqual(result)
    const read = (id: string) => metricOf(result, `metric/${id}`).statistics
    for (const [name, value] of Object.entries(candidate)) {
      expect([name, read(name).candidate.value]).toEqual([name, near(value)])
    }
    for (const [name, value] of Object.entries(baseline)) {
      expect([name, read(name).baseline?.value]).toEqual([name, near(value)])
    }
    for (const [slice, values] of Object.entries(slices)) {
      for (const [name, value] of Object.entries(values)) {
        expect([name, slice, read(`${name}/${slice}`).candidate.value]).toEqual([name, slice, near(value)])
      }
    }
  })

  it('is measured by all metrics that its columns allow, where none are named', async () => {
    const result = await compareFiles(FILES, { ...given, slice: [] })
    const shown = result.checks.filter((check) => check.kind === 'metric' && check.target.slice === null)
    expect(shown.map(({ target }) => target.metric)).toMatchSnapshot()
    expect(shown.filter(({ verdict }) => verdict !== 'pass').map(({ id, help }) => [id, help])).toEqual([])
  })
})
