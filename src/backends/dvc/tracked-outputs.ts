import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { type DvcOutput, readDvcFile, readDvcLock } from './dvc-files.ts'

/** What DVC tracks at or around a path. */
export interface TrackedOutput {
  readonly output: DvcOutput
  /** Absolute path of the output. */
  readonly place: string
  /** Absolute path of the repository's `.dvc`. */
  readonly configFolder: string
}

/** Outputs by their place. */
type OutputIndex = ReadonlyMap<string, TrackedOutput>

/** A file of DVC's that is larger is none. */
const MOST_BYTES = 20_000_000

/** What DVC tracks, read from the work tree; each file once. */
export class TrackedOutputs {
  private readonly indices = new Map<string, Promise<OutputIndex>>()

  /**
   * The output that a path is, or lies in; null where DVC does not track it. The file nearest to the path decides, and
   * a `.dvc` file before `dvc.lock`.
   *
   * @throws InputError where a file of DVC's is not YAML.
   */
  async find(path: string): Promise<TrackedOutput | null> {
    const configFolder = await findConfigFolder(path)
    if (configFolder === null) return null
    const folders = listFoldersAbove(path, dirname(configFolder))
    const places = [path, ...folders.slice(0, -1)]
    for (const folder of folders) {
      const index = await this.readFolder(folder, configFolder)
      for (const place of places) {
        const found = index.get(place)
        if (found !== undefined) return found
      }
    }
    return null
  }

  /**
   * The same by the files of another revision, of which only those with the names that DVC gives are looked for:
   * `PATH.dvc` of the path or of a folder above it, and `dvc.lock`.
   *
   * @param readText that revision's file at an absolute path; null where it has none.
   * @throws as `find`
   */
  async findRecorded(path: string, readText: (path: string) => Promise<string | null>): Promise<TrackedOutput | null> {
    const configFolder = await findConfigFolder(path)
    if (configFolder === null) return null
    const folders = listFoldersAbove(path, dirname(configFolder))
    const places = [path, ...folders.slice(0, -1)]
    for (const folder of folders) {
      const shown = (name: string) => relative(dirname(configFolder), join(folder, name)).split(sep).join('/')
      const outputs: DvcOutput[] = []
      for (const name of places.filter((place) => dirname(place) === folder).map((place) => `${basename(place)}.dvc`)) {
        const text = await readText(join(folder, name))
        if (text !== null) outputs.push(...readDvcFile(text, shown(name)))
      }
      const lock = await readText(join(folder, 'dvc.lock'))
      if (lock !== null) {
        outputs.push(...readDvcLock(lock, await readText(join(folder, 'dvc.yaml')), shown('dvc.lock')))
      }
      for (const place of places) {
        const output = outputs.find((one) => resolve(folder, one.path) === place)
        if (output !== undefined) return { output, place, configFolder }
      }
    }
    return null
  }

  /** The outputs that lie below a folder, each of which has its own entry. @throws as `find` */
  async findBelow(folder: string): Promise<readonly TrackedOutput[]> {
    const configFolder = await findConfigFolder(join(folder, 'any'))
    if (configFolder === null) return []
    const above = listFoldersAbove(join(folder, 'any'), dirname(configFolder))
    const folders = [...above, ...(await listFoldersBelow(folder))]
    const found = new Map<string, TrackedOutput>()
    for (const one of folders) {
      for (const [place, output] of await this.readFolder(one, configFolder)) {
        if (place.startsWith(`${folder}${sep}`) && !found.has(place)) found.set(place, output)
      }
    }
    return [...found.values()]
  }

  private readFolder(folder: string, configFolder: string): Promise<OutputIndex> {
    const reading = this.indices.get(folder) ?? readIndex(folder, configFolder)
    this.indices.set(folder, reading)
    return reading
  }
}

/** The nearest `.dvc` folder with a `config` at or above a path; null where there is none. */
async function findConfigFolder(path: string): Promise<string | null> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((await sizeOf(join(folder, '.dvc/config'))) !== null) return join(folder, '.dvc')
    if (dirname(folder) === folder) return null
  }
}

/** What the `.dvc` files and the pipeline of one folder say. */
async function readIndex(folder: string, configFolder: string): Promise<OutputIndex> {
  const shown = (name: string) => relative(dirname(configFolder), join(folder, name)).split(sep).join('/')
  const names: readonly string[] = await readdir(folder).catch(() => [])
  const outputs: DvcOutput[] = []
  for (const name of names.filter((one) => one.endsWith('.dvc') && one !== '.dvc').sort()) {
    const text = await readSmall(join(folder, name))
    if (text !== null) outputs.push(...readDvcFile(text, shown(name)))
  }
  const lock = names.includes('dvc.lock') ? await readSmall(join(folder, 'dvc.lock')) : null
  if (lock !== null) outputs.push(...readDvcLock(lock, await readSmall(join(folder, 'dvc.yaml')), shown('dvc.lock')))
  const index = new Map<string, TrackedOutput>()
  for (const output of outputs) {
    const place = resolve(folder, output.path)
    if (!index.has(place)) index.set(place, { output, place, configFolder })
  }
  return index
}

/** The folders above a path, the nearest first, `top` last. */
function listFoldersAbove(path: string, top: string): readonly string[] {
  const folders = []
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    folders.push(folder)
    if (folder === top || dirname(folder) === folder) return folders
  }
}

async function listFoldersBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const below = entries.filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name))
  const lists = await Promise.all(below.map(({ name }) => listFoldersBelow(join(folder, name))))
  return [...below.map(({ name }) => join(folder, name)), ...lists.flat()]
}

async function readSmall(file: string): Promise<string | null> {
  const size = await sizeOf(file)
  return size !== null && size <= MOST_BYTES ? readFile(file, 'utf8') : null
}

async function sizeOf(file: string): Promise<number | null> {
  return stat(file).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  )
}
