import { describe, expect, it } from 'vitest'
import type { ContractCheckResult, Result } from '../../src/core/result.ts'
import { renderHtml } from '../../src/report/html.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { readFixture } from './fixtures.ts'

/** The result with its failing rules changed. */
function change(edit: (check: ContractCheckResult, index: number) => Partial<ContractCheckResult>): Result {
  const result = readFixture('validate-fail')
  const failing = result.checks.filter(({ verdict }) => verdict === 'fail') as ContractCheckResult[]
  const checks = failing.map((check, index) => ({ ...check, ...edit(check, index) }))
  return { ...result, checks }
}

const sample = (row: number, ...values: readonly (string | null)[]) => ({
  row,
  values: Object.fromEntries(values.map((value, index) => [`c${index}`, value])),
})

describe('the rules that data breaks', () => {
  it('say their table where there are several, and what of quality they are about where a contract says it', async () => {
    const plain = change(() => ({ dimension: null }))
    expect(renderMarkdown([plain])).toContain('| rule | measured |')
    const several = change(({ target }, index) => ({
      dimension: index === 0 ? 'accuracy' : null,
      target: { ...target, object: index === 0 ? 'a|b' : 'orders' },
    }))
    const markdown = renderMarkdown([several])
    expect(markdown).toContain('| rule | data | dimension | measured |')
    expect(markdown).toContain('| a\\|b | accuracy |')
    expect(await renderHtml([several])).toMatch(/<th[^>]*>data<\/th>\s*<th[^>]*>dimension<\/th>/)
  })

  it('list the numbers of rows whose cells are all masked, and a table of the others', async () => {
    const result = change((_, index) => ({
      samples: index === 0 ? [sample(4, '•••', '•••'), sample(1700, '•••')] : [sample(5, '•••', 'de'), sample(6, null)],
    }))
    const markdown = renderMarkdown([result])
    expect(markdown).toContain(': rows 4, 1,700 (masked: no column of them is classified public)')
    expect(markdown).toContain('| 5 | `•••` | `de` |')
    expect(markdown).not.toContain('| 4 |')
    expect(await renderHtml([result])).toContain(': rows 4, 1,700 (masked')
  })
})
