import type { Place } from '../../core/faults.ts'
import type { Severity } from '../../core/verdict.ts'
import { makeLibraryRule, NO_ARGUMENTS } from '../contract-parts.ts'
import type { QualityRule } from '../data-contract.ts'

/**
 * A demand that has no executor: a custom rule of the engine `frictionless`, which shows up as inconclusive by name.
 *
 * @param descriptor the part of the field, schema or resource that it stands for, from which it can be written again.
 */
export function makePendingRule(
  place: Place,
  id: string,
  words: string,
  descriptor: Readonly<Record<string, unknown>>,
  severity: Severity = 'error',
): QualityRule {
  return makeLibraryRule('rowCount', place, {
    id,
    name: words,
    type: 'custom',
    metric: null,
    comparison: null,
    severity,
    engine: 'frictionless',
    implementation: descriptor,
  })
}

/** A rule that each cell's whole text has the expression (RE2); missing cells pass. */
export function makeTextRule(place: Place, id: string, words: string, expression: string): QualityRule {
  return makeLibraryRule('invalidValues', place, {
    id,
    name: words,
    arguments: { ...NO_ARGUMENTS, pattern: wholeText(expression) },
  })
}

/** An expression that is found in a text where the given one is the whole of it. */
export function wholeText(expression: string): string {
  return `^(?:${expression})$`
}

/** The expression in what `wholeText` made of it; null for any other. */
export function unwrapWhole(pattern: string): string | null {
  const inner = /^\^\(\?:([\s\S]*)\)\$$/.exec(pattern)?.[1]
  return inner !== undefined && wholeText(inner) === pattern ? inner : null
}
