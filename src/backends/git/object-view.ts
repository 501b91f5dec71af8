import { join } from 'node:path'
import type { BareRepository } from './bare-repository.ts'
import { gitEnvironment, type Variables } from './git-environment.ts'
import { expectGit, type GitCall } from './git-process.ts'
import { lendObjects } from './policy-tree.ts'
import type { RepositoryPlace } from './repository.ts'

export interface ObjectViewOptions {
  readonly place: RepositoryPlace
  readonly variables: Variables
  /** A private folder of ours. */
  readonly folder: string
  /** 64 digits: the repository's ids are SHA-256. */
  readonly idLength: number
  /** Our repository in front of the remote; asked only for what the clone has not got. */
  readonly remote: () => Promise<BareRepository>
}

/**
 * The objects of the user's repository, and those of the remote that were fetched for it, through an empty repository of
 * our own: nothing of the user's configuration, hooks or attributes has a say, and nothing is written to it.
 */
export class ObjectView {
  private readonly options: ObjectViewOptions
  private readonly path: string
  private fetched: BareRepository | null = null

  private constructor(options: ObjectViewOptions) {
    this.options = options
    this.path = join(options.folder, 'objects.git')
  }

  static async open(options: ObjectViewOptions, signal: AbortSignal): Promise<ObjectView> {
    const view = new ObjectView(options)
    const format = options.idLength === 64 ? 'sha256' : 'sha1'
    const args = ['init', '--quiet', '--bare', '--template=', `--object-format=${format}`, view.path]
    await expectGit({ args, environment: view.environment, signal }, 'make a temporary repository')
    return view
  }

  /** A call of git that sees all of these objects; where the clone is shallow, its history ends where the clone's does. */
  call(args: readonly string[], signal: AbortSignal, more: Partial<GitCall> = {}): GitCall {
    const { place } = this.options
    const environment = {
      ...this.environment,
      ...lendObjects(place, ...(this.fetched === null ? [] : [join(this.fetched.path, 'objects')])),
      GIT_SHALLOW_FILE: join(place.commonFolder, 'shallow'),
      GIT_DIR: this.path,
    }
    return { ...more, args, environment, signal }
  }

  /** The remote's objects as far as they are fetched from now on. @throws InputError where there is no remote */
  async remote(): Promise<BareRepository> {
    this.fetched ??= await this.options.remote()
    return this.fetched
  }

  private get environment(): Record<string, string> {
    const { variables, folder } = this.options
    return { ...gitEnvironment({ variables, isIsolated: true, folder }), GIT_NO_LAZY_FETCH: '1' }
  }
}
