/** A part of a report; the parts of the highest rank are left out first where it must be short, rank 0 last. */
export interface Block {
  /** What a reader misses where it is left out: "all metrics". */
  readonly name: string
  readonly rank: number
  readonly text: string
  /** What stands in its place before all of it is left out, which is then of rank 1. */
  readonly shorter?: string
}

/** How long a report may be, and what is left out of it. */
export interface Room {
  readonly most: number
  /** Length of a text in the unit of `most`. */
  measure(text: string): number
  /** Where the rest can be read, as a sentence says it: `The HTML report and the result file have them.` */
  readonly elsewhere: string
}

/** For a report that may be as long as it gets. */
export const UNBOUNDED: Room = { most: Number.POSITIVE_INFINITY, measure: (text) => text.length, elsewhere: '' }

const NOTE = 'Shortened to fit: left out here are '
const GAP = '\n\n'

/**
 * The blocks as one text with a line break at its end. Where there is no room for all, those of the highest rank are
 * left out first, the last of them before the first, and a note says which; the first block and `tail` stay.
 *
 * @param tail stands after the note, whatever else is left out
 */
export function fitBlocks(blocks: readonly Block[], tail: readonly string[], room: Room): string {
  const texts = new Map(blocks.map((block) => [block, block.text]))
  const left = new Set<string>()
  const sizeOf = (text: string | undefined) => (text === undefined ? 0 : room.measure(text) + GAP.length)
  const names = new Set(blocks.map(({ name }) => name))
  const noteSize = room.measure(writeNote(names, room)) + GAP.length
  const tailSize = tail.reduce((sum, text) => sum + room.measure(text) + GAP.length, 0)
  let size = [...texts.values()].reduce((sum, text) => sum + sizeOf(text), 0) + tailSize
  const steps = blocks.slice(1).toReversed().flatMap(listSteps)
  for (const { block, to } of steps.toSorted((a, b) => b.rank - a.rank)) {
    if (size <= room.most - (left.size > 0 ? noteSize : 0)) break
    size += sizeOf(to) - sizeOf(texts.get(block))
    if (to === undefined) texts.delete(block)
    else texts.set(block, to)
    left.add(block.name)
  }
  const note = left.size > 0 ? [writeNote(left, room)] : []
  return `${[...texts.values(), ...note, ...tail].join(GAP)}\n`
}

/** How a block gets shorter, and after which others: whole first, then not at all. */
function listSteps(block: Block): readonly { readonly block: Block; readonly rank: number; readonly to?: string }[] {
  const { rank, shorter } = block
  return shorter === undefined
    ? [{ block, rank }]
    : [
        { block, rank, to: shorter },
        { block, rank: 1 },
      ]
}

function writeNote(names: ReadonlySet<string>, { elsewhere }: Room): string {
  return `> ${NOTE}${[...names].join(', ')}.${elsewhere === '' ? '' : ` ${elsewhere}`}`
}
