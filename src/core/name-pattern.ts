import { InputError } from './faults.ts'

/** More ways than anybody writes by hand. */
const MOST_ALTERNATIVES = 1000

/** Whether a text holds a wildcard of `makeNamePattern`. */
export function hasNamePattern(text: string): boolean {
  return /[*?[{]/.test(text)
}

/** The text before the first wildcard. */
export function fixedPrefix(pattern: string): string {
  const end = pattern.search(/[*?[{]/)
  return end < 0 ? pattern : pattern.slice(0, end)
}

type Unit = (character: string) => boolean
/** One part between slashes; null stands for `**`, any number of parts. */
type Part = readonly (Unit | '*')[] | null

/**
 * A matcher of names with `/`: `*`, `?` and `[a-z]` (`[!a-z]`) stay inside one part, `**` spans any number of parts,
 * also none, and `{a,b}` stands for either. No regular expression: time grows with the product of the lengths at most.
 *
 * @throws InputError where braces stand for more than 1,000 patterns.
 */
export function makeNamePattern(pattern: string): (name: string) => boolean {
  const patterns = expandBraces(pattern).map((text) => text.split('/').map(parsePart))
  return (name) => {
    const parts = name.split('/')
    return patterns.some((globs) =>
      matchSequence(
        parts,
        globs,
        (glob) => glob === null,
        (part, glob) => matchPart(part, glob!),
      ),
    )
  }
}

function expandBraces(pattern: string): readonly string[] {
  let patterns = [pattern]
  for (;;) {
    const expanded = patterns.flatMap(expandFirst)
    if (expanded.length === patterns.length) return patterns
    if (expanded.length > MOST_ALTERNATIVES) {
      const message = `${pattern.slice(0, 200)}: the braces stand for more than ${MOST_ALTERNATIVES} patterns`
      throw new InputError({ message, help: 'use * instead' })
    }
    patterns = expanded
  }
}

function expandFirst(pattern: string): readonly string[] {
  const group = /\{([^{}]*,[^{}]*)\}/.exec(pattern)
  if (group === null) return [pattern]
  const [head, tail] = [pattern.slice(0, group.index), pattern.slice(group.index + group[0].length)]
  return group[1]!.split(',').map((choice) => `${head}${choice}${tail}`)
}

function parsePart(text: string): Part {
  if (text === '**') return null
  const units: (Unit | '*')[] = []
  const characters = [...text]
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index]!
    const end = character === '[' ? characters.indexOf(']', index + 2) : -1
    if (character === '*') units.push('*')
    else if (character === '?') units.push(() => true)
    else if (end > 0) {
      units.push(parseClass(characters.slice(index + 1, end)))
      index = end
    } else units.push((other) => other === character)
  }
  return units
}

function parseClass(characters: readonly string[]): Unit {
  const isNot = characters[0] === '!' || characters[0] === '^'
  const body = isNot ? characters.slice(1) : characters
  const tests: Unit[] = []
  for (let index = 0; index < body.length; index += 1) {
    const [from, dash, to] = [body[index]!, body[index + 1], body[index + 2]]
    if (dash === '-' && to !== undefined) {
      tests.push((character) => character >= from && character <= to)
      index += 2
    } else tests.push((character) => character === from)
  }
  return (character) => tests.some((test) => test(character)) !== isNot
}

function matchPart(part: string, units: readonly (Unit | '*')[]): boolean {
  return matchSequence(
    [...part],
    units,
    (unit) => unit === '*',
    (character, unit) => unit !== '*' && unit(character),
  )
}

/** Greedy with one step back to the last span. */
function matchSequence<Item, Glob>(
  items: readonly Item[],
  globs: readonly Glob[],
  isSpan: (glob: Glob) => boolean,
  matches: (item: Item, glob: Glob) => boolean,
): boolean {
  let item = 0
  let glob = 0
  let lastSpan = -1
  let resumeAt = 0
  while (item < items.length) {
    if (glob < globs.length && isSpan(globs[glob]!)) {
      lastSpan = glob
      resumeAt = item
      glob += 1
    } else if (glob < globs.length && matches(items[item]!, globs[glob]!)) {
      item += 1
      glob += 1
    } else if (lastSpan >= 0) {
      glob = lastSpan + 1
      resumeAt += 1
      item = resumeAt
    } else {
      return false
    }
  }
  while (glob < globs.length && isSpan(globs[glob]!)) glob += 1
  return glob === globs.length
}
