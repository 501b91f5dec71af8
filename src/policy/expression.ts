import type { Place } from '../core/faults.ts'
import { type CheckedExpression, checkExpression, EVERY_SLICE, type ExpressionFault } from './expression-check.ts'
import { type Expression, listPaths, nestOperands } from './expression-operands.ts'

type Cel = typeof import('@bufbuild/cel')

/** A node of a parsed expression. */
export type ExpressionNode = ReturnType<Cel['parse']>['expr']

/** Longer than anybody writes by hand; time to parse grows with the square. */
const MOST_CHARACTERS = 2000
/** Brackets within brackets. */
const MOST_DEPTH = 32

/** An expression that can be evaluated, or all that is wrong with it. */
export type CompiledExpression =
  | { readonly expression: Expression; readonly faults: null }
  | { readonly expression: null; readonly faults: readonly ExpressionFault[] }

/**
 * Parses a CEL expression and checks that it names only what a result holds, and that its types fit: what passes here
 * cannot fail later but for numbers that are not there. All numbers are doubles, so `x > 0` and `1 / 2` mean what they
 * look like. What CEL could do beyond that (maps, times, conversions, `matches`) is refused by name.
 *
 * @see https://github.com/google/cel-spec/blob/master/doc/langdef.md
 */
export async function compileExpression(text: string, place: Place): Promise<CompiledExpression> {
  const unfit = findUnfit(text)
  if (unfit !== null) return { expression: null, faults: [unfit] }
  const cel = await import('@bufbuild/cel')
  let node: ExpressionNode
  try {
    node = cel.parse(text).expr
  } catch (error) {
    return { expression: null, faults: [describeSyntaxError(error, text)] }
  }
  const checked = checkExpression(node, (part) => showPart(cel, part))
  if (checked.faults.length > 0) return { expression: null, faults: checked.faults }
  return {
    faults: null,
    expression: {
      text: text.trim().replace(/\s+/g, ' '),
      place,
      operands: checked.operands,
      usesEverySlice: checked.usesEverySlice,
      evaluate: createEvaluation(cel, node, checked),
    },
  }
}

function findUnfit(text: string): ExpressionFault | null {
  if (text.length > MOST_CHARACTERS) {
    return {
      message: `the expression has ${text.length} characters; at most ${MOST_CHARACTERS} are read`,
      help: 'write a gate for each part',
    }
  }
  let depth = 0
  for (const character of text) {
    if ('([{'.includes(character)) depth += 1
    else if (')]}'.includes(character)) depth -= 1
    if (depth > MOST_DEPTH) {
      return { message: `brackets lie more than ${MOST_DEPTH} deep`, help: 'write a gate for each part' }
    }
  }
  return null
}

function describeSyntaxError(error: unknown, text: string): ExpressionFault {
  const message = (error as Error).message ?? ''
  const [, line, column] = /<input>:(\d+):(\d+)/.exec(message) ?? []
  const near =
    line === undefined ? '' : (text.split('\n')[Number(line) - 1] ?? '').slice(Number(column) - 1, Number(column) + 19)
  return {
    message: `the expression cannot be read${near === '' ? '' : ` from character ${column}${text.includes('\n') ? ` of its line ${line}` : ''} on: ${JSON.stringify(near)}`}`,
    help: 'write it in CEL, such as metrics.recall.difference > -0.01 && metrics.log_loss.candidate < 0.5',
  }
}

/** A part as text; CEL has none for what a macro became. */
function showPart(cel: Cel, part: ExpressionNode): string {
  try {
    return cel.unparse(part)
  } catch {
    return 'a division'
  }
}

function createEvaluation(
  cel: Cel,
  node: ExpressionNode,
  { operands, quotients }: CheckedExpression,
): Expression['evaluate'] {
  const { DOUBLE, DYN } = cel.CelScalar
  const LIST = cel.listType(DYN)
  const env = cel.celEnv({
    funcs: [
      // CEL counts in whole numbers and divides those without a remainder: here a share of slices is a share
      cel.celFunc('size', [LIST], DOUBLE, (list) => list.size),
      cel.celMethod('size', LIST, [], DOUBLE, function () {
        return this.size
      }),
    ],
  })
  const run = cel.plan(env, node)
  const parts = quotients.map(({ node: part, text }) => ({ text, run: cel.plan(env, part) }))
  return (values, everySlice) => {
    const missing = operands
      .flatMap((operand) => listPaths(operand, everySlice))
      .find((path) => !Object.hasOwn(values, path))
    if (missing !== undefined) return { kind: 'undefined', part: missing }
    const bindings = { ...nestOperands(values), [EVERY_SLICE]: everySlice } as Parameters<typeof run>[0]
    const part = parts.find((entry) => !Number.isFinite(entry.run(bindings)))
    if (part) return { kind: 'undefined', part: part.text }
    const result = run(bindings)
    if (typeof result === 'boolean') return { kind: 'value', holds: result }
    return { kind: 'error', message: cel.isCelError(result) ? result.message : 'it is neither true nor false' }
  }
}
