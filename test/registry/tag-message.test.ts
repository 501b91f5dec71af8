import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  END_WITHOUT_BARS,
  formatTagMessage,
  MAX_TAG_MESSAGE_BYTES,
  parseTagMessage,
  parseToldDetails,
} from '../../src/registry/tag-message.ts'
import { id, makeDetails } from './tags.ts'

const details = makeDetails('churn#production#4', id('a1'), {
  previous: id('b2'),
  waivers: [{ check: 'gate/recall/min' }],
})

describe('tag messages', () => {
  it('are a sentence, then JSON to the end, and come back as they went', () => {
    const message = formatTagMessage('churn v0.2.0 takes production.', details)
    expect(message.split('\n')[0]).toBe('churn v0.2.0 takes production.')
    expect(JSON.parse(message.slice(message.indexOf('{')))).toEqual(details)
    expect(parseTagMessage(message)).toEqual({ sentence: 'churn v0.2.0 takes production.', details, fault: null })
  })

  it('bar and lift nothing where they end so, whatever stands before', () => {
    const message = formatTagMessage('x', details)
    expect(message.endsWith(END_WITHOUT_BARS)).toBe(true)
    expect(formatTagMessage('x', { ...details, lifted: ['sha256:1'] }).endsWith(END_WITHOUT_BARS)).toBe(false)
    const twice = message.replace('"schema"', '"barred":["sha256:1"],"lifted":["sha256:2"],"schema"')
    expect(parseTagMessage(twice).details).toMatchObject({ barred: [], lifted: [] })
    const quoted = message.replace('"trust":"protected"', '"barred":["sha256:1"],"trust":"')
    expect(parseTagMessage(quoted).details).toBeNull()
  })

  it('keep the sentence one line without braces, so that JSON begins at the first', () => {
    const message = formatTagMessage('a {"schema":1}\u0000\n\u2028\u202e b', details)
    expect(message.split('\n')[0]).toBe('a ("schema":1) b')
    expect(parseTagMessage(message).details).toEqual(details)
  })

  it('leave out metrics, then waivers, then the reason where they are too long, and say so', () => {
    const metrics = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`metric_${index}`, index]))
    const long = parseTagMessage(formatTagMessage('x', { ...details, metrics }))
    expect(long.details).toEqual({ ...details, metrics: {}, omitted: ['metrics'] })
    const waivers = Array.from({ length: 100 }, (_, index) => ({ check: `gate/${index}`, reason: 'r'.repeat(40) }))
    const longer = parseTagMessage(formatTagMessage('x', { ...details, metrics, waivers }))
    expect(longer.details).toEqual({ ...details, metrics: {}, waivers: [], omitted: ['metrics', 'waivers'] })
  })

  it('never pass 4 kB of UTF-8', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 3000 })
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 5 }), (sentence, reason, waivers) => {
        const message = formatTagMessage(sentence, { ...details, reason, waivers })
        expect(Buffer.byteLength(message)).toBeLessThanOrEqual(MAX_TAG_MESSAGE_BYTES)
        expect(parseTagMessage(message).details).toMatchObject({ commit: details.commit, previous: details.previous })
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  it('tell history what the whole message says, in whatever form it is written', () => {
    const plain = makeDetails('churn#production#4', id('a1'), { policy: { sha256: 'f'.repeat(64) }, reason: 'better' })
    const forms = [
      plain,
      { ...plain, policy: null, reason: null, metrics: {} },
      { ...plain, policy: { sha256: 'short' } },
      { ...plain, reason: 'with "quotes" and ü' },
      { ...plain, barred: ['sha256:1'], lifted: ['sha256:2'] },
      details,
    ]
    for (const form of forms) {
      for (const space of [0, 2]) {
        const message = `x\n\n${JSON.stringify(form, null, space)}\n`
        const { event, version, policy, reason, waivers, barred, lifted } = parseTagMessage(message).details!
        expect(parseToldDetails(message)).toMatchObject({ event, version, policy, reason, waivers, barred, lifted })
      }
    }
    expect(parseToldDetails('Registering artifact churn')).toBeNull()
    expect(parseToldDetails('x {"schema":"modelgate.tag/v1"}')).toBeNull()
  })

  it.each([
    ['Registering artifact churn version v1.0.0', 'its message holds no JSON'],
    ['x {"schema": ', "its message's JSON cannot be read"],
    ['x {"schema": "modelgate.tag/v9"}', 'its message is of an unknown schema'],
    ['x {"schema": "modelgate.tag/v1"}', 'its message does not name model, version, commit and record digest'],
    [formatTagMessage('x', { ...details, event: 'eaten' as 'barred' }), 'its message names no event that is known'],
  ])('%j is told to be unreadable', (message, fault) => {
    expect(parseTagMessage(message)).toMatchObject({ details: null, fault })
  })
})
