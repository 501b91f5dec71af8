import type { Project } from '../../config/project.ts'
import { formatPlural } from '../../core/count.ts'
import { InputError } from '../../core/faults.ts'
import type { Result } from '../../core/result.ts'
import { findChange } from '../change-scope.ts'
import type { Outcome, RunCommand } from '../command.ts'
import { compareJudged } from '../compare/run.ts'
import { compareSpec } from '../compare/spec.ts'
import { emptyInputs } from '../empty-inputs.ts'
import { type JudgedProject, openJudgedProject } from '../judged-project.ts'
import { showDifference } from '../judged-verdict.ts'
import { joinOutcomes, judgeModel, type ModelOutcome } from '../model-outcomes.ts'
import { selectModels } from '../model-selection.ts'
import { describeContext, type Published, publishError, publishReports } from '../report/publish.ts'
import { describeShown, listOutputs, renderStepSummary } from '../report/run.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { findTouchedModels } from '../touched-models.ts'
import { validateJudged } from '../validate/run.ts'
import { noteIdleWaivers } from '../waivers.ts'
import type { checkSpec } from './spec.ts'

/** Models judged at the same time: while one waits for the disk or a remote, another computes; more only cost memory. */
const MODELS_AT_ONCE = 4

interface ModelChoice {
  readonly model: readonly string[]
  readonly all: boolean
  readonly base: string | undefined
  readonly since: string
}

/** Validates and compares the models that the change touches; one model's error leaves the others' results standing. */
export const runCheck: RunCommand<typeof checkSpec.inputs> = async (given, services) => {
  // the artifact of a job is its results folder, where a report is found that nobody has to ask for
  const ownReport = services.event.name === 'local' ? undefined : `${services.resultsFolder}/report.html`
  const inputs = { ...given, html: given.html ?? ownReport }
  const { judged, models } = await openModels(inputs, services).catch(async (error: unknown) => {
    await publishError('check', error, inputs, services)
    throw error
  })
  const { project } = judged
  const outcomes = await mapAtOnce(models, MODELS_AT_ONCE, (model) => judge(model, judged, services))
  const outcome = joinOutcomes([...outcomes, ...describeDropped(models, judged, services)])
  noteIdleWaivers(project.waivers, outcome.results, ['contract', 'gate'], services)
  const shown = [...outcome.results, ...outcome.failed]
  const untouched = models.length === 0 ? Object.keys(project.models).length : null
  const context = describeContext(services, untouched)
  const published = await publishReports(shown, inputs, context, services)
  warnOfWritingJob(shown, published, services)
  const outputs = {
    ...listOutputs(published),
    summary: await describeShown(shown),
    models: JSON.stringify(models),
    passed: JSON.stringify(models.filter((_, index) => isPassing(outcomes[index]!))),
  }
  const markdown = await renderStepSummary(shown, context)
  if (untouched === null) return { ...outcome, markdown, outputs } satisfies Outcome
  const sentence =
    untouched === 1
      ? 'The change does not touch the one model here.'
      : `The change touches none of ${formatPlural(untouched, 'model')}.`
  return {
    ...{ ...outcome, markdown, text: sentence },
    outputs: { ...outputs, verdict: 'skip', blocks: 'false', summary: sentence },
  } satisfies Outcome
}

/** @throws where nothing can be judged at all: no configuration, a broken one, a base that nobody knows. */
async function openModels(inputs: ModelChoice, services: Services) {
  const judged = await openJudgedProject(services)
  if (judged === null) {
    throw new InputError({
      message: 'no modelgate.yml here or further up',
      help: 'write one (schema/modelgate.schema.json completes it), name it by --config, or use validate and compare with flags',
    })
  }
  return { judged, models: await chooseModels(judged.project, inputs, services) }
}

/** What a change does to models that nobody judges, since it drops them. */
function describeDropped(
  models: readonly string[],
  { differences, project }: JudgedProject,
  services: Services,
): readonly ModelOutcome[] {
  if (models.length > 0 || differences.length === 0) return []
  const draft = {
    ...{ command: 'check', model: null, checks: [], materials: [], policy: project.policy, engine: null },
    summary: 'No model is touched, but how models are judged would change.',
  }
  const result = finishResult(draft, services, services.clock.now())
  const shown = differences.map(showDifference)
  return [{ results: [{ ...result, proposal: { differences: shown, head: null } }], errors: [], failed: [] }]
}

/** Whether nothing blocks it: what a matrix of promotions goes over. */
function isPassing({ results, errors }: ModelOutcome): boolean {
  return errors.length === 0 && results.every(({ blocks }) => !blocks)
}

/** A job that ran the repository's own code should not have been able to write. */
function warnOfWritingJob(results: readonly Result[], { comment }: Published, { event, logger }: Services): void {
  const ranCode = results.some(({ materials }) => materials.some(({ derived }) => derived))
  if (!ranCode || comment?.kind !== 'posted' || event.pull === null) return
  logger.warning(
    'this job ran a command of the pull request (predict) with a token that may write: let a job of its own report, with `comment: false` here',
  )
}

/** Those that are named; else those that the change touches; without a change to look at all. */
async function chooseModels(project: Project, inputs: ModelChoice, services: Services): Promise<readonly string[]> {
  if (inputs.model.length > 0) return selectModels(project, inputs.model).map(({ name }) => name)
  const changeSet = inputs.all ? null : await findChange(inputs, services)
  if (changeSet === null) return project.defaultModels
  const touched = await findTouchedModels(project, changeSet, services)
  const names = new Set(touched.map(({ model }) => model))
  services.logger.info(
    `${formatPlural(changeSet.paths.length, 'file')} changed since ${changeSet.found} (${changeSet.base.slice(0, 7)}): ${names.size} of ${formatPlural(Object.keys(project.models).length, 'model')} touched`,
  )
  return project.defaultModels.filter((name) => names.has(name))
}

async function judge(name: string, judged: JudgedProject, services: Services): Promise<ModelOutcome> {
  const moment = { instant: services.clock.now().getTime(), isAsked: false }
  const values = { ...emptyInputs(compareSpec.inputs), model: [name], operands: [], 'dry-run': false }
  const compare = () => compareJudged(name, values as never, { judged, gates: null }, services)
  return joinOutcomes([
    await judgeModel('validate', name, () => validateJudged(name, moment, judged, services), services),
    await judgeModel('compare', name, compare, services),
  ])
}

/** The results of all, in the order of the entries. */
async function mapAtOnce<T, U>(
  entries: readonly T[],
  most: number,
  run: (entry: T) => Promise<U>,
): Promise<readonly U[]> {
  const results: U[] = []
  let next = 0
  const work = async () => {
    while (next < entries.length) {
      const index = next
      next += 1
      results[index] = await run(entries[index]!)
    }
  }
  await Promise.all(Array.from({ length: Math.min(most, entries.length) }, work))
  return results
}
