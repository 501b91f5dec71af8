import { isMap } from '../../core/plain-map.ts'
import type { DemandMaker } from '../custom/custom-demand-maker.ts'
import { readImplementation } from '../custom/custom-implementation.ts'
import { type Expectation, translateExpectation } from './great-expectations-mapping.ts'

/** Adds what the implementation of a custom rule for Great Expectations demands: one expectation or several, text or map. */
export function translateExpectationRule(implementation: unknown, maker: DemandMaker): void {
  const read = readImplementation(implementation)
  if ('fault' in read) {
    maker.suspend('an expectation', read.fault)
    return
  }
  for (const entry of listExpectations(read.value)) {
    const expectation = readExpectation(entry)
    if (expectation !== null) translateExpectation(expectation, maker)
    else maker.suspend('an expectation', 'it has no type (or expectation_type) with kwargs')
  }
}

function listExpectations(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return isMap(value) && Array.isArray(value['expectations']) ? value['expectations'] : [value]
}

/** `{type | expectation_type, kwargs}`, or the arguments beside the type; null where it is none. */
export function readExpectation(value: unknown): Expectation | null {
  if (typeof value === 'string' && /^\w+$/.test(value)) return { type: value, kwargs: {} }
  if (!isMap(value)) return null
  const type = value['type'] ?? value['expectation_type'] ?? value['expectationType'] ?? value['expectation']
  if (typeof type !== 'string') return null
  const { kwargs } = value
  if (isMap(kwargs)) return { type, kwargs }
  return { type, kwargs: Object.fromEntries(Object.entries(value).filter(([key]) => !NO_ARGUMENT.has(key))) }
}

const NO_ARGUMENT = new Set([
  'type',
  'expectation_type',
  'expectationType',
  'expectation',
  'kwargs',
  'id',
  'meta',
  'notes',
  'severity',
  'description',
  'rendered_content',
  'expectation_context',
])
