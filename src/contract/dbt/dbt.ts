import { type Fault, InputError } from '../../core/faults.ts'
import type { LocatedDocument } from '../../yaml/located-document.ts'
import { makeContract } from '../contract-parts.ts'
import type { ObjectDraft } from '../custom/custom-import.ts'
import { resolveRelationships } from '../custom/draft-relationships.ts'
import type { ServiceLevel } from '../data-contract.ts'
import { OdcsNode } from '../odcs/odcs-node.ts'
import type { ImportedContract, Untranslated } from '../translation.ts'
import { readDbtTable } from './dbt-table.ts'

/**
 * Reads dbt's `schema.yml` as a contract with one table for each model, seed, snapshot and table of a source.
 *
 * @throws InputError where the file holds none of these, or what it holds is no list of maps with names.
 * @see https://docs.getdbt.com/reference/model-properties
 */
export function importDbt(document: LocatedDocument): ImportedContract {
  const faults: Fault[] = []
  const root = new OdcsNode({ document, version: 'v3.2.0', faults })
  if (!root.isMap || (!TABLES.some((key) => root.has(key)) && !root.has('sources'))) {
    throw new InputError({
      message: 'holds no models, seeds, snapshots or sources of dbt',
      place: root.place,
      help: 'give a properties file (schema.yml) with `models:` or `sources:`',
    })
  }
  const serviceLevels: ServiceLevel[] = []
  const untranslated: Untranslated[] = []
  const drafts: ObjectDraft[] = []
  for (const key of TABLES) {
    for (const node of root.maps(key, 'a model with a name')) drafts.push(readDbtTable(node, null, serviceLevels))
  }
  for (const source of root.maps('sources', 'a source with a name')) {
    for (const node of source.maps('tables', 'a table with a name'))
      drafts.push(readDbtTable(node, source, serviceLevels))
  }
  for (const key of root.keys.filter((name) => !KNOWN.includes(name))) {
    untranslated.push({ what: key, reason: 'says nothing about the data of a table', place: root.child(key).place })
  }
  if (faults.length > 0) throw new InputError(faults)
  const objects = resolveRelationships(drafts, untranslated)
  return {
    contract: makeContract(document.file, 'dbt', { objects, serviceLevels }),
    untranslated: [...untranslated, ...drafts.flatMap((draft) => draft.untranslated)],
  }
}

const TABLES: readonly string[] = ['models', 'seeds', 'snapshots']
const KNOWN: readonly string[] = [...TABLES, 'sources', 'version']
