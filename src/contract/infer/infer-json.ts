import type { Place } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import type { ColumnReference, PathStep, RowsProbe, ValueType } from '../../core/probe.ts'
import { makeProperty } from '../contract-parts.ts'
import type { ContractProperty, LogicalType } from '../data-contract.ts'
import { type Answers, findAnswer } from './infer-answers.ts'
import { MOMENT_FORMATS } from './infer-moments.ts'

/** A value inside of a JSON column: what it may be, and the questions that settle it over all rows. */
export interface NestedDraft {
  readonly name: string
  /** The best first. */
  readonly types: readonly { readonly type: LogicalType; readonly probe: RowsProbe | null }[]
  readonly fields: readonly NestedDraft[]
  readonly items: NestedDraft | null
}

const DEEPEST = 4
/** More keys than this are data, not names. An empty one cannot be named in a contract. */
const MOST_FIELDS = 60

/**
 * What stands inside of objects and arrays, by a sample of their texts; those that the sample has cut are left out.
 *
 * @returns null where no text of the sample is whole.
 */
export function draftNested(column: string, texts: readonly string[]): NestedDraft | null {
  const values = texts.flatMap((text) => {
    try {
      return [JSON.parse(text) as unknown]
    } catch {
      return []
    }
  })
  return values.length === 0 ? null : draftValues(column, values, { names: [column], path: [] })
}

type Origin = { readonly names: readonly string[]; readonly path: readonly PathStep[] }

function draftValues(name: string, values: readonly unknown[], origin: Origin): NestedDraft {
  const full = values.filter((value) => value !== null && value !== undefined)
  const at = (step: PathStep): Origin => ({ ...origin, path: [...origin.path, step] })
  const isDeep = origin.path.length >= DEEPEST
  const objects = full.filter((value) => isMap(value))
  const keys =
    objects.length === full.length
      ? [...new Set(objects.flatMap((value) => Object.keys(value)))].filter((key) => key !== '')
      : []
  const isDescribed = !isDeep && keys.length <= MOST_FIELDS
  const lists = full.filter((value) => Array.isArray(value))
  const elements = lists.length === full.length && !isDeep ? lists.flat() : []
  return {
    name,
    types: guessTypes(full).map((type) => ({ type, probe: askType(type, origin) })),
    fields: isDescribed
      ? keys.map((key) => {
          const inner = objects.map((value) => value[key])
          return draftValues(key, inner, at({ kind: 'field', names: [key] }))
        })
      : [],
    items: elements.length > 0 ? draftValues('items', elements, at({ kind: 'items' })) : null,
  }
}

function guessTypes(values: readonly unknown[]): readonly LogicalType[] {
  const all = (isOne: (value: unknown) => boolean) => values.length > 0 && values.every(isOne)
  if (all(isMap)) return ['object']
  if (all(Array.isArray)) return ['array']
  if (all((value) => typeof value === 'boolean')) return ['boolean']
  if (all(Number.isInteger)) return ['integer', 'number']
  if (all((value) => typeof value === 'number')) return ['number']
  if (!all((value) => typeof value === 'string')) return []
  const moments = MOMENT_FORMATS.filter(
    ({ format, expression }) => format === null && all((value) => expression.test(value as string)),
  )
  return [...moments.map(({ type }) => type), 'string']
}

/** The column itself is asked about with all others. */
function askType(type: LogicalType, { names, path }: Origin): RowsProbe | null {
  if (path.length === 0) return null
  const read = type === 'string' ? 'text' : (type as ValueType)
  const column: ColumnReference = { names, path, type: read, format: null, missing: [] }
  return { kind: 'rows', column, test: { kind: 'type' }, keys: [] }
}

/** All questions about what stands inside. */
export function listNestedProbes(draft: NestedDraft): readonly RowsProbe[] {
  const inside = [...draft.fields, ...(draft.items ? [draft.items] : [])]
  return [
    ...draft.types.flatMap(({ probe }) => (probe === null ? [] : [probe])),
    ...inside.flatMap((inner) => listNestedProbes(inner)),
  ]
}

/** The same as a contract has it: of the types those that all rows stand. */
export function concludeNested(draft: NestedDraft, answers: Answers, place: Place): ContractProperty {
  const holds = draft.types.find(({ probe }) => probe === null || findAnswer(answers, probe)?.failing === 0)
  return makeProperty(draft.name, place, {
    logicalType: holds?.type ?? null,
    properties: draft.fields.map((field) => concludeNested(field, answers, place)),
    items: draft.items && concludeNested(draft.items, answers, place),
  })
}
