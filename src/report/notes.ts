import type { GateCheckResult } from '../core/result.ts'
import { isNote, isOfData } from './gate-kind.ts'
import { formatScalar, toRealMinus } from './numbers.ts'
import type { ModelSection } from './section.ts'

/**
 * What a reader should know of the evaluation data where no gate is broken: how often it has decided before and what a
 * confidence is still worth, whether training saw it, and what of that could not be measured. Plain sentences.
 */
export function listDataNotes(section: ModelSection): readonly string[] {
  return listNotes(section, () => true)
}

/** Those of them that a reader must not miss: what did not pass, or could not be measured. */
export function listOpenNotes(section: ModelSection): readonly string[] {
  return listNotes(section, ({ verdict }) => verdict !== 'pass')
}

/** The others, which only explain. */
export function listQuietNotes(section: ModelSection): readonly string[] {
  return listNotes(section, ({ verdict }) => verdict === 'pass')
}

function listNotes({ checks }: ModelSection, isWanted: (check: GateCheckResult) => boolean): readonly string[] {
  const notes = checks.flatMap((check) => {
    if (check.kind !== 'gate' || !isOfData(check) || !isWanted(check)) return []
    return isNote(check) || check.verdict === 'pass' ? describeNote(check) : []
  })
  return [...new Set(notes)]
}

function describeNote({ title, help, observed, verdict }: GateCheckResult): readonly string[] {
  if (help !== null) return [toRealMinus(verdict === 'inconclusive' ? `${title}: not measured, ${help}` : help)]
  return verdict === 'pass' || observed === null ? [] : [`${title}: ${formatScalar(observed)}`]
}
