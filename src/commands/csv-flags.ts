import type { CsvDialect } from '../core/data-source.ts'
import type { InputSpecs, Inputs } from './command.ts'

/** How CSV files that flags name are written. */
export const CSV_INPUTS = {
  delimiter: { kind: 'text', placeholder: 'CHAR', summary: 'Delimiter of a CSV file; default comma, tab for .tsv' },
  quote: { kind: 'text', placeholder: 'CHAR', summary: 'Quote of a CSV file; default "' },
  encoding: {
    kind: 'choice',
    choices: ['utf-8', 'latin-1', 'utf-16'],
    summary: 'Encoding of a CSV file; default utf-8',
  },
  decimal: { kind: 'choice', choices: ['.', ','], summary: 'Decimal sign of a CSV file; default point' },
} as const satisfies InputSpecs

type CsvValues = Inputs<typeof CSV_INPUTS>

/** Names of the flags that are given. */
export function listCsvFlags(values: CsvValues): readonly string[] {
  return Object.keys(CSV_INPUTS).filter((name) => values[name as keyof CsvValues] !== undefined)
}

/** The dialect that the flags give; what they leave out keeps its default. */
export function readCsvFlags({ delimiter, quote, encoding, decimal }: CsvValues): CsvDialect {
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(quote === undefined ? {} : { quote }),
    ...(encoding === undefined ? {} : { encoding: encoding as NonNullable<CsvDialect['encoding']> }),
    ...(decimal === undefined ? {} : { decimal: decimal as NonNullable<CsvDialect['decimal']> }),
  }
}
