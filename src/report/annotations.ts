import { formatPlural } from '../core/count.ts'
import type { CheckResult, Result } from '../core/result.ts'
import { escapeLogText } from '../text/escape.ts'
import { formatScalar, toRealMinus } from './numbers.ts'

/** A note that GitHub shows at a line of a file; texts are one line each, escaped as commands by whoever prints them. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
  /** As the result has it, relative to the working directory; null where no line is to blame. */
  readonly file: string | null
  readonly line: number | null
}

/** GitHub shows so many annotations of one level per step and drops the rest in silence. */
const MOST_OF_A_LEVEL = 10

const LEVELS: readonly Annotation['level'][] = ['error', 'warning', 'notice']

/** One per check that did not pass, errors first; beyond ten of a level the last says how many more there are. */
export function listAnnotations(results: readonly Result[]): readonly Annotation[] {
  const all = results.flatMap((result) =>
    result.checks.flatMap((check): Annotation[] => {
      const level = levelOf(check)
      return level === null ? [] : [annotate(check, result, level)]
    }),
  )
  return LEVELS.flatMap((level) => shorten(all.filter((annotation) => annotation.level === level)))
}

/** Blocking checks are errors, waived ones notices, all other faults warnings; measurements and skips are none. */
function levelOf(check: CheckResult): Annotation['level'] | null {
  if (check.severity === 'info' || check.verdict === 'pass' || check.verdict === 'skip') return null
  if (check.waiver !== null) return 'notice'
  return check.blocks ? 'error' : 'warning'
}

function annotate(check: CheckResult, { model }: Result, level: Annotation['level']): Annotation {
  const verdict = check.verdict === 'fail' ? 'does not hold' : 'could not be settled'
  const measured = check.observed === null ? '' : `measured ${formatScalar(check.observed)}`
  const allowed = check.expected === null ? '' : `allowed ${toRealMinus(check.expected)}`
  const facts = [measured, allowed].filter((part) => part !== '').join(', ')
  const waived = check.waiver ? `waived until ${check.waiver.until}: ${check.waiver.reason}` : ''
  const help = check.help === null ? '' : toRealMinus(check.help)
  const reason = [waived, help || facts].filter((part) => part !== '').join('. ')
  return {
    level,
    title: escapeLogText(`${model === null ? '' : `${model}: `}${check.title}`, 120),
    message: escapeLogText(reason === '' ? verdict : `${verdict}. ${reason}`, 800),
    file: check.source?.file ?? null,
    line: check.source?.line ?? null,
  }
}

function shorten(annotations: readonly Annotation[]): readonly Annotation[] {
  if (annotations.length <= MOST_OF_A_LEVEL) return annotations
  const shown = annotations.slice(0, MOST_OF_A_LEVEL - 1)
  const left = annotations.length - shown.length
  const message = `${formatPlural(left, 'more check')} did not pass; the step summary lists them all`
  return [...shown, { level: annotations[0]!.level, title: `and ${left} more`, message, file: null, line: null }]
}
