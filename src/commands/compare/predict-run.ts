import type { Shuffle } from '../../core/data-copy.ts'
import type { DataSource } from '../../core/data-source.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { CommandEnd, CommandRunner, PrivateFolder } from '../../ports/command-runner.ts'
import type { Services } from '../services.ts'
import type { ModelFile, PredictPlan } from './predict-request.ts'

/** One run of the command that predicts. */
export interface PredictCall {
  readonly plan: PredictPlan
  /** The labelled rows. */
  readonly data: DataSource
  readonly id: string
  /** Columns that the command does not get to see. */
  readonly without: readonly string[]
  readonly shuffle: Shuffle | null
  /** null where the command takes none. */
  readonly model: ModelFile | null
  /** Ending of the file that it writes: `.csv`. */
  readonly ending: string
  readonly timeoutMs: number
}

export interface PredictRun {
  readonly predictions: DataSource
  readonly folder: PrivateFolder
  /** Name of the predictions in the folder. */
  readonly out: string
  readonly rows: number
  readonly seconds: number
  /** Bytes. */
  readonly memory: number | null
}

/** Larger predictions are none that were meant. */
const MOST_OUTPUT_BYTES = 4_000_000_000
const SHOWN_LINES = 8

/**
 * Predicts rows by the user's command: it gets a copy of the data without labels, the model's path and the path of a file
 * to write, all in a private folder of its own.
 *
 * @throws InputError where the command fails, or what it writes is missing or has no ids.
 * @throws SystemError where it takes too long, is ended by a signal, or writes too much.
 */
export async function runPredict(call: PredictCall, services: Services): Promise<PredictRun> {
  const { plan, data, model, ending } = call
  const { signal } = services
  const [engine, runner] = await Promise.all([services.engine(), services.commands()])
  const folder = await runner.makeFolder()
  const dataPath = folder.locate(`data${endingOf(data)}`)
  const out = `predictions${ending}`
  const { rows } = await engine.copy(data, { target: dataPath, without: call.without, shuffle: call.shuffle }, signal)
  const places = { model: model?.path ?? '', data: dataPath, out: folder.locate(out) }
  const command = plan.command.map((word) => fillIn(word, places))
  const of = model === null ? '' : ` with the model of ${model.label}`
  services.logger.info(`predict: ${rows} rows${of}: ${plan.command.join(' ')}`)
  const end = await start(runner, { call, command, out: places.out }, services)
  refuseFailure(end, call, of)
  const size = await folder.size(out)
  if (size === null || size === 0) {
    throw new InputError({
      message: `predict ended without a fault${of}, and wrote ${size === null ? 'no file' : 'an empty file'} at {out}`,
      place: plan.place,
      help: 'let it write the predictions to the path that it is given, one row per id',
    })
  }
  const predictions = { ...formatOf(ending, data), uri: `predictions${of}`, files: [places.out] }
  await requireIds(predictions, call, services)
  return { predictions, folder, out, rows, seconds: end.seconds, memory: end.peakMemory }
}

async function start(
  runner: CommandRunner,
  { call, command, out }: { readonly call: PredictCall; readonly command: readonly string[]; readonly out: string },
  { workspace, signal }: Services,
): Promise<CommandEnd> {
  const { plan, timeoutMs } = call
  const folder = await workspace.resolve(plan.folder === '' ? '.' : plan.folder, 'config')
  try {
    const output = { path: out, mostBytes: MOST_OUTPUT_BYTES }
    return await runner.run({ name: 'predict', command, folder, timeoutMs, output }, signal)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(
      error.faults.map((fault) => ({ place: plan.place, ...fault })),
      { cause: error },
    )
  }
}

function refuseFailure(end: CommandEnd, { plan, timeoutMs }: PredictCall, of: string): void {
  const said = end.lastLines.slice(-SHOWN_LINES).map((line) => `\n  | ${line}`)
  const wrote = said.length === 0 ? '; it wrote nothing' : `; the last that it wrote:${said.join('')}`
  if (end.stopped === 'time') {
    throw new SystemError(`predict took longer than ${timeoutMs / 1000} s${of} and was stopped${wrote}`, {
      help: 'raise candidate.predict_timeout, or make it quicker',
    })
  }
  if (end.stopped === 'output') {
    throw new SystemError(`predict wrote more than ${MOST_OUTPUT_BYTES} bytes to {out}${of} and was stopped`, {
      help: 'let it write ids and predictions alone',
    })
  }
  if (end.signal !== null) {
    throw new SystemError(`predict was ended by ${end.signal}${of}${wrote}`, {
      help: end.signal === 'SIGKILL' ? 'the machine may have run out of memory' : 'see what it wrote',
    })
  }
  if (end.code !== 0) {
    throw new InputError({
      message: `predict ended with exit code ${end.code}${of}${wrote}`,
      place: plan.place,
      help: 'run the command by hand on a copy of the data without the label column; it runs in the folder of modelgate.yml, without tokens or credentials in its environment',
    })
  }
}

async function requireIds(predictions: DataSource, { id, plan }: PredictCall, services: Services): Promise<void> {
  const shapes = await (await services.engine()).describe(predictions, services.signal)
  if (shapes.some(({ name }) => name === id)) return
  throw new InputError({
    message: `${predictions.uri}: column ${id} is not there, so nobody knows which row is which`,
    place: plan.place,
    help: `let predict write the column ${id} of its data; it wrote: ${shapes
      .slice(0, 30)
      .map(({ name }) => name)
      .join(', ')}`,
  })
}

/** Each name in braces that is one of ours; anything else in braces is the user's. */
function fillIn(word: string, places: Readonly<Record<'model' | 'data' | 'out', string>>): string {
  return word.replaceAll(/\{(model|data|out)\}/g, (_, name: keyof typeof places) => places[name])
}

/** The ending of predictions: that of the file that the policy names for them, else the data's. */
export function chooseEnding(named: string | null, data: DataSource): string {
  return /\.(csv|tsv|parquet|jsonl|ndjson|json)$/i.exec(named ?? '')?.[0].toLowerCase() ?? endingOf(data)
}

/** The ending that a copy of the rows has. */
export function endingOf({ format, csv, files }: DataSource): string {
  if (format === 'parquet') return '.parquet'
  if (format === 'json') return /\.json(\.gz|\.zst)?$/i.test(files[0]!) ? '.json' : '.jsonl'
  return csv?.delimiter === '\t' ? '.tsv' : '.csv'
}

function formatOf(ending: string, data: DataSource): Pick<DataSource, 'format' | 'csv'> {
  if (ending === '.parquet') return { format: 'parquet' }
  if (/^\.json/.test(ending)) return { format: 'json' }
  if (ending === '.tsv') return { format: 'csv', csv: { delimiter: '\t' } }
  // whoever reads and writes one dialect reads and writes it here
  return { format: 'csv', ...(data.format === 'csv' && data.csv && ending === endingOf(data) ? { csv: data.csv } : {}) }
}
