import type { ModelSettings } from '../../config/project.ts'
import { formatPlural } from '../../core/count.ts'
import { findMetric } from '../../core/metric.ts'
import type { CheckResult } from '../../core/result.ts'
import type { ModelRecord, ModelVersion } from '../../registry/model-version.ts'
import type { OpenCheckout, Services } from '../services.ts'
import { allowedDistance, isClose, reproduceCheck, shortenDigest } from './checks.ts'
import { describeLink } from './left-links.ts'
import { listValues, type Measured, measureAgain } from './measuring.ts'
import { judgeParameters } from './parameters.ts'
import { findPredictions, judgePredictions } from './predictions.ts'

/** What the fresh model is held against. */
export interface Recorded {
  readonly version: ModelVersion
  readonly record: ModelRecord
  /** Settings of the code commit. */
  readonly model: ModelSettings
  readonly tolerance: number
}

/** The checks of parameters that differ, model, predictions and metrics, once the commands ran; and the engine that measured. */
export async function judgeRebuilt(
  recorded: Recorded,
  checkout: OpenCheckout,
  services: Services,
): Promise<{ readonly checks: readonly CheckResult[]; readonly engine: string | null }> {
  const { version, record, model, tolerance } = recorded
  const parameters = await judgeParameters(recorded, checkout)
  const measured = await measureLeft(model, checkout)
  const stored = findPredictions(record)
  const predictions =
    stored === undefined ? [] : [await judgePredictions(version, stored, model, tolerance, checkout, services)]
  const metrics = judgeMetrics(record.metrics, measured, tolerance)
  const others = [...predictions, ...metrics]
  const bytes = await judgeModel(recorded, others, parameters.length > 0, checkout)
  return { checks: [...parameters, ...bytes, ...others], engine: measured.result?.tool.engine ?? null }
}

/** What is measured; where the model or its predictions are links, that is why it cannot be. */
async function measureLeft(model: ModelSettings, checkout: OpenCheckout): Promise<Measured> {
  const measured = await measureAgain(model, checkout)
  const { model: file, predictions, predict } = model.candidate ?? { model: null, predictions: null, predict: null }
  if (measured.result !== null) return measured
  const ofModel = file === null ? null : await describeLink('train', file, checkout)
  const ofPredictions =
    predictions === null ? null : await describeLink(predict === null ? 'train' : 'predict', predictions, checkout)
  const reason = ofModel ?? ofPredictions
  return reason === null ? measured : { result: null, reason }
}

/**
 * The check `reproduce/model`; none where the record holds no model.
 *
 * @param isExplained whether a check says already why the model cannot be the same.
 */
async function judgeModel(
  { version, record, model }: Recorded,
  others: readonly CheckResult[],
  isExplained: boolean,
  checkout: OpenCheckout,
): Promise<readonly CheckResult[]> {
  const { workspace } = checkout.services
  const stored = record.artifacts.find(({ path }) => path === 'artifacts/model')
  if (stored === undefined) return []
  const draft = {
    id: ['model'],
    title: `the model has the bytes of ${version.version}`,
    expected: shortenDigest(stored.digest.sha256),
  }
  const path = model.candidate?.model ?? stored.uri
  const link = await describeLink('train', path, checkout)
  if (link !== null) return [reproduceCheck({ ...draft, verdict: 'inconclusive', help: link })]
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
    const advice = isExplained ? '' : ': fix seeds, threads and versions of packages'
    const help = `other bytes, and the model answers otherwise${advice}`
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
    const distance = allowedDistance(value, tolerance)
    const shown = (number: number) => showBeside(number, distance)
    const draft = {
      id: ['metric', name],
      title: `${name} is that of the record`,
      observed: fresh === null ? null : shown(fresh),
      expected: `${shown(value)} ± ${shown(distance)}`,
      statistics: { recorded: value, fresh, difference: fresh === null ? null : fresh - value, tolerance },
    }
    if (findMetric(name)?.needs === 'run') {
      const help = 'it tells of the machine and the file, not of the answers'
      return reproduceCheck({ ...draft, observed: fresh, expected: null, verdict: 'skip', severity: 'info', help })
    }
    if (fresh === null)
      return reproduceCheck({ ...draft, verdict: 'inconclusive', help: reason ?? 'it was not measured' })
    if (isClose(value, fresh, tolerance)) return reproduceCheck({ ...draft, verdict: 'pass' })
    const help = `${shown(fresh)} instead of ${shown(value)}: further apart than ${tolerance} allows`
    return reproduceCheck({ ...draft, verdict: 'fail', help })
  })
}

/** With three digits of the distance that is allowed, so that numbers beside each other have equally many. */
function showBeside(number: number, distance: number): string {
  if (!(distance > 0 && Number.isFinite(distance))) return String(number)
  return number.toFixed(Math.min(100, Math.max(0, 2 - Math.floor(Math.log10(distance)))))
}

/** One sentence of what came out, the worst first. */
export function summarize(version: ModelVersion, checks: readonly CheckResult[]): string {
  const name = `${version.model} ${version.version}`
  const find = (id: string) => checks.find((check) => check.id === id)
  const model = find('reproduce/model')
  const predictions = find('reproduce/predictions')
  const metrics = checks.filter(({ id, verdict }) => id.startsWith('reproduce/metric/') && verdict !== 'skip')
  const parameters = find('reproduce/parameters')?.help
  const failed = checks.filter(({ verdict, severity }) => verdict === 'fail' && severity === 'error')
  if (failed.length > 0) {
    const which = failed.map(({ title, help }) => `not so that ${title}${help === null ? '' : ` (${help})`}`)
    return `${name} does not come out the same: ${[...(parameters ? [parameters] : []), ...which.slice(0, 2)].join('; ')}.`
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
