import type { DataContract } from '../../contract/data-contract.ts'
import type { ContractCheckResult } from '../../core/result.ts'
import { readBeside } from '../contract-reading.ts'
import type { Services } from '../services.ts'
import type { OpenDataSet } from './open-data-set.ts'

/**
 * What a pull request changes in the contracts of its data sets, as advice: whoever judges the request sees what breaks
 * for those who read the data. Outside of a pull request, and for contracts that only flags name, none.
 *
 * @param services whose workspace has the change's files.
 */
export async function findContractChanges(
  dataSets: readonly OpenDataSet[],
  services: Services,
): Promise<readonly ContractCheckResult[]> {
  const contracts = new Set(
    dataSets.filter(({ contractOrigin }) => contractOrigin === 'config').map(({ contract }) => contract),
  )
  const changes: ContractCheckResult[] = []
  for (const contract of contracts) changes.push(...(await compareWithBase(contract, services)))
  return changes
}

async function compareWithBase({ file }: DataContract, services: Services): Promise<readonly ContractCheckResult[]> {
  try {
    const base = await services.readBase(file)
    if (base === null || !(await services.workspace.exists(file, 'config'))) return []
    const head = await services.workspace.readText(file, 'config')
    if (base === head) return []
    const [{ parseLocatedYaml }, { parseContract }, { diffContracts }, { makeDiffChecks }] = await Promise.all([
      import('../../yaml/located-document.ts'),
      import('../../contract/contract-file.ts'),
      import('../../contract/diff/contract-diff.ts'),
      import('../../contract/diff/diff-checks.ts'),
    ])
    const [before, after] = await Promise.all([
      parseContract(parseLocatedYaml(base, `${file} (base)`)),
      parseContract(parseLocatedYaml(head, file), readBeside(file, 'config', services.workspace)),
    ])
    return makeDiffChecks(diffContracts(before, after), before, after, true)
  } catch (error) {
    if (services.signal.aborted) throw error
    services.logger.warning(`what changed in ${file} is not known: ${(error as Error).message}`)
    return []
  }
}
