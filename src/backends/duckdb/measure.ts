import { formatPlural } from '../../core/count.ts'
import type { DataSource } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import type { DuplicatesMeasured, Measurement, Probe, ReadableMeasured, RowsMeasured } from '../../core/probe.ts'
import {
  describeOperand,
  type MeasurePlan,
  type PlannedDuplicates,
  type PlannedRows,
  planMeasure,
  renderExtraRows,
} from '../../sql/measure-plan.ts'
import { renderCsvScript } from '../../sql/measure-script.ts'
import { notInEncoding, showFile } from './csv-header.ts'
import { findBrokenPatterns } from './measure-patterns.ts'
import { readDuplicateSamples, readRowSamples, type Samples } from './measure-samples.ts'
import type { Session } from './session.ts'

const REJECTS = { errors: 'broken_rows', scans: 'broken_scans' }

/** What the scan gave: the numbers of the plan, and the rows that it left out. */
interface Scanned {
  readonly row: readonly unknown[]
  readonly rows: number
  readonly broken: number
  readonly brokenLines: readonly number[]
}

/**
 * Answers all probes about a source by one scan (Parquet: uniqueness by queries of its own), and, where rows fail, one
 * more for samples of them. What cannot be measured says why; it never takes another probe with it.
 *
 * @throws InputError where the data is unreadable as declared, SystemError where the engine fails.
 */
export async function measureProbes(
  session: Session,
  source: DataSource,
  probes: readonly Probe[],
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  const table = { source, columns: session.columns }
  const refused = await findBrokenPatterns(session, probes, signal)
  const sound = probes.filter((probe) => !refused.has(probe))
  const plan = planMeasure(table, sound, REJECTS)
  const scanned = await scan(session, source, plan, signal)
  const extras = await countExtraRows(session, plan, scanned, signal)
  const samples = await readSamples(session, plan, scanned, extras, signal)
  const answers = new Map<Probe, Measurement>(
    [...refused].map(([probe, reason]) => [probe, { measured: false, reason }]),
  )
  sound.forEach((probe, index) => {
    answers.set(probe, answer(plan, index, session, scanned, extras, samples))
  })
  return probes.map((probe) => answers.get(probe)!)
}

async function scan(session: Session, source: DataSource, plan: MeasurePlan, signal: AbortSignal): Promise<Scanned> {
  if (source.format !== 'csv') {
    const [row = []] = await session.query(plan.sql, signal)
    const broken = plan.broken === null ? 0 : Number(row[plan.broken])
    return { row, rows: Number(row[plan.rows]), broken, brokenLines: [] }
  }
  const script = renderCsvScript(plan, REJECTS)
  const [row = []] = await session.query(script.sql, signal)
  const bad = row.at(script.badEncoding) as { readonly items: readonly string[] } | null
  if (bad !== null) {
    const place = { file: showFile(source, bad.items[0]!), line: Number(bad.items[1]) }
    throw new InputError(notInEncoding(place, source.csv?.encoding ?? 'utf-8'))
  }
  const [rows, broken] = [Number(row[plan.rows]), Number(row.at(script.broken))]
  if (rows === 0 && broken > 0) {
    throw new InputError({
      message: `${source.uri}: no row splits into the ${formatPlural(session.columns.length, 'column')} of the header`,
      help: 'is it another delimiter or quote (--delimiter, --quote; csv: {delimiter, quote} beside the path), or is a quote never closed?',
    })
  }
  const lines = row.at(script.lines) as { readonly items: readonly unknown[] } | null
  return {
    row,
    rows,
    broken,
    brokenLines: (lines?.items ?? []).map(Number),
  }
}

/** Extra rows of each duplicates probe, from the scan or by a query of its own. */
async function countExtraRows(
  session: Session,
  plan: MeasurePlan,
  scanned: Scanned,
  signal: AbortSignal,
): Promise<ReadonlyMap<PlannedDuplicates, number>> {
  const counts = new Map<PlannedDuplicates, number>()
  for (const planned of plan.probes) {
    if (planned.kind !== 'duplicates') continue
    if (planned.extra !== null) counts.set(planned, Number(scanned.row[planned.extra]))
    else {
      const [row] = await session.query(renderExtraRows(plan, planned), signal)
      counts.set(planned, Number(row![0]))
    }
  }
  return counts
}

async function readSamples(
  session: Session,
  plan: MeasurePlan,
  scanned: Scanned,
  extras: ReadonlyMap<PlannedDuplicates, number>,
  signal: AbortSignal,
): Promise<ReadonlyMap<unknown, Samples>> {
  const failing = plan.probes.filter(
    (planned): planned is PlannedRows => planned.kind === 'rows' && Number(scanned.row[planned.failing]) > 0,
  )
  const samples = new Map<unknown, Samples>(await readRowSamples(session, plan, failing, signal))
  for (const [planned, extra] of extras) {
    const nulls = planned.probe.isNullFailing ? scanned.rows - Number(scanned.row[planned.whole]) : 0
    if (extra + nulls > 0) samples.set(planned, await readDuplicateSamples(session, plan, planned, signal))
  }
  return samples
}

function answer(
  plan: MeasurePlan,
  index: number,
  session: Session,
  scanned: Scanned,
  extras: ReadonlyMap<PlannedDuplicates, number>,
  samples: ReadonlyMap<unknown, Samples>,
): Measurement {
  const planned = plan.probes[index]!
  switch (planned.kind) {
    case 'refused':
      return { measured: false, reason: planned.reason }
    case 'rowCount':
      return { measured: true, value: scanned.rows }
    case 'columns':
      return { measured: true, value: session.columns }
    case 'readable':
      return { measured: true, value: describeReadable(scanned) }
    case 'rows':
      return answerRows(planned, scanned, samples.get(planned) ?? [])
    case 'duplicates': {
      const value: DuplicatesMeasured = {
        rows: scanned.rows,
        nulls: scanned.rows - Number(scanned.row[planned.whole]),
        extra: extras.get(planned)!,
        samples: samples.get(planned) ?? [],
      }
      return { measured: true, value }
    }
  }
}

function answerRows(planned: PlannedRows, { row, rows }: Scanned, samples: Samples): Measurement<RowsMeasured> {
  const { cell, cells } = planned
  if (planned.isOperandNull !== null && row[planned.isOperandNull] === true) {
    return { measured: false, reason: describeOperand(planned.probe) }
  }
  if (cells !== null && Number(row[cells.present]) > 0 && Number(row[cells.read]) === 0) {
    return { measured: false, reason: `no cell of "${cell.name}" reads as ${planned.probe.column.type}` }
  }
  const failing = Number(row[planned.failing])
  return { measured: true, value: { rows, failing, samples, actualType: cell.actualType } }
}

function describeReadable({ rows, broken, brokenLines }: Scanned): ReadableMeasured {
  const samples = brokenLines.map((line) => ({ row: line, values: {} }))
  return { rows: rows + broken, failing: broken, samples }
}
