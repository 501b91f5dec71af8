import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
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

/** The YAML blocks of a page, in order. */
function readYaml(page: string): readonly string[] {
  return [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text]) => text!)
}

/** Fills the label column of rows.csv from test.csv, as people would. */
function fillIn(folder: string): void {
  const read = (name: string) =>
    readFileSync(join(folder, name), 'utf8')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','))
  const labels = new Map(read('test.csv').map(([id, label]) => [id, label]))
  const filled = read('rows.csv').map((cells) => [...cells.slice(0, -1), labels.get(cells[0])])
  writeFileSync(join(folder, 'rows.csv'), `${filled.join('\n')}\n`)
}

describe('the commands of docs/comparison.md', () => {
  it('work one after the other', () => {
    const folder = makeFolder()
    const copy = (from: string, to: string) => copyFileSync(join(ROOT, 'examples/churn', from), join(folder, to))
    copy('variants/better/predictions.csv', 'new.csv')
    copy('variants/production/predictions.csv', 'production.csv')
    copy('data/test.csv', 'test.csv')
    const [gates, accuracy] = readYaml('docs/comparison.md')
    writeFileSync(join(folder, 'gates.yml'), gates!)
    writeFileSync(join(folder, 'accuracy.yml'), accuracy!)
    const results = readCommands('docs/comparison.md').map(([program, ...args]) => {
      expect(program).toBe('modelgate')
      if (args.includes('--label-list') && !args.includes('--plan')) fillIn(folder)
      const run = runCli([...args, '--format', 'json'], folder)
      expect(run, args.join(' ')).toMatchObject({ exitCode: 0 })
      return JSON.parse(run.stdout) as { verdict: string; checks: { id: string }[] }
    })
    expect(results.map(({ verdict }) => verdict)).toEqual(['warn', 'skip', 'pass'])
    const ids = results.map(({ checks }) => checks.map(({ id }) => id))
    expect(ids[0]).toEqual(
      expect.arrayContaining(['gate/roc_auc/margin', 'gate/better on one of two', 'gate/worst_slices']),
    )
    expect(ids[2]).toContain('gate/accuracy/margin')
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
