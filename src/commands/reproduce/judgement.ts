import type { ModelSettings } from '../../config/project.ts'
import { formatPlural } from '../../core/count.ts'
import { findMetric } from '../../core/metric.ts'
import type { CheckResult } from '../../core/result.ts'
import type { ModelRecord, ModelVersion } from '../../registry/model-version.ts'
import type { OpenCheckout, Services } from '../services.ts'
import { allowedDistance, isClose, reproduceCheck, shortenDigest } from './checks.ts'
import { listValues, type Measured, measureAgain } from './measuring.ts'
import { findPredictions, judgePredictions } from './predictions.ts'

/** What the fresh model is held against. */
export interface Recorded {
  readonly version: ModelVersion
  readonly record: ModelRecord
  /** Settings of the code commit. */
  readonly model: ModelSettings
  readonly tolerance: number
}

/** The checks of model, predictions and metrics, once the commands ran; and the engine that measured. */
export async function judgeRebuilt(
  recorded: Recorded,
  checkout: OpenCheckout,
  services: Services,
): Promise<{ readonly checks: readonly CheckResult[]; readonly engine: string | null }> {
  const { version, record, model, tolerance } = recorded
  const measured = await measureAgain(model, checkout)
  const stored = findPredictions(record)
  const predictions =
    stored === undefined ? [] : [await judgePredictions(version, stored, model, tolerance, checkout, services)]
  const metrics = judgeMetrics(record.metrics, measured, tolerance)
  const others = [...predictions, ...metrics]
  const bytes = await judgeModel(recorded, others, checkout)
  return { checks: [...bytes, ...others], engine: measured.result?.tool.engine ?? null }
}

/** The check `reproduce/model`; none where the record holds no model. */
async function judgeModel(
  { version, record, model }: Recorded,
  others: readonly CheckResult[],
  { services: { workspace } }: OpenCheckout,
): Promise<readonly CheckResult[]> {
  const stored = record.artifacts.find(({ path }) => path === 'artifacts/model')
  if (stored === undefined) return []
  const draft = {
    id: ['model'],
    title: `the model has the bytes of ${version.version}`,
    expected: shortenDigest(stored.digest.sha256),
  }
  const path = model.candidate?.model ?? stored.uri
  if ((await workspace.glob(path, 'config')).length === 0) {
    const help = `train wrote no ${path}`
    return [reproduceCheck({ ...draft, verdict: 'inconclusive', help })]
  }
  const { digest } = await workspace.digest(path, 'config')
  if (digest.sha256 === stored.digest.sha256) {
    return [reproduceCheck({ ...draft, verdict: 'pass', observed: 'identical bytes' })]
  }
  const observed = shortenDigest(digest.sha256)
  const judged = others.filter(({ severity }) => severity !== 'info')
  const same = judged.filter(({ verdict }) => verdict === 'pass').length
  if (judged.some(({ verdict }) => verdict === 'fail')) {
    const help = 'other bytes, and the model answers otherwise: fix seeds, threads and versions of packages'
    return [reproduceCheck({ ...draft, verdict: 'fail', observed, help })]
  }
  if (same === judged.length && same > 0) {
    const help =
      'other bytes, and everything that was compared is within tolerance: dates and compression inside of a file do that'
    return [reproduceCheck({ ...draft, verdict: 'fail', severity: 'warning', observed, help })]
  }
  const help =
    judged.length === 0
      ? 'other bytes, and the record holds neither predictions nor metrics to compare'
      : 'other bytes, and not everything else could be compared'
  return [reproduceCheck({ ...draft, verdict: 'inconclusive', observed, help })]
}

/**
 * The checks `reproduce/metric/NAME`, one for each of the record. What depends on the machine (time, memory) is only
 * shown.
 */
export function judgeMetrics(
  recorded: ModelRecord['metrics'],
  { result, reason }: Measured,
  tolerance: number,
): readonly CheckResult[] {
  const values = result === null ? new Map<string, number | null>() : listValues(result)
  return Object.entries(recorded).map(([name, value]) => {
    const fresh = values.get(name) ?? null
    const draft = {
      id: ['metric', name],
      title: `${name} is that of the record`,
      observed: fresh,
      expected: `${value} ± ${Number(allowedDistance(value, tolerance).toPrecision(3))}`,
      statistics: { recorded: value, fresh, difference: fresh === null ? null : fresh - value, tolerance },
    }
    if (findMetric(name)?.needs === 'run') {
      const help = 'it tells of the machine and the file, not of the answers'
      return reproduceCheck({ ...draft, expected: null, verdict: 'skip', severity: 'info', help })
    }
    if (fresh === null)
      return reproduceCheck({ ...draft, verdict: 'inconclusive', help: reason ?? 'it was not measured' })
    if (isClose(value, fresh, tolerance)) return reproduceCheck({ ...draft, verdict: 'pass' })
    const help = `${fresh} instead of ${value}: further apart than ${tolerance} allows`
    return reproduceCheck({ ...draft, verdict: 'fail', help })
  })
}

/** One sentence of what came out, the worst first. */
export function summarize(version: ModelVersion, checks: readonly CheckResult[]): string {
  const name = `${version.model} ${version.version}`
  const find = (id: string) => checks.find((check) => check.id === id)
  const model = find('reproduce/model')
  const predictions = find('reproduce/predictions')
  const metrics = checks.filter(({ id, verdict }) => id.startsWith('reproduce/metric/') && verdict !== 'skip')
  const failed = checks.filter(({ verdict, severity }) => verdict === 'fail' && severity === 'error')
  if (failed.length > 0) {
    const which = failed.map(({ title, help }) => `not so that ${title}${help === null ? '' : ` (${help})`}`)
    return `${name} does not come out the same: ${which.slice(0, 2).join('; ')}.`
  }
  const open = checks.filter(({ verdict, blocks }) => verdict === 'inconclusive' && blocks)
  if (open.length > 0) return `Whether ${name} comes out the same is not known: ${open[0]!.help ?? open[0]!.title}.`
  const parts = [
    ...(model === undefined ? [] : [model.verdict === 'pass' ? 'the model byte for byte' : 'the model in other bytes']),
    ...(predictions === undefined
      ? []
      : [
          predictions.observed === 'identical bytes'
            ? 'its predictions byte for byte'
            : 'its predictions within tolerance',
        ]),
    ...(metrics.length > 0 ? [`${formatPlural(metrics.length, 'metric')} within tolerance`] : []),
  ]
  return `${name} comes out the same: ${parts.join(', ')}.`
}
