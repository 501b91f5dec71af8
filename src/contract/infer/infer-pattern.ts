/** A run of letters or digits in a text, or one other sign. */
interface Run {
  readonly kind: 'digits' | 'upper' | 'lower' | 'sign'
  readonly text: string
}

/** Below this many different texts a shape is chance. */
const FEWEST_TEXTS = 8
const LONGEST_TEXT = 64

/**
 * An expression for texts of one make, such as ids and codes: `^C-\d{6}$`. Words, free text and texts of differing make
 * have none.
 *
 * @returns null where nothing telling is to be said.
 */
export function describePattern(texts: readonly string[]): string | null {
  const different = [...new Set(texts)]
  if (different.length < FEWEST_TEXTS) return null
  if (different.some((text) => text === '' || text.length > LONGEST_TEXT || /[^\x21-\x7e]/.test(text))) return null
  return describeRuns(different.map(splitRuns)) ?? describeMixture(different)
}

function splitRuns(text: string): readonly Run[] {
  return [...text.matchAll(/(\d+)|([A-Z]+)|([a-z]+)|([^A-Za-z0-9])/g)].map(([run, digits, upper, lower]): Run => {
    const kind = digits ? 'digits' : upper ? 'upper' : lower ? 'lower' : 'sign'
    return { kind, text: run }
  })
}

const CLASSES = { digits: '\\d', upper: '[A-Z]', lower: '[a-z]' } as const

function describeRuns(texts: readonly (readonly Run[])[]): string | null {
  const [first] = texts
  if (texts.some((runs) => runs.length !== first!.length)) return null
  let isTelling = false
  let hasDigits = false
  const parts = first!.map(({ kind, text }, index) => {
    const runs = texts.map((all) => all[index]!)
    if (runs.some((run) => run.kind !== kind)) return null
    const isConstant = runs.every((run) => run.text === text)
    if (kind === 'sign') return isConstant ? escapeSign(text) : null
    if (kind === 'digits') hasDigits = true
    if (isConstant && kind !== 'digits') {
      isTelling = true
      return text
    }
    const lengths = new Set(runs.map((run) => run.text.length))
    const [length] = lengths
    if (lengths.size > 1) return `${CLASSES[kind]}+`
    if (kind !== 'lower') isTelling = true
    return length === 1 ? CLASSES[kind] : `${CLASSES[kind]}{${length}}`
  })
  const isShort = first!.length <= 12
  const isCode = hasDigits || first!.every(({ kind }) => kind === 'upper' || kind === 'sign')
  return isTelling && isCode && isShort && !parts.includes(null) ? `^${parts.join('')}$` : null
}

function escapeSign(sign: string): string {
  return /[\\^$.*+?()[\]{}|]/.test(sign) ? `\\${sign}` : sign
}

const MIXTURES: readonly string[] = ['[0-9a-f]', '[0-9A-F]', '[A-Z0-9]', '[a-z0-9]', '[A-Za-z0-9]']

/** Letters and digits in any order, all texts of one length. */
function describeMixture(texts: readonly string[]): string | null {
  const { length } = texts[0]!
  const isCode = length >= 4 && texts.every((text) => text.length === length) && texts.some((text) => /\d/.test(text))
  if (!isCode) return null
  const signs = MIXTURES.find((mixture) => texts.every((text) => new RegExp(`^${mixture}+$`).test(text)))
  return signs === undefined ? null : `^${signs}{${length}}$`
}
