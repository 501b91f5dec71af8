import type { ExpressionNode } from './expression.ts'

/**
 * Types of the parts of an expression. `slice`: a text that names a declared slice; `slices`: all of them; `list`: of
 * nothing yet; `any`: of a part that has its fault already.
 */
export type PartType =
  | 'number'
  | 'truth'
  | 'text'
  | 'slice'
  | 'slices'
  | 'list'
  | 'list of numbers'
  | 'list of truths'
  | 'list of texts'
  | 'list of slices'
  | 'any'

/** Variables of `all`, `exists`, `filter` and `map`, and what they stand for. */
export type Scope = ReadonlyMap<string, PartType>

type Constant = Extract<ExpressionNode['exprKind'], { case: 'constExpr' }>['value']

/** The type of a list whose elements have that type; null where lists hold no such thing. */
export function listTypeOf(element: PartType): PartType | null {
  switch (element) {
    case 'number':
      return 'list of numbers'
    case 'truth':
      return 'list of truths'
    case 'text':
      return 'list of texts'
    case 'slice':
      return 'list of slices'
    case 'any':
      return 'any'
    default:
      return null
  }
}

/** What a variable over a list stands for; null where it is no list. */
export function elementTypeOf(list: PartType): PartType | null {
  switch (list) {
    case 'list of numbers':
      return 'number'
    case 'list of truths':
      return 'truth'
    case 'list of texts':
      return 'text'
    case 'list of slices':
    case 'slices':
      return 'slice'
    case 'list':
    case 'any':
      return 'any'
    default:
      return null
  }
}

/** The type that both have, a slice being a text too; null where there is none. */
export function joinTypes(one: PartType, other: PartType): PartType | null {
  if (one === other || other === 'any') return one
  if (one === 'any') return other
  const [a, b] = [widen(one), widen(other)]
  if (a === b) return a
  if (one === 'list' && elementTypeOf(b) !== null) return other
  if (other === 'list' && elementTypeOf(a) !== null) return one
  return null
}

const widen = (type: PartType): PartType =>
  type === 'slice' ? 'text' : type === 'list of slices' ? 'list of texts' : type

/** The type of a literal, whose whole number becomes a double; null for `null`, bytes and what is not finite. */
export function readConstant(constant: Constant): PartType | null {
  const { constantKind: kind } = constant
  switch (kind.case) {
    case 'stringValue':
      return 'text'
    case 'boolValue':
      return 'truth'
    case 'int64Value':
    case 'uint64Value':
      constant.constantKind = { case: 'doubleValue', value: Number(kind.value) }
      return 'number'
    case 'doubleValue':
      return Number.isFinite(kind.value) ? 'number' : null
    default:
      return null
  }
}
