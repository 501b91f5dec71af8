import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Result } from '../../../src/core/result.ts'
import { runCli } from '../../support/command-line.ts'
import { makeOnce } from '../../support/git-remote.ts'
import { promoteTrained } from './rebuilding.ts'

const promoted = makeOnce(() => promoteTrained())

it('prints one JSON document, and what the commands say on standard error', async () => {
  const { clone } = await promoted()
  const run = runCli(['reproduce', 'churn#production', '--format', 'json'], clone)
  expect([run.exitCode, run.stderr]).toEqual([0, expect.stringContaining('train | trained')])
  const result = JSON.parse(run.stdout) as Result & { reproduced: object }
  expect(result).toMatchObject({ command: 'reproduce', verdict: 'pass', reproduced: { version: 'v0.1.0' } })
  expect(result.checks.map(({ id }) => id)).toContain('reproduce/predictions')
})

it('ends with 1 where it comes out otherwise, and with 3 where nothing is named', async () => {
  const { clone } = await promoted()
  const otherwise = runCli(['reproduce', '--model', 'churn', '--version', 'v0.1.0'], clone, { NOISE: '0.5' })
  expect([otherwise.exitCode, otherwise.stdout]).toEqual([1, expect.stringContaining('does not come out the same')])
  const none = runCli(['reproduce'], clone)
  expect([none.exitCode, none.stdout, none.stderr]).toEqual([3, '', expect.stringContaining('no version is named')])
})

it('writes the card of a version as Markdown to a file', async () => {
  const { clone } = await promoted()
  expect(runCli(['registry', 'card', 'churn#production', '--output', 'card.md'], clone).exitCode).toBe(0)
  expect(readFileSync(join(clone, 'card.md'), 'utf8')).toMatch(
    /^---\nmodel_name: "churn"\n[\s\S]*\n# Model card: churn v0\.1\.0\n/,
  )
  const { stdout } = runCli(['registry', 'card', 'churn', '--format', 'json'], clone)
  expect(JSON.parse(stdout)).toMatchObject({ schema: 'modelgate.card/v1', version: 'v0.1.0' })
})
