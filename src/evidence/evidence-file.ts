import type { Result } from '../core/result.ts'
import { formatCanonicalJson } from './canonical-json.ts'
import { statement } from './statement.ts'

/**
 * The bytes of a command's evidence file, whatever its verdicts: one in-toto statement a line, in canonical JSON, so that
 * the same results are the same bytes. One result gives a JSON document, several give JSON Lines. The sha256 of these
 * bytes is the digest by which `promote` is told which file to believe.
 *
 * @throws Error where a number in a result is not finite
 */
export function evidenceBytes(results: readonly Result[]): Uint8Array {
  return new TextEncoder().encode(results.map((result) => `${formatCanonicalJson(statement(result))}\n`).join(''))
}
