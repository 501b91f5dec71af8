import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../support/built.ts'

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
    return execFileSync('git', args, { cwd: this.work, env: GIT_VARIABLES, encoding: 'utf8', stdio: 'pipe' }).trim()
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

/** Git with nothing of the machine's own configuration. */
const GIT_VARIABLES: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Example',
  GIT_AUTHOR_EMAIL: 'example@example.org',
  GIT_COMMITTER_NAME: 'Example',
  GIT_COMMITTER_EMAIL: 'example@example.org',
}

/** Who tags, for commands that write to the registry. */
export const COMMITTER: Readonly<Record<string, string>> = {
  GIT_COMMITTER_NAME: 'Example',
  GIT_COMMITTER_EMAIL: 'example@example.org',
}

/** Flags of `compare` that need no modelgate.yml. */
export function comparisonFlags(variant: string, ...more: readonly string[]): readonly string[] {
  const columns = ['--id', 'customer_id', '--label', 'churn', '--score', 'score', '--positive', 'Yes']
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
