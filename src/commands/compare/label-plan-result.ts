import { checkId } from '../../core/check-id.ts'
import { formatPlural } from '../../core/count.ts'
import type { GateCheckResult } from '../../core/result.ts'
import type { WrittenList } from './label-list-file.ts'
import type { MarginNeeds } from './label-margin.ts'
import type { CompareRequest } from './request.ts'

/**
 * What the plan comes to, in a sentence or a few: labels for the first margin, the list that was written, and how many
 * gates on slices were left out.
 */
export function describePlan(needs: readonly MarginNeeds[], written: WrittenList | null, leftOut: number): string {
  return describeNeeds(needs, written) + describeLeftOut(leftOut)
}

function describeNeeds(needs: readonly MarginNeeds[], written: WrittenList | null): string {
  const { gate, metric, random, chosen, basis } = needs[0]!
  const goal = `a margin of ${gate.bound} in ${metric.title}`
  const amounts = [
    random === null ? null : `about ${formatPlural(random, 'label')} of rows drawn at random`,
    chosen === null ? null : `${formatPlural(chosen, 'label')} of rows chosen where they count`,
  ].filter((part) => part !== null)
  const start =
    chosen === 0
      ? `No label is needed for ${goal}: ${basis}.`
      : amounts.length === 0
        ? `No number of labels can be told for ${goal}: ${basis}.`
        : `To show ${goal}: ${amounts.join(', or ')}; ${basis}.`
  const others = needs.length > 1 ? ` ${formatPlural(needs.length - 1, 'more margin')} below.` : ''
  if (written === null) return start + others
  const what = written.isDisagreeing ? 'on which the models disagree' : 'of a stratified sample'
  return `${start}${others} ${written.file} lists ${formatPlural(written.rows, 'row')} ${what}: fill in the labels from the top, then compare with --label-list.`
}

function describeLeftOut(slices: number): string {
  if (slices === 0) return ''
  return ` ${formatPlural(slices, 'gate')} on slices ${slices === 1 ? 'is' : 'are'} not planned: labels are chosen for all rows together.`
}

/** The check of one margin: nothing is judged yet, it says how many labels are needed. `rows`: those at hand. */
export function makePlanCheck(
  { gate, metric, random, chosen, basis }: MarginNeeds,
  rows: number,
  request: CompareRequest,
): GateCheckResult {
  const parts = [
    random === null ? null : `drawn at random: about ${formatPlural(random, 'row')}`,
    chosen !== null
      ? chosen === 0
        ? 'no label is needed'
        : `chosen where they count: ${formatPlural(chosen, 'row')}`
      : random === null
        ? null
        : `the ${formatPlural(rows, 'row')} at hand are too few: let both models answer more`,
    basis,
  ]
  return {
    id: checkId('plan', metric.name, 'margin'),
    kind: 'gate',
    title: `Labels that show a margin of ${gate.bound} in ${metric.title}`,
    verdict: 'skip',
    severity: 'info',
    blocks: false,
    target: { object: null, column: null, metric: metric.name, slice: null },
    observed: null,
    expected: null,
    unit: null,
    statistics: {
      value: null,
      interval: null,
      confidence: typeof gate.confidence === 'number' ? gate.confidence : request.confidence,
      method: null,
      margin: gate.bound,
      rows,
      labelsNeeded: chosen ?? random,
      power: gate.power ?? request.power,
    },
    samples: [],
    source: { file: gate.place.file, line: gate.place.line ?? null },
    waiver: null,
    help: parts.filter((part) => part !== null).join('; '),
  }
}
