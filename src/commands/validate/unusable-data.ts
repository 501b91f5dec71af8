import { checkId } from '../../core/check-id.ts'
import type { InputError } from '../../core/faults.ts'
import type { ContractCheckResult } from '../../core/result.ts'
import { isBlocking } from '../../core/verdict.ts'
import type { DataSetRequest } from './request.ts'

/** A data set that the base branch asks for and that a change made unusable: it is not measured, so it does not pass. */
export function makeUnusable(
  { key, data, contract, onInconclusive }: DataSetRequest,
  error: InputError,
): ContractCheckResult {
  const object = key ?? contract
  const reason = error.faults.map(({ message }) => message).join('; ')
  return {
    id: checkId('contract', object, 'readable'),
    kind: 'contract',
    title: `${object} can be held against its contract`,
    verdict: 'inconclusive',
    severity: 'error',
    blocks: isBlocking('inconclusive', 'error', onInconclusive),
    target: { object, column: null, metric: null, slice: null },
    observed: data,
    expected: contract,
    unit: null,
    statistics: { rows: null, failing: null, percent: null },
    samples: [],
    source: { file: contract, line: null },
    waiver: null,
    help: `the base branch asks for the data set ${object}, and it cannot be read here: ${reason}. Merge its removal after a waiver of this check.`,
  }
}
