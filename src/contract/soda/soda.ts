import { InputError, type Place } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import type { LocatedDocument } from '../../yaml/located-document.ts'
import { makeContract, makeLibraryRule } from '../contract-parts.ts'
import { draftObject, type ObjectDraft } from '../custom/custom-import.ts'
import { addRelationship, resolveRelationships } from '../custom/draft-relationships.ts'
import { logicalTypeOfName } from '../great-expectations/great-expectations-types.ts'
import type { ImportedContract, Untranslated } from '../translation.ts'

type Settings = Readonly<Record<string, unknown>>
type Path = readonly (string | number)[]

/**
 * Reads checks of Soda as a contract: a SodaCL file (`checks for TABLE`) with a table for each, or a contract of Soda's
 * own language (`dataset`, `columns`, `checks`) with one.
 *
 * @throws InputError where the file holds no checks.
 */
export function importSoda(document: LocatedDocument): ImportedContract {
  const reader = new SodaReader(document)
  const { data } = document
  if (isMap(data) && (Array.isArray(data['columns']) || Array.isArray(data['checks']))) reader.readContract(data)
  else if (isMap(data)) reader.readChecks(data)
  if (reader.drafts.size === 0) {
    throw new InputError({
      message: 'holds no checks of Soda',
      place: document.placeOf([]),
      help: 'give a file with `checks for TABLE:`, or a contract with `dataset:` and `columns:`',
    })
  }
  const drafts = [...reader.drafts.values()]
  const untranslated = [...reader.untranslated]
  const objects = resolveRelationships(drafts, untranslated)
  return {
    contract: makeContract(document.file, 'Soda', { objects }),
    untranslated: [...untranslated, ...drafts.flatMap((draft) => draft.untranslated)],
  }
}

class SodaReader {
  readonly drafts = new Map<string, ObjectDraft>()
  readonly untranslated: Untranslated[] = []
  readonly #document: LocatedDocument

  constructor(document: LocatedDocument) {
    this.#document = document
  }

  readChecks(data: Settings): void {
    for (const [key, value] of Object.entries(data)) {
      const place = this.#document.placeOf([key])
      const [, table, partition] = /^checks for (\S+)(\s+\[.*\])?$/.exec(key) ?? []
      if (table === undefined) {
        if (!key.startsWith('configurations for '))
          this.#list(key, 'says nothing that a contract says of a table', place)
      } else if (partition !== undefined)
        this.#list(key, 'it looks at some rows only (a partition): write sql rules', place)
      else if (Array.isArray(value)) {
        const draft = this.#draft(unquote(table), place)
        const configured = data[`configurations for ${table}`]
        for (const [index, check] of value.entries()) {
          this.#addCheck(check, [key, index], isMap(configured) ? configured : {}, null, draft)
        }
      }
    }
  }

  readContract(data: Settings): void {
    const name = typeof data['dataset'] === 'string' ? (data['dataset'].split(/[/.]/).at(-1) ?? 'data') : 'data'
    const draft = this.#draft(name, this.#document.placeOf([]))
    const columns: readonly unknown[] = Array.isArray(data['columns']) ? data['columns'] : []
    for (const [index, column] of columns.entries()) {
      if (!isMap(column) || typeof column['name'] !== 'string') continue
      const place = this.#document.placeOf(['columns', index])
      const type = typeof column['data_type'] === 'string' ? column['data_type'] : null
      draft.change(column['name'], place, {
        logicalType: type === null ? null : logicalTypeOfName(type),
        physicalType: type === null ? null : { text: type, place },
      })
    }
    for (const [index, column] of columns.entries()) {
      if (!isMap(column) || typeof column['name'] !== 'string' || !Array.isArray(column['checks'])) continue
      for (const [at, check] of column['checks'].entries()) {
        this.#addCheck(check, ['columns', index, 'checks', at], {}, column['name'], draft)
      }
    }
    const checks: readonly unknown[] = Array.isArray(data['checks']) ? data['checks'] : []
    for (const [at, check] of checks.entries()) this.#addCheck(check, ['checks', at], {}, null, draft)
  }

  #draft(name: string, place: Place): ObjectDraft {
    const draft = this.drafts.get(name) ?? draftObject(name, place)
    this.drafts.set(name, draft)
    return draft
  }

  #addCheck(check: unknown, path: Path, configured: Settings, column: string | null, draft: ObjectDraft): void {
    const place = this.#document.placeOf(path, 'value')
    const [line, below] = isMap(check) && Object.keys(check).length === 1 ? Object.entries(check)[0]! : [null, null]
    const what = typeof check === 'string' ? check : (line ?? 'a check')
    const reference = /^values in \((.+)\) must exist in (\S+)\s*\((.+)\)$/.exec(what)
    if (reference && below === null) {
      addRelationship(draft, null, split(reference[1]!), unquote(reference[2]!), split(reference[3]!), place)
      return
    }
    const named = /^\w+\s*\(\s*([^(),]+)\s*\)/.exec(what)?.[1]
    const of = column ?? (named === undefined ? null : unquote(named.trim()))
    const settings = { ...readConfiguration(configured, of), ...(isMap(below) ? below : {}) }
    const hasSettings = Object.keys(settings).length > 0
    const implementation =
      typeof check === 'string' || line !== null ? (hasSettings ? { [what]: settings } : what) : check
    const rule = makeLibraryRule('rowCount', place, {
      type: 'custom',
      metric: null,
      comparison: null,
      engine: 'soda',
      // A check of the contract language stays a map, even an empty one: a line of that name means nothing.
      implementation: line !== null && !hasSettings ? { [line]: below ?? {} } : implementation,
    })
    draft.addCustom(rule, of, column === null ? what : `${what} (${column})`)
  }

  #list(what: string, reason: string, place: Place): void {
    this.untranslated.push({ what, reason, place })
  }
}

/** `valid values for contract: […]` as the column's `valid values`. */
function readConfiguration(configured: Settings, column: string | null): Settings {
  const entries = Object.entries(configured).flatMap(([key, value]) => {
    const [, name, of] = /^(.+) for (.+)$/.exec(key) ?? []
    return name !== undefined && of !== undefined && unquote(of) === column ? [[name, value] as const] : []
  })
  return Object.fromEntries(entries)
}

function split(names: string): readonly string[] {
  return names.split(',').map((name) => unquote(name.trim()))
}

function unquote(name: string): string {
  return name.replace(/^(["'`])(.*)\1$/, '$2')
}
