// A result of 1,000 checks, grown from the fixtures of the tests: metrics and gates of 250 slices, and rules of a contract.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../test/fixtures/results')
const read = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
const CHECKS = 1000
const SLICES = 250

/** @returns a result as compare writes it; every tenth slice and every twentieth rule do not hold */
export function makeLargeResult() {
  const result = read('compare-fail')
  const rules = read('validate-fail').checks
  const gate = result.checks.find(({ id }) => id === 'gate/recall/margin/contract=One year')
  const metric = result.checks.find(({ kind, target }) => kind === 'metric' && target.slice !== null)
  const slices = Array.from({ length: SLICES }, (_, index) => {
    const slice = `contract=c${index}`
    const isOpen = index % 10 === 0
    return [
      { ...metric, id: `metric/recall/${slice}`, target: { ...metric.target, slice } },
      {
        ...gate,
        id: `gate/recall/margin/${slice}`,
        target: { ...gate.target, slice },
        ...(isOpen ? {} : { verdict: 'pass', blocks: false, help: null }),
      },
    ]
  })
  const [held, broken] = ['pass', 'fail'].map((verdict) => rules.find((rule) => rule.verdict === verdict))
  const left = CHECKS - result.checks.length - 2 * SLICES
  const contract = Array.from({ length: left }, (_, index) => ({
    ...(index % 20 === 0 ? broken : held),
    id: `contract/customers/c${index}/minimum`,
    target: { ...held.target, column: `c${index}` },
  }))
  return { ...result, checks: [...result.checks, ...slices.flat(), ...contract] }
}
