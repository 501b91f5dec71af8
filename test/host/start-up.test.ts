import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findCommand, inputsOf } from '../../src/commands/catalogue.ts'
import { DIST, ROOT } from '../support/built.ts'
import { plainEnvironment } from '../support/command-line.ts'
import { openStep, TOKEN } from './action-run.ts'
import { ChurnRepository, comparisonFlags } from './churn-repository.ts'

/** Which parts of the bundle and which native libraries a start opens: a small command stays small. */

let churn: ChurnRepository
let recorder: string
beforeAll(() => {
  churn = new ChurnRepository('better')
  // printed at the end by the process itself: what the dynamic loader holds
  churn.write(
    'libraries.mjs',
    `import { writeFileSync } from 'node:fs'
     process.on('exit', () => writeFileSync(process.env.LIBRARIES, JSON.stringify(process.report.getReport().sharedObjects)))`,
  )
  recorder = churn.path('libraries.mjs')
})
afterAll(() => churn.dispose())

const RESULT = join(ROOT, 'test/fixtures/results/compare-pass.json')
const MODELGATE = join(DIST, 'modelgate')

/** Heavy parts of the bundle, each with a text that its code alone holds; the bundle itself names no packages. */
const SIGNATURES = {
  toolkit: 'ghadelimiter_',
  cache: 'ACTIONS_CACHE_SERVICE_V2',
  http: 'UND_ERR_',
  engine: '@duckdb/node-api',
  git: 'ls-remote',
  zod: 'ZodError',
  yaml: 'YAMLParseError',
  plots: 'zrender',
  globs: 'picomatch',
}
type Part = keyof typeof SIGNATURES

function partsOf(files: readonly string[]): readonly Part[] {
  const text = files.map((file) => readFileSync(join(MODELGATE, file), 'utf8')).join('\n')
  return (Object.keys(SIGNATURES) as Part[]).filter((part) => text.includes(SIGNATURES[part])).toSorted()
}

interface Start {
  readonly exitCode: number | null
  readonly log: string
  /** What stands in the opened files. */
  readonly parts: readonly Part[]
  readonly usesEngine: boolean
}

function start(script: string, args: readonly string[], environment: Readonly<Record<string, string>>): Start {
  const folder = mkdtempSync(join(churn.folder, 'start-'))
  const coverage = join(folder, 'coverage')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', pathToFileURL(recorder).href, join(DIST, script), ...args],
    {
      cwd: churn.work,
      env: plainEnvironment({
        ...environment,
        ...{ NODE_V8_COVERAGE: coverage, LIBRARIES: join(folder, 'libraries.json') },
      }),
      encoding: 'utf8',
    },
  )
  // git's processes inherit nothing of it: each file here is of a process of Node
  const scripts = readdirSync(coverage).flatMap((file) => {
    const { result } = JSON.parse(readFileSync(join(coverage, file), 'utf8')) as { result: { url: string }[] }
    return result.map(({ url }) => url)
  })
  const prefix = `${pathToFileURL(MODELGATE).href}/`
  const opened = scripts.filter((url) => url.startsWith(prefix)).map((url) => url.slice(prefix.length))
  expect(opened).toContain('index.js')
  const libraries: string[] = JSON.parse(readFileSync(join(folder, 'libraries.json'), 'utf8'))
  rmSync(folder, { recursive: true, force: true })
  return {
    exitCode: status,
    log: stdout + stderr,
    parts: partsOf(opened),
    usesEngine: [...libraries, ...scripts].some((path) => path.includes('duckdb')),
  }
}

const startCli = (...args: readonly string[]) => start('cli/index.js', args, {})

function startAction(name: string, inputs: Readonly<Record<string, string>>): Start {
  const step = openStep({ workspace: churn.work, temporary: join(churn.folder, 'runner'), event: 'push' })
  const names = Object.keys(inputsOf(findCommand(name)!, 'action'))
  const given = names.map((input) => [
    `INPUT_${input.toUpperCase()}`,
    inputs[input] ?? (input === 'token' ? TOKEN : ''),
  ])
  return start(`${name}/index.js`, [], { ...step, ...Object.fromEntries(given) })
}

describe('a start', () => {
  it('would be seen to open a part, as the bundle has them all', () => {
    const all = readdirSync(MODELGATE).filter((file) => file.endsWith('.js'))
    expect(partsOf(all)).toEqual(Object.keys(SIGNATURES).toSorted())
  })

  it.each([[['--help']], [['--version']], [['compare', '--help']], [['compare', '--lable']]])(
    'of %j opens no part',
    (args) => {
      expect(startCli(...args)).toMatchObject({ parts: [], usesEngine: false })
    },
  )

  it('of report opens what reads results, and plots for HTML alone', () => {
    const text = startCli('report', RESULT)
    expect(text, text.log).toMatchObject({ exitCode: 0, parts: ['zod'], usesEngine: false })
    const html = startCli('report', RESULT, '--html', 'report.html')
    expect(html, html.log).toMatchObject({ exitCode: 0, parts: ['plots', 'zod'], usesEngine: false })
  })

  it('of registry opens no engine', () => {
    const run = startCli('registry', 'list')
    expect(run, run.log).toMatchObject({ exitCode: 0, parts: ['git', 'yaml', 'zod'], usesEngine: false })
  })

  it('of validate and compare with flags alone opens the engine, and no configuration, toolkit, registry or plots', () => {
    const contract = ['--contract', 'contracts/customers.odcs.yaml', '--data', 'data/test.csv']
    const validate = startCli('validate', ...contract)
    expect(validate, validate.log).toMatchObject({ exitCode: 0, parts: ['engine', 'yaml'], usesEngine: true })
    const compare = startCli(...comparisonFlags('better', '--metric', 'roc_auc'))
    expect(compare, compare.log).toMatchObject({ exitCode: 0, parts: ['engine'], usesEngine: true })
  })

  it('of check opens plots for HTML alone', () => {
    const plots = (...more: readonly string[]) => {
      const { exitCode, log, parts } = startCli('check', ...more)
      expect(exitCode, log).toBe(0)
      return parts.filter((part) => part === 'plots' || part === 'toolkit')
    }
    expect([plots(), plots('--html', 'check.html')]).toEqual([[], ['plots']])
  })

  it('of the report action opens the toolkit without its HTTP stack, and no engine, cache or plots', () => {
    const run = startAction('report', { results: RESULT })
    expect(run, run.log).toMatchObject({ exitCode: 0, parts: ['toolkit', 'zod'], usesEngine: false })
  })

  it('of the compare action asks no cache for an engine that is installed', () => {
    const run = startAction('compare', {
      ...{ candidate: 'variants/better/predictions.csv', data: 'data/test.csv', id: 'customer_id', label: 'churn' },
      ...{ score: 'score', positive: 'Yes', metric: 'roc_auc' },
    })
    expect(run, run.log).toMatchObject({ exitCode: 0, parts: ['engine', 'toolkit'], usesEngine: true })
  })
})
