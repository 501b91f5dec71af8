import { stat } from 'node:fs/promises'
import { formatPlural } from '../../core/count.ts'
import type { DataSource } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import type {
  AggregateMeasured,
  DuplicatesMeasured,
  Measurement,
  MomentsMeasured,
  Probe,
  ReadableMeasured,
  RowsMeasured,
} from '../../core/probe.ts'
import { groupDuplicates, renderExtraRows } from '../../sql/key-groups.ts'
import {
  describeOperand,
  type MeasurePlan,
  type PlannedAggregate,
  type PlannedDuplicates,
  type PlannedMoments,
  type PlannedProbe,
  type PlannedRows,
  planMeasure,
  renderLongestGap,
} from '../../sql/measure-plan.ts'
import { renderCsvScript } from '../../sql/measure-script.ts'
import type { Table } from '../../sql/table.ts'
import { renderDistinctWhole } from '../../sql/whole-keys.ts'
import { notInEncoding, showFile } from './csv-header.ts'
import { findRefusedPatterns } from './measure-patterns.ts'
import { REJECTS } from './measure-samples.ts'
import { areProfiles, profileColumns } from './profile.ts'
import type { Session } from './session.ts'

export { sampleProbes } from './measure-samples.ts'

/** What the scan gave: the numbers of the plan, and the rows that it left out. */
interface Scanned {
  readonly row: readonly unknown[]
  readonly rows: number
  readonly broken: number
  readonly brokenLines: readonly number[]
}

/**
 * Answers all probes about a source by one scan (Parquet: uniqueness by queries of its own; longest gaps too), without
 * samples but for lines that are no rows. What cannot be measured says why; it never takes another probe with it.
 *
 * @throws InputError where the data is unreadable as declared, SystemError where the engine fails.
 */
export async function measureProbes(
  session: Session,
  source: DataSource,
  probes: readonly Probe[],
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  if (areProfiles(probes)) return profileColumns(session, source, probes, signal)
  const table = { source, columns: session.columns, ...(await measureSize(source)) }
  const { plan, scanned, sound, refused } = await scanSound(session, table, probes, signal)
  const extras = await countExtraRows(session, plan, scanned, signal)
  const gaps = await findLongestGaps(session, plan, signal)
  const answers = new Map<Probe, Measurement>(refused)
  sound.forEach((probe, index) => {
    answers.set(probe, answer(plan.probes[index]!, session, scanned, { extras, gaps }))
  })
  return probes.map((probe) => answers.get(probe)!)
}

/** A scan for all probes, those left out whose pattern is refused: a question of its own, so only where the scan fails. */
async function scanSound(
  session: Session,
  table: Table,
  probes: readonly Probe[],
  signal: AbortSignal,
): Promise<{
  readonly plan: MeasurePlan
  readonly scanned: Scanned
  readonly sound: readonly Probe[]
  readonly refused: ReadonlyMap<Probe, Measurement>
}> {
  const plan = planMeasure(table, probes, REJECTS)
  try {
    return { plan, scanned: await scan(session, table.source, plan, signal), sound: probes, refused: new Map() }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const refused = await findRefusedPatterns(session, probes, signal)
    if (refused.size === 0) throw error
    const sound = probes.filter((probe) => !refused.has(probe))
    return { ...(await scanSound(session, table, sound, signal)), refused }
  }
}

/** Of compressed files the size says nothing of the rows. */
async function measureSize({ format, files }: DataSource): Promise<{ readonly bytes?: number }> {
  if (format !== 'csv' || files.some((file) => /[.](gz|zst)$/i.test(file))) return {}
  const sizes = await Promise.all(files.map((file) => stat(file).catch(() => null)))
  return { bytes: sizes.reduce((sum, one) => sum + (one?.size ?? 0), 0) }
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

async function findLongestGaps(
  session: Session,
  plan: MeasurePlan,
  signal: AbortSignal,
): Promise<ReadonlyMap<PlannedMoments, number | null>> {
  const gaps = new Map<PlannedMoments, number | null>()
  for (const planned of plan.probes) {
    if (planned.kind !== 'moments' || planned.probe.needsGap === false) continue
    const [row] = await session.query(renderLongestGap(plan, planned), signal)
    gaps.set(planned, toNumber(row?.[0]))
  }
  return gaps
}

/** Extra rows of each duplicates probe: none where the scan shows so, else by further queries. */
async function countExtraRows(
  session: Session,
  plan: MeasurePlan,
  scanned: Scanned,
  signal: AbortSignal,
): Promise<ReadonlyMap<PlannedDuplicates, number>> {
  const keys = plan.probes.filter((planned): planned is PlannedDuplicates => planned.kind === 'duplicates')
  const counts = new Map(keys.map((one) => [one, 0]))
  const others: PlannedDuplicates[] = []
  for (const one of keys) {
    if (one.repeatedHashes !== null && Number(scanned.row[one.repeatedHashes]) === 0) continue
    const ends = one.ends && { low: scanned.row[one.ends.low], high: scanned.row[one.ends.high] }
    const distinct = ends && renderDistinctWhole(plan, one, ends, scanned.rows)
    if (distinct === null) others.push(one)
    else counts.set(one, Number(scanned.row[one.whole]) - Number((await session.query(distinct, signal))[0]?.[0]))
  }
  for (const group of groupDuplicates(others, scanned.rows)) {
    for (const [index, extra] of await session.query(renderExtraRows(plan, group), signal)) {
      counts.set(group[Number(index)]!, Number(extra))
    }
  }
  return counts
}

/** What further queries found. */
interface Further {
  readonly extras: ReadonlyMap<PlannedDuplicates, number>
  readonly gaps: ReadonlyMap<PlannedMoments, number | null>
}

function answer(planned: PlannedProbe, session: Session, scanned: Scanned, { extras, gaps }: Further): Measurement {
  const { row, rows } = scanned
  switch (planned.kind) {
    case 'refused':
      return { measured: false, reason: planned.reason }
    case 'rowCount':
      return { measured: true, value: rows }
    case 'columns':
      return { measured: true, value: session.columns }
    case 'readable':
      return { measured: true, value: describeReadable(scanned) }
    case 'rows':
      return answerRows(planned, scanned)
    case 'duplicates': {
      const nulls = rows - Number(row[planned.whole])
      const value: DuplicatesMeasured = { rows, nulls, extra: extras.get(planned)!, samples: [] }
      return { measured: true, value }
    }
    case 'aggregate':
      return answerAggregate(planned, scanned)
    case 'moments': {
      const [first, last] = [toNumber(row[planned.first]), toNumber(row[planned.last])]
      const present = Number(row[planned.present])
      const value: MomentsMeasured = { rows, present, first, last, longestGap: gaps.get(planned) ?? null }
      return { measured: true, value }
    }
  }
}

function answerAggregate(planned: PlannedAggregate, { row, rows }: Scanned): Measurement<AggregateMeasured> {
  const [present, value] = [Number(row[planned.present]), toNumber(row[planned.value])]
  const { function: name } = planned.probe
  const isMissing = value === null && present > (name === 'stddev' ? 1 : 0)
  if (isMissing || (value !== null && !Number.isFinite(value))) {
    return { measured: false, reason: `the ${name} is beyond double precision` }
  }
  return { measured: true, value: { rows, present, value } }
}

function toNumber(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value)
}

function answerRows(planned: PlannedRows, { row, rows }: Scanned): Measurement<RowsMeasured> {
  const { cell, cells } = planned
  if (planned.isOperandNull !== null && row[planned.isOperandNull] === true) {
    return { measured: false, reason: describeOperand(planned.probe) }
  }
  if (cells !== null && Number(row[cells.present]) > 0 && Number(row[cells.read]) === 0) {
    return { measured: false, reason: `no cell of "${cell.name}" reads as ${planned.probe.column.type}` }
  }
  const failing = Number(row[planned.failing])
  return { measured: true, value: { rows, failing, samples: [], actualType: cell.actualType } }
}

function describeReadable({ rows, broken, brokenLines }: Scanned): ReadableMeasured {
  const samples = brokenLines.map((line) => ({ row: line, values: {} }))
  return { rows: rows + broken, failing: broken, samples }
}
