import { makeLookup } from '../../core/lookup.ts'
import type { TypeOption } from '../data-contract.ts'
import { findClose, isToken, type SqlToken, splitTokens } from './sql-tokens.ts'

/** What a CHECK demands of one column. */
export type SqlDemand =
  | { readonly kind: 'option'; readonly column: string; readonly option: TypeOption }
  | { readonly kind: 'allowed'; readonly column: string; readonly values: readonly string[] }
  | { readonly kind: 'required'; readonly column: string }

/** The demands of a condition that is an AND of simple ones; null where one part is no simple one: then all of it is left. */
export function readSqlCheck(tokens: readonly SqlToken[]): readonly SqlDemand[] | null {
  const demands: SqlDemand[] = []
  for (const part of splitConditions(strip(unwrapNames(withoutCasts(tokens))), 'AND')) {
    const found = readCondition(strip(part))
    if (found === null) return null
    demands.push(...found)
  }
  return demands
}

/** Between the two ends of a BETWEEN stands an AND that joins nothing. */
function splitConditions(tokens: readonly SqlToken[], word: string): readonly (readonly SqlToken[])[] {
  let isBetween = false
  return splitTokens(tokens, (token) => {
    if (isToken(token, 'BETWEEN')) isBetween = true
    if (!isToken(token, word)) return false
    const isSeparator = !(word === 'AND' && isBetween)
    isBetween = false
    return isSeparator
  })
}

const ORDER: Readonly<Record<string, readonly [option: string, swapped: string]>> = makeLookup({
  '>=': ['minimum', 'maximum'],
  '>': ['exclusiveMinimum', 'exclusiveMaximum'],
  '<=': ['maximum', 'minimum'],
  '<': ['exclusiveMaximum', 'exclusiveMinimum'],
})

function readCondition(tokens: readonly SqlToken[]): readonly SqlDemand[] | null {
  const branches = splitConditions(tokens, 'OR')
  if (branches.length > 1) return readNullable(branches.map(strip))
  const nested = splitConditions(tokens, 'AND')
  if (nested.length > 1) return readSqlCheck(tokens)
  const [first, second, ...rest] = tokens
  if (first === undefined || second === undefined) return null
  const [third] = rest
  const length = readLength(tokens)
  if (length !== null) return length
  if (isColumn(first)) {
    const column = first.text
    if (isToken(second, 'IS') && isToken(third, 'NOT') && isToken(rest[1], 'NULL') && rest.length === 2) {
      return [{ kind: 'required', column }]
    }
    if (isToken(second, 'BETWEEN')) {
      const [low, high, ...others] = splitTokens(rest, (token) => isToken(token, 'AND'))
      const [from, to] = [readLiteral(low ?? []), readLiteral(high ?? [])]
      if (from === null || to === null || others.length > 0) return null
      return [bound(column, 'minimum', from, second), bound(column, 'maximum', to, second)]
    }
    const values = readList(second, rest)
    if (values !== null) return [{ kind: 'allowed', column, values }]
    const pattern = readPattern(second, rest)
    if (pattern !== null) return [bound(column, 'pattern', pattern, second)]
    const literal = readLiteral(rest)
    const option = ORDER[second.text]?.[0]
    return option !== undefined && literal !== null ? [bound(column, option, literal, second)] : null
  }
  const last = tokens.at(-1)!
  const operator = tokens.at(-2)!
  const literal = readLiteral(tokens.slice(0, -2))
  const option = ORDER[operator.text]?.[1]
  return isColumn(last) && literal !== null && option !== undefined
    ? [bound(last.text, option, literal, operator)]
    : null
}

/** `a IS NULL OR a > 0`: null passes every demand anyway. */
function readNullable(branches: readonly (readonly SqlToken[])[]): readonly SqlDemand[] | null {
  const isNull = (part: readonly SqlToken[]) =>
    part.length === 3 && isColumn(part[0]!) && isToken(part[1], 'IS') && isToken(part[2], 'NULL')
  const [nulls, others] = [branches.filter(isNull), branches.filter((part) => !isNull(part))]
  if (nulls.length !== 1 || others.length !== 1) return null
  const column = nulls[0]![0]!.text
  const demands = readCondition(others[0]!)
  return demands?.every((demand) => demand.column === column && demand.kind !== 'required') ? demands : null
}

/** `length(a) <= 3`. */
function readLength(tokens: readonly SqlToken[]): readonly SqlDemand[] | null {
  if (!isToken(tokens[0], 'LENGTH', 'LEN', 'CHAR_LENGTH', 'CHARACTER_LENGTH') || !isToken(tokens[1], '(')) return null
  const [column, close, operator, number] = tokens.slice(2)
  if (!column || !isColumn(column) || !isToken(close, ')') || number?.kind !== 'number' || tokens.length !== 6)
    return null
  const count = Number(number.text)
  const demands: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
    '>=': [['minLength', count]],
    '>': [['minLength', count + 1]],
    '<=': [['maxLength', count]],
    '<': [['maxLength', count - 1]],
    '=': [
      ['minLength', count],
      ['maxLength', count],
    ],
  }
  return demands[operator!.text]?.map(([name, text]) => bound(column.text, name, String(text), operator!)) ?? null
}

/** `IN (1, 2)`, and what databases make of it: `= ANY (ARRAY[1, 2])`. */
function readList(operator: SqlToken, rest: readonly SqlToken[]): readonly string[] | null {
  const isAny = isToken(operator, '=') && isToken(rest[0], 'ANY')
  if (!isAny && !isToken(operator, 'IN')) return null
  const list = strip(isAny ? rest.slice(1) : rest)
  const inner = isAny && isToken(list[0], 'ARRAY') ? list.slice(2, -1) : list
  const values = splitTokens(inner, (token) => isToken(token, ',')).map((part) => readLiteral(strip(part)))
  return values.length > 0 && values.every((value) => value !== null) ? values : null
}

function readPattern(operator: SqlToken, rest: readonly SqlToken[]): string | null {
  if (rest.length !== 1 || rest[0]!.kind !== 'string') return null
  const { text } = rest[0]!
  if (isToken(operator, '~', 'RLIKE', 'REGEXP')) return text
  if (!isToken(operator, 'LIKE')) return null
  const parts = text.split(/([%_])/).map((part) => {
    if (part === '%') return '.*'
    return part === '_' ? '.' : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  })
  return `^(?s:${parts.join('')})$`
}

/** A number, a text, a date, true or false. */
function readLiteral(tokens: readonly SqlToken[]): string | null {
  const [first, second, third] = tokens
  if (tokens.length === 1 && (first!.kind === 'number' || first!.kind === 'string')) return first!.text
  if (tokens.length === 1 && isToken(first, 'TRUE', 'FALSE')) return first!.text.toLowerCase()
  if (tokens.length === 2 && isToken(first, '-', '+') && second!.kind === 'number') {
    return first!.text === '-' ? `-${second!.text}` : second!.text
  }
  const isMoment = isToken(first, 'DATE', 'TIMESTAMP', 'TIME')
  return isMoment && second?.kind === 'string' && third === undefined ? second.text : null
}

function bound(column: string, name: string, text: string, { place }: SqlToken): SqlDemand {
  return { kind: 'option', column, option: { name, text, place } }
}

function isColumn({ kind, text }: SqlToken): boolean {
  return kind === 'name' || (kind === 'word' && !/^(NOT|TRUE|FALSE|NULL|DATE|TIMESTAMP|CASE|EXISTS)$/i.test(text))
}

/** Without the brackets around all of it. */
function strip(tokens: readonly SqlToken[]): readonly SqlToken[] {
  const isWrapped = isToken(tokens[0], '(') && findClose(tokens, 0) === tokens.length && tokens.length > 2
  return isWrapped ? strip(tokens.slice(1, -1)) : tokens
}

/** `'a'::character varying` is `'a'`. */
function withoutCasts(tokens: readonly SqlToken[]): readonly SqlToken[] {
  const kept: SqlToken[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    if (!isToken(tokens[at], '::')) kept.push(tokens[at]!)
    else {
      at += 1
      while (isToken(tokens[at + 1], 'VARYING', 'PRECISION', 'WITHOUT', 'WITH', 'TIME', 'ZONE')) at += 1
      if (isToken(tokens[at + 1], '(')) at = findClose(tokens, at + 1) - 1
      while (isToken(tokens[at + 1], '[') && isToken(tokens[at + 2], ']')) at += 2
    }
  }
  return kept
}

/** `(a) = 1` is `a = 1`; `f(a)` stays. */
function unwrapNames(tokens: readonly SqlToken[]): readonly SqlToken[] {
  const isWrapped = (at: number) => {
    const before = tokens[at - 1]
    const isCall = before !== undefined && before.kind !== 'sign' && !isToken(before, 'AND', 'OR', 'NOT')
    return isToken(tokens[at], '(') && isToken(tokens[at + 2], ')') && isColumn(tokens[at + 1]!) && !isCall
  }
  return tokens.filter((_, at) => !isWrapped(at) && !isWrapped(at - 2))
}
