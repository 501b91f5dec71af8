import type { OwnMetricSettings } from '../../config/own-metrics.ts'
import type { DataSource } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import { readOwnOutput } from '../../evaluation/sources/own-output.ts'
import type { Services } from '../services.ts'

/** What a metric of the user's own is measured on: one model and the labelled rows. */
export interface OwnMetricInput {
  /** The labelled rows; null: the predictions' file holds the labels. */
  readonly data: DataSource | null
  readonly predictions: DataSource
  /** Absolute path of the model file; null where there is none. */
  readonly model: string | null
  readonly id: string
  /** Where commands run, relative to the working directory: '' for the directory itself. */
  readonly folder: string
}

/** A number by name; null with the reason where it could not be measured. */
export interface OwnMeasured {
  readonly name: string
  readonly value: number | null
  readonly reason: string | null
}

const SHOWN_LINES = 8
/** A few numbers. */
const MOST_OUTPUT_BYTES = 1_000_000

/**
 * Runs the command of a metric of the user's own on one model; what it prints last, or writes to `{out}`, counts.
 *
 * @throws InputError where it cannot be started.
 */
export async function runOwnCommand(
  { name, place }: OwnMetricSettings,
  { command, timeoutMs }: OwnMetricSettings['measure'] & { readonly kind: 'command' },
  { data, predictions, model, folder }: OwnMetricInput,
  { commands, workspace, signal, logger }: Services,
): Promise<readonly OwnMeasured[]> {
  const leaveOpen = (reason: string) => [{ name, value: null, reason }]
  const runner = await commands()
  if (runner.refusal !== null) return leaveOpen(runner.refusal)
  const own = await runner.makeFolder()
  const places: Readonly<Record<string, string | null>> = {
    predictions: onlyFile(predictions),
    data: onlyFile(data ?? predictions),
    model,
    out: own.locate('metric.json'),
  }
  const missing = findPlaces(command).find((key) => places[key] === null)
  if (missing !== undefined) return leaveOpen(`its command asks for {${missing}}, which is no one file`)
  const filled = command.map((word) => word.replaceAll(PLACE, (_, key: string) => places[key]!))
  const at = await workspace.resolve(folder === '' ? '.' : folder, 'config')
  const output = { path: places['out']!, mostBytes: MOST_OUTPUT_BYTES }
  logger.info(`${name}: ${command.join(' ')}`)
  const end = await runner.run({ name, command: filled, folder: at, timeoutMs, output }, signal).catch((error) => {
    if (!(error instanceof InputError)) throw error
    throw new InputError(
      error.faults.map((fault) => ({ place, ...fault })),
      { cause: error },
    )
  })
  const said = end.lastLines.slice(-SHOWN_LINES).join(' | ')
  if (end.stopped === 'time') return leaveOpen(`its command took longer than ${timeoutMs / 1000} s`)
  if (end.stopped === 'output') return leaveOpen(`its command wrote more than ${MOST_OUTPUT_BYTES} bytes to {out}`)
  if (end.code !== 0) return leaveOpen(`its command ended with ${end.signal ?? `exit code ${end.code}`}: ${said}`)
  const written = await own.size('metric.json')
  const lines =
    written === null ? end.lastLines : (await workspace.readText(places['out']!, 'caller')).trim().split(/\r?\n/)
  const numbers = readOwnOutput(name, lines)
  if (numbers === null) return leaveOpen(`its command printed no JSON number or object; it ended with: ${said}`)
  return numbers.map((number) => ({
    name: number.name,
    value: number.value,
    reason: number.value === null ? 'its command gives a number that is not defined' : null,
  }))
}

function onlyFile({ files }: DataSource): string | null {
  return files.length === 1 ? files[0]! : null
}

const PLACE = /\{(predictions|data|model|out)\}/g

function findPlaces(command: readonly string[]): readonly string[] {
  return command.flatMap((word) => [...word.matchAll(PLACE)].map(([, key]) => key!))
}
