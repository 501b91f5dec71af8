import { describe, expect, it } from 'vitest'
import { type ContractValues, runContract } from '../../../src/commands/contract/run.ts'
import type { Services } from '../../../src/commands/services.ts'

describe('modelgate contract', () => {
  it.each([
    [['lint', 'c.yaml'], { from: 'dbt', to: 'sql' }, ['lint takes no --from', 'lint takes no --to']],
    [['infer', 't.csv'], { base: 'main' }, ['infer takes no --base', 'it takes --object, --delimiter']],
    [['export', 'c.yaml'], { decimal: ',' }, ['export takes no --decimal']],
    [['diff', 'a', 'b'], { object: 't' }, ['diff takes no --object', 'it takes --base']],
    [['explain'], {}, ['does not know "explain"']],
    [[], {}, ['it does: lint, infer, import, export, diff']],
  ])('%j with %j is refused, with all that is wrong', async (operands, flags, messages) => {
    const values = { model: [], operands, ...flags } as unknown as ContractValues
    const error = (await runContract(values, {} as Services).catch((reason: unknown) => reason)) as Error
    expect(error.name).toBe('InputError')
    for (const message of messages) expect(error.message).toContain(message)
  })
})
