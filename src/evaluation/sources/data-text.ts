import { InputError } from '../../core/faults.ts'
import { parseToml } from '../../text/toml.ts'
import { parseLocatedYaml } from '../../yaml/located-document.ts'

const LIMITS = { maxLength: 20_000_000, maxValues: 1_000_000 }

/** The data of a JSON, YAML or TOML text; JSON may have one document a line, and NaN. @throws InputError */
export function parseData(text: string, file: string): unknown {
  if (/\.toml$/i.test(file)) {
    const parsed = parseToml(text)
    if (parsed.ok) return parsed.data
    const { message, line, column } = parsed
    throw new InputError({ message, place: { file, line, column }, help: 'this is no valid TOML' })
  }
  const json = parseJson(text)
  if (json !== undefined) return json
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (lines.length > 1 && lines.every((line) => line.startsWith('{'))) {
    const documents = lines.map(parseJson)
    if (!documents.includes(undefined)) return documents
  }
  // Python writes NaN into JSON: YAML reads it, and says where what is wrong stands
  return parseLocatedYaml(text, file, LIMITS).data
}

/** undefined where it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch {
    return undefined
  }
}
