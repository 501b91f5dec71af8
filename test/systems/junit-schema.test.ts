import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { renderJunit } from '../../src/report/junit.ts'
import { poison, readFixture } from '../report/fixtures.ts'
import { ensurePythonTool } from '../support/python-tools.ts'
import { makeFolder } from '../support/temporary-folder.ts'

const LXML = { name: 'lxml', requirements: ['lxml==6.1.3'] }
const SCHEMA = join(import.meta.dirname, '../fixtures/junit/junit-10.xsd')
const VALIDATE = `
import sys
from lxml import etree
schema = etree.XMLSchema(etree.parse(sys.argv[1]))
document = etree.parse(sys.argv[2])
schema.assertValid(document)
print(len(document.findall('.//testcase')))
`

let bin = ''
beforeAll(async () => {
  bin = await ensurePythonTool(LXML)
})

/** How many tests libxml2 reads, once the schema of Jenkins has let the file through. */
function countTests(xml: string): number {
  const file = join(makeFolder({ 'report.xml': xml }), 'report.xml')
  return Number(execFileSync(join(bin, 'python'), ['-c', VALIDATE, SCHEMA, file], { encoding: 'utf8' }))
}

describe('the JUnit report and the schema of Jenkins', () => {
  const results = (['compare-fail', 'compare-inconclusive', 'validate-fail', 'compare-gates'] as const).map(readFixture)

  it('agree on the committed results', () => {
    const checks = results.flatMap((result) => result.checks.filter(({ kind }) => kind !== 'metric'))
    expect(countTests(renderJunit(results))).toBe(checks.length)
  })

  it('agree on hostile ones, on none, and on days of work', () => {
    expect(countTests(renderJunit(results.map((result) => poison(result))))).toBeGreaterThan(0)
    expect(countTests(renderJunit([]))).toBe(0)
    expect(countTests(renderJunit([{ ...results[0]!, finishedAt: '2026-11-25T08:00:00Z' }]))).toBeGreaterThan(0)
  })
})
