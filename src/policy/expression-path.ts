import { parseSliceName } from '../core/slice-name.ts'
import type { ExpressionNode } from './expression.ts'
import {
  CHANGE_FIELDS,
  type ChangeField,
  METRIC_FIELDS,
  type MetricField,
  type Operand,
} from './expression-operands.ts'
import type { Scope } from './expression-types.ts'

/** What a chain such as `slices[s].recall.low` names: a number, all slices, a variable; or what is wrong with it. */
export type NamedPart =
  | { readonly kind: 'operand'; readonly operand: Operand }
  | { readonly kind: 'slices' }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'fault'; readonly message: string; readonly help: string }

/** Names that stand for something without a variable. */
export const ROOTS: readonly string[] = ['metrics', 'slices', 'rows', 'changes']

/** `every`: a variable that runs over the slices. */
type Key = string | { readonly every: true }

/** Follows a chain of `.name` and `["name"]` to its root. */
export function readPath(node: ExpressionNode, scope: Scope): NamedPart {
  const keys: Key[] = []
  let part: ExpressionNode | undefined = node
  for (;;) {
    const kind: ExpressionNode['exprKind'] | undefined = part?.exprKind
    if (kind?.case === 'identExpr') return readRoot(kind.value.name, keys.reverse(), scope)
    if (kind?.case === 'selectExpr') {
      if (kind.value.testOnly) {
        return fault('has() is no part of a gate', 'what is undefined leaves the gate inconclusive by itself')
      }
      keys.push(kind.value.field)
      part = kind.value.operand as ExpressionNode
    } else if (kind?.case === 'callExpr' && kind.value.function === '_[_]') {
      const key = readKey(kind.value.args[1] as ExpressionNode, scope)
      if (key === null) {
        return fault('in brackets stands a text, or a variable over slices', 'such as slices["contract=One year"]')
      }
      keys.push(key)
      part = kind.value.args[0] as ExpressionNode
    } else {
      return fault('only metrics, slices, rows and changes hold values', 'such as metrics.recall.difference')
    }
  }
}

function readKey({ exprKind: kind }: ExpressionNode, scope: Scope): Key | null {
  if (kind.case === 'constExpr') {
    const { constantKind: constant } = kind.value
    return constant.case === 'stringValue' ? constant.value : null
  }
  return kind.case === 'identExpr' && scope.get(kind.value.name) === 'slice' ? { every: true } : null
}

function readRoot(root: string, keys: readonly Key[], scope: Scope): NamedPart {
  if (scope.has(root)) {
    return keys.length === 0
      ? { kind: 'variable', name: root }
      : fault(`${root} is a name, not what it names`, `write slices[${root}].recall.candidate`)
  }
  if (root === 'rows' && keys.length === 0) return { kind: 'operand', operand: { kind: 'rows' } }
  if (root === 'changes') return readChange(keys)
  if (root === 'metrics') return readMetric(keys, null)
  if (root === 'slices') return keys.length === 0 ? { kind: 'slices' } : readSlice(keys)
  return fault(`there is no ${[root, ...keys].join('.')}`, `expressions read ${ROOTS.join(', ')}`)
}

function readSlice([slice, ...keys]: readonly Key[]): NamedPart {
  if (typeof slice !== 'string') return readMetric(keys, 'every')
  const { column, value } = parseSliceName(slice)
  if (column === '' || value === undefined) {
    return fault(
      `${JSON.stringify(slice)} names no slice`,
      'write slices["COLUMN=VALUE"], such as slices["region=north"]',
    )
  }
  return readMetric(keys, { column, value })
}

function readMetric(keys: readonly Key[], slice: Extract<Operand, { kind: 'metric' }>['slice']): NamedPart {
  const [metric, field] = keys
  const fields = METRIC_FIELDS.join(', ')
  if (keys.length < 2 || typeof metric !== 'string') {
    const name = typeof metric === 'string' ? metric : 'NAME'
    return fault(
      `${slice === null ? 'metrics' : 'slices[…]'} needs a metric and one of its numbers`,
      `write .${name}.difference; there are ${fields}`,
    )
  }
  if (keys.length > 2 || !METRIC_FIELDS.includes(field as MetricField)) {
    return fault(`metric ${metric} has no ${keys.slice(1).map(String).join('.')}`, `it has ${fields}`)
  }
  return { kind: 'operand', operand: { kind: 'metric', metric, field: field as MetricField, slice } }
}

function readChange(keys: readonly Key[]): NamedPart {
  const [field] = keys
  if (keys.length === 1 && CHANGE_FIELDS.includes(field as ChangeField)) {
    return { kind: 'operand', operand: { kind: 'changes', field: field as ChangeField } }
  }
  return fault('changes holds counts', `write one of ${CHANGE_FIELDS.map((name) => `changes.${name}`).join(', ')}`)
}

function fault(message: string, help: string): NamedPart {
  return { kind: 'fault', message, help }
}
