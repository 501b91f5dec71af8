import type { ModelSettings } from '../../config/project.ts'
import { formatCount, formatPlural } from '../../core/count.ts'
import { detectFormat } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import type { CheckResult } from '../../core/result.ts'
import type { ModelRecord, ModelVersion } from '../../registry/model-version.ts'
import { readEvaluationFile } from '../compare/evaluation-reading.ts'
import type { OpenCheckout, Services } from '../services.ts'
import { reproduceCheck, shortenDigest } from './checks.ts'
import { describeLink } from './left-links.ts'
import { compareAnswers, type RowDifferences } from './row-differences.ts'

type Artifact = ModelRecord['artifacts'][number]

/** The stored predictions of a record; undefined where it has none. */
export function findPredictions({ artifacts }: ModelRecord): Artifact | undefined {
  return artifacts.find(({ path }) => /^artifacts\/predictions\b/.test(path))
}

/**
 * The check `reproduce/predictions`: the same bytes, or else the same answers row by row.
 *
 * @param version whose predictions are stored as `stored`.
 */
export async function judgePredictions(
  version: ModelVersion,
  stored: Artifact,
  model: ModelSettings,
  tolerance: number,
  checkout: OpenCheckout,
  services: Services,
): Promise<CheckResult> {
  const draft = {
    id: ['predictions'],
    title: `the predictions are those of ${version.version}`,
    expected: `${shortenDigest(stored.digest.sha256)}, or each row within ${tolerance}`,
  }
  const { workspace, signal } = checkout.services
  const path = model.candidate?.predictions ?? stored.uri
  const link = await describeLink(model.candidate?.predict ? 'predict' : 'train', path, checkout)
  if (link !== null) return reproduceCheck({ ...draft, verdict: 'inconclusive', help: link })
  if ((await workspace.glob(path, 'config')).length === 0) {
    return reproduceCheck({ ...draft, verdict: 'inconclusive', help: `nothing wrote ${path}` })
  }
  const { digest } = await workspace.digest(path, 'config')
  const observed = shortenDigest(digest.sha256)
  if (digest.sha256 === stored.digest.sha256) {
    return reproduceCheck({ ...draft, verdict: 'pass', observed: 'identical bytes' })
  }
  if (model.evaluation === null || model.task === 'graded') {
    const help = `${path} has other bytes, and this kind of file is not compared row by row`
    return reproduceCheck({ ...draft, verdict: 'inconclusive', severity: 'warning', observed, help })
  }
  const file = await (await services.registry()).artifact(version, stored.path, signal)
  const sources = [
    { ...detectFormat(stored.path), uri: `the predictions of ${version.version}`, files: [file!.path] },
    await workspace.openData(path, 'config', null),
  ]
  const engine = await checkout.services.engine()
  const request = { columns: model.evaluation, task: model.task }
  const wish = { labels: 'optional', hasPredictions: true } as const
  try {
    const read = sources.map((source) => readEvaluationFile(request, [], engine, source, wish, signal))
    const [recorded, fresh] = await Promise.all(read)
    return describe(compareAnswers(recorded!, fresh!, tolerance), draft, tolerance)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return reproduceCheck({ ...draft, verdict: 'fail', observed, help: error.message.split('\n')[0]! })
  }
}

function describe(
  found: RowDifferences,
  draft: { readonly id: readonly string[]; readonly title: string; readonly expected: string },
  tolerance: number,
): CheckResult {
  const { rows, onlyRecorded, onlyFresh, differing, largest } = found
  const statistics = { ...found, largest: Number.isFinite(largest) ? largest : null, tolerance }
  const observed = `other bytes, ${formatPlural(rows, 'row')}, largest difference ${formatDistance(largest)}`
  if (onlyRecorded + onlyFresh + differing === 0) {
    return reproduceCheck({ ...draft, verdict: 'pass', observed, statistics })
  }
  const problems = [
    ...(differing > 0
      ? [
          `${formatCount(differing)} of ${formatPlural(rows, 'row')} differ by more than ${tolerance}, at most by ${formatDistance(largest)}`,
        ]
      : []),
    ...(onlyRecorded > 0 ? [`${formatPlural(onlyRecorded, 'id')} only in the record`] : []),
    ...(onlyFresh > 0 ? [`${formatPlural(onlyFresh, 'id')} only in the fresh file`] : []),
  ]
  return reproduceCheck({ ...draft, verdict: 'fail', observed, statistics, help: problems.join('; ') })
}

function formatDistance(distance: number): string {
  return Number.isFinite(distance) ? String(Number(distance.toPrecision(2))) : 'a class or a missing value'
}
