import { SystemError } from '../../core/faults.ts'
import { type HttpAnswer, readSome } from '../http/client.ts'

/** A page of a listing is below 1 MB with 1,000 keys of the greatest length; with 5,000 names below 16 MB. */
const MOST_BYTES = 32_000_000

type Texts = Readonly<Record<string, string>>

/** A page of a listing: the texts directly below its root, and those of each entry. */
export interface ListingPage {
  readonly root: Texts
  readonly entries: readonly Texts[]
}

/**
 * Reads the XML with which stores list objects. Values stay text; what is nested in an entry (`Properties`) counts as its own.
 *
 * @param root the outermost element
 * @param path the elements that lead to an entry, with a dot between: `Contents`, `Blobs.Blob`
 * @throws SystemError where it is something else.
 */
export async function readXml(answer: HttpAnswer, root: string, path: string): Promise<ListingPage> {
  const text = await readSome(answer, MOST_BYTES)
  const { XMLParser } = await import('fast-xml-parser')
  const parser = new XMLParser({
    parseTagValue: false,
    trimValues: false,
    isArray: (_, at) => at === `${root}.${path}`,
  })
  const found = parse(() => parser.parse(text) as Record<string, unknown>, answer)[root]
  if (typeof found !== 'object' || found === null) throw refuse(answer)
  const entries = path
    .split('.')
    .reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], found)
  return {
    root: collectTexts(found),
    entries: ((entries ?? []) as readonly object[]).map((entry) => ({
      ...collectTexts((entry as Record<string, object>)['Properties'] ?? {}),
      ...collectTexts(entry),
    })),
  }
}

function parse<T>(read: () => T, answer: HttpAnswer): T {
  try {
    return read()
  } catch (error) {
    throw refuse(answer, error)
  }
}

function collectTexts(node: object): Texts {
  return Object.fromEntries(
    Object.entries(node).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function refuse(answer: HttpAnswer, cause?: unknown): SystemError {
  return new SystemError(`${answer.url.host}: the listing cannot be read`, {
    cause,
    help: 'check that the endpoint is the store',
  })
}
