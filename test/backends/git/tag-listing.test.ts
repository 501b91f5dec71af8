import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RemoteRef, TagListing } from '../../../src/backends/git/tag-listing.ts'

const id = (seed: string) => seed.padEnd(40, '0')

/** What is met of a listing that arrives in these pieces. */
function list(...chunks: readonly Buffer[]) {
  const met: [string, RemoteRef][] = []
  const listing = new TagListing((tag, ref) => met.push([tag, ref]))
  for (const chunk of chunks) listing.add(chunk)
  listing.end()
  return met
}

const TEXT = [
  `${id('a')}\trefs/tags/churn@v0.1.0`,
  `${id('b')}\trefs/tags/churn@v0.1.0^{}`,
  `${id('c')}\trefs/tags/gruß`,
  `${id('d')}\trefs/tags/x`,
  `${id('e')}\trefs/tags/x^{}`,
  '',
].join('\n')

describe('a listing of tags', () => {
  it('tells what a tag object ends at, and plain pointers', () => {
    expect(list(Buffer.from(TEXT))).toEqual([
      ['churn@v0.1.0', { id: id('a'), peeled: id('b') }],
      ['gruß', { id: id('c'), peeled: null }],
      ['x', { id: id('d'), peeled: id('e') }],
    ])
  })

  it('is the same wherever its bytes are cut, and with a last line that does not end', () => {
    const bytes = Buffer.from(TEXT)
    const whole = list(bytes)
    expect(list(bytes.subarray(0, -1))).toEqual(whole)
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(bytes.length), { maxLength: 6 }), (cuts) => {
        const ends = [0, ...cuts.sort((a, b) => a - b), bytes.length]
        const chunks = ends.slice(1).map((end, index) => bytes.subarray(ends[index], end))
        expect(list(...chunks)).toEqual(whole)
      }),
      { numRuns: 100, seed: 1 },
    )
  })

  it('meets each tag once its next line is there', () => {
    const met: string[] = []
    const listing = new TagListing((tag) => met.push(tag))
    const lines = TEXT.split('\n').slice(0, -1)
    const seen = lines.map((line) => {
      listing.add(Buffer.from(`${line}\n`))
      return [...met]
    })
    expect(seen).toEqual([
      [],
      ['churn@v0.1.0'],
      ['churn@v0.1.0'],
      ['churn@v0.1.0', 'gruß'],
      ['churn@v0.1.0', 'gruß', 'x'],
    ])
  })

  it('passes over what speaks of no tag, and of one that was not listed before it', () => {
    expect(list(Buffer.from(`warning\n${id('b')}\trefs/tags/other^{}\n${id('a')}\trefs/heads/main\n`))).toEqual([])
    expect(list(Buffer.alloc(0))).toEqual([])
  })
})
