import type { DataSource } from '../../core/data-source.ts'
import type { Measurement, Probe, ProfileMeasured, ProfileProbe } from '../../core/probe.ts'
import { MOST_VALUES, planProfiles } from '../../sql/profile-plan.ts'
import type { Session } from './session.ts'

const REJECTS = { errors: 'broken_rows', scans: 'broken_scans' }

/** A list as the engine's package gives it. */
interface ListValue {
  readonly items: readonly (string | null)[]
}

/** Whether profiles are all that is asked for: they have a scan of their own. */
export function areProfiles(probes: readonly Probe[]): probes is readonly ProfileProbe[] {
  return probes.length > 0 && probes.every(({ kind }) => kind === 'profile')
}

/**
 * What the cells of columns look like, all by one scan. Rows that do not split into the header's columns are left out:
 * the probe `readable` counts them.
 *
 * @throws InputError where the data is unreadable as declared, SystemError where the engine fails.
 */
export async function profileColumns(
  session: Session,
  source: DataSource,
  probes: readonly ProfileProbe[],
  signal: AbortSignal,
): Promise<readonly Measurement<ProfileMeasured>[]> {
  const plan = planProfiles({ source, columns: session.columns }, probes, REJECTS)
  const [row = []] = await session.query(plan.sql, signal)
  const rows = Number(row[0])
  return plan.probes.map((at) =>
    typeof at === 'number'
      ? { measured: true, value: readProfile(rows, row.slice(at)) }
      : { measured: false, reason: at.reason },
  )
}

function readProfile(rows: number, [present, blank, values, sample, types]: readonly unknown[]): ProfileMeasured {
  const listed = readList(values)
  return {
    rows,
    present: Number(present),
    blank: Number(blank),
    values: listed.length > MOST_VALUES ? null : listed,
    sample: readList(sample),
    jsonTypes: readList(types).filter((type) => type !== 'NULL'),
  }
}

function readList(value: unknown): readonly string[] {
  return ((value as ListValue | null)?.items ?? []).filter((item) => item !== null)
}
