import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../support/built.ts'
import { type CommandLineRun, runCli } from '../support/command-line.ts'
import { git } from '../support/git.ts'

const EXAMPLE = join(ROOT, 'examples/churn')

/** The churn example as a team's repository: a clone with a remote, the candidate where a training run leaves it. */
export class ChurnRepository {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'modelgate host-')))
  readonly remote = join(this.folder, 'origin.git')
  readonly work = join(this.folder, 'work')

  constructor(variant: string) {
    for (const path of ['data', 'contracts', 'modelgate.yml', 'variants']) {
      cpSync(join(EXAMPLE, path), join(this.work, path), { recursive: true })
    }
    // fewer resamples: what is tested here is no number
    const config = this.read('modelgate.yml')
    this.write('modelgate.yml', config.replace(/slices: \[.*?\]/, '$&, resamples: 200'))
    this.train(variant)
    this.git('init', '--quiet', '--bare', '--initial-branch=main', this.remote)
    this.git('init', '--quiet', '--initial-branch=main')
    this.git('remote', 'add', 'origin', this.remote)
    this.git('add', '.')
    this.git('commit', '--quiet', '--message', 'Customer churn')
    this.git('push', '--quiet', 'origin', 'main')
  }

  /** Puts a variant's files where a training run would leave them. */
  train(variant: string): void {
    const from = join(EXAMPLE, 'variants', variant)
    cpSync(join(from, 'params.yaml'), join(this.work, 'params.yaml'))
    for (const file of ['model.joblib', 'predictions.csv']) cpSync(join(from, file), join(this.work, 'out', file))
  }

  git(...args: readonly string[]): string {
    return git(this.work, ...args)
  }

  /** The built command line, in the clone. */
  run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): CommandLineRun {
    return runCli(args, this.work, environment)
  }

  path(...parts: readonly string[]): string {
    return join(this.work, ...parts)
  }

  has(path: string): boolean {
    return existsSync(this.path(path))
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8')
  }

  write(path: string, text: string): void {
    writeFileSync(this.path(path), text)
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Files that an interrupted writer would leave behind. */
export const listLeftovers = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => /\.tmp$|^\.\w+\.json/.test(name))

/** Who tags, for commands that write to the registry. */
export const COMMITTER: Readonly<Record<string, string>> = {
  GIT_COMMITTER_NAME: 'Example',
  GIT_COMMITTER_EMAIL: 'example@example.org',
}

/** Flags of `compare` that need no modelgate.yml; of few resamples, as what is tested here is no number. */
export function comparisonFlags(variant: string, ...more: readonly string[]): readonly string[] {
  const columns = '--id customer_id --label churn --score score --positive Yes --resamples 200'.split(' ')
  return [
    'compare',
    '--candidate',
    `variants/${variant}/predictions.csv`,
    '--data',
    'data/test.csv',
    ...columns,
    ...more,
  ]
}
