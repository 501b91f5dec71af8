import { describe, expect, it } from 'vitest'
import { createSpreading } from '../../../src/commands/compare/threads.ts'
import type { Rounds } from '../../../src/evaluation/comparison/comparison-rounds.ts'
import { makeRows } from '../../support/binary-rows.ts'

const roundsOf = (seconds: number): Rounds => ({
  ...{ kind: 'resample', rows: makeRows(1), context: { costs: null, compared: null }, asked: [], count: 0, seed: 1 },
  seconds,
})

/** For each piece of work whether threads had it, and how often threads were asked for. */
async function spread(seconds: readonly number[], hasThreads = true) {
  let starts = 0
  const compute = async () => {
    starts += 1
    return hasThreads ? { measure: async () => [] } : null
  }
  const measure = createSpreading({ compute, signal: new AbortController().signal })
  const onThreads: boolean[] = []
  for (const each of seconds) onThreads.push((await measure(roundsOf(each))) !== null)
  return { onThreads, starts }
}

describe('long work', () => {
  it('goes to threads at once where it pays for them', async () => {
    expect(await spread([3])).toEqual({ onThreads: [true], starts: 1 })
  })

  it('starts no threads where it is short', async () => {
    expect(await spread([0.2, 0.1])).toEqual({ onThreads: [false, false], starts: 0 })
  })

  it('goes to threads once much of it has come together, but for the shortest pieces', async () => {
    expect(await spread([0.2, 0.2, 0.2, 0.01, 0.1])).toEqual({
      onThreads: [false, false, true, false, true],
      starts: 2,
    })
  })

  it('is done here where there is one processor', async () => {
    expect(await spread([3], false)).toEqual({ onThreads: [false], starts: 1 })
  })

  it('is not begun once the run was stopped', async () => {
    const reason = new Error('stopped by SIGINT')
    const measure = createSpreading({ compute: async () => null, signal: AbortSignal.abort(reason) })
    await expect(measure(roundsOf(3))).rejects.toBe(reason)
  })
})
