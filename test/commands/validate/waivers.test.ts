import { expect, it } from 'vitest'
import { makeFolder } from '../../support/temporary-folder.ts'
import { validateIn } from '../../support/validate.ts'
import { dataSetOf, modelOf, place, projectOf } from './project-settings.ts'

const FILES = {
  'c.yaml':
    'apiVersion: v3.1.0\nkind: DataContract\nschema:\n- name: people\n  properties:\n  - {name: id, logicalType: integer}\n',
  'test.csv': 'id\n1\nx\n',
}
const waiver = {
  check: 'contract/test/id/type',
  reason: 'mended at the source',
  by: '@lead',
  until: '2026-11-21',
  place,
}

it.each([
  ['until its last day', '2026-11-21', 'warn', false],
  ['and no longer', '2026-11-20', 'fail', true],
] as const)('a waiver lifts a rule of a contract, %s', async (_, until, verdict, blocks) => {
  const project = { ...projectOf(modelOf('churn', [dataSetOf('test')])), waivers: [{ ...waiver, until }] }
  const { results } = await validateIn(makeFolder(FILES), {}, project)
  expect(results[0]).toMatchObject({ verdict, blocks })
  const check = results[0]!.checks.find(({ id }) => id === waiver.check)
  expect(check).toMatchObject({ verdict: 'fail', blocks })
  expect(check!.waiver === null).toBe(blocks)
  if (!blocks) expect(results[0]!.summary).toContain('Waived: contract/test/id/type until 2026-11-21 by @lead')
})
