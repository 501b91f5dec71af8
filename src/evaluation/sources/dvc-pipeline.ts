import { InputError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import { parseLocatedYaml } from '../../yaml/located-document.ts'

/** A file of parameters, and which of them count. */
interface DvcParameters {
  /** Relative to the folder of `dvc.yaml`. */
  readonly path: string
  /** Their names, where a name stands for all below it; null: all. */
  readonly names: readonly string[] | null
}

/** What `dvc.yaml` says about metrics and parameters, as `dvc metrics show` and `dvc params diff` read it. */
export interface DvcPipeline {
  /** Files of metrics, relative to the folder of `dvc.yaml`. */
  readonly metrics: readonly string[]
  readonly parameters: readonly DvcParameters[]
}

const LIMITS = { maxLength: 5_000_000, maxValues: 500_000 }
const DEFAULT_FILE = 'params.yaml'

/**
 * Reads `dvc.yaml`: metrics and parameters of the top level and of its stages. `params.yaml` counts whole, whatever the
 * stages take of it.
 *
 * @throws InputError where it is no YAML, or names a file of metrics by a template (`${item}`).
 */
export function readDvcPipeline(text: string, file: string): DvcPipeline {
  const { data } = parseLocatedYaml(text, file, LIMITS)
  const stages = Object.entries(mapOf(mapOf(data)['stages'])).map(([name, stage]) => {
    const plain = isMap(stage) && isMap(stage['do']) ? stage['do'] : mapOf(stage)
    return { name, plain, folder: typeof plain['wdir'] === 'string' ? plain['wdir'] : '' }
  })
  const metrics = [
    ...listOf(mapOf(data)['metrics']).flatMap(pathOf),
    ...stages.flatMap(({ plain, folder }) =>
      listOf(plain['metrics'])
        .flatMap(pathOf)
        .map((path) => join(folder, path)),
    ),
  ]
  const templates = metrics.filter((path) => path.includes('${'))
  if (templates.length > 0) {
    throw new InputError({
      message: `the metrics ${templates.join(', ')} are named by a template, which is not expanded`,
      place: { file },
      help: 'name the file itself: metrics: PATH',
    })
  }
  const whole = [DEFAULT_FILE, ...listOf(mapOf(data)['params']).flatMap(pathOf)]
  const parameters = new Map<string, readonly string[] | null>(whole.map((path) => [path, null]))
  for (const { plain, folder } of stages) {
    for (const [path, names] of listOf(plain['params']).flatMap(readParameters)) {
      const place = join(folder, path)
      if (place.includes('${')) continue
      const known = parameters.get(place)
      parameters.set(place, known === null || names === null ? null : [...(known ?? []), ...names])
    }
  }
  return { metrics: [...new Set(metrics)], parameters: [...parameters].map(([path, names]) => ({ path, names })) }
}

/** `out.json` or `{out.json: {cache: false}}`. */
function pathOf(entry: unknown): readonly string[] {
  return typeof entry === 'string' ? [entry] : Object.keys(mapOf(entry))
}

/** `lr`, `{other.yaml: [depth]}` or `{other.yaml: null}`, which is all of it. */
function readParameters(entry: unknown): readonly (readonly [path: string, names: readonly string[] | null])[] {
  if (typeof entry === 'string') return [[DEFAULT_FILE, [entry]]]
  return Object.entries(mapOf(entry)).map(([path, names]) => [
    path,
    Array.isArray(names) ? names.filter((name) => typeof name === 'string') : null,
  ])
}

/** A path of a stage from the folder of `dvc.yaml`, without parts that stay or lead back. */
function join(folder: string, path: string): string {
  const parts: string[] = []
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}

function listOf(node: unknown): readonly unknown[] {
  return Array.isArray(node) ? node : isMap(node) ? Object.entries(node).map(([key, entry]) => ({ [key]: entry })) : []
}

function mapOf(node: unknown): Readonly<Record<string, unknown>> {
  return isMap(node) ? node : {}
}
