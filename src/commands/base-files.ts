import { isRemote } from '../core/data-location.ts'
import { InputError } from '../core/faults.ts'
import { hasNamePattern, makeNamePattern } from '../core/name-pattern.ts'
import type { PolicyTree } from '../ports/model-registry.ts'
import type { RevisionFiles } from '../ports/revision-files.ts'
import { leadFrom } from './base-policy.ts'
import type { BaseBytes, BaseCopy } from './base-workspace.ts'
import type { Services } from './services.ts'

/** The base branch's bytes, each location fetched once. */
export class BaseFiles {
  readonly #tree: PolicyTree
  readonly #services: Services
  #revision: Promise<RevisionFiles> | undefined
  readonly #found = new Map<string, Promise<BaseBytes | null>>()

  constructor(tree: PolicyTree, services: Services) {
    this.#tree = tree
    this.#services = services
  }

  /**
   * What the base branch has at a path, pattern or folder of the working directory, whether git, Git LFS or DVC keeps it.
   * null where it has nothing there: what is made in the job, or lies elsewhere.
   *
   * @throws InputError where it names bytes that cannot be had.
   */
  find(location: string): Promise<BaseBytes | null> {
    const finding = this.#found.get(location) ?? this.#find(location)
    this.#found.set(location, finding)
    return finding
  }

  async #find(location: string): Promise<BaseBytes | null> {
    const place = isRemote(location) ? null : this.#services.workspace.repositoryPath(location)
    if (place === null || location.startsWith('/')) return null
    const single = hasNamePattern(location) ? null : await this.#copy(location)
    if (single !== null) return { kind: 'file', files: [single] }
    const isPattern = hasNamePattern(location)
    const isInside = isPattern ? makeNamePattern(place) : (path: string) => path.startsWith(`${place}/`)
    const prefix = this.#services.workspace.repositoryPath('.') ?? ''
    const names = (await this.#tree.list())
      .filter((path) => isInside(path) && (isPattern || !MARKER.test(path.slice(place.length))))
      .map((path) => leadFrom(prefix, path))
    const files: BaseCopy[] = []
    for (const name of names.sort()) files.push((await this.#copy(name))!)
    if (files.length > 0) return { kind: isPattern ? 'pattern' : 'folder', files }
    await this.#refuseTracked(location)
    return null
  }

  async #copy(name: string): Promise<BaseCopy | null> {
    this.#revision ??= this.#services.revision(this.#tree.commit)
    const file = await (await this.#revision).file(name)
    return file && { name, path: file.path, sha256: file.sha256, size: file.size }
  }

  /** A folder that DVC keeps cannot be listed as the base has it: it has to be the one that is here. */
  async #refuseTracked(location: string): Promise<void> {
    const { workspace } = this.#services
    const names = await workspace.glob(location, 'config').catch((error: unknown) => {
      if (error instanceof InputError) return []
      throw error
    })
    for (const name of names) {
      const copy = await this.#copy(name)
      if (copy === null) continue
      const { digest } = await workspace.digest(name, 'config')
      if (digest.sha256 === copy.sha256) continue
      throw new InputError({
        message: `${name} differs from the base branch's, and of a folder that DVC keeps the base's files cannot be listed`,
        help: 'change the data that models are judged on in a pull request of its own',
      })
    }
  }
}

/** Files that tools put beside the data of a folder. */
const MARKER = /(^|\/)(\.[^/]*|_SUCCESS|_metadata|_common_metadata|_committed_[^/]*|_started_[^/]*|[^/]*\.dvc)(\/|$)/
