import { InputError, type Place } from '../../core/faults.ts'
import { makeLookup } from '../../core/lookup.ts'

/** A message of protocol buffers in text form: its fields in order, repeated ones again and again. */
export interface ProtoMessage {
  readonly place: Place
  readonly fields: readonly ProtoField[]
}

interface ProtoField {
  readonly name: string
  /** A scalar as text, without quotes; enums by name. */
  readonly value: string | ProtoMessage
  readonly place: Place
}

/** Deeper ones are refused. */
const DEEPEST = 100

/**
 * Reads protocol buffers' text format: fields with and without colons, messages in braces or angle brackets, lists,
 * comments, adjacent strings, C escapes (octal ones are bytes of UTF-8).
 *
 * @throws InputError with the place where the text is none.
 * @see https://protobuf.dev/reference/protobuf/textformat-spec/
 */
export function parseTextProto(text: string, file: string): ProtoMessage {
  const tokens = readTokens(text, file)
  const [message, end] = readMessage(tokens, 0, null, 0)
  if (end < tokens.length) refuse(tokens[end]!, `"${tokens[end]!.text}" closes nothing`)
  return message
}

/** The first field of that name as text; null where there is none, or it is a message. */
export function textOf(message: ProtoMessage, name: string): string | null {
  const value = message.fields.find((field) => field.name === name)?.value
  return typeof value === 'string' ? value : null
}

/** The messages of that name. */
export function messagesOf(message: ProtoMessage, name: string): readonly ProtoMessage[] {
  return message.fields.flatMap(({ name: field, value }) =>
    field === name && typeof value !== 'string' ? [value] : [],
  )
}

/** The scalars of that name. */
export function textsOf(message: ProtoMessage, name: string): readonly string[] {
  return message.fields.flatMap(({ name: field, value }) =>
    field === name && typeof value === 'string' ? [value] : [],
  )
}

interface Token {
  readonly kind: 'word' | 'string' | 'sign' | 'end'
  readonly text: string
  readonly place: Place
}

const TOKEN =
  /#[^\n]*|("(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*')|([A-Za-z0-9_+.-]+|\[[A-Za-z0-9_./-]+\](?=\s*[:{<]))|([{}<>[\]:;,])|(\S)/g

function readTokens(text: string, file: string): readonly Token[] {
  const tokens: Token[] = []
  let line = 1
  let lineStart = 0
  let at = 0
  for (const match of text.matchAll(TOKEN)) {
    for (; at < match.index; at += 1) {
      if (text[at] === '\n') {
        line += 1
        lineStart = at + 1
      }
    }
    const place = { file, line, column: match.index - lineStart + 1 }
    const [, string, word, sign, other] = match
    if (string !== undefined) tokens.push({ kind: 'string', text: decodeEscapes(string.slice(1, -1)), place })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, place })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, place })
    else if (other !== undefined) refuse({ place }, `"${other}" is not understood here`)
  }
  return tokens
}

const ESCAPES: Readonly<Record<string, number>> = makeLookup({ a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 })

function decodeEscapes(text: string): string {
  if (!text.includes('\\')) return text
  const bytes: number[] = []
  const pattern = /\\([0-7]{1,3}|x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[\s\S])|[^\\]+/g
  for (const [whole, code] of text.matchAll(pattern)) {
    if (code === undefined) bytes.push(...new TextEncoder().encode(whole))
    else if (/^[0-7]/.test(code)) bytes.push(Number.parseInt(code, 8) & 0xff)
    else if (/^x./.test(code)) bytes.push(Number.parseInt(code.slice(1), 16))
    else if (/^[uU]./.test(code)) {
      const point = Number.parseInt(code.slice(1), 16)
      bytes.push(...new TextEncoder().encode(point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD'))
    } else bytes.push(ESCAPES[code] ?? code.charCodeAt(0))
  }
  return new TextDecoder().decode(Uint8Array.from(bytes))
}

/** Reads fields up to the closing sign (null: the end of the text). @returns the message and the token behind it. */
function readMessage(
  tokens: readonly Token[],
  start: number,
  opening: Token | null,
  depth: number,
): readonly [ProtoMessage, number] {
  if (depth > DEEPEST) refuse(opening!, `messages lie more than ${DEEPEST} deep in each other`)
  const closing = opening === null ? null : opening.text === '{' ? '}' : '>'
  const fields: ProtoField[] = []
  const place = opening?.place ?? tokens[0]?.place ?? { file: '' }
  for (let at = start; ; ) {
    const token = tokens[at]
    if (token === undefined) {
      if (opening !== null) refuse(opening, `"${opening.text}" is never closed`)
      return [{ place, fields }, at]
    }
    if (token.kind === 'sign') {
      if (token.text === closing) return [{ place, fields }, at + 1]
      if (token.text === ';' || token.text === ',') {
        at += 1
        continue
      }
      if (opening === null && (token.text === '}' || token.text === '>')) return [{ place, fields }, at]
    }
    if (token.kind !== 'word') refuse(token, `a field's name is expected, "${token.text}" stands here`)
    at = readField(tokens, at, token, fields, depth)
  }
}

function readField(tokens: readonly Token[], start: number, name: Token, fields: ProtoField[], depth: number): number {
  let at = start + 1
  const hasColon = tokens[at]?.text === ':' && tokens[at]?.kind === 'sign'
  if (hasColon) at += 1
  const isList = tokens[at]?.text === '[' && tokens[at]?.kind === 'sign'
  if (!isList) return readValue(tokens, at, name, fields, depth, hasColon)
  for (at += 1; ; ) {
    const token = tokens[at] ?? refuse(name, `the list of ${name.text} is never closed`)
    if (token.text === ']' && token.kind === 'sign') return at + 1
    at = token.text === ',' && token.kind === 'sign' ? at + 1 : readValue(tokens, at, name, fields, depth, true)
  }
}

function readValue(
  tokens: readonly Token[],
  start: number,
  name: Token,
  fields: ProtoField[],
  depth: number,
  mayBeScalar: boolean,
): number {
  const token = tokens[start] ?? refuse(name, `${name.text} has no value`)
  if (token.kind === 'sign' && (token.text === '{' || token.text === '<')) {
    const [message, end] = readMessage(tokens, start + 1, token, depth + 1)
    fields.push({ name: name.text, value: message, place: name.place })
    return end
  }
  if (token.kind === 'sign' || !mayBeScalar)
    refuse(token, `a value of ${name.text} is expected, "${token.text}" stands here`)
  let end = start + 1
  let text = token.text
  // strings beside each other are one
  for (; token.kind === 'string' && tokens[end]?.kind === 'string'; end += 1) text += tokens[end]!.text
  fields.push({ name: name.text, value: text, place: name.place })
  return end
}

function refuse({ place }: { readonly place: Place }, message: string): never {
  throw new InputError({ message: `is no text proto: ${message}`, place })
}
