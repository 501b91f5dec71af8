import { describe, expect, it } from 'vitest'
import { runCli } from '../support/command-line.ts'
import { makeFolder } from '../support/temporary-folder.ts'

/** Names from files and flags, in the job of a workflow whose runner reads commands from what is printed. */

const JOB = { GITHUB_ACTIONS: 'true' }
const NAME = '::set-output name=a::b\u001b[31m\n::error::pwn ##[add-mask]x'
const table = `"${NAME}"\n${Array.from({ length: 40 }, (_, index) => `b${index}@c.org`).join('\n')}\n`
// biome-ignore lint/suspicious/noControlCharactersInRegex: the start of a terminal's commands is what is looked for
const COMMAND = /^\s*::|##\[|\u001b/m

describe('names that look like commands', () => {
  it.each([
    ['of columns', ['contract', 'infer', 'table.csv', '--output', 'c.yaml']],
    ['of files', ['contract', 'lint', `${NAME}.yaml`]],
    ['of contracts', ['validate', '--contract', `${NAME}.yaml`, '--data', `${NAME}.csv`]],
    ['of subcommands', ['contract', NAME]],
    ['of flags', ['validate', `--${NAME}`]],
    ['of commands', [NAME]],
  ])('%s are none', (_, words) => {
    const { stdout, stderr } = runCli(words, makeFolder({ 'table.csv': table }), JOB)
    expect(stderr).not.toBe('')
    expect(stdout + stderr).not.toMatch(COMMAND)
  })

  it('keep a contract from being printed into the log, not from being written', () => {
    const folder = makeFolder({ 'table.csv': table })
    const printed = runCli(['contract', 'infer', 'table.csv'], folder, JOB)
    expect(printed).toMatchObject({ exitCode: 3, stdout: '', stderr: expect.stringContaining('--output FILE') })
    expect(runCli(['contract', 'infer', 'table.csv'], folder)).toMatchObject({ exitCode: 0 })
    expect(runCli(['contract', 'infer', 'table.csv', '--output', 'c.yaml'], folder, JOB)).toMatchObject({ exitCode: 0 })
  })

  it('are escaped in JSON, which stays what it was', () => {
    const folder = makeFolder({ 'table.csv': table })
    runCli(['contract', 'infer', 'table.csv', '--output', 'c.yaml'], folder)
    const { stdout } = runCli(
      ['validate', '--contract', 'c.yaml', '--data', 'table.csv', '--format', 'json'],
      folder,
      JOB,
    )
    expect(stdout).not.toMatch(COMMAND)
    const { checks } = JSON.parse(stdout) as { checks: { target: { column: string | null } }[] }
    expect(checks.some(({ target }) => target.column === NAME)).toBe(true)
  })
})
