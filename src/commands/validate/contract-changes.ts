import type { DataContract } from '../../contract/data-contract.ts'
import type { ContractCheckResult } from '../../core/result.ts'
import type { Services } from '../services.ts'
import type { OpenDataSet } from './open-data-set.ts'

/**
 * What a pull request changes in the contracts of its data sets, as advice: whoever judges the request sees what breaks
 * for those who read the data. Outside of a pull request, and for contracts that only flags name, none.
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

async function compareWithBase(contract: DataContract, services: Services): Promise<readonly ContractCheckResult[]> {
  const { file } = contract
  try {
    const text = await services.readBase(file)
    if (text === null || text === (await services.workspace.readText(file, 'config'))) return []
    const [{ parseLocatedYaml }, { parseContract }, { diffContracts }, { makeDiffChecks }] = await Promise.all([
      import('../../yaml/located-document.ts'),
      import('../../contract/contract-file.ts'),
      import('../../contract/diff/contract-diff.ts'),
      import('../../contract/diff/diff-checks.ts'),
    ])
    const before = await parseContract(parseLocatedYaml(text, `${file} (base)`))
    return makeDiffChecks(diffContracts(before, contract), before, contract, true)
  } catch (error) {
    if (services.signal.aborted) throw error
    services.logger.warning(`what changed in ${file} is not known: ${(error as Error).message}`)
    return []
  }
}
