import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createWorkspace } from '../../../src/backends/filesystem/workspace.ts'
import { runInfer } from '../../../src/commands/contract/infer.ts'
import type { ContractAction, ContractValues } from '../../../src/commands/contract/run.ts'
import type { Services } from '../../../src/commands/services.ts'
import { openTestEngine } from '../../support/engine.ts'
import { validateFiles } from '../../support/validate.ts'

export type Flags = Partial<ContractValues>

/** Runs an action of `contract` in a folder over the real engine and files; what it says on stderr is kept. */
export async function runContractAction(
  action: ContractAction,
  folder: string,
  files: readonly string[],
  flags: Flags = {},
) {
  const engine = await openTestEngine()
  const warnings: string[] = []
  const notes: string[] = []
  const services = {
    workspace: createWorkspace({ root: folder, findBoundary: async () => folder }),
    logger: { info: (text: string) => notes.push(text), warning: (text: string) => warnings.push(text), debug() {} },
    signal: new AbortController().signal,
    engine: async () => engine,
  } as unknown as Services
  try {
    const values = { model: [], operands: [], 'dry-run': false, ...flags } as unknown as ContractValues
    const outcome = await action(files, values, services)
    return { text: outcome.text ?? '', document: outcome.document, warnings, notes }
  } finally {
    engine.close()
  }
}

/** Infers a contract, writes it beside the data, and gives what validate finds wrong with each file of `against`. */
export async function inferAndValidate(
  folder: string,
  data: string,
  flags: Flags = {},
  against: readonly string[] = [data],
) {
  const inferred = await runContractAction(runInfer, folder, [data], flags)
  writeFileSync(join(folder, 'inferred.odcs.yaml'), inferred.text)
  const faults: string[] = []
  for (const file of against) {
    const { result } = await validateFiles(folder, {
      contract: 'inferred.odcs.yaml',
      data: file,
      ...readCsvInputs(flags),
    })
    const wrong = result.checks.filter(({ verdict }) => verdict !== 'pass')
    faults.push(...wrong.map(({ id, verdict }) => `${file}: ${id}: ${verdict}`))
    if (result.checks.length === 0) faults.push(`${file}: nothing was checked`)
  }
  return { ...inferred, faults }
}

function readCsvInputs({ delimiter, decimal }: Flags) {
  return { ...(delimiter === undefined ? {} : { delimiter }), ...(decimal === undefined ? {} : { decimal }) }
}

const FIXTURES = join(import.meta.dirname, '../../fixtures/infer')

export function readTable(name: string): string {
  return readFileSync(join(FIXTURES, name), 'utf8')
}
