import { InputError } from '../../core/faults.ts'
import type { DuplicatesProbe, Measurement, OrphansProbe, Probe, QueryProbe, RowsProbe } from '../../core/probe.ts'
import { describeQueryFailure } from './user-query-failure.ts'

/** Who answers probes of each kind: one measurement per probe, in order. */
export interface ProbeExecutors {
  /** Probes that one table alone can answer. */
  table(probes: readonly Probe[]): Promise<readonly Measurement[]>
  orphans(probes: readonly OrphansProbe[]): Promise<readonly Measurement[]>
  queries(probes: readonly QueryProbe[]): Promise<readonly Measurement[]>
}

/**
 * Has probes answered by kind, one kind after the other, and gives the answers in the probes' order. Other tables' data
 * may be at fault where relationships fail: those then say why, and take nothing else with them. Asked about nothing,
 * the table is still opened.
 */
export async function answerByKind(
  probes: readonly Probe[],
  executors: ProbeExecutors,
): Promise<readonly Measurement[]> {
  const own = probes.filter((probe) => !isOrphans(probe) && !isQuery(probe))
  const [orphans, queries] = [probes.filter(isOrphans), probes.filter(isQuery)]
  const found = new Map<Probe, Measurement>()
  const note = (some: readonly Probe[], answers: readonly Measurement[]) => {
    for (const [index, probe] of some.entries()) found.set(probe, answers[index]!)
  }
  if (own.length > 0 || probes.length === 0) note(own, await executors.table(own))
  if (orphans.length > 0) note(orphans, await executors.orphans(orphans).catch((error) => explainAll(error, orphans)))
  if (queries.length > 0) note(queries, await executors.queries(queries))
  return probes.map((probe) => found.get(probe)!)
}

export function isOrphans(probe: Probe): probe is OrphansProbe {
  return probe.kind === 'orphans'
}

/** Whether a sampled probe is one of a table by itself. */
export function isOwn(probe: RowsProbe | DuplicatesProbe | OrphansProbe): probe is RowsProbe | DuplicatesProbe {
  return probe.kind !== 'orphans'
}

function isQuery(probe: Probe): probe is QueryProbe {
  return probe.kind === 'query'
}

function explainAll(error: unknown, probes: readonly Probe[]): readonly Measurement[] {
  if (!(error instanceof InputError)) throw error
  const reason = describeQueryFailure(error, [])
  return probes.map(() => ({ measured: false, reason }))
}
