import { checkId, uniqueIds } from '../../core/check-id.ts'
import type { ContractCheckResult } from '../../core/result.ts'
import type { DataContract } from '../data-contract.ts'
import type { ContractChange } from './contract-change.ts'

/**
 * Changes as checks of a result. One that breaks something fails: as an error, or, where the contract's version says so
 * (its first number rose) or only advice is wanted, as a warning. What breaks nothing passes, for people to see.
 */
export function makeDiffChecks(
  changes: readonly ContractChange[],
  before: DataContract,
  after: DataContract,
  isAdvice = false,
): readonly ContractCheckResult[] {
  const isSaid = isMajorStep(before.version, after.version)
  const severity = isSaid || isAdvice ? 'warning' : 'error'
  return uniqueIds(
    changes.map((change): ContractCheckResult => {
      const isBreaking = change.impact === 'breaking'
      return {
        id: checkId('contract', change.object, change.property, `change-${change.aspect}`),
        kind: 'contract',
        title: change.title,
        verdict: isBreaking ? 'fail' : 'pass',
        severity: isBreaking ? severity : 'info',
        blocks: isBreaking && severity === 'error',
        target: { object: change.object, column: change.property, metric: null, slice: null },
        observed: change.after ?? (change.before === null ? null : 'gone'),
        expected: change.before === null ? null : `${change.before}, as before`,
        unit: null,
        dimension: null,
        statistics: { rows: null, failing: null, percent: null },
        samples: [],
        source: { file: change.place.file, line: change.place.line ?? null },
        waiver: null,
        help: isBreaking ? `${change.reason}: ${adviseOn(isSaid, after.version)}` : change.reason,
      }
    }),
  )
}

function adviseOn(isSaid: boolean, version: string | null): string {
  if (isSaid) return 'the new version says so; tell whoever reads the data'
  const next = /^v?(\d+)/.exec(version ?? '')?.[1]
  const name = next === undefined ? 'with a higher first number' : `${Number(next) + 1}.0.0`
  return `take it back, or give the contract a version ${name} and tell whoever reads the data`
}

/** Whether the first number of the version rose; without two versions that read as such it did not. */
function isMajorStep(before: string | null, after: string | null): boolean {
  const [old, now] = [before, after].map((version) => /^v?(\d+)(?:\.|$)/.exec(version ?? '')?.[1])
  return old !== undefined && now !== undefined && Number(now) > Number(old)
}
