import type { Place } from '../../core/faults.ts'
import { makeLibraryRule, makeProperty, NO_ARGUMENTS } from '../contract-parts.ts'
import type { ContractProperty, QualityRule, TypeOption } from '../data-contract.ts'
import { countRows, formatPercent } from '../wording.ts'
import { type Answers, findAnswer } from './infer-answers.ts'
import { concludeNested } from './infer-json.ts'
import { describeNested } from './infer-nested.ts'
import type { InferenceNotes } from './infer-notes.ts'
import { type ColumnDraft, holdsText } from './infer-plan.ts'
import { inferRange } from './infer-range.ts'
import type { Reading } from './infer-reading.ts'
import { findSlips } from './infer-values.ts'

/** One column as a contract has it: of the drafted demands those that all rows stand. */
export function concludeProperty(
  draft: ColumnDraft,
  answers: Answers,
  place: Place,
  notes: InferenceNotes,
): ContractProperty {
  const { name, profile, personal, values, guess } = draft
  const settled = draft.readings.find(({ probe }) => findAnswer(answers, probe)?.failing === 0)?.reading ?? null
  if (profile.present === 0) {
    notes.doubt(name, 'holds nothing, so nothing is demanded of it')
    // The types of a typed format hold without a value too.
    return makeProperty(name, place, guess.readings.length > 0 ? describeNested(draft.type, place) : {})
  }
  const description = settled === null ? describeMisfit(draft, answers, notes) : null
  if (guess.hasDecimalComma) {
    notes.doubt(name, "looks like numbers with a decimal comma: run again with --decimal ','")
  }
  tellAmbiguity(draft, settled, answers, notes)
  if (personal !== null) notes.tell(name, `looks like ${personal.what}: classified ${personal.classification}`)
  const inside = draft.nested && settled ? concludeNested(draft.nested, answers, place) : null
  const nested = inside ?? describeNested(draft.type, place)
  const isNested = nested.logicalType === 'object' || nested.logicalType === 'array' || nested.logicalType === 'map'
  const isUntyped = settled === null && !holdsText(draft)
  if (isUntyped) {
    const isMixed = profile.jsonTypes.length > 0
    notes[isMixed ? 'doubt' : 'tell'](
      name,
      isMixed
        ? 'holds values of several kinds: any value is taken'
        : `is of type ${draft.type}, for which the standard has no word: any value is taken`,
    )
  }
  if (values !== null) {
    for (const slip of findSlips(values)) {
      notes.doubt(name, `holds ${slip.map((value) => JSON.stringify(value)).join(' and ')}: is one of them a slip?`)
    }
  }
  return makeProperty(name, place, {
    description,
    ...(isNested
      ? { logicalType: nested.logicalType, properties: nested.properties, items: nested.items, map: nested.map }
      : { logicalType: isUntyped ? null : (settled?.type ?? 'string') }),
    options: listOptions(draft, settled, answers, place, notes),
    allowed: values !== null && (settled !== null || draft.readings.length === 0) ? { values, place } : null,
    required: profile.present === profile.rows && guess.missing.length === 0 ? place : null,
    classification: personal?.classification ?? null,
    rules: tolerateAbsence(draft, answers, place, notes),
  })
}

/** Text, where a type was expected: said in the contract too, since a person would take it for one. */
function describeMisfit(draft: ColumnDraft, answers: Answers, notes: InferenceNotes): string | null {
  const counted = draft.readings.flatMap(({ reading, probe }) => {
    const failing = findAnswer(answers, probe)?.failing
    return failing === undefined ? [] : [{ reading, failing }]
  })
  const [best] = counted.sort((a, b) => a.failing - b.failing)
  if (best === undefined) return null
  const text = `Mostly ${best.reading.type}, but ${countRows(best.failing, 'cell')} ${best.failing === 1 ? 'is' : 'are'} none`
  notes.doubt(
    draft.name,
    `${text.toLowerCase()}: it is a string here; mend the data, or set the type and see the cells by validate`,
  )
  return text
}

function tellAmbiguity(draft: ColumnDraft, settled: Reading | null, answers: Answers, notes: InferenceNotes): void {
  if (settled?.format == null) return
  const swapped = settled.format.replace(/^(dd?)([/.-])(MM?)/, '$3$2$1')
  const other = draft.readings.find(({ reading }) => reading.format === swapped && swapped !== settled.format)
  if (other !== undefined && findAnswer(answers, other.probe)?.failing === 0) {
    notes.doubt(draft.name, `reads as ${settled.format} and as ${swapped} alike: look which one is meant`)
  }
}

function listOptions(
  draft: ColumnDraft,
  settled: Reading | null,
  answers: Answers,
  place: Place,
  notes: InferenceNotes,
): readonly TypeOption[] {
  const option = (name: string, text: string | null): readonly TypeOption[] =>
    text === null ? [] : [{ name, text, place }]
  if (settled === null) {
    for (const { option: name, text, probe } of draft.texts) {
      const failing = findAnswer(answers, probe)?.failing ?? 0
      if (failing > 0)
        notes.doubt(
          draft.name,
          `${countRows(failing, 'cell')} ${failing === 1 ? 'breaks' : 'break'} the ${name} ${text} of the others, so it is left out`,
        )
    }
    return draft.texts
      .filter(({ probe }) => findAnswer(answers, probe)?.failing === 0)
      .flatMap(({ option: name, text }) => option(name, text))
  }
  const low = draft.low && findAnswer(answers, draft.low)?.value
  const high = draft.high && findAnswer(answers, draft.high)?.value
  const hasRange = typeof low === 'number' && typeof high === 'number'
  const range = hasRange ? inferRange(draft.name, low, high, settled.type === 'integer') : null
  return [
    ...option('format', settled.format),
    ...option('minimum', range?.minimum ?? null),
    ...option('maximum', range?.maximum ?? null),
  ]
}

const TOLERANCES: readonly number[] = [1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 90]

/** A rule on how much may be missing where something is: about twice as much as is, and never less than chance may bring. */
function tolerateAbsence(
  draft: ColumnDraft,
  answers: Answers,
  place: Place,
  notes: InferenceNotes,
): readonly QualityRule[] {
  const { name, profile, guess } = draft
  const nulls = profile.rows - profile.present
  const marked = draft.absent === null ? 0 : (findAnswer(answers, draft.absent)?.failing ?? 0)
  if (guess.missing.length > 0) {
    const marks = guess.missing.map((mark) => JSON.stringify(mark)).join(', ')
    notes.doubt(
      name,
      `${countRows(marked, 'cell')} ${marked === 1 ? 'holds' : 'hold'} ${marks}: taken for missing values`,
    )
  }
  if (nulls + marked === 0) return []
  const share = (nulls + marked) / profile.rows
  const chance = 6 * Math.sqrt((2 * share * (1 - share)) / profile.rows)
  const needed = 100 * Math.max(2 * share, share + chance)
  const limit = TOLERANCES.find((tolerance) => tolerance >= needed) ?? 100
  if (limit === 100 && guess.missing.length === 0) {
    notes.tell(name, `${formatPercent(100 * share)} % are empty: no limit is set`)
    return []
  }
  const parts = { unit: 'percent', comparison: { operator: 'mustBeLessOrEqualTo', operand: limit } } as const
  if (guess.missing.length === 0) return [makeLibraryRule('nullValues', place, parts)]
  const missingValues = nulls > 0 ? [null, ...guess.missing] : guess.missing
  return [makeLibraryRule('missingValues', place, { ...parts, arguments: { ...NO_ARGUMENTS, missingValues } })]
}
