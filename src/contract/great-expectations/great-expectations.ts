import { type Fault, InputError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import type { Severity } from '../../core/verdict.ts'
import type { LocatedDocument } from '../../yaml/located-document.ts'
import { makeContract, makeLibraryRule } from '../contract-parts.ts'
import { draftObject, type ObjectDraft } from '../custom/custom-import.ts'
import { toSnakeCase } from '../custom/custom-parts.ts'
import type { ImportedContract } from '../translation.ts'
import type { Expectation } from './great-expectations-mapping.ts'
import { readExpectation } from './great-expectations-rule.ts'

type Path = readonly (string | number)[]

/**
 * Reads a suite of Great Expectations (0.18 and 1.x), or a result of validating with one, as a contract with one table,
 * called as the suite is; a checkpoint's result gives a table for each of its suites.
 *
 * @throws InputError where the file holds no expectations, or an entry is none.
 */
export function importGreatExpectations(document: LocatedDocument): ImportedContract {
  const faults: Fault[] = []
  const suites = findSuites(document)
  if (suites.length === 0) {
    throw new InputError({
      message: 'holds no expectations of Great Expectations',
      place: document.placeOf([]),
      help: 'give a suite ({"expectations": […]}) or a validation result ({"results": […]})',
    })
  }
  const drafts = new Map<string, ObjectDraft>()
  for (const suite of suites) {
    // A checkpoint has a result of the same suite for each batch: the demands are the same.
    if (drafts.has(suite.name)) continue
    const draft = draftObject(suite.name, document.placeOf(suite.path))
    drafts.set(suite.name, draft)
    const entries = readEntries(suite, document, faults)
    for (const { expectation, place } of entries) {
      const { column } = expectation.kwargs
      if (typeof column === 'string') draft.property(column, place)
    }
    for (const entry of orderEntries(entries)) addEntry(entry, draft)
  }
  if (faults.length > 0) throw new InputError(faults)
  const objects = [...drafts.values()].map(({ object }) => object)
  return {
    contract: makeContract(document.file, 'Great Expectations', { name: objects[0]?.name ?? null, objects }),
    untranslated: [...drafts.values()].flatMap(({ untranslated }) => untranslated),
  }
}

interface Suite {
  readonly name: string
  /** Of the map that holds the list. */
  readonly path: Path
  readonly key: 'expectations' | 'results'
}

function findSuites({ data }: LocatedDocument): readonly Suite[] {
  const suites = (value: unknown, path: Path): readonly Suite[] => {
    if (!isMap(value)) return []
    const key = (['expectations', 'results'] as const).find((name) => Array.isArray(value[name]))
    if (key !== undefined) return [{ name: nameOf(value), path, key }]
    const results = value['run_results']
    if (isMap(results)) return Object.entries(results).flatMap(([id, run]) => suites(run, [...path, 'run_results', id]))
    return isMap(value['validation_result']) ? suites(value['validation_result'], [...path, 'validation_result']) : []
  }
  return suites(data, [])
}

function nameOf(suite: Readonly<Record<string, unknown>>): string {
  const meta = isMap(suite['meta']) ? suite['meta'] : {}
  const names = [suite['name'], suite['expectation_suite_name'], suite['suite_name'], meta['expectation_suite_name']]
  const name = names.find((candidate) => typeof candidate === 'string' && candidate !== '')
  // Suites were once called `table.warning`, by how bad a failure is.
  return typeof name === 'string' ? name.replace(/\.(warning|failure|default|critical|error)$/, '') : 'data'
}

interface Entry {
  readonly expectation: Expectation
  readonly given: Readonly<Record<string, unknown>>
  readonly place: ReturnType<LocatedDocument['placeOf']>
}

function readEntries(suite: Suite, document: LocatedDocument, faults: Fault[]): readonly Entry[] {
  const list = suite.path.reduce<unknown>(
    (value, key) => (value as Record<string | number, unknown>)[key],
    document.data,
  )
  const entries = (list as Readonly<Record<string, readonly unknown[]>>)[suite.key] ?? []
  return entries.flatMap((value, index) => {
    const config = isMap(value) && isMap(value['expectation_config']) ? value['expectation_config'] : value
    const path = [...suite.path, suite.key, index, ...(config === value ? [] : ['expectation_config'])]
    const expectation = readExpectation(config)
    const place = document.placeOf(path, 'value')
    if (expectation !== null && isMap(config)) return [{ expectation, given: config, place }]
    faults.push({ message: 'is no expectation', place, help: 'write {"type": "expect_…", "kwargs": {…}}' })
    return []
  })
}

/** Nulls first, types next: what the others mean follows from both. */
function orderEntries(entries: readonly Entry[]): readonly Entry[] {
  const rank = ({ expectation }: Entry) => {
    const name = toSnakeCase(expectation.type)
    if (name === 'expect_column_values_to_not_be_null') return 0
    return /_of_type$|_type_list$|_type_to_be$/.test(name) ? 1 : 2
  }
  return [...entries].sort((a, b) => rank(a) - rank(b))
}

function addEntry({ expectation, given, place }: Entry, draft: ObjectDraft): void {
  const { type } = expectation
  const kwargs = Object.fromEntries(
    Object.entries(expectation.kwargs).filter(([key, value]) => value !== null && !IDLE.includes(key)),
  )
  const column = typeof kwargs['column'] === 'string' ? kwargs['column'] : null
  const rule = makeLibraryRule('rowCount', place, {
    type: 'custom',
    metric: null,
    comparison: null,
    id: typeof given['id'] === 'string' ? given['id'] : null,
    description: readNotes(given),
    severity: readSeverity(given['severity'] ?? kwargs['severity']),
    engine: 'greatExpectations',
    implementation: { type, kwargs },
  })
  const isOfTable = toSnakeCase(type) === 'expect_column_to_exist'
  draft.addCustom(rule, isOfTable ? null : column, column === null ? type : `${type} (${column})`)
}

const IDLE: readonly string[] = ['batch_id', 'result_format', 'catch_exceptions', 'include_config']

function readSeverity(value: unknown): Severity {
  return value === 'warning' || value === 'info' ? value : 'error'
}

function readNotes({ description, notes, meta }: Readonly<Record<string, unknown>>): string | null {
  const inMeta = isMap(meta) ? meta['notes'] : null
  const content = isMap(inMeta) ? inMeta['content'] : inMeta
  const texts = [description, notes, Array.isArray(content) ? content.join('\n') : content]
  return texts.find((text): text is string => typeof text === 'string' && text !== '') ?? null
}
