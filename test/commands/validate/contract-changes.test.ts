import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../../support/command-line.ts'
import { git } from '../../support/git.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const contract = (maximum: number) => `apiVersion: v3.1.0
kind: DataContract
id: shop
name: shop
version: 1.0.0
status: active
schema:
  - name: orders
    properties:
      - {name: amount, logicalType: integer, logicalTypeOptions: {maximum: ${maximum}}}
`
const PROJECT =
  'version: 1\nmodels:\n  shop:\n    task: binary\n    data:\n      orders: {path: orders.csv, contract: orders.yaml}\n'

/** A clone of a repository at a pull request that changes the contract; `depth` as a shallow checkout has it. */
function makePullRequest(maximum: number, depth: readonly string[]) {
  const origin = makeFolder({ 'orders.csv': 'amount\n5\n', 'orders.yaml': contract(10), 'modelgate.yml': PROJECT })
  git(origin, 'init', '--quiet', '--initial-branch=main')
  git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  git(origin, 'config', 'uploadpack.allowFilter', 'true')
  git(origin, 'add', '.')
  git(origin, 'commit', '--quiet', '-m', 'base')
  const base = git(origin, 'rev-parse', 'HEAD')
  git(origin, 'checkout', '--quiet', '-b', 'change')
  writeFileSync(join(origin, 'orders.yaml'), contract(maximum))
  git(origin, 'commit', '--quiet', '-am', 'change', '--allow-empty')
  const head = git(origin, 'rev-parse', 'HEAD')
  const pull = { number: 1, base: { ref: 'main', sha: base }, head: { ref: 'change', sha: head, repo: null } }
  const folder = makeFolder({ 'event.json': JSON.stringify({ pull_request: pull }) })
  git(folder, 'clone', '--quiet', '--branch=change', ...depth, `file://${origin}`, 'clone')
  const job = {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_REPOSITORY: 'owner/shop',
    RUNNER_TEMP: folder,
  }
  return runCli(['validate', '--format', 'json'], join(folder, 'clone'), job)
}

describe('a pull request that changes a contract', () => {
  it.each([[[]], [['--depth=1']]])('shows what breaks as advice, cloned with %j', (depth) => {
    const { stdout, exitCode } = makePullRequest(8, depth)
    const { checks, verdict } = JSON.parse(stdout) as { checks: { id: string }[]; verdict: string }
    expect(checks.find(({ id }) => id.includes('change-'))).toMatchObject({
      id: 'contract/orders/amount/change-maximum',
      verdict: 'fail',
      severity: 'warning',
      blocks: false,
      title: 'amount now has maximum 8 instead of 10',
    })
    expect([verdict, exitCode]).toEqual(['warn', 0])
  })

  it('has nothing to show where the contract is as it was', () => {
    const { stdout } = makePullRequest(10, [])
    expect(stdout).not.toContain('change-')
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'pass' })
  })
})
