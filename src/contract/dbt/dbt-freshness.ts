import { makeLookup } from '../../core/lookup.ts'
import type { ObjectDraft } from '../custom/custom-import.ts'
import { lookUp } from '../custom/custom-parts.ts'
import type { ServiceLevel } from '../data-contract.ts'
import type { OdcsNode } from '../odcs/odcs-node.ts'

/** Adds a source's freshness as a service level: `error_after` of `loaded_at_field`, the table's before the source's. */
export function addFreshness(
  node: OdcsNode,
  source: OdcsNode | null,
  table: string,
  levels: ServiceLevel[],
  draft: ObjectDraft,
): void {
  const owners = [node, node.child('config'), ...(source === null ? [] : [source, source.child('config')])]
  const owner = owners.find((candidate) => candidate.keys.includes('freshness'))
  // `freshness: null` takes back what the source says.
  if (owner === undefined || !owner.has('freshness')) return
  const freshness = owner.child('freshness')
  const field = owners.find((candidate) => candidate.has('loaded_at_field'))?.text('loaded_at_field') ?? null
  const what = `freshness (${table})`
  if (freshness.has('filter')) {
    draft.list(what, 'it looks at some rows only (filter)', freshness.place)
    return
  }
  if (freshness.has('warn_after')) {
    const reason = 'a service level has one limit, error_after: add a rule of severity warning'
    draft.list(`${what}: warn_after`, reason, freshness.child('warn_after').place)
  }
  if (!freshness.has('error_after')) return
  const limit = freshness.child('error_after')
  const unit = lookUp(UNITS, limit.text('period') ?? '')
  const count = limit.text('count')
  if (unit === undefined || count === null || field === null || !/^\w+$/.test(field)) {
    const reason =
      field === null
        ? 'no loaded_at_field says which column holds the moment'
        : 'it is no count of minutes, hours or days of a column'
    draft.list(what, reason, freshness.place)
    return
  }
  levels.push({
    id: null,
    property: 'freshness',
    value: count,
    valueExt: null,
    unit,
    element: `${table}.${field}`,
    description: null,
    place: limit.place,
  })
}

const UNITS: Readonly<Record<string, string>> = makeLookup({ minute: 'm', hour: 'h', day: 'd' })
