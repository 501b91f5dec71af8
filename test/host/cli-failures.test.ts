import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DIST } from '../support/built.ts'
import { plainEnvironment, runCli } from '../support/command-line.ts'
import { makeFolder } from '../support/temporary-folder.ts'
import { ChurnRepository, comparisonFlags, listLeftovers } from './churn-repository.ts'
import { readResult } from './result-document.ts'

/** The built command line as a child process: what it does with what is wrong. */

let churn: ChurnRepository
beforeAll(() => {
  churn = new ChurnRepository('better')
  churn.write('gates.yml', 'gates:\n  - {metric: roc_auc, margin: 0.01, confidence: 0.95}\n')
})
afterAll(() => churn.dispose())

const CLI = join(DIST, 'cli/index.js')
const run: ChurnRepository['run'] = (...call) => churn.run(...call)

describe('exit codes', () => {
  it.each([
    [0, 'no worse', 'better', 'production'],
    [1, 'worse', 'worse', 'better'],
    [2, 'too close to call', 'close', 'better'],
  ])('are %i for a candidate that is %s', (code, _, candidate, baseline) => {
    const flags = ['--baseline', `variants/${baseline}/predictions.csv`, '--gates', 'gates.yml', '--metric', 'roc_auc']
    const { exitCode, stdout, stderr } = run(comparisonFlags(candidate, ...flags))
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
    const text = run(['compare', '--config', 'two.yml']).stdout
    expect(text).toMatch(/^⛔ broken: could not be judged: .*out\/nothing\.csv: there is no such file$/m)
    // where no model came to a result there is no document either
    const alone = run(['compare', '--config', 'two.yml', '--model', 'broken', '--format', 'json'])
    expect(alone).toEqual({ exitCode: 3, stdout: '', stderr: expect.stringContaining('out/nothing.csv') })
  })
})

describe('bad input', () => {
  it.each([
    ['a folder for the data', ['--data', 'folder.csv'], /folder\.csv: is a folder/],
    ['a contract that is no YAML', ['--contract', 'tab.yaml'], /tab\.yaml:2:1: /],
    ['a contract that is missing', ['--contract', 'no.yaml'], /no\.yaml: there is no such file/],
    ['a missing config', ['--config', 'no.yml'], /no\.yml/],
  ])('such as %s is one clear message', (_, flags, message) => {
    mkdirSync(churn.path('folder.csv'), { recursive: true })
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
    expect(listLeftovers(churn.work)).toEqual([])
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
    expect([churn.has('list.txt'), ...listLeftovers(churn.work)]).toEqual([false])
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
