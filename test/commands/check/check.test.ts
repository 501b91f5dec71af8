import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { runCheck } from '../../../src/commands/check/run.ts'
import type { Outcome } from '../../../src/commands/command.ts'
import { InputError } from '../../../src/core/faults.ts'
import { openServices } from '../../../src/host/services.ts'
import { ChurnRepository } from '../../host/churn-repository.ts'
import { plainEnvironment } from '../../support/command-line.ts'
import { NO_REPORT } from '../../support/report-inputs.ts'

let churn: ChurnRepository
let config: string
beforeAll(() => {
  churn = new ChurnRepository('better')
  config = churn.read('modelgate.yml')
})
afterEach(() => churn.write('modelgate.yml', config))
afterAll(() => churn.dispose())

const silent = { info: () => {}, warning: () => {}, debug: () => {} }

async function check(inputs: { model?: readonly string[]; markdown?: string; html?: string } = {}): Promise<Outcome> {
  const variables = plainEnvironment({ TMPDIR: churn.folder })
  const environment = { cwd: churn.work, variables, isTerminal: false, isGitHubActions: false, isDebug: false }
  const services = await openServices({ environment, logger: silent, inputs: {} })
  try {
    const none = { base: undefined, since: 'event', all: false, operands: [], 'dry-run': false }
    return await runCheck({ ...none, ...NO_REPORT, model: [], ...inputs }, services)
  } finally {
    await services.close()
  }
}

const said = ({ results }: Outcome) => results.map(({ command, model, verdict }) => [command, model, verdict])

/** A second model beside churn, with one word of its settings replaced. */
function addModel(name: string, from: string, to: string): void {
  const model = config.slice(config.indexOf('  churn:')).replace('  churn:', `  ${name}:`)
  churn.write('modelgate.yml', `${config}${model.replace(from, to)}`)
}

describe('check', () => {
  it('validates and compares each model, and writes the reports it is asked for', async () => {
    const outcome = await check({ markdown: 'out/report.md', html: 'out/report.html' })
    expect(said(outcome)).toEqual([
      ['validate', 'churn', 'pass'],
      ['compare', 'churn', 'pass'],
    ])
    expect(outcome.errors).toEqual([])
    expect(outcome.results.every(({ policy }) => policy?.uri === 'modelgate.yml')).toBe(true)
    expect(churn.read('out/report.md')).toContain('churn')
    expect(churn.read('out/report.html')).toMatch(/^<!doctype html>/i)
  })

  it("leaves the other models' results standing where one cannot be judged", async () => {
    addModel('broken', 'out/predictions.csv', 'out/nothing.csv')
    const outcome = await check()
    expect(said(outcome)).toEqual([
      ['validate', 'churn', 'pass'],
      ['compare', 'churn', 'pass'],
      ['validate', 'broken', 'pass'],
    ])
    expect(outcome.errors?.map((error) => [error instanceof InputError, error.message])).toEqual([
      [true, expect.stringContaining('out/nothing.csv: there is no such file')],
    ])
  })

  it('judges the models that are named alone', async () => {
    addModel('other', 'data/train.csv', 'data/nothing.csv')
    expect(said(await check({ model: ['churn'] }))).toHaveLength(2)
    await expect(check({ model: ['chrun'] })).rejects.toThrow(
      /--model chrun: there is no such model\n.*did you mean churn/,
    )
  })

  it('that can judge nothing says so in the reports, so that no earlier one stands', async () => {
    churn.write('modelgate.yml', config.replace('positive:', 'positiv:'))
    const place = /^modelgate\.yml:\d+:\d+: unknown key "positiv"/
    await expect(check({ markdown: 'out/broken.md', html: 'out/broken.html' })).rejects.toThrow(place)
    const report = churn.read('out/broken.md').replaceAll('\u200B', '')
    expect(report).toMatch(/^### ⛔ Could not be judged: modelgate\.yml:\d+:\d+: unknown key "positiv"\n/)
    expect(report).toMatch(/^\*\*Next\*\* ❔ to get a verdict: did you mean "positive"\? \(`modelgate\.yml:\d+`\)$/m)
    expect(report).not.toContain('**Policy**')
    expect(churn.read('out/broken.html')).toContain('Could not be judged: modelgate.yml')
  })

  it('says where it found nothing to do', async () => {
    churn.write('modelgate.yml', 'version: 1\nmodels:\n  idle: {task: binary}\n')
    expect(said(await check())).toEqual([
      ['validate', 'idle', 'skip'],
      ['compare', 'idle', 'skip'],
    ])
    rmSync(churn.path('modelgate.yml'))
    await expect(check()).rejects.toThrow('no modelgate.yml here or further up')
  })
})
