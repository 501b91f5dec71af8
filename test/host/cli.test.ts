import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { COMMANDS_TO_COME } from '../../src/commands/catalogue.ts'
import { DIST, ROOT } from '../support/built.ts'
import { plainEnvironment } from '../support/command-line.ts'
import { ChurnRepository, COMMITTER, comparisonFlags, listLeftovers } from './churn-repository.ts'
import { readResult } from './result-document.ts'

/** The built command line as a child process: what the surface promises of every command. */

let churn: ChurnRepository
beforeAll(() => {
  churn = new ChurnRepository('better')
  churn.write('gates.yml', 'gates:\n  - {metric: roc_auc, margin: 0.01, confidence: 0.95}\n')
})
afterAll(() => churn.dispose())

const CLI = join(DIST, 'cli/index.js')
const run: ChurnRepository['run'] = (...call) => churn.run(...call)

describe('the command line', () => {
  it('prints its version and its help on stdout', () => {
    const version = { exitCode: 0, stdout: `${packageJson.version}\n`, stderr: '' }
    expect(run(['--version'])).toEqual(version)
    expect(run(['compare', '--version'])).toEqual(version)
    expect(run(['--help'])).toMatchObject({ exitCode: 0, stderr: '' })
    const help = run(['compare', '--help'])
    expect(help).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Usage: modelgate compare'), stderr: '' })
    expect(run(['help', 'compare'])).toEqual(help)
    expect(run([])).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('Usage: modelgate COMMAND') })
  })

  it("leaves promote its own --version, for a version's number", () => {
    const { exitCode, stderr } = run(['promote', '--version', 'one'])
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('"one"') })
  })

  it('refuses an unknown command with the nearest, and one to come by name', () => {
    const unknown = 'unknown command "comapre"\n  → did you mean compare?\n'
    expect(run(['comapre'])).toEqual({ exitCode: 3, stdout: '', stderr: unknown })
    const later = `drift is not there yet in modelgate ${packageJson.version}\n`
    expect(COMMANDS_TO_COME).toContain('drift')
    expect(run(['drift'])).toEqual({ exitCode: 3, stdout: '', stderr: later })
  })

  it('tells all that is wrong with the flags at once', () => {
    const { exitCode, stdout, stderr } = run([
      ...[
        'compare',
        '--lable',
        'churn',
        '--task',
        'guess',
        '--confidence',
        '2',
        '--seed=1',
        '--seed=2',
        'stray',
        '--id',
      ],
    ])
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    expect(stderr).toMatchInlineSnapshot(`
      "unknown flag --lable
        → did you mean --label?
      --id needs a value
      unexpected "stray": compare takes flags only
        → quote a value that holds spaces
      --task is "guess"; it takes binary, multiclass, regression, ranking, forecast, graded
      --confidence is "2"; it takes a number from 0.5 to 0.9999
      --seed is given 2 times; it takes one value
      "
    `)
  })

  it('says of a command that is still to come that it is not there yet', () => {
    const { exitCode, stderr } = run(['deploy', '--model', 'churn'])
    expect(exitCode).toBe(3)
    expect(stderr).toContain('deploy is not there yet')
  })
})

describe('results on stdout', () => {
  it('are one JSON document of the shipped schema and nothing else, from the data to the registry', () => {
    const contract = ['--contract', 'contracts/customers.odcs.yaml', '--data', 'data/test.csv']
    const validated = run(['validate', ...contract, '--format', 'json'])
    expect(validated.exitCode, validated.stderr).toBe(0)
    expect(readResult(validated.stdout)).toMatchObject({ command: 'validate', verdict: 'pass', trust: 'local' })

    const compared = run(comparisonFlags('better', '--format', 'json', '--output', 'folder/of its own/compare.json'))
    expect(compared).toMatchObject({ exitCode: 0, stdout: '' })
    expect(readResult(churn.read('folder/of its own/compare.json'))).toMatchObject({ command: 'compare', policy: null })

    const checked = run(['check', '--format', 'json', '--evidence-file', 'evidence.jsonl', '--html', 'report.html'])
    expect(checked.exitCode, checked.stderr).toBe(0)
    expect(readResult(checked.stdout)).toMatchObject({
      schema: 'modelgate.results/v1',
      verdict: 'pass',
      results: [{ command: 'validate' }, { command: 'compare' }],
    })
    expect(churn.has('report.html')).toBe(true)

    const promotion = ['promote', '--stage', 'production', '--evidence', 'evidence.jsonl', '--format', 'json']
    const planned = run([...promotion, '--dry-run'], COMMITTER)
    expect(planned.exitCode, planned.stderr).toBe(0)
    expect(readResult(planned.stdout)).toMatchObject({ command: 'promote', verdict: 'pass' })
    expect(churn.git('ls-remote', '--tags', 'origin')).toBe('')
    const promoted = run(promotion, COMMITTER)
    expect(promoted.exitCode, promoted.stderr).toBe(0)
    expect(readResult(promoted.stdout)).toMatchObject({ registered: { version: 'v0.1.0' } })
    expect(churn.git('ls-remote', '--tags', 'origin')).toContain('refs/tags/churn@v0.1.0')
    expect(listLeftovers(churn.work)).toEqual([])
  })

  it('go as text into the file of --output alone, and without colour', () => {
    expect(run(comparisonFlags('better', '--output', 'compare.txt'))).toMatchObject({ exitCode: 0, stdout: '' })
    const text = churn.read('compare.txt')
    expect(text).toMatch(/^✅ .*\n[\s\S]*ROC AUC 0\.850[\s\S]*\n$/)
    expect(text).not.toContain('\u001B')
  })

  it('with --quiet are only those that did not pass, and the exit code stays', () => {
    expect(run(comparisonFlags('better', '--quiet'))).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    const refused = ['--baseline', 'variants/better/predictions.csv', '--gates', 'gates.yml', '--quiet']
    expect(run(comparisonFlags('worse', ...refused))).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^⛔/),
    })
    // what a command was asked to show is no news to keep quiet about
    expect(run(['registry', 'list', '--quiet']).stdout).toContain('MODEL')
  })

  it('with --quiet leave out a model whose results all passed or had nothing to judge, and show others whole', () => {
    const config = churn.read('modelgate.yml')
    churn.write('bare.yml', config.replaceAll(', contract: contracts/customers.odcs.yaml', ''))
    churn.write('strict.yml', config.replace('min: 0.80', 'min: 0.99'))
    const check = (file: string) => run(['check', '--all', '--config', file, '--quiet'])
    expect(check('bare.yml')).toMatchObject({ exitCode: 0, stdout: '' })
    expect(check('strict.yml')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(
        /^⛔ churn: no, ROC AUC is below 0\.99[\s\S]* keep all 192 rules of the contract\./,
      ),
    })
  })

  it('may be cut short by their reader', async () => {
    const cases = [comparisonFlags('better', '--format', 'json'), ['--help']]
    for (const args of cases) {
      const child = spawn(process.execPath, [CLI, ...args], { cwd: churn.work, env: plainEnvironment() })
      child.stdout.destroy()
      let stderr = ''
      child.stderr.on('data', (chunk) => {
        stderr += chunk
      })
      const [exitCode] = await once(child, 'close')
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    }
  })

  it.skipIf(!existsSync('/dev/full'))('that the disk refuses are an error in words, not a verdict', () => {
    const command = `"$0" "$1" report "$2" > /dev/full`
    const result = join(ROOT, 'test/fixtures/results/compare-fail.json')
    const { status, stderr } = spawnSync('sh', ['-c', command, process.execPath, CLI, result], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 4, stderr: 'standard output cannot be written (ENOSPC)\n' })
  })
})
