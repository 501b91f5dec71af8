import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { COMMANDS_TO_COME } from '../../src/commands/catalogue.ts'
import { DIST, ROOT } from '../support/built.ts'
import { plainEnvironment, runCli } from '../support/command-line.ts'
import { makeFolder } from '../support/temporary-folder.ts'
import { ChurnRepository, COMMITTER, comparisonFlags } from './churn-repository.ts'

/** The built command line as a child process: what the surface promises of every command. */

let churn: ChurnRepository
beforeAll(() => {
  churn = new ChurnRepository('better')
  churn.write('gates.yml', 'gates:\n  - {metric: roc_auc, margin: 0.01, confidence: 0.95}\n')
})
afterAll(() => churn.dispose())

const schema = JSON.parse(readFileSync(join(ROOT, 'schema/result.schema.json'), 'utf8'))
const isResult = new Ajv2020({ strict: false }).compile(schema)
/** Parses the one document on stdout and holds it against the shipped schema. */
function readResult(stdout: string): Record<string, unknown> {
  const document = JSON.parse(stdout)
  expect(isResult(document), JSON.stringify(isResult.errors)).toBe(true)
  return document
}

const CLI = join(DIST, 'cli/index.js')
const run = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  runCli(args, churn.work, environment)
const leftovers = (folder: string) => readdirSync(folder).filter((name) => /\.tmp$|^\.\w+\.json/.test(name))

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

  it('says what is not there yet of a command that is', () => {
    const { exitCode, stderr } = run(comparisonFlags('better', '--weight', 'w', '--plan'))
    expect(exitCode).toBe(3)
    expect(stderr).toContain('--weight')
    expect(stderr).toContain('--plan')
    expect(run(['report', 'r.json', '--junit', 'j.xml', '--comment']).stderr).toMatch(/--junit[^]*--comment/)
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
    expect(leftovers(churn.work)).toEqual([])
  })

  it('go as text into the file of --output alone, and without colour', () => {
    expect(run(comparisonFlags('better', '--output', 'compare.txt'))).toMatchObject({ exitCode: 0, stdout: '' })
    const text = churn.read('compare.txt')
    expect(text).toMatch(/^✅ .*\n[^]*ROC AUC 0\.850[^]*\n$/)
    expect(text).not.toContain('\u001B')
  })

  it('with --quiet are only those that did not pass, and the exit code stays', () => {
    expect(run(comparisonFlags('better', '--quiet'))).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    const refused = ['--baseline', 'variants/production/predictions.csv', '--gates', 'gates.yml', '--quiet']
    expect(run(comparisonFlags('worse', ...refused))).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^⛔/),
    })
    // what a command was asked to show is no news to keep quiet about
    expect(run(['registry', 'list', '--quiet']).stdout).toContain('MODEL')
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

describe('exit codes', () => {
  const margin = ['--baseline', 'variants/production/predictions.csv', '--gates', 'gates.yml']

  it.each([
    [0, 'no worse', 'better'],
    [1, 'worse', 'worse'],
    [2, 'too close to call', 'close'],
  ])('are %i for a candidate that is %s', (code, _, variant) => {
    const { exitCode, stdout, stderr } = run(comparisonFlags(variant, ...margin, '--metric', 'roc_auc'))
    expect({ exitCode, stderr }).toEqual({ exitCode: code, stderr: '' })
    expect(stdout.includes('more labelled rows')).toBe(code === 2)
  })

  it('are 3 for what cannot be used, each fault in words, with a stack only where asked for', () => {
    const missing = ['validate', '--contract', 'no.odcs.yaml', '--data', 'no.csv']
    const plain = run(missing)
    expect(plain).toMatchObject({ exitCode: 3, stdout: '' })
    expect(plain.stderr).toContain('no.odcs.yaml: there is no such file')
    expect(plain.stderr).not.toMatch(/^\s+at /m)
    for (const verbose of [run([...missing, '--verbose']), run(missing, { RUNNER_DEBUG: '1' })]) {
      expect(verbose).toMatchObject({ exitCode: 3, stdout: '', stderr: expect.stringMatching(/^\s+at .+:\d+:\d+/m) })
      expect(verbose.stderr.startsWith(plain.stderr.trim())).toBe(true)
    }
  })

  it('are 4 for a system that does not answer, likewise', () => {
    churn.git('remote', 'add', 'gone', join(churn.folder, 'gone.git'))
    const config = churn.read('modelgate.yml')
    churn.write('elsewhere.yml', config.replace('version: 1', 'version: 1\nregistry: {type: git, remote: gone}'))
    const args = ['registry', 'list', '--config', 'elsewhere.yml']
    const plain = run(args)
    expect(plain).toMatchObject({ exitCode: 4, stdout: '', stderr: expect.stringContaining('gone.git') })
    expect(plain.stderr).not.toMatch(/^\s+at /m)
    expect(run([...args, '--verbose'])).toMatchObject({ exitCode: 4, stderr: expect.stringMatching(/^\s+at /m) })
  })

  it("are the worst of several models', whose results all stand", () => {
    const config = churn.read('modelgate.yml')
    const broken = config.slice(config.indexOf('  churn:')).replace('  churn:', '  broken:')
    churn.write('two.yml', `${config}${broken.replace('out/predictions.csv', 'out/nothing.csv')}`)
    const { exitCode, stdout, stderr } = run(['compare', '--config', 'two.yml', '--format', 'json'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining('out/nothing.csv') })
    expect(readResult(stdout)).toMatchObject({
      ...{ schema: 'modelgate.results/v1', verdict: 'inconclusive', blocks: true },
      results: [{ model: 'churn', verdict: 'pass' }],
    })
  })
})

describe('bad input', () => {
  it.each([
    ['a folder for the data', ['--data', 'data'], /data: is a folder/],
    ['a contract that is no YAML', ['--contract', 'tab.yaml'], /tab\.yaml:2:1: /],
    ['a contract that is missing', ['--contract', 'no.yaml'], /no\.yaml: there is no such file/],
    ['a missing config', ['--config', 'no.yml'], /no\.yml/],
  ])('such as %s is one clear message', (_, flags, message) => {
    churn.write('tab.yaml', 'kind: DataContract\n\tapiVersion: v3.1.0\n')
    const good = { '--contract': 'contracts/customers.odcs.yaml', '--data': 'data/test.csv' }
    const args = Object.entries({ ...good, [flags[0]!]: flags[1]! }).flat()
    const { exitCode, stdout, stderr } = run(['validate', ...args])
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2)
  })

  it('such as no configuration or no repository says what to do', () => {
    const folder = makeFolder()
    const results = { MODELGATE_RESULTS_DIR: join(folder, 'results') }
    const runs = [['check'], ['promote', '--evidence', 'e'], ['registry', 'list'], ['report']].map((args) =>
      runCli(args, folder, results),
    )
    expect(runs.map(({ exitCode, stdout }) => [exitCode, stdout])).toEqual(Array(4).fill([3, '']))
    expect(runs.map(({ stderr }) => stderr.split('\n')[0])).toEqual([
      'no modelgate.yml here or further up',
      'there is no modelgate.yml here or in a folder above',
      expect.stringContaining('lies in no git repository'),
      expect.stringContaining('there is no result file in'),
    ])
    expect(runs.every(({ stderr }) => stderr.includes('\n  → '))).toBe(true)
    expect(readdirSync(folder)).toEqual([])
  })

  it('such as a folder in the place of a file to write leaves nothing beside it', () => {
    mkdirSync(churn.path('taken'), { recursive: true })
    for (const flag of ['--output', '--evidence-file']) {
      const { exitCode, stderr } = run(comparisonFlags('better', flag, 'taken'))
      expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringMatching(/taken: cannot be written/) })
    }
    expect(leftovers(churn.work)).toEqual([])
  })

  it('leaves the file of an earlier run as it was', () => {
    churn.write('kept.json', 'kept')
    expect(run(comparisonFlags('nobody', '--output', 'kept.json'))).toMatchObject({ exitCode: 3 })
    expect(churn.read('kept.json')).toBe('kept')
  })
})

describe('the world around', () => {
  it('ends at Ctrl-C, promptly, in words and with nothing half-written', async () => {
    // a remote that takes the call and never answers
    const server = createServer(() => {}).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    churn.git('remote', 'add', 'silent', `http://127.0.0.1:${port}/churn.git`)
    const config = churn
      .read('modelgate.yml')
      .replace('version: 1', 'version: 1\nregistry: {type: git, remote: silent}')
    churn.write('silent.yml', config)
    const temporary = makeFolder()
    const args = ['registry', 'list', '--config', 'silent.yml', '--output', 'list.txt']
    const env = plainEnvironment({ TMPDIR: temporary })
    const child = spawn(process.execPath, [CLI, ...args], { cwd: churn.work, env })
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    await once(server, 'connection')
    const began = performance.now()
    child.kill('SIGINT')
    const [exitCode] = await once(child, 'close')
    server.close()
    expect(performance.now() - began).toBeLessThan(3000)
    expect({ exitCode, stderr }).toEqual({ exitCode: 4, stderr: expect.stringContaining('stopped by SIGINT') })
    expect(stderr).not.toMatch(/fault of its own|^\s+at /m)
    expect(readdirSync(temporary)).toEqual([])
    expect([churn.has('list.txt'), ...leftovers(churn.work)]).toEqual([false])
  })

  it('never shows the token of the job, nor keeps it in a file', () => {
    const token = 'ghs_0123456789abcdefTOKEN'
    const folder = makeFolder()
    churn.git('remote', 'add', 'secret', 'https://127.0.0.1:9/acme/churn.git')
    const config = churn
      .read('modelgate.yml')
      .replace('version: 1', 'version: 1\nregistry: {type: git, remote: secret}')
    churn.write('secret.yml', config)
    const job = {
      ...{ GITHUB_ACTIONS: 'true', GITHUB_TOKEN: token, GITHUB_SERVER_URL: 'https://127.0.0.1:9', RUNNER_TEMP: folder },
      ...{ GITHUB_EVENT_NAME: 'push', GITHUB_REPOSITORY: 'acme/churn', GITHUB_RUN_ID: '7' },
    }
    const compared = run(
      comparisonFlags('better', '--verbose', '--format', 'json', '--evidence-file', join(folder, 'evidence.json')),
      job,
    )
    expect(compared.exitCode, compared.stderr).toBe(0)
    const refused = run(['registry', 'list', '--config', 'secret.yml', '--verbose'], job)
    expect(refused.exitCode).toBe(4)
    const written = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    expect(written.length).toBeGreaterThanOrEqual(2)
    const seen = [compared, refused].flatMap(({ stdout, stderr }) => [stdout, stderr]).concat(written)
    expect(seen.filter((text) => text.includes(token))).toEqual([])
  }, 30_000)

  it('may be a folder of another name, reached by a link or from below', () => {
    const link = join(churn.folder, 'linked folder')
    rmSync(link, { force: true })
    symlinkSync(churn.work, link)
    const compare = runCli(['compare', '--model', 'churn'], join(link, 'data'))
    expect(compare.stderr).toBe('')
    expect(compare.exitCode).toBe(0)
    writeFileSync(join(churn.folder, 'outside.csv'), churn.read('data/test.csv'))
    const args = [
      'validate',
      '--contract',
      'contracts/customers.odcs.yaml',
      '--data',
      '../outside.csv',
      '--object',
      'customers',
    ]
    expect(run(args)).toMatchObject({ exitCode: 0, stderr: '' })
  })
})
