import { type Fault, InputError } from '../core/faults.ts'
import { isMap } from '../core/plain-map.ts'
import { type Result, resultSchema } from '../core/result.ts'
import type { SignatureFinding } from '../core/signature-finding.ts'
import { STATEMENT_PAYLOAD } from '../core/statement-payload.ts'
import { formatCanonicalJson } from './canonical-json.ts'
import { parseJson } from './json-text.ts'
import { STATEMENT_TYPE, statement, TEST_RESULT_TYPE } from './statement.ts'

/** One statement of an evidence file. */
export interface ReadStatement {
  readonly result: Result
  /** `signed`: it came in an envelope with signatures. */
  readonly envelope: 'none' | 'unsigned' | 'signed'
  /** The envelope, or the bundle around it, as JSON; null without signatures. */
  readonly signedText: string | null
  /** What verifying gave; null where nothing was verified. */
  readonly signature: SignatureFinding | null
  /** Whether subject and lists of tests are what the result says, so that no reader is told something else than another. */
  readonly isConsistent: boolean
}

/**
 * The statements of an evidence file: one JSON document, or one a line. Each is an in-toto statement that `--evidence-file`
 * wrote, bare, in a DSSE envelope, or in a Sigstore bundle that holds such an envelope.
 *
 * @throws InputError with every line that is none of these
 */
export function readStatements(text: string, file: string): ReadStatement[] {
  const documents = splitDocuments(text, file)
  const faults: Fault[] = []
  const statements = documents.flatMap(({ value, line }) => {
    const read = readStatement(value)
    if (typeof read !== 'string') return [read]
    faults.push({ message: read, place: { file, line }, help: 'give the file that --evidence-file wrote' })
    return []
  })
  if (faults.length > 0) throw new InputError(faults)
  return statements
}

function splitDocuments(text: string, file: string): { value: unknown; line: number }[] {
  const whole = parseJson(text)
  if (whole.ok) return [{ value: whole.value, line: 1 }]
  const lines = text.split('\n').map((content, index) => ({ content, line: index + 1 }))
  const filled = lines.filter(({ content }) => content.trim() !== '')
  const parsed = filled.map(({ content, line }) => ({ ...parseJson(content), line }))
  if (filled.length > 1 && parsed.every((document) => document.ok)) {
    return parsed.flatMap((document) => (document.ok ? [{ value: document.value, line: document.line }] : []))
  }
  const bad = filled.length > 1 ? parsed.find((document) => !document.ok) : undefined
  throw new InputError({
    message: filled.length === 0 ? 'the evidence file is empty' : `this is no JSON: ${whole.message}`,
    place: { file, line: bad?.line ?? 1 },
    help: 'give the file that --evidence-file wrote',
  })
}

/** The statement, or what is wrong with it. */
function readStatement(document: unknown): ReadStatement | string {
  const opened = openEnvelope(document)
  if (typeof opened === 'string') return opened
  const { value, envelope } = opened
  if (!isMap(value) || value['_type'] !== STATEMENT_TYPE)
    return `this is no in-toto statement (_type ${STATEMENT_TYPE})`
  if (value['predicateType'] !== TEST_RESULT_TYPE) return `predicateType is not ${TEST_RESULT_TYPE}`
  const predicate = value['predicate']
  const parsed = resultSchema.safeParse(isMap(predicate) ? predicate['modelgate'] : undefined)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return `predicate.modelgate is no modelgate.result/v1: ${['modelgate', ...(issue?.path ?? [])].join('.')}: ${issue?.message}`
  }
  const result = parsed.data as Result
  return {
    result,
    envelope,
    signedText: envelope === 'signed' ? JSON.stringify(document) : null,
    signature: null,
    isConsistent: isSame(value, statement(result)),
  }
}

/** What an envelope or a bundle holds; the document itself where it is neither; or what is wrong with it. */
export function openEnvelope(document: unknown): { value: unknown; envelope: ReadStatement['envelope'] } | string {
  const outer = isMap(document) && isMap(document['dsseEnvelope']) ? document['dsseEnvelope'] : document
  if (!isMap(outer) || !('payload' in outer)) return { value: document, envelope: 'none' }
  if (outer['payloadType'] !== STATEMENT_PAYLOAD) return `payloadType of the envelope is not ${STATEMENT_PAYLOAD}`
  const payload = typeof outer['payload'] === 'string' ? decodeBase64(outer['payload']) : null
  if (payload === null) return 'payload of the envelope is no base64 of UTF-8 text'
  const inner = parseJson(payload)
  if (!inner.ok) return `payload of the envelope is no JSON: ${inner.message}`
  const signatures = outer['signatures']
  return { value: inner.value, envelope: Array.isArray(signatures) && signatures.length > 0 ? 'signed' : 'unsigned' }
}

/** Standard or URL-safe base64, as DSSE allows both. */
function decodeBase64(text: string): string | null {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Fields that a newer version added beside those known here are no contradiction. */
function isSame(found: Readonly<Record<string, unknown>>, expected: ReturnType<typeof statement>): boolean {
  const predicate = found['predicate'] as Readonly<Record<string, unknown>>
  const { modelgate: _, ...told } = expected.predicate
  const isEqual = (left: unknown, right: unknown) =>
    left !== undefined && formatCanonicalJson(left) === formatCanonicalJson(right)
  return (
    isEqual(found['subject'], expected.subject) &&
    Object.entries(told).every(([key, value]) => isEqual(predicate[key], value))
  )
}
