import { isDvcPipeline, parseRunReference } from '../core/run-reference.ts'
import type { PathOrigin, Workspace } from '../ports/workspace.ts'
import type { Services } from './services.ts'

type Scalar = string | number | boolean | null

/** Parameters of a training by name; nested ones by path: `train.max_depth`. */
export type Parameters = Readonly<Record<string, Scalar>>

/** `{train: {max_depth: 6}}` as `{'train.max_depth': 6}`; a list of plain values is one value, `[a, b]`, others go by their index. */
function flattenParameters(value: unknown, prefix = ''): Parameters {
  if (value instanceof Date) return prefix === '' ? {} : { [prefix]: value.toISOString() }
  if (Array.isArray(value) && value.every(isScalar)) return prefix === '' ? {} : { [prefix]: `[${value.join(', ')}]` }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).map(([key, entry]) =>
      flattenParameters(entry, prefix === '' ? key : `${prefix}.${key}`),
    )
    return Object.assign({}, ...entries) as Parameters
  }
  return prefix === '' || !isScalar(value) ? {} : { [prefix]: value }
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

/**
 * The parameters at a location: a YAML, JSON or TOML file, the files that a `dvc.yaml` names, or a run (`mlflow:RUN`,
 * `wandb:ENTITY/PROJECT/RUN`).
 *
 * @throws InputError where it is missing or none of them, SystemError where a tracker does not answer
 */
export async function readNamedParameters(
  location: string,
  origin: PathOrigin,
  { workspace, trackers }: Pick<Services, 'workspace' | 'trackers'>,
): Promise<Parameters> {
  const reference = parseRunReference(location)
  if (reference !== null) {
    const { parameters } = await trackers.read(reference, origin)
    const flat = flattenParameters(parameters)
    return reference.tracker === 'mlflow' ? readTexts(flat) : flat
  }
  return isDvcPipeline(location)
    ? readDvcParameters(location, origin, workspace)
    : readParameterFile(location, origin, workspace)
}

/** The parameters of a YAML, JSON or TOML file. @throws InputError where it is missing or none of them */
async function readParameterFile(path: string, origin: PathOrigin, workspace: Workspace): Promise<Parameters> {
  const { parseData } = await import('../evaluation/sources/data-text.ts')
  return flattenParameters(parseData(await workspace.readText(path, origin), path))
}

/** What of DVC's parameter files counts; a name that two of them have is told apart by its file. */
async function readDvcParameters(location: string, origin: PathOrigin, workspace: Workspace): Promise<Parameters> {
  const { readDvcPipeline } = await import('../evaluation/sources/dvc-pipeline.ts')
  const pipeline = readDvcPipeline(await workspace.readText(location, origin), location)
  const folder = location.replace(/[^/]*$/, '')
  const found: { readonly path: string; readonly name: string; readonly value: Scalar }[] = []
  for (const { path, names } of pipeline.parameters) {
    // Python files hold code, and the default file need not be there
    if (path.endsWith('.py') || !(await workspace.exists(folder + path, origin))) continue
    for (const [name, value] of Object.entries(await readParameterFile(folder + path, origin, workspace))) {
      const isMeant = names === null || names.some((wanted) => name === wanted || name.startsWith(`${wanted}.`))
      if (isMeant) found.push({ path, name, value })
    }
  }
  const isShared = (name: string) => found.filter((entry) => entry.name === name).length > 1
  return Object.fromEntries(found.map(({ path, name, value }) => [isShared(name) ? `${path}:${name}` : name, value]))
}

/** Parameters of MLflow, which keeps Python's texts, as the values that were written: `1.0`, `True`, `None`. */
function readTexts(parameters: Parameters): Parameters {
  const read = (value: Scalar): Scalar => {
    if (typeof value !== 'string') return value
    if (/^-?(0|[1-9]\d{0,14})(\.\d{1,15})?(e[-+]?\d{1,3})?$/i.test(value)) return Number(value)
    return value === 'None' ? null : value === 'True' ? true : value === 'False' ? false : value
  }
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, read(value)]))
}
