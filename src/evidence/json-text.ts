/** Deeper than any evidence file, and far below what would exhaust the stack of a walker. */
const DEPTH_LIMIT = 64

/** The value of a JSON text, or why there is none. */
export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }

/** Parses text that a stranger may have written: not JSON, or nested more than 64 deep, is an answer and no exception. */
export function parseJson(text: string): ParsedJson {
  if (isTooDeep(text)) return { ok: false, message: `nested more than ${DEPTH_LIMIT} deep` }
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

/** Counts brackets outside strings, in one pass: a pattern would take quadratic time on quotes that never close. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let isInString = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (isInString) {
      if (character === '\\') index += 1
      else if (character === '"') isInString = false
    } else if (character === '"') isInString = true
    else if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth -= 1
    if (depth > DEPTH_LIMIT) return true
  }
  return false
}
