import type { GatesFile } from '../../config/gates-file.ts'
import type { PolicyDifference } from '../../config/policy-differences.ts'
import type { GateSettings, ModelSettings } from '../../config/project.ts'
import { InputError } from '../../core/faults.ts'
import { refuseLater } from '../../core/later.ts'
import type { PolicyReference, Result } from '../../core/result.ts'
import type { Waiver } from '../../core/waiver.ts'
import type { Outcome } from '../command.ts'
import { readCsvFlags } from '../csv-flags.ts'
import type { JudgedGates } from '../judged-gates.ts'
import { type JudgedProject, openJudgedProject } from '../judged-project.ts'
import type { Side } from '../judged-side.ts'
import { judgeDispute } from '../judged-verdict.ts'
import { joinOutcomes, judgeModel, type ModelOutcome } from '../model-outcomes.ts'
import { selectModels } from '../model-selection.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { noteIdleWaivers } from '../waivers.ts'
import { compareModel } from './comparison.ts'
import { findIdleFlags, isByFlagsAlone } from './flags.ts'
import type { OpenGates } from './open-gates.ts'
import type { CompareRequest, CompareValues } from './request.ts'
import { requestFromFlags } from './request-from-flags.ts'
import { requestFromModel } from './request-from-model.ts'
import { findReuseBudget } from './reuse.ts'
import { requestStated } from './stated-request.ts'

/** Compares the candidate of each model with its baseline; one model's error leaves the others' results standing. */
export async function runCompare(values: CompareValues, services: Services): Promise<Outcome> {
  const idle = findIdleFlags(values)
  if (idle.length > 0) throw new InputError(idle)
  const judged = isByFlagsAlone(values) ? null : await openJudgedProject(services)
  const gates = values.gates === undefined ? null : await readGates(values.gates, judged, services)
  if (judged === null) {
    const results = [await compareByFlags(values, gates, services)]
    noteIdleWaivers(gates?.judging.waivers ?? [], results, ['gate'], services)
    return giveOutcome({ results, errors: [], failed: [] }, values)
  }

  const { project } = judged
  const models = selectModels(project, values.model)
  if (models.length > 1) refuseFilesForMany(values)
  const outcomes: ModelOutcome[] = []
  for (const { name } of models) {
    outcomes.push(
      await judgeModel('compare', name, () => compareJudged(name, values, { judged, gates }, services), services),
    )
  }
  const outcome = joinOutcomes(outcomes)
  noteIdleWaivers([...project.waivers, ...(gates?.judging.waivers ?? [])], outcome.results, ['gate'], services)
  return giveOutcome(outcome, values)
}

/** What flags describe, by the gates that have the say. */
async function compareByFlags(values: CompareValues, gates: JudgedGates | null, services: Services): Promise<Result> {
  const none: GatesFile = { gates: [], waivers: [] }
  const { judging, head, differences } = gates ?? { judging: none, head: none, differences: [] }
  const request = requestFromFlags(values, judging.gates)
  const { model, task, slices } = request
  return judgeDispute<GatesFile>(
    { judging, head, differences, isDisputed: isDisputed(differences) && !isAboutLabels(values) },
    {
      run: (file) => answer({ ...request, gates: file.gates, waivers: file.waivers }, values, services),
      leaveOpen: (reason) => leaveOpen({ model, task, slices, ...judging, policy: null }, reason, services),
    },
    services,
  )
}

/** One model by the base branch's policy where that has the say, and by its own where they differ. */
export async function compareJudged(
  name: string,
  values: CompareValues,
  { judged, gates }: { readonly judged: JudgedProject; readonly gates: JudgedGates | null },
  services: Services,
): Promise<Result> {
  const flags = {
    hasCandidate: values.candidate !== undefined,
    hasData: values.data !== undefined,
    hasBaseline: values.baseline !== undefined,
  }
  const sides = await judged.sidesOf(name, 'compare', flags)
  const fromFile = gates?.differences ?? []
  const differences = [...sides.differences, ...fromFile]
  const givenFor = (side: Side) => {
    const file = side === sides.head ? gates?.head : gates?.judging
    const waivers = [...side.waivers, ...(file?.waivers ?? [])]
    return { gates: file?.gates ?? null, waivers, policy: side.policy }
  }
  return judgeDispute<Side>(
    { ...sides, differences, isDisputed: (sides.isDisputed || isDisputed(fromFile)) && !isAboutLabels(values) },
    {
      run: (side) => {
        refuseLater(side.later, name, 'compare')
        return compareOne(side.model, values, givenFor(side), side.services)
      },
      leaveOpen: async (reason) => {
        const side = sides.base ?? sides.head
        const { gates: own, waivers, policy } = givenFor(sides.base ?? sides.head)
        const { task, evaluation } = side.model
        const open = { model: name, task, gates: own ?? side.model.gates, slices: evaluation?.slices ?? [] }
        return leaveOpen({ ...open, waivers, policy }, reason, services)
      },
    },
    services,
  )
}

async function readGates(file: string, judged: JudgedProject | null, services: Services): Promise<JudgedGates> {
  const { judgeGatesFile } = await import('../judged-gates.ts')
  return judgeGatesFile(file, judged, services)
}

async function leaveOpen(open: OpenGates, reason: InputError, services: Services): Promise<Result> {
  const { leaveGatesOpen } = await import('./open-gates.ts')
  return leaveGatesOpen(open, reason, services)
}

function isDisputed(differences: readonly PolicyDifference[]): boolean {
  return differences.some(({ counts }) => !counts)
}

/** Whether labels are planned or taken back, which is no judgement that could come out otherwise. */
function isAboutLabels(values: CompareValues): boolean {
  return values.plan || values['label-list'] !== undefined
}

/** Plans labels, takes a list of them back, or compares: each loaded where it is asked for. */
async function answer(request: CompareRequest, values: CompareValues, services: Services): Promise<Result> {
  const file = values['label-list']
  if (values.plan) {
    const { planLabels } = await import('./label-plan.ts')
    const list = file === undefined ? null : { file, rows: values['label-rows'] ?? null }
    return planLabels(request, list, services)
  }
  if (file === undefined) return compareModel(request, services)
  const { compareByLabelList } = await import('./label-list.ts')
  return compareByLabelList(request, { location: file, origin: 'caller', csv: readCsvFlags(values) }, services)
}

/** In a dry run nothing blocks, and each summary says so; verdicts stay what they are. */
function giveOutcome(outcome: ModelOutcome, values: CompareValues): Outcome {
  if (!values['dry-run']) return outcome
  const tell = (result: Result) => ({ ...result, summary: `Dry run, which blocks nothing. ${result.summary}` })
  return { ...outcome, results: outcome.results.map(tell), isTrial: true }
}

/** What holds for every model of a run. */
interface Given {
  /** Of `--gates`; null where the flag is not given. */
  readonly gates: readonly GateSettings[] | null
  readonly waivers: readonly Waiver[]
  readonly policy: PolicyReference
}

async function compareOne(
  model: ModelSettings,
  values: CompareValues,
  { gates, waivers, policy }: Given,
  services: Services,
): Promise<Result> {
  const metrics = findStatedMetrics(model, values)
  if (metrics !== null) {
    const { compareStatedModel } = await import('./stated-model.ts')
    return compareStatedModel(requestStated(model, metrics, values, { gates, waivers, policy }), services)
  }
  const request = requestFromModel(model, values, gates, policy)
  if (request) return answer({ ...request, waivers, reuseBudget: findReuseBudget(model) }, values, services)
  const draft = {
    command: 'compare',
    model: model.name,
    summary: `Nothing to compare: model ${model.name} names no evaluation and no candidate.`,
    checks: [],
    materials: [],
    policy,
    engine: null,
  }
  return finishResult(draft, services, services.clock.now())
}

/** Where the candidate's numbers stand if there are no rows to measure on. */
function findStatedMetrics({ candidate }: ModelSettings, values: CompareValues): string | null {
  if (candidate === null || values.candidate !== undefined) return null
  return candidate.predictions === null && candidate.predict === null ? candidate.metrics : null
}

/** A file belongs to one model. */
function refuseFilesForMany(values: CompareValues): void {
  const faults = (['candidate', 'baseline', 'data'] as const)
    .filter((name) => values[name] !== undefined)
    .map((name) => ({
      message: `--${name} belongs to one model, and several are compared`,
      help: 'name one by --model',
    }))
  if (faults.length > 0) throw new InputError(faults)
}
