import { parseContract } from '../../contract/contract-file.ts'
import type { DataContract } from '../../contract/data-contract.ts'
import type { ContractChange, Impact } from '../../contract/diff/contract-change.ts'
import { diffContracts } from '../../contract/diff/contract-diff.ts'
import { makeDiffChecks } from '../../contract/diff/diff-checks.ts'
import { InputError } from '../../core/faults.ts'
import { escapeLogLines } from '../../text/escape.ts'
import { readContractFile } from '../contract-reading.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import type { ContractAction } from './run.ts'

/** What changed between two contracts; exit 1 where something breaks and the version does not say so. */
export const runDiff: ContractAction = async (files, values, services) => {
  const startedAt = services.clock.now()
  const [before, after] = await readBoth(files, values.base ?? null, services)
  const changes = diffContracts(before, after)
  const result = finishResult(
    {
      command: 'contract',
      model: null,
      summary: summarize(changes, before, after),
      checks: makeDiffChecks(changes, before, after),
      materials: [],
      policy: null,
      engine: null,
    },
    services,
    startedAt,
  )
  return { results: [result], text: renderChanges(changes, result.summary) }
}

async function readBoth(
  files: readonly string[],
  base: string | null,
  services: Services,
): Promise<readonly [DataContract, DataContract]> {
  const wanted = base === null ? 2 : 1
  if (files.length !== wanted) {
    const help =
      base === null ? 'modelgate contract diff OLD NEW, or diff FILE --base REF' : 'with --base name the one file'
    throw new InputError({ message: `diff takes ${wanted === 2 ? 'two files' : 'one file'}`, help })
  }
  const now = files.at(-1)!
  const old = base === null ? await readNamed(files[0]!, services) : await readAt(base, now, services)
  return [old, await readNamed(now, services)]
}

/** A file, or `REF:FILE` where there is no file of that name. */
async function readNamed(name: string, services: Services): Promise<DataContract> {
  const [, revision, path] = /^([^:]{2,}):(.+)$/.exec(name) ?? []
  if (revision !== undefined && path !== undefined && !(await services.workspace.exists(name, 'caller'))) {
    return readAt(revision, path, services)
  }
  return readContractFile(name, 'caller', services.workspace)
}

async function readAt(revision: string, path: string, services: Services): Promise<DataContract> {
  const text = await services.readAt(revision, path)
  if (text === null) {
    throw new InputError({ message: `${revision} has no file ${path}`, help: 'name a revision that has it' })
  }
  const { parseLocatedYaml } = await import('../../yaml/located-document.ts')
  return parseContract(parseLocatedYaml(text, `${revision}:${path}`))
}

const WORDS: Readonly<Record<Impact, string>> = { breaking: 'breaks', note: 'note', compatible: 'compatible' }

function count(changes: readonly ContractChange[], impact: Impact): number {
  return changes.filter((change) => change.impact === impact).length
}

function summarize(changes: readonly ContractChange[], before: DataContract, after: DataContract): string {
  const name = after.name ?? after.file
  if (changes.length === 0) return `${name}: nothing changed.`
  const breaking = count(changes, 'breaking')
  const total = `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`
  if (breaking === 0) return `${name}: ${total}, none breaks anything.`
  const versions = `${before.version ?? 'no version'} → ${after.version ?? 'no version'}`
  return `${name}: ${breaking} of ${total} ${breaking === 1 ? 'breaks' : 'break'} something (${versions}).`
}

function renderChanges(changes: readonly ContractChange[], summary: string): string {
  const order: readonly Impact[] = ['breaking', 'note', 'compatible']
  const lines = order.flatMap((impact) =>
    changes
      .filter((change) => change.impact === impact)
      .map(({ title, reason, place }) => {
        const line = place.line === undefined ? '' : `:${place.line}`
        return `${WORDS[impact].padEnd(10)}  ${title}\n            ${reason} (${place.file}${line})`
      }),
  )
  return escapeLogLines([summary, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n'))
}
