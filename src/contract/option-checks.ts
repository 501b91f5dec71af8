import type { CellTest } from '../core/probe.ts'
import { referTo, sampleKeys } from './column-reference.ts'
import {
  type CheckSubject,
  type ContractCheck,
  contractCheckId,
  judgeRows,
  makeCheck,
  makeUnmeasured,
} from './contract-check.ts'
import type { ContractObject, ContractProperty, TypeOption } from './data-contract.ts'
import { FLOAT_RANGES, INTEGER_RANGES, TEXT_FORMATS } from './text-formats.ts'
import { countRows } from './wording.ts'

/** What an option demands: a test and words, or why it has no executor. */
type Demand = { readonly test: CellTest; readonly title: string } | { readonly pending: string }

/** One check per logical type option. */
export function makeOptionChecks(
  property: ContractProperty,
  object: ContractObject,
  key: string,
): readonly ContractCheck[] {
  return property.options.map((option) => {
    const demand = demandOf(option, property)
    const subject: CheckSubject = {
      id: contractCheckId(key, property.name, option.name),
      title:
        'pending' in demand ? `${property.name}: ${option.name} ${option.text}` : `${property.name} ${demand.title}`,
      severity: 'error',
      object: key,
      column: property.name,
      expected: '0 rows',
      unit: 'rows',
      place: option.place,
    }
    if ('pending' in demand) return makeUnmeasured(subject, 'inconclusive', demand.pending)
    const probe = { kind: 'rows' as const, column: referTo(property), test: demand.test, keys: sampleKeys(object) }
    return makeCheck(subject, probe, (measured) =>
      judgeRows(
        measured,
        () =>
          `mend ${countRows(measured.failing, 'cell')} of ${property.name}, or change ${option.name} (${option.text}) in the contract`,
      ),
    )
  })
}

function demandOf({ name, text }: TypeOption, property: ContractProperty): Demand {
  const { logicalType } = property
  if (name === 'minLength' || name === 'maxLength') {
    const operator = name === 'minLength' ? ('>=' as const) : ('<=' as const)
    const words = name === 'minLength' ? 'at least' : 'at most'
    return { test: { kind: 'length', operator, length: Number(text) }, title: `has ${words} ${text} characters` }
  }
  if (name === 'pattern') return { test: { kind: 'pattern', pattern: text }, title: `matches ${text}` }
  if (logicalType === null) return { pending: `${name} has no executor without a logicalType: declare one` }
  if (name === 'format') return demandOfFormat(text, property)
  const isOrdered = !['object', 'array', 'boolean', 'string'].includes(logicalType)
  const bound = isOrdered ? BOUNDS[name] : undefined
  if (bound) return { test: { kind: 'bound', operator: bound[0], bound: text }, title: `is ${bound[1]} ${text}` }
  if (name === 'multipleOf') return { test: { kind: 'multipleOf', divisor: text }, title: `is a multiple of ${text}` }
  return { pending: `${name} (${logicalType}) has no executor yet` }
}

const BOUNDS: Readonly<Record<string, readonly [operator: '>=' | '>' | '<=' | '<', words: string]>> = {
  minimum: ['>=', 'at least'],
  exclusiveMinimum: ['>', 'above'],
  maximum: ['<=', 'at most'],
  exclusiveMaximum: ['<', 'below'],
}

function demandOfFormat(text: string, { logicalType }: ContractProperty): Demand {
  if (logicalType === 'date' || logicalType === 'timestamp' || logicalType === 'time') {
    return { test: { kind: 'format' }, title: `has the format ${text}` }
  }
  const range =
    logicalType === 'integer' ? INTEGER_RANGES[text] : logicalType === 'number' ? FLOAT_RANGES[text] : undefined
  if (range) return { test: { kind: 'range', low: range[0], high: range[1] }, title: `fits into ${text}` }
  const expression = logicalType === 'string' ? TEXT_FORMATS[text] : undefined
  if (expression !== undefined) return { test: { kind: 'matches', expression }, title: `has the format ${text}` }
  return { pending: `the format ${text} has no executor yet` }
}
