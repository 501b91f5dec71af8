import type { Result } from '../core/result.ts'
import { formatCanonicalJson } from './canonical-json.ts'
import { statement } from './statement.ts'

/**
 * The bytes of one result's statement in canonical JSON, so that the same result is the same bytes: what a signature is
 * over.
 *
 * @throws Error where a number in the result is not finite
 */
export function statementBytes(result: Result): Uint8Array {
  return new TextEncoder().encode(formatCanonicalJson(statement(result)))
}

/**
 * The bytes of an evidence file: a statement a line, or what holds one with its signatures. One line gives a JSON
 * document, several give JSON Lines. The sha256 of these bytes is the digest by which `promote` is told which file to
 * believe.
 */
export function joinStatements(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''))
}

/** The bytes of a command's evidence file, whatever its verdicts, without signatures. @throws Error as `statementBytes` */
export function evidenceBytes(results: readonly Result[]): Uint8Array {
  return joinStatements(results.map((result) => formatCanonicalJson(statement(result))))
}
