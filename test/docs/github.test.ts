import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { findCommand, inputsOf } from '../../src/commands/catalogue.ts'
import { ChurnRepository } from '../host/churn-repository.ts'
import { ROOT } from '../support/built.ts'

/** docs/github.md against the workflows and the commands that it describes. */

const PAGE = readFileSync(join(ROOT, 'docs/github.md'), 'utf8')
const TEMPLATES = join(ROOT, 'templates/workflows')

interface Step {
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Workflow {
  readonly permissions: object
  readonly jobs: Readonly<
    Record<string, { readonly permissions: Readonly<Record<string, string>>; readonly steps: readonly Step[] }>
  >
}

const workflows = readdirSync(TEMPLATES).map((file) => ({
  name: file.replace('.yml', ''),
  workflow: parse(readFileSync(join(TEMPLATES, file), 'utf8')) as Workflow,
}))

const blocks = (language: string) =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, text]) => text!)

/** Every step of a document, wherever in it. */
function listSteps(node: unknown): readonly Step[] {
  if (Array.isArray(node)) return node.flatMap(listSteps)
  if (typeof node !== 'object' || node === null) return []
  return 'uses' in node ? [node as Step] : Object.values(node).flatMap(listSteps)
}

describe('the commands of docs/github.md', () => {
  it('work one after the other on a change', () => {
    const churn = new ChurnRepository('production')
    onTestFinished(() => churn.dispose())
    churn.git('checkout', '--quiet', '-b', 'change')
    churn.train('better')
    churn.git('commit', '--quiet', '--all', '--message', 'All columns')
    const lines = blocks('sh')[0]!.trimEnd().split('\n')
    expect(lines.length).toBeGreaterThan(3)
    for (const line of lines) {
      const [program, ...args] = line.replace(/\s+#.*$/, '').split(' ')
      expect(program).toBe('modelgate')
      expect(churn.run(args), line).toMatchObject({ exitCode: 0 })
    }
    expect(churn.read('report.md')).toContain('churn')
    for (const file of ['report.html', 'report.xml', 'report.sarif']) expect(churn.has(file)).toBe(true)
  })
})

describe('the permissions in docs/github.md', () => {
  it('are those of the workflows', () => {
    const told = [...PAGE.matchAll(/^\| (model-ci|model-cd|report-fork) \| (\w+) \| (.+?) \|/gm)]
    const written = workflows.flatMap(({ name, workflow }) => {
      expect(workflow.permissions).toEqual({})
      return Object.entries(workflow.jobs).map(([job, { permissions }]) => {
        const pairs = Object.entries(permissions).map(([permission, level]) => `\`${permission}: ${level}\``)
        return [name, job, pairs.join(', ')]
      })
    })
    expect(told.map(([, ...cells]) => cells).sort()).toEqual(written.sort())
  })

  it('leave no job that runs the code of the repository with one that writes', () => {
    const jobs = workflows.flatMap(({ workflow }) => Object.entries(workflow.jobs))
    const training = jobs.filter(([, { steps }]) => JSON.stringify(steps).includes('train.py'))
    expect(training).toHaveLength(2)
    for (const [, { permissions }] of training) expect(permissions).toEqual({ contents: 'read' })
  })
})

describe('the steps in docs/github.md and in the workflows', () => {
  it('give our actions inputs that they have', () => {
    const documents = [...blocks('yaml').map((text) => parse(text)), ...workflows.map(({ workflow }) => workflow)]
    const steps = documents.flatMap(listSteps).filter(({ uses }) => uses?.startsWith('OWNER/modelgate'))
    expect(steps.length).toBeGreaterThan(6)
    for (const { uses, with: given = {} } of steps) {
      const name = /actions\/(\w+)@/.exec(uses!)?.[1] ?? 'check'
      const known = Object.keys(inputsOf(findCommand(name)!, 'action'))
      expect(known, uses).toEqual(expect.arrayContaining(Object.keys(given)))
    }
  })
})
