import { isIPv4, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TEXT_FORMATS } from '../../src/contract/text-formats.ts'

const matches = (format: string, text: string) => new RegExp(`^(?:${TEXT_FORMATS[format]!})$`).test(text)

describe('addresses', () => {
  it('of version 4 and 6 are what Node takes for such, whatever their groups', () => {
    const group = fc.oneof(fc.constantFrom('', '0', 'ffff', '1.2.3.4', '256.1.1.1', '12345'), fc.constantFrom('1', 'a'))
    const text = fc.array(group, { maxLength: 10 }).map((groups) => groups.join(':'))
    fc.assert(
      fc.property(fc.oneof(text, fc.ipV6(), fc.ipV4()), (address) => {
        expect(matches('ipv6', address)).toBe(isIPv6(address))
        expect(matches('ipv4', address)).toBe(isIPv4(address))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('base64', () => {
  it('is what Buffer writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
        expect(matches('byte', Buffer.from(bytes).toString('base64'))).toBe(true)
      }),
    )
  })

  it.each(['a', 'ab=', 'abc', 'ab c', 'abcd='])('%j is none', (text) => {
    expect(matches('byte', text)).toBe(false)
  })
})
