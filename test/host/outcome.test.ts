import { describe, expect, it } from 'vitest'
import { InputError, RaceLostError, SystemError } from '../../src/core/faults.ts'
import type { Result } from '../../src/core/result.ts'
import { combineResults } from '../../src/host/execution.ts'
import { describeError, exitCodeOf, exitCodeOfError } from '../../src/host/outcome.ts'

const result = (verdict: Result['verdict'], blocks = false): Result => ({ verdict, blocks }) as Result
const [pass, warn, skip] = [result('pass'), result('warn'), result('skip')]
const [fail, open, letThrough] = [result('fail', true), result('inconclusive', true), result('inconclusive')]
const [mistake, silence] = [new InputError('no such file'), new SystemError('no answer')]

describe('exitCodeOf', () => {
  it.each([
    ['nothing to judge', [], [], 0],
    ['pass', [pass], [], 0],
    ['warn', [warn], [], 0],
    ['skip', [skip], [], 0],
    ['inconclusive that the policy lets through', [letThrough], [], 0],
    ['fail', [fail], [], 1],
    ['inconclusive that blocks', [open], [], 2],
    ['fail beside inconclusive', [open, fail, pass], [], 1],
    ['a mistake beside a fail', [fail, pass], [mistake], 3],
    ['a silent system beside all else', [fail, open], [mistake, silence], 4],
    ['a race lost', [pass], [new RaceLostError('the stage moved')], 4],
    ['our own bug', [pass], [new TypeError('x is undefined')], 4],
  ])('of %s', (_, results, errors, code) => {
    expect(exitCodeOf({ results, errors })).toBe(code)
  })

  it('takes whatever is thrown that is no InputError for 4', () => {
    expect([mistake, silence, new Error('bug'), 'a string', undefined].map(exitCodeOfError)).toEqual([3, 4, 4, 4, 4])
  })
})

describe('combineResults', () => {
  it('leaves one result as it is', () => {
    expect(combineResults([warn])).toBe(warn)
  })

  it('takes the worst verdict of several', () => {
    expect(combineResults([pass, fail, open])).toMatchObject({ verdict: 'fail', blocks: true })
    expect(combineResults([pass, letThrough])).toMatchObject({ verdict: 'inconclusive', blocks: false })
  })

  it('never passes a model that was not judged: an error blocks and is no better than inconclusive', () => {
    expect(combineResults([pass], [mistake])).toMatchObject({ verdict: 'inconclusive', blocks: true, results: [pass] })
    expect(combineResults([], [silence])).toMatchObject({ verdict: 'inconclusive', blocks: true, results: [] })
    expect(combineResults([fail], [silence])).toMatchObject({ verdict: 'fail', blocks: true })
  })
})

describe('describeError', () => {
  it("is the message alone for a user's mistake and a silent system", () => {
    expect(describeError(mistake, false)).toBe('no such file')
    expect(describeError(new SystemError('no answer', { help: 'try again' }), false)).toBe('no answer\n  → try again')
  })

  it('says of our own bug that it is one, and how to report it', () => {
    expect(describeError(new TypeError('x is undefined'), false)).toMatchInlineSnapshot(`
      "modelgate met a fault of its own: x is undefined
        → run again with --verbose and report what it prints"
    `)
    expect(describeError('thrown text', false)).toContain('thrown text')
  })

  it('adds the stack and every cause where it is asked to', () => {
    const error = new SystemError('no answer', { cause: new Error('connection reset') })
    const text = describeError(error, true)
    expect(text).toMatch(/^no answer\nSystemError: no answer\n\s+at /)
    expect(text).toMatch(/caused by Error: connection reset\n\s+at /)
  })
})
