import type { Place } from '../../core/faults.ts'
import type { ContractProperty, TypeOption } from '../data-contract.ts'
import { type ChangeSubject, type ContractChange, type Direction, makeMove, REASONS } from './contract-change.ts'

/** What changed of one column, its rules and inner values apart. */
export function compareProperty(
  before: ContractProperty,
  after: ContractProperty,
  subject: ChangeSubject,
): readonly ContractChange[] {
  return [
    ...compareNames(before, after, subject),
    ...compareTypes(before, after, subject),
    ...compareFlags(before, after, subject),
    ...compareAllowed(before, after, subject),
    ...compareOptions(before.options, after.options, subject, after.place),
    ...compareClassification(before, after, subject),
  ]
}

function compareNames(before: ContractProperty, after: ContractProperty, subject: ChangeSubject) {
  const [old, now] = [before.physicalName ?? before.name, after.physicalName ?? after.name]
  const { object, property } = subject
  const shared = { object, property, place: after.place }
  if (before.name !== after.name) {
    const title = `${before.name} is now called ${after.name}`
    const reason = `the column in the data is ${now} as before`
    const change = { aspect: 'name', title, reason, before: before.name, after: after.name }
    return [{ ...shared, ...change, impact: 'note' } satisfies ContractChange]
  }
  if (old === now) return []
  const title = `the column of ${subject.name} is now called ${now}`
  const change = {
    aspect: 'physicalName',
    title,
    reason: `whoever reads ${old} finds nothing`,
    before: old,
    after: now,
  }
  return [{ ...shared, ...change, impact: 'breaking' } satisfies ContractChange]
}

function compareTypes(before: ContractProperty, after: ContractProperty, subject: ChangeSubject) {
  const changes: ContractChange[] = []
  const { object, property } = subject
  if (before.logicalType !== after.logicalType) {
    const isFirst = before.logicalType === null
    changes.push({
      object,
      property,
      aspect: 'logicalType',
      impact: 'breaking',
      title: isFirst
        ? `${subject.name} must now be of type ${after.logicalType}`
        : `${subject.name} is of type ${after.logicalType ?? 'any'}, no longer ${before.logicalType}`,
      reason: isFirst ? REASONS.tightened : 'whoever reads it as the old type fails, or reads something else',
      before: before.logicalType,
      after: after.logicalType,
      place: after.typePlace,
    })
  }
  const [old, now] = [before.physicalType?.text ?? null, after.physicalType?.text ?? null]
  if (old !== null && now !== null && old.toLowerCase() !== now.toLowerCase()) {
    changes.push({
      object,
      property,
      aspect: 'physicalType',
      impact: 'note',
      title: `${subject.name} is stored as ${now}, no longer ${old}`,
      reason: 'the values are the same; does each reader take the new type?',
      before: old,
      after: now,
      place: after.physicalType!.place,
    })
  }
  return changes
}

function compareFlags(before: ContractProperty, after: ContractProperty, subject: ChangeSubject) {
  const changes: ContractChange[] = []
  for (const flag of ['required', 'unique'] as const) {
    const [old, now] = [before[flag], after[flag]]
    if ((old === null) === (now === null) || isKept(flag, old === null ? before : after)) continue
    const word = flag === 'required' ? 'never empty' : 'unique'
    const change = {
      aspect: flag,
      before: String(old !== null),
      after: String(now !== null),
      place: now ?? after.place,
    }
    if (now !== null)
      changes.push(makeMove(subject, 'tightened', { ...change, title: `${subject.name} must now be ${word}` }))
    else {
      const reason =
        flag === 'required'
          ? 'readers that rely on a value meet empty cells'
          : 'readers that rely on one row per value meet several'
      const title = `${subject.name} may now ${flag === 'required' ? 'be empty' : 'repeat'}`
      changes.push({ object: subject.object, property: subject.property, ...change, impact: 'breaking', title, reason })
    }
  }
  return changes
}

/** Whether the primary key asks for it, so that it holds without its own word: of a key over several columns each may repeat. */
function isKept(flag: 'required' | 'unique', { primaryKey, primaryKeyPosition }: ContractProperty): boolean {
  return primaryKey !== null && (flag === 'required' || primaryKeyPosition === null)
}

function compareAllowed(before: ContractProperty, after: ContractProperty, subject: ChangeSubject) {
  const [old, now] = [before.allowed, after.allowed]
  if (old === null && now === null) return []
  return compareValues('enum', old?.values ?? null, now?.values ?? null, subject, now?.place ?? after.place)
}

/** Two lists of allowed values; null: any. A value that went breaks data that has it; a new one only surprises. */
export function compareValues(
  aspect: string,
  before: readonly (string | null)[] | null,
  after: readonly (string | null)[] | null,
  subject: ChangeSubject,
  place: Place,
  isWarning = false,
): readonly ContractChange[] {
  const show = (values: readonly (string | null)[] | null) => values?.map((value) => value ?? 'null').join(', ') ?? null
  const shared = { aspect, before: show(before), after: show(after), place, isWarning }
  if (before === null || after === null) {
    if (before === after) return []
    return after === null
      ? [makeMove(subject, 'loosened', { ...shared, title: `${subject.name} may hold any value` })]
      : [
          makeMove(subject, 'tightened', {
            ...shared,
            title: `${subject.name} must now be one of ${after.length} values`,
          }),
        ]
  }
  const gone = before.filter((value) => !after.includes(value))
  const come = after.filter((value) => !before.includes(value))
  const changes: ContractChange[] = []
  if (gone.length > 0) {
    const title = `${subject.name} may no longer be ${show(gone)}`
    changes.push(makeMove(subject, 'tightened', { ...shared, title }))
  }
  if (come.length > 0) {
    changes.push(makeMove(subject, 'loosened', { ...shared, title: `${subject.name} may now be ${show(come)}` }))
  }
  return changes
}

const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']
const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']

function compareOptions(
  before: readonly TypeOption[],
  after: readonly TypeOption[],
  subject: ChangeSubject,
  place: Place,
): readonly ContractChange[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))]
  return names.flatMap((name) => {
    const [old, now] = [before, after].map((options) => options.find((option) => option.name === name))
    if (old?.text === now?.text) return []
    const change = { aspect: name, before: old?.text ?? null, after: now?.text ?? null, place: now?.place ?? place }
    if (now === undefined) {
      return [makeMove(subject, 'loosened', { ...change, title: `${subject.name} has no ${name} any more` })]
    }
    const title = `${subject.name} now has ${name} ${now.text}${old === undefined ? '' : ` instead of ${old.text}`}`
    return [
      makeMove(subject, old === undefined ? 'tightened' : directionOf(name, old.text, now.text), { ...change, title }),
    ]
  })
}

/** Bounds that read as numbers, or as ISO dates, have a direction; a pattern or a format does not. */
function directionOf(name: string, before: string, after: string): Direction {
  const isUpper = UPPER.includes(name)
  if (!isUpper && !LOWER.includes(name)) return 'changed'
  const areNumbers = [before, after].every((text) => text.trim() !== '' && Number.isFinite(Number(text)))
  const areDates = [before, after].every((text) => /^\d{4}-\d{2}-\d{2}/.test(text))
  if (!areNumbers && !areDates) return 'changed'
  const isHigher = areNumbers ? Number(after) > Number(before) : after > before
  return isHigher === isUpper ? 'loosened' : 'tightened'
}

function compareClassification(before: ContractProperty, after: ContractProperty, subject: ChangeSubject) {
  if (before.classification === after.classification) return []
  const [old, now] = [before.classification, after.classification]
  const isOpened = now === 'public'
  const change: ContractChange = {
    object: subject.object,
    property: subject.property,
    aspect: 'classification',
    impact: 'note',
    title: `${subject.name} is classified ${now ?? 'not at all'}${old === null ? '' : `, no longer ${old}`}`,
    reason: isOpened ? 'its values are shown in reports from now on' : 'who may read it may have to change',
    before: old,
    after: now,
    place: after.place,
  }
  return [change]
}
