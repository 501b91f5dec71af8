/** Values by key in lower case, by section as written between the brackets. */
export type IniText = ReadonlyMap<string, ReadonlyMap<string, string>>

/**
 * Reads `[section]` and `key = value` lines as git, DVC and the AWS tools write them: quotes around a value or a section
 * are taken off, `#` and `;` begin a comment at a line's start or after white space. The last of equal keys wins; lines
 * that are neither are skipped, and keys before the first section stand under ''.
 */
export function parseIni(text: string): IniText {
  const sections = new Map<string, Map<string, string>>()
  let name = ''
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue
    const section = /^\[(.*)\]\s*(?:[#;].*)?$/.exec(line)
    if (section !== null) {
      name = unquote(section[1]!.trim())
      continue
    }
    const split = line.indexOf('=')
    if (split <= 0) continue
    const keys = sections.get(name) ?? new Map<string, string>()
    keys.set(line.slice(0, split).trim().toLowerCase(), readValue(line.slice(split + 1).trim()))
    sections.set(name, keys)
  }
  return sections
}

function readValue(text: string): string {
  const quoted = /^(["'])(.*?)\1\s*(?:[#;].*)?$/.exec(text)
  return quoted === null ? text.replace(/\s+[#;].*$/, '') : quoted[2]!
}

function unquote(text: string): string {
  return /^'(.*)'$/.exec(text)?.[1] ?? text
}
