import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatTagMessage } from '../../src/registry/tag-message.ts'
import { readWrittenDetails } from '../../src/registry/written-details.ts'
import { digest, id, makeDetails } from './tags.ts'

const details = makeDetails('churn#production#4', id('a1'), { previous: id('b2') })
const read = (message: string) => readWrittenDetails(message, message.indexOf('{'))
const parse = (message: string): unknown => JSON.parse(message.slice(message.indexOf('{')))

describe("details in the form of this program's own messages", () => {
  it('are read as JSON has them, in its order', () => {
    const message = formatTagMessage('churn v0.2.0 takes production.', details)
    expect(read(message)).toEqual(details)
    expect(JSON.stringify(read(message))).toBe(JSON.stringify(parse(message)))
  })

  it('are left to JSON where something is waived, barred or lifted, left out, or needs its escapes', () => {
    const others = [
      { waivers: [{ check: 'gate/recall/min' }] },
      { barred: [`sha256:${digest('cd')}`] },
      { lifted: [`sha256:${digest('cd')}`] },
      { omitted: ['metrics'] },
      { reason: 'called "slow"' },
      { reason: 'a\\b' },
      { reason: 'zwölf' },
      { policy: { sha256: 'ab' } },
    ]
    expect(others.map((more) => read(formatTagMessage('x', { ...details, ...more })))).toEqual(others.map(() => null))
  })

  it('are never other ones than those of JSON, whatever they hold', () => {
    const text = fc.oneof(fc.constantFrom('', ',', '"', '{}', 'null', '":'), fc.string({ maxLength: 20 }))
    const optional = fc.option(text, { nil: null })
    const metrics = fc.dictionary(text, fc.double({ noNaN: true, noDefaultInfinity: true }), { maxKeys: 4 })
    fc.assert(
      fc.property(
        text,
        text,
        optional,
        fc.option(fc.nat(), { nil: null }),
        metrics,
        (model, version, stage, number, metrics) => {
          const message = formatTagMessage('x', { ...details, model, version, stage, number, reason: stage, metrics })
          const written = read(message)
          if (written !== null) expect(written).toEqual(parse(message))
          else expect(`${model}${version}${stage}${Object.keys(metrics)}`).toMatch(/[^ !#-[\]-~]/)
        },
      ),
      { numRuns: 300, seed: 1 },
    )
  })

  it('are never read where a character was altered so that JSON reads something else, or nothing', () => {
    const message = formatTagMessage('x', details)
    const alterations = fc.tuple(
      fc.nat(message.length - 1),
      fc.nat(2),
      fc.constantFrom('"', '{', '}', ',', ':', '0', '-', 'e', '.', ' ', '\n', '\\', 'a', ']', ''),
    )
    fc.assert(
      fc.property(alterations, ([at, dropped, put]) => {
        const altered = message.slice(0, at) + put + message.slice(at + dropped)
        const written = read(altered)
        if (written !== null) expect(written).toEqual(parse(altered))
      }),
      { numRuns: 3000, seed: 1 },
    )
  })
})
