import type { ExpressionNode } from './expression.ts'
import type { Operand } from './expression-operands.ts'
import { ROOTS, readPath } from './expression-path.ts'
import { elementTypeOf, joinTypes, listTypeOf, type PartType, readConstant, type Scope } from './expression-types.ts'

/** What is wrong with an expression, and how to mend it. */
export interface ExpressionFault {
  readonly message: string
  readonly help: string
}

/** A division whose divisor is no plain number: it must come out finite before the whole means anything. */
interface Quotient {
  readonly node: ExpressionNode
  readonly text: string
}

/** What a sound expression needs, or what is wrong with it. */
export interface CheckedExpression {
  readonly operands: readonly Operand[]
  /** Whether a variable runs over all declared slices. */
  readonly usesEverySlice: boolean
  readonly quotients: readonly Quotient[]
  readonly faults: readonly ExpressionFault[]
}

/** Under this name an evaluation finds the list of the declared slices. */
export const EVERY_SLICE = 'every_slice'

type Call = Extract<ExpressionNode['exprKind'], { case: 'callExpr' }>['value']
type Comprehension = Extract<ExpressionNode['exprKind'], { case: 'comprehensionExpr' }>['value']

interface Walk {
  readonly operands: Map<string, Operand>
  readonly quotients: Quotient[]
  readonly faults: ExpressionFault[]
  usesEverySlice: boolean
  readonly unparse: (node: ExpressionNode) => string
}

/** Where a part stands. */
interface Surroundings {
  readonly scope: Scope
  /** Whether it is repeated for the elements of a list. */
  readonly isRepeated: boolean
}

/** Walks a parsed expression; whole numbers in it become doubles. */
export function checkExpression(node: ExpressionNode, unparse: (node: ExpressionNode) => string): CheckedExpression {
  const walk: Walk = { operands: new Map(), quotients: [], faults: [], usesEverySlice: false, unparse }
  const type = typeOf(node, { scope: new Map(), isRepeated: false }, walk)
  if (type !== 'truth' && type !== 'any') {
    refuse(walk, `the expression is a ${type}, and a gate has to be true or false`, 'compare it, such as … > 0.8')
  }
  if (walk.operands.size === 0 && walk.faults.length === 0) {
    refuse(walk, 'the expression names no measured number, so it decides nothing', 'name one: metrics.recall.candidate')
  }
  if (walk.usesEverySlice && ![...walk.operands.values()].some(isOfEverySlice)) {
    refuse(
      walk,
      'slices are counted and nothing of them is read',
      'such as slices.all(s, slices[s].recall.candidate > 0.5)',
    )
  }
  const { quotients, faults, usesEverySlice } = walk
  return { operands: [...walk.operands.values()], quotients, faults, usesEverySlice }
}

const isOfEverySlice = (operand: Operand): boolean => operand.kind === 'metric' && operand.slice === 'every'

function refuse({ faults }: Walk, message: string, help: string): 'any' {
  if (!faults.some((fault) => fault.message === message)) faults.push({ message, help })
  return 'any'
}

function typeOf(node: ExpressionNode | undefined, around: Surroundings, walk: Walk): PartType {
  const kind = node?.exprKind
  switch (kind?.case) {
    case 'constExpr':
      return (
        readConstant(kind.value) ??
        refuse(
          walk,
          'null, bytes and what is not finite are no part of a gate',
          'what is undefined leaves the gate inconclusive by itself',
        )
      )
    case 'identExpr':
    case 'selectExpr':
      return typeOfPath(node!, around, walk)
    case 'callExpr':
      return kind.value.function === '_[_]'
        ? typeOfPath(node!, around, walk)
        : typeOfCall(node!, kind.value, around, walk)
    case 'listExpr':
      return typeOfList(kind.value.elements as ExpressionNode[], around, walk)
    case 'comprehensionExpr':
      return typeOfComprehension(kind.value, around, walk)
    default:
      return refuse(walk, 'maps and messages are no part of a gate', 'name numbers, texts and lists of them')
  }
}

function typeOfPath(node: ExpressionNode, { scope }: Surroundings, walk: Walk): PartType {
  const named = readPath(node, scope)
  switch (named.kind) {
    case 'fault':
      return refuse(walk, named.message, named.help)
    case 'variable':
      return scope.get(named.name)!
    case 'slices':
      walk.usesEverySlice = true
      // `slices[…]` also holds slices that are named and not declared, over which no variable runs
      node.exprKind = { case: 'identExpr', value: { $typeName: 'cel.expr.Expr.Ident', name: EVERY_SLICE } }
      return 'slices'
    case 'operand':
      walk.operands.set(JSON.stringify(named.operand), named.operand)
      return 'number'
  }
}

function typeOfList(elements: readonly ExpressionNode[], around: Surroundings, walk: Walk): PartType {
  const types = elements.map((element) => typeOf(element, around, walk))
  const joined = types.reduce<PartType | null>((one, other) => one && joinTypes(one, other), 'any')
  if (types.length === 0) return 'list'
  return (
    (joined && listTypeOf(joined)) ??
    refuse(walk, 'a list holds numbers, texts or truths, of one kind', 'write a list for each')
  )
}

function typeOfComprehension(made: Comprehension, around: Surroundings, walk: Walk): PartType {
  const nodes = made as { [Key in keyof Comprehension]: ExpressionNode | undefined } & Comprehension
  const range = typeOf(nodes.iterRange, around, walk)
  const element = elementTypeOf(range)
  if (element === null) {
    return refuse(
      walk,
      `all, exists, filter and map run over slices or a list, not over a ${range}`,
      'such as slices.all(s, slices[s].recall.difference > -0.05)',
    )
  }
  if (around.isRepeated) {
    return refuse(walk, 'a repetition inside a repetition is more than a gate may take', 'write a gate for each part')
  }
  if ([...ROOTS, EVERY_SLICE].includes(made.iterVar)) {
    return refuse(walk, `${made.iterVar} is taken as a name`, 'name the variable s')
  }
  const start = typeOf(nodes.accuInit, around, walk)
  const grow = (accumulated: PartType) =>
    typeOf(
      nodes.loopStep,
      inside(
        new Map([
          [made.iterVar, element],
          [made.accuVar, accumulated],
        ]),
      ),
      walk,
    )
  const inside = (scope: Scope): Surroundings => ({ scope, isRepeated: true })
  const stepped = grow(start)
  const accumulated = joinTypes(start, stepped) ?? 'any'
  return typeOf(nodes.result, { scope: new Map([[made.accuVar, accumulated]]), isRepeated: false }, walk)
}

/** Operators by the types that they take. */
const COMPARISONS: readonly string[] = ['_<_', '_<=_', '_>_', '_>=_']
const EQUALITIES: readonly string[] = ['_==_', '_!=_']
const ARITHMETIC: readonly string[] = ['_-_', '_*_', '_/_', '-_']
const LOGIC: readonly string[] = ['_&&_', '_||_', '!_']
const TEXT_METHODS: readonly string[] = ['startsWith', 'endsWith', 'contains']

function typeOfCall(node: ExpressionNode, call: Call, around: Surroundings, walk: Walk): PartType {
  const name = call.function
  const parts = [...(call.target === undefined ? [] : [call.target]), ...call.args] as ExpressionNode[]
  const types = parts.map((part) => typeOf(part, around, walk))
  const areAll = (type: PartType) => types.every((one) => one === 'any' || joinTypes(one, type) === type)
  const unfit = (help: string) =>
    refuse(walk, `${showOperator(name)} does not take ${types.map((type) => `a ${type}`).join(' and ')}`, help)
  if (LOGIC.includes(name))
    return areAll('truth') ? 'truth' : unfit('compare numbers first: metrics.recall.candidate > 0.8')
  if (name === '@not_strictly_false') return 'truth'
  if (COMPARISONS.includes(name))
    return areAll('number') || areAll('text') ? 'truth' : unfit('compare numbers with numbers')
  if (EQUALITIES.includes(name)) {
    const isComparable = (['number', 'text', 'truth'] as const).some(areAll)
    return isComparable ? 'truth' : unfit('compare numbers with numbers, texts with texts')
  }
  if (name === '_/_') checkQuotient(node, parts[1]!, around, walk)
  if (ARITHMETIC.includes(name)) return areAll('number') ? 'number' : unfit('count with numbers')
  if (name === '_+_') return typeOfSum(types) ?? unfit('add numbers to numbers')
  if (name === '_?_:_') {
    const [condition, ...branches] = types
    const joined = joinTypes(branches[0]!, branches[1]!)
    return joinTypes(condition!, 'truth') === 'truth' && joined ? joined : unfit('write CONDITION ? VALUE : VALUE')
  }
  if (name === '@in') {
    const element = elementTypeOf(types[1]!)
    return types[1] !== 'slices' && element !== null && joinTypes(types[0]!, element)
      ? 'truth'
      : unfit('write "x" in ["x", "y"]')
  }
  if (name === 'size')
    return types.length === 1 && elementTypeOf(types[0]!) !== null ? 'number' : unfit('count a list or slices')
  if (TEXT_METHODS.includes(name) && call.target !== undefined) {
    return types.length === 2 && areAll('text') ? 'truth' : unfit('such as s.startsWith("region=")')
  }
  return refuse(
    walk,
    `${showOperator(name)} is no part of a gate`,
    'there are comparisons, + - * /, && || ! ?:, in, size, startsWith, endsWith, contains, all, exists, exists_one, filter and map',
  )
}

function typeOfSum(types: readonly PartType[]): PartType | null {
  const joined = types.reduce<PartType | null>((one, other) => one && joinTypes(one, other), 'any')
  return joined !== null && joined !== 'slices' && joined !== 'truth' ? joined : null
}

/** A quotient may have no value, and `||` must not hide that; one inside a repetition could not be looked at before. */
function checkQuotient(node: ExpressionNode, divisor: ExpressionNode, { isRepeated }: Surroundings, walk: Walk): void {
  const kind = divisor.exprKind
  const constant = kind.case === 'constExpr' ? kind.value.constantKind : null
  if (constant?.case === 'doubleValue' && constant.value !== 0) return
  if (constant !== null) refuse(walk, 'a division by zero has no value', 'divide by something else')
  else if (isRepeated)
    refuse(walk, 'inside all, exists, filter and map only a plain number divides', 'multiply the other side')
  else walk.quotients.push({ node, text: walk.unparse(node) })
}

/** `_>_` as a person writes it. */
function showOperator(name: string): string {
  return name.replace(/^@/, '').replaceAll('_', '') || name
}
