import { Document, isScalar, visit } from 'yaml'

/** Lists of plain values up to this many characters stand in one line. */
const LONGEST_LINE = 96

/**
 * Plain data as a YAML text: keys in the order given, lists of short values in one line, text in quotes only where it
 * would else be read as something different, by YAML 1.2 or by the 1.1 that many readers still speak (`yes`, `1_000`,
 * `2024-01-31`). Entries that are undefined are left out.
 */
export function renderYaml(data: unknown): string {
  const document = new Document(data, { aliasDuplicateObjects: false, compat: 'yaml-1.1' })
  visit(document, {
    Seq(_, list) {
      const isPlain = list.items.every((item) => isScalar(item) && !String(item.value).includes('\n'))
      const length = list.items.reduce<number>(
        (sum, item) => sum + (isScalar(item) ? String(item.value).length + 2 : 0),
        0,
      )
      list.flow = list.items.length === 0 || (isPlain && length <= LONGEST_LINE)
    },
    Scalar(_, scalar) {
      const { value } = scalar
      if (typeof value === 'string' && NEEDS_ESCAPES.test(value)) scalar.type = 'QUOTE_DOUBLE'
      // as digits alone it would stand for one of several whole numbers
      else if (Number.isInteger(value) && !Number.isSafeInteger(value)) scalar.format = 'EXP'
      else if (typeof value === 'string' && READ_OTHERWISE.test(value)) scalar.type = 'QUOTE_SINGLE'
    },
  })
  return document.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: false })
}

/** Characters that no eye sees, and blanks at places where a block would lose them. */
const NEEDS_ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00a0\u2028\u2029\ufeff\ud800-\udfff]| \n|^\s*\n|\n\s*$/u

/** What a reader of YAML 1.1 would take for a moment, a default value or a merge. */
const READ_OTHERWISE = /^\d{4}-\d{1,2}-\d{1,2}|^(=|<<)$/
