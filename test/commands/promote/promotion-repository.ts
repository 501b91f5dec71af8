import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Outcome } from '../../../src/commands/command.ts'
import { runPromote } from '../../../src/commands/promote/run.ts'
import type { Result } from '../../../src/core/result.ts'
import { evidenceBytes } from '../../../src/evidence/evidence-file.ts'
import { type OpenServices, openServices } from '../../../src/host/services.ts'
import { compareResult, contractCheck, gateCheck, metricCheck } from '../../evidence/sample-results.ts'
import { type FolderSnapshot, takeSnapshot } from '../../support/folder-snapshot.ts'
import { GIT_VARIABLES, git } from '../../support/git.ts'

export const CONFIG = `version: 1
models:
  churn:
    description: Who leaves next month
    task: binary
    data:
      test: {path: data/test.csv, contract: contract.odcs.yaml}
    evaluation: {data: test, id: id, label: churn, positive: "Yes", score: score}
    candidate: {model: out/model.bin, predictions: out/predictions.csv, parameters: params.yaml}
    baseline: production
    gates:
      - {metric: roc_auc, min: 0.80}
    stages:
      production: {require: [validate, compare]}
`

const CONTRACT = `kind: DataContract
apiVersion: v3.1.0
schema:
  - name: test
    properties:
      - {name: id, logicalType: string}
      - {name: churn, logicalType: string}
`

const FILES: Readonly<Record<string, string>> = {
  'modelgate.yml': CONFIG,
  'contract.odcs.yaml': CONTRACT,
  'params.yaml': 'train: {max_depth: 4}\n',
  'data/test.csv': 'id,churn\n1,Yes\n2,No\n',
  '.gitignore': 'out/\n',
}

export interface PromoteFlags {
  readonly stage?: string
  readonly evidence?: readonly string[]
  readonly digests?: readonly string[]
  readonly model?: readonly string[]
  readonly version?: string
  readonly bump?: string
  readonly reason?: string
  readonly image?: string
  readonly comment?: boolean
  readonly release?: boolean
  readonly dispatch?: string
  readonly 'dry-run'?: boolean
}

let made: FolderSnapshot | undefined

/** Remote and clone with the first commit, made once by git and then copied. */
function template(): FolderSnapshot {
  if (made !== undefined) return made
  const folder = mkdtempSync(join(tmpdir(), 'promote-template-'))
  const [remote, clone] = [join(folder, 'remote.git'), join(folder, 'clone')]
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', remote)
  git(folder, 'clone', '--quiet', `file://${remote}`, clone)
  git(clone, 'checkout', '--quiet', '-b', 'main')
  for (const [path, content] of Object.entries(FILES)) writeIn(clone, path, content)
  pushAll(clone, 'first')
  made = takeSnapshot(folder)
  rmSync(folder, { recursive: true, force: true })
  return made
}

function writeIn(folder: string, path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

function pushAll(clone: string, message: string): void {
  git(clone, 'add', '--all')
  git(clone, 'commit', '--quiet', '--message', message)
  git(clone, 'push', '--quiet', 'origin', 'main')
}

/** A bare remote and a clone of it with a model to promote, in a folder that `dispose` removes. */
export class PromotionRepository {
  readonly folder = mkdtempSync(join(tmpdir(), 'promote-'))
  /** What was warned of, in order. */
  readonly warnings: string[] = []
  readonly remote = join(this.folder, 'remote.git')
  readonly clone = join(this.folder, 'clone')
  /** Variables of the process that promotes. */
  variables: Readonly<Record<string, string>> = {}
  /** Services in place of the process's own: a code host without pauses, registries of images. */
  replaced: Partial<OpenServices> = {}

  constructor(files: Readonly<Record<string, string>> = {}) {
    template().restore(this.folder)
    if (Object.keys(files).length > 0) {
      this.write(files)
      this.push('another')
    }
    this.train('one')
  }

  /** The work tree as it was at first. */
  restore(): void {
    this.write(FILES)
    this.train('one')
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [path, content] of Object.entries(files)) writeIn(this.clone, path, content)
  }

  push(message: string): void {
    pushAll(this.clone, message)
  }

  /** A candidate whose bytes are its own. */
  train(name: string): void {
    this.write({ 'out/model.bin': `model ${name}\n`, 'out/predictions.csv': `id,score\n1,0.9\n2,0.1\n# ${name}\n` })
  }

  async services(): Promise<OpenServices> {
    const variables = { ...GIT_VARIABLES, ...this.variables }
    const isGitHubActions = variables['GITHUB_ACTIONS' as keyof typeof variables] === 'true'
    const environment = { cwd: this.clone, variables, isTerminal: false, isGitHubActions, isDebug: false }
    const logger = { info: () => {}, warning: (message: string) => void this.warnings.push(message), debug: () => {} }
    return Object.assign(await openServices({ environment, logger, inputs: {} }), this.replaced)
  }

  /** What an honest `validate` and `compare` would have said of what is in the clone now, written as evidence files. */
  async judge(overrides: Partial<Result> = {}): Promise<{ readonly files: string[]; readonly digests: string[] }> {
    const services = await this.services()
    const project = (await services.project())!
    const holder = this.holder()
    const material = (name: string, uri: string) => ({
      name,
      uri,
      digest: { sha256: this.hash(uri) },
      rows: 2,
      derived: false,
    })
    const base = compareResult({
      checks: [gateCheck(), metricCheck()],
      baseline: {
        source: 'stage:production',
        version: holder?.version ?? null,
        commit: holder?.commit ?? null,
        reason: 'the policy names it',
      },
      materials: [
        material('candidate', 'out/predictions.csv'),
        material('evaluation', 'data/test.csv'),
        material('model', 'out/model.bin'),
      ],
      policy: project.policy,
      trust: services.provenance.trust,
      source: services.provenance.source,
    })
    const validated = {
      command: 'validate',
      checks: [contractCheck()],
      baseline: null,
      materials: [material('test', 'data/test.csv')],
    }
    services.close()
    return this.writeEvidence([
      { ...base, ...validated, summary: '1 of 1 rules hold.' },
      { ...base, ...overrides },
    ])
  }

  /** One file for each result: `out/validate.json`, `out/compare.json`. */
  writeEvidence(results: readonly Result[]): { readonly files: string[]; readonly digests: string[] } {
    const files = results.map((result) => {
      const file = `out/${result.command}.json`
      writeFileSync(join(this.clone, file), evidenceBytes([result]))
      return file
    })
    return { files, digests: files.map((file) => `sha256:${this.hash(file)}`) }
  }

  hash(path: string): string {
    return createHash('sha256')
      .update(readFileSync(join(this.clone, path)))
      .digest('hex')
  }

  async promote({ evidence = [], digests = [], model = ['churn'], ...flags }: PromoteFlags): Promise<Outcome> {
    const services = await this.services()
    const inputs = {
      stage: undefined,
      version: undefined,
      bump: undefined,
      reason: undefined,
      image: undefined,
      comment: false,
      release: false,
      dispatch: undefined,
      'registry-token': undefined,
      'dry-run': false,
      ...flags,
      evidence,
      'evidence-digest': digests,
      model,
      operands: [],
    }
    try {
      return await runPromote(inputs, services)
    } finally {
      services.close()
    }
  }

  /** Judges and promotes to production. */
  async judgeAndPromote(flags: PromoteFlags = {}): Promise<Outcome> {
    const { files, digests } = await this.judge()
    return this.promote({ stage: 'production', evidence: files, digests, ...flags })
  }

  /** Takes an object out of the remote's store, as a clean-up gone wrong does. */
  loseObject(name: string): void {
    const id = git(this.remote, 'rev-parse', name)
    rmSync(join(this.remote, 'objects', id.slice(0, 2), id.slice(2)))
  }

  /** The version that production holds at the remote. */
  holder(): { readonly version: string; readonly commit: string } | null {
    const tags = this.tags().map((line) => line.split(' ') as [string, string])
    const stages = tags.filter(([name]) => name.startsWith('churn#production#'))
    const commit = stages.sort(([a], [b]) => Number(a.split('#')[2]) - Number(b.split('#')[2])).at(-1)?.[1]
    const version = tags.find(([name, id]) => name.startsWith('churn@') && id === commit)?.[0].slice('churn@'.length)
    return commit && version ? { version, commit } : null
  }

  /** All tags of the remote with what they are on. */
  tags(): string[] {
    return git(this.remote, 'for-each-ref', '--format=%(refname:short) %(*objectname)', 'refs/tags')
      .split('\n')
      .filter(Boolean)
  }
}
