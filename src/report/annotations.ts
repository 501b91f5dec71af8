import { formatCount, formatPlural } from '../core/count.ts'
import type { CheckResult, Result } from '../core/result.ts'
import { escapeLogText } from '../text/escape.ts'
import { describeFault, FAULT_LEVELS, type FaultLevel, levelOfFault } from './fault-sentence.ts'

/** A note that GitHub shows at a line of a file; texts are one line each, escaped as commands by whoever prints them. */
export interface Annotation {
  readonly level: FaultLevel
  readonly title: string
  readonly message: string
  /** As the result has it, relative to the working directory; null where no line is to blame. */
  readonly file: string | null
  readonly line: number | null
}

/** GitHub shows so many annotations of one level per step, and drops the rest in silence … */
const MOST_OF_A_LEVEL = 10
/** … and so many per job, of all its steps together. */
const MOST_OF_A_JOB = 50

/** Every check that did not pass, errors first. */
export function describeFaults(results: readonly Result[]): readonly Annotation[] {
  const all = results.flatMap((result) =>
    result.checks.flatMap((check): Annotation[] => {
      const level = levelOfFault(check)
      return level === null ? [] : [annotate(check, result, level)]
    }),
  )
  return FAULT_LEVELS.flatMap((level) => all.filter((annotation) => annotation.level === level))
}

/**
 * As many of them as GitHub shows; where there are more, the last of a level says how many.
 *
 * @param alreadyShown annotations of the job's earlier steps, as far as they are known
 */
export function listAnnotations(results: readonly Result[], alreadyShown = 0): readonly Annotation[] {
  const all = describeFaults(results)
  let room = Math.max(0, MOST_OF_A_JOB - alreadyShown)
  return FAULT_LEVELS.flatMap((level) => {
    const ofLevel = all.filter((annotation) => annotation.level === level)
    const shown = shorten(ofLevel, Math.min(MOST_OF_A_LEVEL, room))
    room -= shown.length
    return shown
  })
}

function annotate(check: CheckResult, { model }: Result, level: FaultLevel): Annotation {
  return {
    level,
    title: escapeLogText(`${model === null ? '' : `${model}: `}${check.title}`, 120),
    message: escapeLogText(describeFault(check), 800),
    file: check.source?.file ?? null,
    line: check.source?.line ?? null,
  }
}

/** As many as there is room for; the last of them counts the others. */
function shorten(annotations: readonly Annotation[], most: number): readonly Annotation[] {
  if (annotations.length <= most || most === 0) return annotations.slice(0, most)
  const shown = annotations.slice(0, most - 1)
  const left = annotations.length - shown.length
  const message = `${formatPlural(left, 'more check')} did not pass; the step summary lists them all`
  const title = `and ${formatCount(left)} more`
  return [...shown, { level: annotations[0]!.level, title, message, file: null, line: null }]
}
