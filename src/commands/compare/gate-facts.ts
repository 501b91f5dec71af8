import type { Changes } from '../../core/result.ts'
import type { ExpressionFacts } from '../../policy/expression-operands.ts'
import type { ModelRecord } from '../../registry/model-version.ts'
import type { Parameters } from '../parameter-file.ts'

/**
 * What expressions of gates may rest on beside metrics: counts, null where nobody looked, so that what is not known never
 * counts as "nothing changed".
 */
export function countFacts(
  rows: number,
  record: Pick<ModelRecord, 'codeCommit'> | null,
  parameters: Parameters | null,
  changes: Changes,
): ExpressionFacts {
  if (record === null) return { rows, changes: null }
  return {
    rows,
    changes: {
      parameters: parameters === null ? null : changes.parameters.length,
      data: changes.data.length,
      environment: record.codeCommit === null ? null : changes.environment.length,
      commits: changes.code.commits ?? null,
    },
  }
}
