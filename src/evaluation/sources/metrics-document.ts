import { formatCount } from '../../core/count.ts'
import { InputError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import { readReportDictionary, readReportText } from './classification-report.ts'
import { parseData } from './data-text.ts'
import { readMlflowRun } from './mlflow-run.ts'
import { readNotebook } from './notebook.ts'
import { listNumbers } from './plain-numbers.ts'
import { readSageMaker } from './sagemaker.ts'
import { makeStatedMetrics, type SourceContext, type StatedMetrics, type StatedNumber } from './stated-metrics.ts'
import { readTfma } from './tfma.ts'

const HELP =
  'metrics are read from JSON, YAML or TOML with numbers by name, a classification report, an executed notebook, SageMaker model quality, a TFMA evaluation or an MLflow run'

/**
 * The metrics that a file states, whatever of the known documents it is: told by its ending and its content.
 *
 * @param file the name that messages carry.
 * @throws InputError where it is none of them, or states no number.
 */
export function readMetricsDocument(text: string, file: string, context: SourceContext): StatedMetrics {
  const report = /\.(json|ipynb|ya?ml|toml)$/i.test(file) ? null : readReportText(text, context)
  const { format, numbers } =
    report === null ? readData(parseData(text, file), file, context) : { format: REPORT, numbers: report }
  if (numbers.length === 0) {
    throw new InputError({ message: `no metric is stated here (read as ${format})`, place: { file }, help: HELP })
  }
  refuseMany(numbers.length, file)
  return makeStatedMetrics(format, numbers, context)
}

/** More than anybody looks at: each becomes a check. */
const MOST_NUMBERS = 10_000

/** @throws InputError where a source states more numbers than a result can hold */
export function refuseMany(count: number, source: string): void {
  if (count <= MOST_NUMBERS) return
  throw new InputError({
    message: `${source}: states ${formatCount(count)} numbers; at most ${formatCount(MOST_NUMBERS)} are read`,
    help: 'write those that count to a file of their own',
  })
}

const REPORT = 'classification report'

/** The numbers of a file that names them by key and nothing more, as DVC's metrics files do. @throws InputError where it cannot be read */
export function readPlainNumbers(text: string, file: string): readonly StatedNumber[] {
  return listNumbers(parseData(text, file))
}

interface Found {
  readonly format: string
  readonly numbers: readonly StatedNumber[]
}

function readData(document: unknown, file: string, context: SourceContext): Found {
  const readings: readonly (readonly [format: string, read: () => readonly StatedNumber[] | null])[] = [
    ['notebook', () => readNotebook(document, file, (text) => readPrinted(text, file, context), readReport)],
    ['SageMaker model quality', () => readSageMaker(document)],
    ['TFMA evaluation', () => readTfma(document, file)],
    [REPORT, () => readReportDictionary(document, context)],
    ['MLflow run', () => readMlflowRun(document)],
    ['W&B summary', () => readSummary(document)],
  ]
  const readReport = (text: string) => readReportText(text, context)
  for (const [format, read] of readings) {
    const numbers = read()
    if (numbers !== null) return { format, numbers }
  }
  return { format: 'numbers by name', numbers: listNumbers(document) }
}

/** A cell that prints more than numbers ends with them. */
const MOST_OBJECTS = 20

/** What a cell printed: a report, or the last object that begins a line. */
function readPrinted(text: string, file: string, context: SourceContext): readonly StatedNumber[] | null {
  const report = readReportText(text, context)
  if (report !== null) return report
  const starts = [...text.matchAll(/^\{/gm)]
    .map(({ index }) => index)
    .slice(-MOST_OBJECTS)
    .toReversed()
  for (const start of starts) {
    try {
      const data = parseData(text.slice(start), file)
      if (isMap(data)) return readData(data, file, context).numbers
    } catch (error) {
      if (!(error instanceof InputError)) throw error
    }
  }
  return null
}

/** `wandb-summary.json`: keys that begin with `_` are the program's own. */
function readSummary(document: unknown): readonly StatedNumber[] | null {
  if (!isMap(document) || (document['_runtime'] ?? document['_timestamp'] ?? document['_step']) === undefined)
    return null
  return listNumbers(Object.fromEntries(Object.entries(document).filter(([key]) => !key.startsWith('_'))))
}
