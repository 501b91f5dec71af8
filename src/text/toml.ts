import { parse, TomlError } from 'smol-toml'

/** A TOML text as plain data, or where and why it is none; line and column count from 1. */
export type ParsedToml =
  | { readonly ok: true; readonly data: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly message: string; readonly line: number; readonly column: number }

/** Deeper than any settings or lock file. */
const DEPTH_LIMIT = 64

/** Parses TOML 1.0 that a stranger may have written: a mistake is an answer and no exception. */
export function parseToml(text: string): ParsedToml {
  try {
    return { ok: true, data: parse(text.replace(/^\uFEFF/, ''), { maxDepth: DEPTH_LIMIT }) }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [message = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n')
    return { ok: false, message, line: error.line, column: error.column }
  }
}
