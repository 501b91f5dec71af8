import type { Project } from '../config/project.ts'
import { InputError } from '../core/faults.ts'
import { isMap, type PlainMap } from '../core/plain-map.ts'
import type { PolicyTree } from '../ports/model-registry.ts'
import type { Services } from './services.ts'

/** What the base branch says of how its models are judged. */
export type BasePolicy =
  | { readonly kind: 'found'; readonly projects: readonly [Project, ...Project[]] }
  /** It has no configuration that knows one of the models. */
  | { readonly kind: 'missing' }
  /** It has one that cannot be read. */
  | { readonly kind: 'broken'; readonly error: InputError }

const FILE_NAME = 'modelgate.yml'

/**
 * The configuration of the base branch: the one that this very call would find there, so that a nearer file or an
 * `include` that goes leaves none behind, and the same file; where the base has neither, the one that knows the models.
 * Models that these lack are looked for in the base's other configurations, for the same reason.
 *
 * @throws InputError where the base's configuration needs an environment variable that is not set.
 */
export async function readBasePolicy(tree: PolicyTree, head: Project, services: Services): Promise<BasePolicy> {
  const files = new BaseConfigurations(tree, services)
  const names = Object.keys(head.models)
  const known: Project[] = []
  let broken: InputError | null = null
  for (const file of new Set([await services.locateAt(tree), head.file])) {
    if (file === null || !(await files.has(file))) continue
    const own = await files.load(file)
    if (own instanceof InputError) broken ??= own
    else known.push(own)
  }
  const [main, ...more] = known
  if (main !== undefined) {
    const others = await findOthers(files, names, known)
    return { kind: 'found', projects: [main, ...more, ...others.projects] }
  }
  if (broken !== null) return { kind: 'broken', error: broken }
  const { projects, error } = await findOthers(files, names, [])
  const [first, ...rest] = sortByNearness(projects, head.file)
  if (first !== undefined) return { kind: 'found', projects: [first, ...rest] }
  return error === null ? { kind: 'missing' } : { kind: 'broken', error }
}

/** Configurations that know models which those at hand do not; the error of the first that names one and cannot be read. */
async function findOthers(
  files: BaseConfigurations,
  names: readonly string[],
  known: readonly Project[],
): Promise<{ readonly projects: readonly Project[]; readonly error: InputError | null }> {
  const projects: Project[] = []
  let error: InputError | null = null
  const isKnown = (name: string) => [...known, ...projects].some(({ models }) => Object.hasOwn(models, name))
  const listSought = () => names.filter((name) => !isKnown(name))
  if (listSought().length === 0) return { projects, error }
  const read = new Set(known.flatMap(({ written }) => written.files.map(({ file }) => file)))
  for (const file of await files.listConfigurations()) {
    const sought = listSought()
    if (sought.length === 0 || read.has(file) || !(await files.mentions(file, sought))) continue
    const found = await files.load(file)
    if (found instanceof InputError) {
      error ??= found
      continue
    }
    const own = sought.filter((name) => Object.hasOwn(found.models, name))
    if (own.length > 0 && !(await files.isStillThere(found, own))) {
      projects.push(found)
      for (const { file: part } of found.written.files) read.add(part)
    }
  }
  return { projects, error }
}

/** Files in the folders above the head's come first, the nearest of them before all. */
function sortByNearness(projects: readonly Project[], file: string): readonly Project[] {
  const distance = (project: Project) => {
    const folder = project.file.slice(0, project.file.lastIndexOf('/') + 1)
    return file.startsWith(folder) ? file.length - folder.length : Number.MAX_SAFE_INTEGER
  }
  return [...projects].sort((left, right) => distance(left) - distance(right))
}

/** The base branch's files, by paths of the working directory. */
class BaseConfigurations {
  readonly #tree: PolicyTree
  readonly #services: Services

  constructor(tree: PolicyTree, services: Services) {
    this.#tree = tree
    this.#services = services
  }

  async has(file: string): Promise<boolean> {
    const path = this.#services.workspace.repositoryPath(file)
    return path !== null && (await this.#tree.readText(path)) !== null
  }

  /** Files that may be configurations: those of that name, and YAML that the change took away; nearest to the root first. */
  async listConfigurations(): Promise<readonly string[]> {
    const { workspace } = this.#services
    const prefix = workspace.repositoryPath('.') ?? ''
    const depth = (path: string) => path.split('/').length
    const paths = [...(await this.#tree.list())].filter((path) => /\.ya?ml$/.test(path))
    const found: string[] = []
    for (const path of paths.sort((left, right) => depth(left) - depth(right))) {
      const file = leadFrom(prefix, path)
      if (isNamed(path) || !(await workspace.exists(file, 'config'))) found.push(file)
    }
    return found
  }

  async load(file: string): Promise<Project | InputError> {
    try {
      return await this.#services.projectAt(this.#tree, file)
    } catch (error) {
      if (!(error instanceof InputError) || isUnset(error)) throw error
      return error
    }
  }

  /** Whether the file's text has one of the words, and where its name does not say so looks like a configuration. */
  async mentions(file: string, words: readonly string[]): Promise<boolean> {
    const text = await this.#tree.readText(this.#services.workspace.repositoryPath(file) ?? file)
    if (text === null || !(isNamed(file) || /^models:/m.test(text))) return false
    return words.some((word) => text.includes(word))
  }

  /** Whether the models are still where they were, so that those of the same name elsewhere are others. */
  async isStillThere({ written }: Project, names: readonly string[]): Promise<boolean> {
    for (const { file } of written.files) {
      const models = await this.#readModels(file)
      if (names.some((name) => Object.hasOwn(models, name))) return true
    }
    return false
  }

  /** The models of a file as the change has it; none where it cannot be read. */
  async #readModels(file: string): Promise<PlainMap> {
    const { workspace } = this.#services
    const { parseLocatedYaml } = await import('../yaml/located-document.ts')
    try {
      const { data } = parseLocatedYaml(await workspace.readText(file, 'config'), file)
      return isMap(data) && isMap(data['models']) ? data['models'] : {}
    } catch (error) {
      if (error instanceof InputError) return {}
      throw error
    }
  }
}

const isNamed = (path: string) => path === FILE_NAME || path.endsWith(`/${FILE_NAME}`)

/** Whether it is the machine at hand that lacks something: then nobody knows what the file says. */
function isUnset({ faults }: InputError): boolean {
  return faults.some(({ message }) => /^the environment variable \S+ is not set$/.test(message))
}

/** A path of the repository's root as seen from a folder of it. */
export function leadFrom(folder: string, path: string): string {
  if (folder === '' || folder === '.') return path
  if (path.startsWith(`${folder}/`)) return path.slice(folder.length + 1)
  const parts = folder.split('/')
  const shared = parts.findIndex((part, index) => path.split('/')[index] !== part)
  const common = shared < 0 ? parts.length : shared
  return [...parts.slice(common).map(() => '..'), ...path.split('/').slice(common)].join('/')
}
