import { InputError } from '../../core/faults.ts'
import type { Task } from '../../core/metric.ts'
import type { Material } from '../../core/result.ts'
import { isDvcPipeline, parseRunReference } from '../../core/run-reference.ts'
import { readDvcPipeline } from '../../evaluation/sources/dvc-pipeline.ts'
import { readMetricsDocument, readPlainNumbers, refuseMany } from '../../evaluation/sources/metrics-document.ts'
import { listNumbers } from '../../evaluation/sources/plain-numbers.ts'
import {
  makeStatedMetrics,
  type SourceContext,
  type StatedMetrics,
  type StatedNumber,
} from '../../evaluation/sources/stated-metrics.ts'
import type { PathOrigin } from '../../ports/workspace.ts'
import type { ModelRecord } from '../../registry/model-version.ts'
import type { Services } from '../services.ts'

/** Where metrics stand that somebody else computed: a file, `dvc.yaml`, `mlflow:RUN` or `wandb:ENTITY/PROJECT/RUN`. */
export interface StatedLocation {
  readonly location: string
  readonly origin: PathOrigin
}

/** Stated metrics and the bytes that state them. */
export interface StatedModel {
  readonly stated: StatedMetrics
  readonly materials: readonly Pick<Material, 'uri' | 'digest' | 'rows'>[]
}

/** Notebooks carry their figures. */
const MOST_BYTES = 50_000_000

/**
 * The metrics that a file, DVC's metrics files or a training run state.
 *
 * @throws InputError where there is nothing, no number is stated, or it is no known document.
 * @throws SystemError where a tracker does not answer.
 */
export async function readStatedMetrics(
  { location, origin }: StatedLocation,
  { workspace, trackers }: Pick<Services, 'workspace' | 'trackers'>,
  context: SourceContext,
): Promise<StatedModel> {
  const reference = parseRunReference(location)
  if (reference !== null) {
    const { metrics, uri, sha256 } = await trackers.read(reference, origin)
    const format = reference.tracker === 'mlflow' ? 'MLflow run' : 'W&B run'
    const numbers = requireNumbers(listNumbers(metrics), location)
    return { stated: makeStatedMetrics(format, numbers, context), materials: [{ uri, digest: { sha256 }, rows: null }] }
  }
  const digestOf = async (path: string) => ({
    uri: path,
    digest: (await workspace.digest(path, origin)).digest,
    rows: null,
  })
  if (!isDvcPipeline(location)) {
    const stated = readMetricsDocument(await workspace.readText(location, origin, MOST_BYTES), location, context)
    return { stated, materials: [await digestOf(location)] }
  }
  const { metrics } = readDvcPipeline(await workspace.readText(location, origin), location)
  const paths = metrics.map((path) => location.replace(/[^/]*$/, '') + path)
  const found: { readonly path: string; readonly numbers: readonly StatedNumber[] }[] = []
  for (const [index, path] of paths.entries()) {
    const numbers = readPlainNumbers(await workspace.readText(path, origin), path)
    found.push({ path: metrics[index]!, numbers })
  }
  const numbers = requireNumbers(tellApart(found), location)
  return {
    stated: makeStatedMetrics('DVC metrics', numbers, context),
    materials: await Promise.all(paths.map(digestOf)),
  }
}

/** The metrics of a registered version: those of all rows that its comparison measured. */
export function stateRecord({ metrics }: Pick<ModelRecord, 'metrics'>, task: Task): StatedMetrics {
  return makeStatedMetrics('record', listNumbers(metrics), { task })
}

function requireNumbers(numbers: readonly StatedNumber[], location: string): readonly StatedNumber[] {
  refuseMany(numbers.length, location)
  if (numbers.length > 0) return numbers
  throw new InputError({ message: `${location}: no metric is stated there`, help: 'log metrics as numbers by name' })
}

/** A name that several of DVC's files have is told apart by its file. */
function tellApart(
  files: readonly { readonly path: string; readonly numbers: readonly StatedNumber[] }[],
): readonly StatedNumber[] {
  const counts = new Map<string, number>()
  for (const { numbers } of files) for (const { name } of numbers) counts.set(name, (counts.get(name) ?? 0) + 1)
  return files.flatMap(({ path, numbers }) =>
    numbers.map((number) => (counts.get(number.name)! > 1 ? { ...number, name: `${path}:${number.name}` } : number)),
  )
}
