import type { ChangeSet } from '../../core/change-set.ts'
import { formatCount, formatPlural } from '../../core/count.ts'
import { escapeLogText, escapeMarkdown, markdownCode } from '../../text/escape.ts'
import type { TouchedModel } from '../touched-models.ts'

/** As many names as a summary lists. */
const MOST_NAMES = 20
/** Code points of a line. */
const LONGEST_LINE = 500

export interface PlanFacts {
  readonly touched: readonly TouchedModel[]
  /** How many models there are to choose from. */
  readonly models: number
  readonly changeSet: ChangeSet | null
}

/** How many models are touched, and by what change. */
function describePlan({ touched, models, changeSet }: PlanFacts): string {
  if (changeSet === null) return `There is no change to look at: ${describeAll(models)}.`
  const { base, found, paths } = changeSet
  const since = `${formatPlural(paths.length, 'file')} changed since ${base.slice(0, 12)}, ${found}`
  return `${since}: ${touched.length === 0 ? 'none' : formatCount(touched.length)} of ${formatPlural(models, 'model')} touched.`
}

/** The plan as a person reads it: each touched model and why. */
export function renderPlan(facts: PlanFacts): string {
  const show = (text: string) => escapeLogText(text, LONGEST_LINE)
  const lines = facts.touched.flatMap(({ model, config, reasons }) => [
    show(`${model} (${config})`),
    ...reasons.map((reason) => `  ${show(reason)}`),
  ])
  return `${[show(describePlan(facts)), ...lines].join('\n')}\n`
}

/** The step summary: short, since the jobs that follow report. */
export function renderPlanMarkdown(facts: PlanFacts): string {
  const { touched } = facts
  const names = touched.slice(0, MOST_NAMES).map(({ model }) => markdownCode(model))
  const more = touched.length - names.length
  const list = names.length === 0 ? '' : `\n\n${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return `${escapeMarkdown(describePlan(facts))}${list}\n`
}

function describeAll(models: number): string {
  return models === 1 ? 'the one model is meant' : `all ${formatPlural(models, 'model')} are meant`
}
