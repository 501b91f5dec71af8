import { InputError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import { listNumbers } from './plain-numbers.ts'
import type { StatedNumber } from './stated-metrics.ts'

/** What scrapbook and papermill before 1.0 put beside a cell's output. */
const SCRAP = 'application/scrapbook.scrap.json+json'
const RECORD = 'application/papermill.record+json'
/** The tag of a cell whose output holds the metrics. */
const TAG = 'metrics'

/** Reads a text that a cell printed; null where it states no numbers. */
export type ReadOutput = (text: string) => readonly StatedNumber[] | null

/**
 * The numbers in the outputs of an executed Jupyter notebook: what scrapbook glued (a later scrap of a name wins); where
 * there is none, what the last cell tagged `metrics` printed or gave as its value; where no cell has the tag, the last
 * classification report that any cell printed. null for another document.
 *
 * @param readMetrics of a tagged cell's output
 * @param readReport of any cell's output
 * @throws InputError where a cell failed: numbers of half a run are none.
 */
export function readNotebook(
  document: unknown,
  file: string,
  readMetrics: ReadOutput,
  readReport: ReadOutput,
): readonly StatedNumber[] | null {
  if (!isMap(document) || !Array.isArray(document['cells']) || document['nbformat'] === undefined) return null
  const cells = document['cells'].filter(isMap).filter((cell) => cell['cell_type'] === 'code')
  refuseFailed(cells, file)
  const scraps = cells.flatMap((cell) => outputsOf(cell).flatMap(readScrap))
  if (scraps.length > 0) return [...new Map(scraps.map((number) => [number.name, number])).values()]
  const tagged = cells.filter((cell) => listTags(cell).includes(TAG))
  const read = tagged.length > 0 ? readMetrics : readReport
  for (const cell of (tagged.length > 0 ? tagged : cells).toReversed()) {
    const numbers = read(textOf(cell))
    if (numbers !== null && numbers.length > 0) return numbers
  }
  return []
}

type Cell = Readonly<Record<string, unknown>>

function refuseFailed(cells: readonly Cell[], file: string): void {
  const index = cells.findIndex((cell) => outputsOf(cell).some((output) => output['output_type'] === 'error'))
  if (index < 0) return
  const failed = outputsOf(cells[index]!).find((output) => output['output_type'] === 'error')
  throw new InputError({
    message: `code cell ${index + 1} of the notebook failed: ${typeof failed?.['ename'] === 'string' ? failed['ename'] : 'with an error'}`,
    place: { file },
    help: 'run the notebook to its end: metrics of a run that failed are not taken',
  })
}

function readScrap(output: Cell): readonly StatedNumber[] {
  const data = isMap(output['data']) ? output['data'] : {}
  const scrap = data[SCRAP]
  if (isMap(scrap) && typeof scrap['name'] === 'string') return listNumbers({ [scrap['name']]: scrap['data'] })
  return listNumbers(data[RECORD] ?? {})
}

function listTags(cell: Cell): readonly unknown[] {
  const metadata = cell['metadata']
  return isMap(metadata) && Array.isArray(metadata['tags']) ? metadata['tags'] : []
}

function outputsOf(cell: Cell): readonly Cell[] {
  return Array.isArray(cell['outputs']) ? cell['outputs'].filter(isMap) : []
}

/** What the cell printed, then its value. */
function textOf(cell: Cell): string {
  return outputsOf(cell)
    .map((output) => {
      if (output['output_type'] === 'stream') return output['name'] === 'stderr' ? '' : joinLines(output['text'])
      const data = isMap(output['data']) ? output['data'] : {}
      const json = data['application/json']
      return json === undefined ? joinLines(data['text/plain']) : showJson(json)
    })
    .join('\n')
}

/** Empty where it is nested so deep that nobody could read it. */
function showJson(json: unknown): string {
  try {
    return JSON.stringify(json)
  } catch {
    return ''
  }
}

/** Notebooks keep a text as it is, or as its lines. */
function joinLines(text: unknown): string {
  return Array.isArray(text) ? text.join('') : typeof text === 'string' ? text : ''
}
