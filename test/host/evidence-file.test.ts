import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findCommand } from '../../src/commands/catalogue.ts'
import type { Outcome } from '../../src/commands/command.ts'
import { executeCommand } from '../../src/host/execution.ts'
import { compareResult } from '../evidence/sample-results.ts'
import { makeFolder } from '../support/temporary-folder.ts'

/** What a command with that outcome warns of, asked for evidence in out.json. */
async function execute(name: string, operands: readonly string[], outcome: Outcome) {
  const cwd = makeFolder()
  const warnings: string[] = []
  const execution = await executeCommand({
    spec: findCommand(name)!,
    inputs: { 'evidence-file': 'out.json' },
    operands,
    environment: { cwd, variables: {}, isTerminal: false, isGitHubActions: false, isDebug: false },
    logger: { info: () => {}, warning: (message) => warnings.push(message), debug: () => {} },
    loadRun: async () => async () => outcome,
  })
  return { warnings, isWritten: existsSync(join(cwd, 'out.json')), digest: execution.evidenceDigest }
}

const nothing: Outcome = { results: [] }

test.each<[string, readonly string[], string]>([
  ['plan', [], 'plan judges nothing'],
  ['setup', [], 'setup judges nothing'],
  ['report', ['result.json'], 'report judges nothing'],
  ['contract', ['lint', 'a.yaml'], 'contract lint judges nothing'],
  ['registry', ['list'], 'registry list judges nothing'],
  ['check', [], 'nothing was judged'],
])('%s %j says that it wrote no evidence', async (name, operands, why) => {
  const warnings = [`no evidence was written to out.json: ${why}`]
  expect(await execute(name, operands, nothing)).toEqual({ warnings, isWritten: false, digest: null })
})

test('a command that judged something, and one that tells an error, say nothing of it', async () => {
  const result = { ...compareResult(), policy: null }
  const judged = await execute('compare', [], { results: [result] })
  expect(judged).toEqual({ warnings: [], isWritten: true, digest: expect.stringMatching(/^sha256:/) })
  const failed = await execute('check', [], { results: [], errors: [new Error('no such model')] })
  expect(failed).toMatchObject({ warnings: [], isWritten: false })
})
