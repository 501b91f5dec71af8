import { writeOdcs } from '../../contract/export/odcs-writer.ts'
import { concludeContract } from '../../contract/infer/infer.ts'
import type { Answers } from '../../contract/infer/infer-answers.ts'
import { adoptMissing, findDoubts } from '../../contract/infer/infer-doubts.ts'
import type { InferenceNote } from '../../contract/infer/infer-notes.ts'
import {
  type Inference,
  listColumnProbes,
  listProbes,
  makeProfileProbes,
  type ProfiledTable,
  planInference,
} from '../../contract/infer/infer-plan.ts'
import type { DataSource } from '../../core/data-source.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { Probe, ProfileMeasured } from '../../core/probe.ts'
import type { Engine } from '../../ports/engine.ts'
import { readCsvFlags } from '../csv-flags.ts'
import type { ContractAction } from './run.ts'

/** Writes a contract for a table: what its rows have in common, with slack for the next ones. */
export const runInfer: ContractAction = async (files, values, services) => {
  const [data, ...others] = files
  if (data === undefined || others.length > 0) {
    throw new InputError({
      message: data === undefined ? 'contract infer needs data' : 'contract infer takes one path or pattern',
      help: 'modelgate contract infer customers.csv --output customers.odcs.yaml',
    })
  }
  const source = await services.workspace.openData(data, 'caller', readCsvFlags(values))
  const engine = await services.engine()
  const table = await profileTable(values.object ?? nameTable(data), source, engine, services.signal)
  const inference = planInference(table)
  const answers = await ask(listProbes(inference), source, engine, services.signal)
  const settled = await settleDoubts(inference, answers, source, engine, services.signal)
  const { contract, notes } = concludeContract(settled.inference, settled.answers, data)
  const text = writeOdcs(contract)
  for (const note of notes) services.logger[note.isDoubt ? 'warning' : 'info'](describeNote(note))
  return { results: [], text, document: { contract: text, notes } }
}

async function profileTable(
  name: string,
  source: DataSource,
  engine: Engine,
  signal: AbortSignal,
): Promise<ProfiledTable> {
  const shapes = await engine.describe(source, signal)
  const probes = makeProfileProbes(shapes.map((shape) => shape.name))
  const measured = await engine.measure(source, probes, signal)
  const columns = shapes.map((shape, index) => {
    const answer = measured[index]!
    if (!answer.measured)
      throw new SystemError(`${source.uri}: the column "${shape.name}" is not read: ${answer.reason}`)
    return { ...shape, profile: answer.value as ProfileMeasured }
  })
  const { format, csv, partitions = [] } = source
  return { name, format, decimal: csv?.decimal ?? '.', partitions, columns }
}

async function ask(
  probes: readonly Probe[],
  source: DataSource,
  engine: Engine,
  signal: AbortSignal,
): Promise<Answers> {
  const measured = await engine.measure(source, probes, signal)
  return new Map(probes.map((probe, index) => [probe, measured[index]!]))
}

/** Where nearly all cells of a column are of a type, looks at those that are not: few texts are marks for a missing value. */
async function settleDoubts(
  inference: Inference,
  answers: Answers,
  source: DataSource,
  engine: Engine,
  signal: AbortSignal,
): Promise<{ readonly inference: Inference; readonly answers: Answers }> {
  const doubts = findDoubts(inference, answers)
  if (doubts.length === 0) return { inference, answers }
  const samples = await engine.samples(
    source,
    doubts.map(({ probe }) => probe),
    signal,
  )
  const adopted = adoptMissing(doubts, samples)
  if (adopted.length === 0) return { inference, answers }
  const more = await ask(adopted.flatMap(listColumnProbes), source, engine, signal)
  const columns = inference.columns.map((column) => adopted.find(({ name }) => name === column.name) ?? column)
  return { inference: { ...inference, columns }, answers: new Map([...answers, ...more]) }
}

/** What the table is called, from its file: `data/sales-*.csv.gz` holds `sales`. */
function nameTable(location: string): string {
  const parts = location.split(/[\\/]/)
  const file = parts.at(-1) ?? ''
  const stem = file.replace(/(\.(csv|tsv|parquet|pq|jsonl|ndjson|json|gz|zst))+$/i, '')
  const isPattern = /[*?[\]{}]/.test(stem)
  const plain = stem.replace(/[*?[\]{}!()].*$/, '').replace(/[-_. ]+$/, '')
  const folder = parts.slice(0, -1).findLast((part) => /^[^*?[\]{}=.]+$/.test(part))
  return (isPattern ? plain || folder : stem) || 'data'
}

function describeNote({ column, text }: InferenceNote): string {
  return column === null ? text : `${column}: ${text}`
}
