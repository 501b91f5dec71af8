import { expect, it } from 'vitest'
import { makeFolder } from '../support/temporary-folder.ts'
import { gatesOf, makeRows, writeCsv } from './compare/session.ts'
import { openPullRequest } from './pull-request.ts'

const FILES = { 'new.csv': writeCsv(makeRows(200, 0.3)) }
const FLAGS = { candidate: 'new.csv', id: 'id', label: 'label', score: ['score'], metric: ['roc_auc'], resamples: 100 }
const STRICT = 'gates: [{metric: roc_auc, min: 0.999}]\n'
const WAIVER = 'waivers: [{check: gate/roc_auc/min, reason: r, by: me, until: 2026-12-31}]\n'

it('a file of gates that the base branch does not have judges, but its waivers lift nothing', async () => {
  const { compare, said } = await openPullRequest(FILES, { 'gates.yml': STRICT + WAIVER })
  const result = await compare({ ...FLAGS, gates: 'gates.yml' })
  expect(result.verdict).toBe('fail')
  expect(result.proposal).toMatchObject({
    differences: [{ path: 'gates.yml', base: null, head: '1 gate, 1 waiver', counts: true }],
    head: null,
  })
  expect(said).toContain('the waiver of gate/roc_auc/min lifts nothing yet: it counts once the base branch has it')
})

it('a waiver that the base branch has in its file of gates counts', async () => {
  const { compare } = await openPullRequest({ ...FILES, 'gates.yml': STRICT + WAIVER }, { 'gates.yml': STRICT })
  const result = await compare({ ...FLAGS, gates: 'gates.yml' })
  expect(result).toMatchObject({ verdict: 'warn', proposal: { head: { verdict: 'fail', blocks: true } } })
})

it('a file of gates that cannot be read at the base branch is mended by the change', async () => {
  const { compare, said } = await openPullRequest(
    { ...FILES, 'gates.yml': 'gates: [{metric: auc}]\n' },
    { 'gates.yml': STRICT },
  )
  const result = await compare({ ...FLAGS, gates: 'gates.yml' })
  expect(gatesOf(result)[0]).toMatchObject({ id: 'gate/roc_auc/min', verdict: 'fail' })
  expect(result.proposal?.differences).toMatchObject([{ base: 'cannot be read', counts: true }])
  expect(said[0]).toMatch(/^the base branch's gates.yml cannot be read, so this change, which mends it/)
})

it("a file of gates outside of the repository is the caller's own", async () => {
  const gates = `${makeFolder({ 'gates.yml': STRICT + WAIVER })}/gates.yml`
  const { compare } = await openPullRequest(FILES, {})
  const result = await compare({ ...FLAGS, gates })
  expect(result.verdict).toBe('warn')
  expect(result.proposal).toBeUndefined()
})
