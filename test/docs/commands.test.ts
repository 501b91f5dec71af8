import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../support/built.ts'
import { runCli } from '../support/command-line.ts'
import { git } from '../support/git.ts'
import { makeFolder } from '../support/temporary-folder.ts'

/** The commands of a page's first shell block, without comments. */
function readCommands(page: string): readonly (readonly string[])[] {
  const block = /```sh\n(.*?)```/s.exec(readFileSync(join(ROOT, page), 'utf8'))![1]!
  return block
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, '').split(' '))
}

describe('the commands of docs/data-contracts.md', () => {
  it('work one after the other', () => {
    const folder = makeFolder()
    copyFileSync(join(ROOT, 'examples/churn/data/customers.csv'), join(folder, 'customers.csv'))
    git(folder, 'init', '--quiet', '--initial-branch=main')
    const commands = readCommands('docs/data-contracts.md')
    expect(commands.length).toBeGreaterThan(3)
    for (const [program, ...args] of commands) {
      expect(program).toBe('modelgate')
      const run = runCli(args, folder)
      expect(run, args.join(' ')).toMatchObject({ exitCode: 0 })
      // the contract is committed before it is compared with that of main
      git(folder, 'add', '.')
      git(folder, 'commit', '--quiet', '--allow-empty', '-m', args.join(' '))
    }
  })
})

describe('the command line of the README', () => {
  it('works in a clone', () => {
    const lines = readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/^node dist\/cli\/index\.js (.+)$/gm)
    const commands = [...lines].map(([, words]) => words!.split(' '))
    expect(commands.length).toBeGreaterThan(0)
    for (const args of commands) expect(runCli(args, ROOT), args.join(' ')).toMatchObject({ exitCode: 0 })
  })
})
