import { checkId } from '../../core/check-id.ts'
import { InputError } from '../../core/faults.ts'
import type { CheckResult, Result } from '../../core/result.ts'
import type { Verdict } from '../../core/verdict.ts'
import type { RegistryInspection } from '../../registry/verification.ts'
import { verifyRegistry } from '../../registry/verification.ts'
import { openPolicyProject } from '../policy-project.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { verifyKeptEvidence } from './kept-evidence.ts'
import { verifyKeptFiles } from './kept-files.ts'

/** What no look at the remote alone can tell. */
const LIMITS = 'A deleted last tag only a ruleset or a copy kept elsewhere can show.'

/**
 * One result for each model that has tags; a single one without checks where there are none.
 *
 * @throws InputError naming every model asked about that has none
 */
export async function verifyModels(
  models: readonly string[] | undefined,
  services: Services,
): Promise<readonly Result[]> {
  const startedAt = services.clock.now()
  const registry = await services.registry()
  const inspection = await registry.inspect(models === undefined ? {} : { models }, services.signal)
  const tagged = [...new Set(inspection.tags.map(({ name }) => name.model))].sort()
  refuseUnknown(models ?? [], tagged)
  const found = models ?? tagged
  const subjects = found.length > 0 ? found : [null]
  const mirrored = await compareMirror(found, services)
  const kept = [...(await verifyKeptEvidence(inspection, services)), ...(await verifyKeptFiles(inspection, services))]
  return subjects.map((model) => {
    const own: RegistryInspection = { ...inspection, tags: inspection.tags.filter(({ name }) => name.model === model) }
    const ids = new Set(
      own.tags.flatMap(({ tag }) => ['evidence', 'store'].map((rule) => checkId('registry', tag, rule))),
    )
    const checks = [...verifyRegistry(own), ...kept.filter(({ id }) => ids.has(id))]
    const following = mirrored.get(model ?? '') ?? []
    return finishResult(
      {
        command: 'registry',
        model,
        summary: (verdict) =>
          [summarize(findVerdict(checks, verdict), own, checks, registry.location), ...describeMirror(following)].join(
            ' ',
          ),
        checks: [...checks, ...following],
        materials: [],
        policy: null,
        engine: null,
      },
      services,
      startedAt,
    )
  })
}

/** The registry that follows git, by model; none without a configuration that names one. */
async function compareMirror(
  models: readonly string[],
  services: Services,
): Promise<ReadonlyMap<string, readonly CheckResult[]>> {
  if (models.length === 0) return new Map()
  const settings = (await openPolicyProject({ models, stage: null }, services))?.registry ?? null
  if (settings === null || settings.mirror === null) return new Map()
  const { verifyMirror } = await import('../mirror-verification.ts')
  const registry = await services.registry()
  const snapshot = await registry.read({ models }, services.signal)
  const checks = new Map<string, readonly CheckResult[]>()
  for (const model of models) checks.set(model, await verifyMirror(settings, model, snapshot, services))
  return checks
}

/** Of git's own checks. */
function findVerdict(checks: readonly CheckResult[], whole: Verdict): Verdict {
  return whole === 'fail' && !checks.some(({ verdict }) => verdict === 'fail') ? 'pass' : whole
}

function describeMirror(checks: readonly CheckResult[]): readonly string[] {
  const [first] = checks.filter(({ verdict }) => verdict === 'fail')
  if (first !== undefined) return [`Not so: ${first.title}; found: ${String(first.observed)}.`]
  return checks.length > 0 ? ['The registry that follows says the same.'] : []
}

/** Nothing verified is no proof of anything: a name that was mistyped, or a model whose tags are all gone. */
function refuseUnknown(models: readonly string[], tagged: readonly string[]): void {
  const faults = models
    .filter((model) => !tagged.includes(model))
    .map((model) => ({
      message: `no version of ${model} is registered`,
      help: 'modelgate registry list shows the models that are; where one was, a clone or backup still has its tags',
    }))
  if (faults.length > 0) throw new InputError(faults)
}

function summarize(
  verdict: Verdict,
  { tags }: RegistryInspection,
  checks: readonly CheckResult[],
  location: string,
): string {
  if (tags.length === 0) return `Nothing is registered at ${location}, so there is nothing to verify.`
  const failed = checks.filter((check) => check.verdict === 'fail')
  if (verdict !== 'fail') return `${describeCount(tags.length, 'tag')} and their records agree. ${LIMITS}`
  const altered = new Set(failed.map(({ title }) => title.slice(0, title.indexOf(': '))))
  const [first] = failed
  return `${altered.size} of ${describeCount(tags.length, 'tag')} ${altered.size === 1 ? 'does' : 'do'} not hold, first ${first!.title}, but found: ${String(first!.observed)}. ${LIMITS}`
}

const describeCount = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`
