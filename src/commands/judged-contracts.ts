import type { PolicyDifference } from '../config/policy-differences.ts'
import type { Project } from '../config/project.ts'
import { parseContract } from '../contract/contract-file.ts'
import type { DataContract } from '../contract/data-contract.ts'
import { diffContracts } from '../contract/diff/contract-diff.ts'
import { isExtension } from '../contract/diff/contract-extension.ts'
import { formatPlural } from '../core/count.ts'
import { InputError } from '../core/faults.ts'
import type { PathOrigin } from '../ports/workspace.ts'
import { cleanText } from '../text/escape.ts'
import { parseLocatedYaml } from '../yaml/located-document.ts'
import type { BaseFiles } from './base-files.ts'
import { type BaseBytes, lendBase } from './base-workspace.ts'
import { readBeside } from './contract-reading.ts'
import type { Services } from './services.ts'

/** Longest text of a difference. */
const MOST_SHOWN = 120

/** Contracts as they judge a change. */
export interface JudgedContracts {
  /** By path: the base's, or the head's where its change counts at once. */
  readonly texts: ReadonlyMap<string, string>
  /** Files of the base branch that have to be read in place of the head's. */
  readonly lent: ReadonlyMap<string, BaseBytes>
  /** By the contract's path. */
  readonly differences: ReadonlyMap<string, PolicyDifference>
}

/** A contract with the files that it names. */
interface ReadContract {
  readonly contract: DataContract | null
  /** What was read, by path. */
  readonly texts: ReadonlyMap<string, string | null>
}

/**
 * Which version of each of the base's contracts judges. The head's counts at once where it asks all that the base's asks,
 * else it has to be merged first.
 */
export async function judgeContracts(
  bases: readonly Project[],
  head: Project,
  baseFiles: BaseFiles,
  services: Services,
): Promise<JudgedContracts> {
  const texts = new Map<string, string>()
  const lent = new Map<string, BaseBytes>()
  const differences = new Map<string, PolicyDifference>()
  const known = new Map(bases.flatMap(({ written }) => [...written.contracts]).reverse())
  for (const [file, base] of known) {
    const own = head.written.contracts.get(file)
    texts.set(file, base)
    if (own === base && !mayName(base)) continue
    const before = await readBase(file, baseFiles, services)
    const after = await readContract(file, (path, origin) => services.workspace.readText(path, origin))
    const changed = [...before.texts].filter(([path, text]) => after.texts.get(path) !== text)
    if (changed.length === 0 && before.texts.size === after.texts.size) continue
    const counts = isHeadsTurn(before, after)
    if (counts) texts.set(file, after.texts.get(file)!)
    else {
      for (const path of before.texts.keys()) {
        const bytes = await baseFiles.find(path)
        if (bytes !== null) lent.set(path, bytes)
      }
    }
    differences.set(file, describe(file, before, after, counts))
  }
  return { texts, lent, differences }
}

/** A contract of the base that nobody can read is mended by the head's. */
function isHeadsTurn({ contract: before }: ReadContract, { contract: after }: ReadContract): boolean {
  return after !== null && (before === null || isExtension(before, after))
}

/** Whether a contract may name further files: only descriptors of Frictionless do, whose marks these are. */
function mayName(text: string): boolean {
  return /\b(resources|schema|dialect)\b/.test(text) && !/\bDataContract\b/.test(text)
}

async function readBase(file: string, baseFiles: BaseFiles, { workspace }: Services): Promise<ReadContract> {
  return readContract(file, async (path, origin) => {
    const bytes = await baseFiles.find(path)
    if (bytes === null) throw new InputError(`${path}: the base branch has no such file`)
    return lendBase(workspace, new Map([[path, bytes]]), String).readText(path, origin)
  })
}

/** null for a contract that is not there, or cannot be read. */
async function readContract(
  file: string,
  readText: (path: string, origin: PathOrigin) => Promise<string>,
): Promise<ReadContract> {
  const texts = new Map<string, string | null>()
  const read = async (path: string, origin: PathOrigin) => {
    texts.set(path, null)
    const text = await readText(path, origin)
    texts.set(path, text)
    return text
  }
  try {
    const document = parseLocatedYaml(await read(file, 'config'), file)
    return { contract: await parseContract(document, readBeside(file, 'config', { readText: read })), texts }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { contract: null, texts }
  }
}

function describe(file: string, before: ReadContract, after: ReadContract, counts: boolean): PolicyDifference {
  const changes =
    before.contract === null || after.contract === null ? [] : diffContracts(before.contract, after.contract)
  const [first] = changes.filter(({ impact }) => impact !== 'compatible').concat(changes)
  const others = changes.length > 1 ? `; ${formatPlural(changes.length - 1, 'more change')}` : ''
  const isGone = after.texts.get(file) === null
  const shown = first === undefined ? 'changed' : `${first.title}${others}`
  return {
    path: file,
    part: 'contract',
    counts,
    base: before.contract === null ? 'cannot be read' : cleanText(before.contract.version ?? 'as merged', MOST_SHOWN),
    head: isGone ? null : cleanText(after.contract === null ? 'cannot be read' : shown, MOST_SHOWN),
    source: { file, line: first?.place.line ?? null },
    model: null,
    concerns: ['validate'],
  }
}
