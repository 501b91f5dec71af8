import type { Bar } from './model-version.ts'

/** As a sentence goes on after the model: `barred from production of churn since 2026-11-21T08:00:00Z by octocat (…)`. */
export function describeBar({ model, stage, at, by, tag, reason }: Bar): string {
  const person = by === '' ? '' : ` by ${by}`
  return `barred from ${stage} of ${model} since ${at}${person} (${tag}${reason === null ? '' : `: ${reason}`})`
}

/** How a person lifts a bar, as help says it. */
export function describeLift({ model, stage, digest }: Bar): string {
  return `promote another model; or, once the cause is known: modelgate registry lift ${model} --stage ${stage} --digest ${digest} --reason TEXT`
}
