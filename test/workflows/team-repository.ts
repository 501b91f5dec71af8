import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Payload, runWorkflow, type WorkflowRequest, type WorkflowRun } from '../support/act.ts'
import { ROOT } from '../support/built.ts'
import { runCli } from '../support/command-line.ts'
import { git } from '../support/git.ts'
import { type FakeGitHub, type FakeGitHubOptions, startFakeGitHub } from '../support/github/fake-github.ts'

const EXAMPLE = join(ROOT, 'examples/churn')
const TEMPLATES = join(ROOT, 'templates/workflows')

/** Name with an owner, as the fake has it. */
const SLUG = 'acme/models'

/** Two models, one in a folder with a blank in its name. */
export const FOLDERS = { churn: 'models/churn', late_payers: 'models/late payers' } as const

/** Training that costs nothing: it takes the files of the variant that the parameters name; of none it makes none. */
const TRAIN = `from pathlib import Path
import shutil
import sys

params = dict(line.split(": ", 1) for line in Path("params.yaml").read_text().splitlines())
name = "model.joblib" if Path(sys.argv[0]).name == "train.py" else "predictions.csv"
if params["variant"] != "none":
    Path("out").mkdir(exist_ok=True)
    shutil.copy(Path("../../variants", params["variant"], name), Path("out", name))
`

/** Who may do what at the fake: the job's own token, and that of a pull request from a fork. */
const TOKENS: NonNullable<FakeGitHubOptions['tokens']> = {
  'job-token': {
    login: 'github-actions[bot]',
    type: 'Bot',
    permissions: { contents: 'read', pull_requests: 'write', actions: 'read' },
  },
  'fork-token': {
    login: 'github-actions[bot]',
    type: 'Bot',
    permissions: { contents: 'read', pull_requests: 'read', actions: 'read' },
  },
}

/** A pull request, and the clone standing on its merge commit. */
export interface OpenPull {
  readonly number: number
  readonly head: string
  readonly base: string
  readonly merge: string
}

/** A team's repository with the shipped workflows as they stand, its remote, its GitHub, and the artifacts of its runs. */
export class TeamRepository {
  readonly folder = mkdtempSync(join(tmpdir(), 'modelgate-team-'))
  readonly work = join(this.folder, 'work')
  readonly remote = join(this.folder, 'origin.git')
  readonly github: FakeGitHub
  private readonly published: string
  private runs = 0

  private constructor(github: FakeGitHub, published: string) {
    this.github = github
    this.published = published
    cpSync(TEMPLATES, join(this.work, '.github/workflows'), { recursive: true })
    for (const path of ['data/test.csv', 'data/train.csv', 'contracts', 'variants']) {
      cpSync(join(EXAMPLE, path), join(this.work, path), { recursive: true })
    }
    this.write('modelgate.yml', 'version: 1\ninclude: [models/*/modelgate.yml]\n')
    this.write('README.md', '# Models\n')
    this.write('.gitignore', 'out/\n')
    for (const [model, folder] of Object.entries(FOLDERS)) {
      this.write(`${folder}/modelgate.yml`, policyOf(model))
      for (const script of ['train.py', 'predict.py']) this.write(`${folder}/${script}`, TRAIN)
      this.write(`${folder}/requirements.txt`, '\n')
      this.choose(model as keyof typeof FOLDERS, 'production')
    }
    git(this.folder, 'init', '--quiet', '--bare', '--initial-branch=main', this.remote)
    this.git('init', '--quiet', '--initial-branch=main')
    this.git('remote', 'add', 'origin', this.remote)
    this.commit('Two models')
    this.git('push', '--quiet', 'origin', 'main')
  }

  static async create(published: string): Promise<TeamRepository> {
    return new TeamRepository(await startFakeGitHub({ repository: SLUG, tokens: TOKENS }), published)
  }

  git(...args: readonly string[]): string {
    return git(this.work, ...args)
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.work, path)), { recursive: true })
    writeFileSync(join(this.work, path), text)
  }

  edit(path: string, from: string, to: string): void {
    const before = readFileSync(join(this.work, path), 'utf8')
    if (!before.includes(from)) throw new Error(`${path} has no ${from}`)
    this.write(path, before.replace(from, to))
  }

  /** Puts a variant's parameters where training looks. */
  choose(model: keyof typeof FOLDERS, variant: string): void {
    const params = variant === 'none' ? '' : readFileSync(join(EXAMPLE, 'variants', variant, 'params.yaml'), 'utf8')
    this.write(`${FOLDERS[model]}/params.yaml`, `variant: ${variant}\n${params}`)
  }

  commit(message: string): string {
    this.git('add', '--all', '.')
    this.git('commit', '--quiet', '--message', message)
    return this.git('rev-parse', 'HEAD')
  }

  /** Registers the production variant of a model as its version in production, as a person would. */
  promote(model: keyof typeof FOLDERS): void {
    const folder = join(this.work, FOLDERS[model])
    for (const file of ['model.joblib', 'predictions.csv']) {
      cpSync(join(EXAMPLE, 'variants/production', file), join(folder, 'out', file))
    }
    const who = { GIT_COMMITTER_NAME: 'Example', GIT_COMMITTER_EMAIL: 'example@example.org' }
    const evidence = join(this.folder, 'evidence.jsonl')
    for (const args of [
      ['check', '--model', model, '--evidence-file', evidence],
      ['promote', '--model', model, '--stage', 'production', '--evidence', evidence],
    ]) {
      const run = runCli(args, this.work, who)
      if (run.exitCode !== 0) throw new Error(`${args.join(' ')}: ${run.stdout}${run.stderr}`)
    }
    rmSync(join(folder, 'out'), { recursive: true })
  }

  /**
   * Commits a change on a branch, merges it as GitHub does (first parent: main), and tells the fake; the clone then stands
   * on the merge commit.
   */
  openPull(number: number, change: () => void, headRepository = SLUG): OpenPull {
    const branch = `change-${number}`
    const isNew = !this.git('branch', '--list', branch)
    this.git('checkout', '--quiet', ...(isNew ? ['-b', branch, 'main'] : [branch]))
    change()
    const head = this.commit(`Change ${number}`)
    const base = this.git('rev-parse', 'main')
    this.git('checkout', '--quiet', '--detach', 'main')
    this.git('merge', '--quiet', '--no-ff', '--message', `Merge ${head} into ${base}`, head)
    const merge = this.git('rev-parse', 'HEAD')
    this.git('push', '--quiet', '--force', 'origin', `${merge}:refs/pull/${number}/merge`)
    const side = (ref: string, sha: string, full_name: string) => ({ ref, sha, repo: { full_name }, user: {} })
    this.github.state.pulls.set(number, {
      number,
      state: 'open',
      head: side(branch, head, headRepository),
      base: side('main', base, SLUG),
    })
    return { number, head, base, merge }
  }

  /** Runs a workflow; what it uploads stands in `artifacts(id)`. */
  async run(
    request: Omit<WorkflowRequest, 'repository' | 'published'>,
  ): Promise<WorkflowRun & { readonly id: number }> {
    this.runs += 1
    const id = this.runs
    const run = await runWorkflow({
      token: 'job-token',
      ...request,
      repository: this.work,
      published: this.published,
      environment: {
        GITHUB_REPOSITORY: SLUG,
        GITHUB_API_URL: this.github.apiUrl,
        GITHUB_RUN_ID: String(id),
        GITHUB_WORKFLOW_REF: `${SLUG}/.github/workflows/${request.workflow}@refs/heads/main`,
        RUNNER_TOOL_CACHE: join(ROOT, '.cache/workflows-tools'),
        ARTIFACTS: join(this.folder, 'artifacts'),
        ...request.environment,
      },
    })
    return { ...run, id }
  }

  /** model-ci.yml on a pull request. */
  runPull(pull: OpenPull, token = 'job-token') {
    return this.run({
      event: 'pull_request',
      workflow: 'model-ci.yml',
      token,
      change: (payload) => this.describe({ ...payload, number: pull.number, pull_request: this.describePull(pull) }),
      environment: { GITHUB_REF: `refs/pull/${pull.number}/merge`, GITHUB_BASE_REF: 'main' },
    })
  }

  /** The payload with this repository in it. */
  describe(payload: Payload): Payload {
    return { ...payload, repository: { ...payload.repository, full_name: SLUG, default_branch: 'main' } }
  }

  private describePull({ number }: OpenPull): Payload {
    return this.github.state.pulls.get(number)
  }

  artifact(id: number, name: string): string {
    return join(this.folder, 'artifacts', String(id), name)
  }

  /** The result files that a run uploaded. */
  readResults(id: number): readonly Payload[] {
    const folder = this.artifact(id, 'modelgate')
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
    return names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  }

  /** Bodies of the comments on a pull request. */
  comments(number: number): readonly string[] {
    return this.github.state.comments.filter(({ issue }) => issue === number).map(({ body }) => body)
  }

  async close(): Promise<void> {
    await this.github.close()
    for (const folder of [this.folder, this.published]) rmSync(folder, { recursive: true, force: true })
  }
}

/** The example's policy for a model in a folder of its own; fewer resamples, as what is tested here is no number. */
function policyOf(model: string): string {
  return (
    readFileSync(join(EXAMPLE, 'modelgate.yml'), 'utf8')
      .replace('  churn:', `  ${model}:`)
      .replaceAll('data/t', '../../data/t')
      .replaceAll('contracts/', '../../contracts/')
      // small enough for the worse variant to fail it
      .replace('margin: 0.01', 'margin: 0.005')
      .replace(/slices: \[.*?\]/, '$&, resamples: 200')
  )
}
