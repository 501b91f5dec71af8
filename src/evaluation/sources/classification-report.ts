import { readJsonNumber } from '../../core/json-number.ts'
import { isMap } from '../../core/plain-map.ts'
import type { SourceContext, StatedNumber } from './stated-metrics.ts'

type Rates = readonly [precision: number | null, recall: number | null, f1: number | null]

/** A report of scikit-learn's `classification_report`. */
interface Report {
  readonly classes: ReadonlyMap<string, Rates>
  /** By `macro`, `weighted`, `micro`. */
  readonly averages: ReadonlyMap<string, Rates>
  readonly accuracy: number | null | undefined
  readonly rows: number | null
  /** Digits behind the point; null: all. */
  readonly digits: number | null
}

const RATES = ['precision', 'recall', 'f1'] as const
const HEADER = 'precision recall f1-score support'
const NUMBER = /^(\d+(?:\.\d+)?|nan)$/i

/** The numbers of the last report that stands in a text; null where there is none. */
export function readReportText(text: string, context: SourceContext): readonly StatedNumber[] | null {
  const lines = text.split(/\r?\n/).map((line) => line.trim().split(/\s+/))
  const start = lines.findLastIndex((words) => words.join(' ') === HEADER)
  if (start < 0) return null
  const classes = new Map<string, Rates>()
  const averages = new Map<string, Rates>()
  let accuracy: number | undefined
  let rows: number | null = null
  let digits: number | null = null
  for (const words of lines.slice(start + 1)) {
    if (words[0] === '') continue
    const numbers = words.slice(-4).filter((word) => NUMBER.test(word))
    const isAccuracy = words[0] === 'accuracy' && words.length === 3 && numbers.length === 2
    if (!isAccuracy && (numbers.length < 4 || words.length < 5)) break
    rows = Number(numbers.at(-1))
    digits = Math.max(digits ?? 0, ...numbers.slice(0, -1).map((word) => word.split('.')[1]?.length ?? 0))
    if (isAccuracy) accuracy = Number(numbers[0])
    else place(words.slice(0, -4).join(' '), numbers.slice(0, 3).map(readNumber) as unknown as Rates, classes, averages)
  }
  return classes.size === 0 ? null : listRates({ classes, averages, accuracy, rows, digits }, context)
}

/** The numbers of a report as `output_dict=True` gives it; null for another document. */
export function readReportDictionary(document: unknown, context: SourceContext): readonly StatedNumber[] | null {
  if (!isMap(document) || readRates(document['macro avg']) === null || readRates(document['weighted avg']) === null)
    return null
  const classes = new Map<string, Rates>()
  const averages = new Map<string, Rates>()
  for (const [name, entry] of Object.entries(document)) {
    const rates = readRates(entry)
    if (rates !== null) place(name, rates, classes, averages)
  }
  const support = (document['weighted avg'] as Readonly<Record<string, unknown>>)['support']
  const accuracy = readJsonNumber(document['accuracy'])
  return listRates({ classes, averages, accuracy, rows: readJsonNumber(support) ?? null, digits: null }, context)
}

function readNumber(word: string): number | null {
  return Number.isNaN(Number(word)) ? null : Number(word)
}

function readRates(entry: unknown): Rates | null {
  if (!isMap(entry)) return null
  const rates = ['precision', 'recall', 'f1-score'].map((key) => readJsonNumber(entry[key]))
  return rates.includes(undefined) ? null : (rates as unknown as Rates)
}

function place(name: string, rates: Rates, classes: Map<string, Rates>, averages: Map<string, Rates>): void {
  const average = /^(macro|weighted|micro|samples) avg$/.exec(name)?.[1]
  if (average === undefined) classes.set(name, rates)
  else averages.set(average, rates)
}

/** Of two classes the rates of the positive one are the task's; of each class they stand under its name. */
function listRates(report: Report, { task, positive }: SourceContext): readonly StatedNumber[] {
  const { classes, averages, accuracy, rows, digits } = report
  const shared = {
    ...(rows === null ? {} : { rows }),
    ...(digits === null ? {} : { note: `the report rounds it to ${digits} digits` }),
  }
  const state = (name: string, value: number | null): StatedNumber => ({ name, value, ...shared })
  const numbers: StatedNumber[] = accuracy === undefined ? [] : [state('accuracy', accuracy)]
  const found = task === 'binary' || task === null ? findPositive([...classes.keys()], positive) : null
  if (found !== null) {
    numbers.push(...classes.get(found.positive)!.map((value, index) => state(RATES[index]!, value)))
    numbers.push(state('specificity', classes.get(found.negative)![1]))
  }
  for (const [average, rates] of averages) {
    numbers.push(...rates.map((value, index) => state(`${RATES[index]}_${average}`, value)))
  }
  for (const [name, rates] of classes) {
    numbers.push(...rates.map((value, index) => state(`${name}.${RATES[index]}`, value)))
  }
  return numbers
}

function findPositive(
  names: readonly string[],
  wanted: string | null,
): { readonly positive: string; readonly negative: string } | null {
  if (names.length !== 2) return null
  const positive = names.find((name) => (wanted === null ? /^(1(\.0+)?|true)$/i.test(name) : name === wanted))
  return positive === undefined ? null : { positive, negative: names.find((name) => name !== positive)! }
}
