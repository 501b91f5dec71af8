import type { ModelSettings } from '../../config/project.ts'
import type { ReproduceSettings } from '../../config/reproduce-settings.ts'
import { InputError } from '../../core/faults.ts'
import type { CheckResult, Result } from '../../core/result.ts'
import type { ModelRecord, ModelVersion } from '../../registry/model-version.ts'
import { renderText } from '../../report/text.ts'
import { escapeLogText } from '../../text/escape.ts'
import type { Outcome, RunCommand } from '../command.ts'
import { listRecordedMaterials } from '../recorded-materials.ts'
import { finishResult } from '../result-draft.ts'
import type { OpenCheckout, Services } from '../services.ts'
import { findUnrecorded } from '../unrecorded-versions.ts'
import { refuseUnregistered } from '../unregistered-model.ts'
import { verifyWayBack } from '../way-back.ts'
import { reproduceCheck } from './checks.ts'
import { type PlannedCommand, planCommands, runCommands } from './commands.ts'
import { bringData, bringUnrecorded, type DataState, findMissing, judgeData, listUnrecorded } from './data.ts'
import { judgeEnvironment } from './environment.ts'
import { judgeRebuilt, summarize } from './judgement.ts'
import { discardOutputs } from './outputs.ts'
import { chooseVersion, type ReproduceRequest, readRequest } from './request.ts'
import type { ReproduceInputs } from './spec.ts'

/** What was made again, and from what. */
interface Rebuilt {
  readonly version: ModelVersion
  readonly record: ModelRecord | null
  readonly checks: readonly CheckResult[]
  readonly summary: string
  readonly engine: string | null
  readonly commands: readonly PlannedCommand[]
}

/** Makes a version again from its record and compares what comes out with it. */
export const runReproduce: RunCommand<ReproduceInputs> = async (inputs, services) => {
  const request = readRequest(inputs)
  const startedAt = services.clock.now()
  const { refusal } = await services.commands()
  if (refusal !== null && !request.isDryRun) throw new InputError(refusal)
  const registry = await services.registry()
  const snapshot = await registry.read({ models: [request.target.model] }, services.signal)
  if (snapshot.versions.length === 0) await refuseUnregistered(request.target.model, registry, services)
  const version = chooseVersion(request.target, snapshot)
  const rebuilt = await reproduceVersion(version, request, services)
  const result = finishResult(
    {
      command: 'reproduce',
      model: version.model,
      ...{ summary: rebuilt.summary, checks: rebuilt.checks, engine: rebuilt.engine },
      baseline: {
        source: `version:${version.version}`,
        version: version.version,
        commit: version.commit,
        reason: 'the version that is made again',
      },
      materials: listRecordedMaterials(rebuilt.record),
      policy: null,
    },
    services,
    startedAt,
  )
  return finish(result, rebuilt, request)
}

async function reproduceVersion(
  version: ModelVersion,
  request: ReproduceRequest,
  services: Services,
): Promise<Rebuilt> {
  const lost = { version, engine: null, commands: [] }
  const proven = await verifyWayBack(version, services, 'restore it from a clone or a backup')
  // an image is built from the model, not the model from it
  const wayBack = proven.filter(({ id }) => id !== 'evidence/way-back/image')
  const gone = wayBack.find(({ blocks }) => blocks)
  const label = `${version.model} ${version.version}`
  if (gone?.id === 'evidence/way-back/record') {
    const unrecorded = (await findUnrecorded(version.model, services)).get(version.tag)
    if (unrecorded !== undefined) throw unrecorded
  }
  if (gone !== undefined) {
    const summary = `${label} cannot be made again: ${gone.help ?? gone.title}.`
    return { ...lost, record: null, checks: wayBack, summary }
  }
  const record = await (await services.registry()).record(version, services.signal)
  if (record.codeCommit === null) {
    const help = 'the record names no code commit: it was judged outside of git, or before a first commit'
    const code = reproduceCheck({
      id: ['code'],
      title: 'the code is that of the record',
      verdict: 'inconclusive',
      help,
    })
    return { ...lost, record, checks: [...wayBack, code], summary: `${label} cannot be made again: ${help}.` }
  }
  const checkout = await services.checkOut(record.codeCommit, request.keep)
  try {
    return await rebuild(version, record, wayBack, checkout, request, services)
  } finally {
    await checkout.close()
  }
}

async function rebuild(
  version: ModelVersion,
  record: ModelRecord,
  wayBack: readonly CheckResult[],
  checkout: OpenCheckout,
  { isDryRun, tolerance }: ReproduceRequest,
  services: Services,
): Promise<Rebuilt> {
  const { model, settings, from } = await readSettings(version, checkout, services)
  const commands = planCommands(settings, model)
  const states = await bringData(record, model, checkout, isDryRun, services)
  const before = [...wayBack, judgeCode(checkout, from)]
  const base = { version, record, commands, engine: null }
  const missing = findMissing(states)
  const label = `${version.model} ${version.version}`
  if (missing.length > 0 || isDryRun) {
    const checks = [
      ...before,
      ...(await judgeUnrun(states, checkout)),
      ...listUnrecorded(record, model),
      await judgeEnvironment(record, checkout, null),
    ]
    const what = missing.map(({ data, reason }) => `data ${data.name}: ${reason}`).join('; ')
    const summary =
      missing.length > 0 ? `${label} cannot be made again: ${what}.` : `${label} could be made again. Nothing was run.`
    return { ...base, checks, summary }
  }
  await bringUnrecorded(record, model, checkout)
  await discardOutputs(record, model, checkout)
  const problem = await runCommands(model, settings, checkout)
  const around = problem?.isGone
    ? [...leaveOpen(states, problem.reason), ...listUnrecorded(record, model)]
    : [
        ...(await judgeData(states, checkout, true)),
        ...listUnrecorded(record, model),
        await judgeEnvironment(record, checkout, settings.train[0]![0]!),
      ]
  if (problem !== null) {
    const title = `the model of ${version.version} can be trained again`
    const trained = reproduceCheck({ id: ['model'], title, verdict: 'inconclusive', help: problem.reason })
    const checks = [...before, ...around, trained]
    return { ...base, checks, summary: `Whether ${label} comes out the same is not known: ${problem.reason}.` }
  }
  const recorded = { version, record, model, tolerance: tolerance ?? settings.tolerance }
  const { checks: found, engine } = await judgeRebuilt(recorded, checkout, services)
  const checks = [...before, ...around, ...found]
  return { ...base, engine, checks, summary: summarize(version, checks) }
}

/** Before anything ran, data that only the commands could make is no fault yet. */
async function judgeUnrun(states: readonly DataState[], checkout: OpenCheckout): Promise<readonly CheckResult[]> {
  const checks = await judgeData(states, checkout, false)
  return checks.map((check, index) =>
    states[index]!.kind === 'unkept' ? { ...check, severity: 'warning', blocks: false } : check,
  )
}

/** What is judged in a checkout, of one that is gone. */
function leaveOpen(states: readonly DataState[], help: string): readonly CheckResult[] {
  const data = states.map(({ data: { name } }) => ({
    id: ['data', name],
    title: `data ${name} has the bytes of the record`,
  }))
  const environment = { id: ['environment'], title: 'the environment is pinned as the record says' }
  return [...data, environment].map((draft) => reproduceCheck({ ...draft, verdict: 'inconclusive', help }))
}

/** How the version is made, by the commit's own settings; where it has none, by those at hand. */
async function readSettings(
  { model: name }: ModelVersion,
  { commit, services: inside }: OpenCheckout,
  services: Services,
): Promise<{ readonly model: ModelSettings; readonly settings: ReproduceSettings; readonly from: 'commit' | 'here' }> {
  const shown = commit.slice(0, 12)
  const own = await inside.project().catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error
    const faults = error.faults.map((fault) => ({ ...fault, message: `at commit ${shown}: ${fault.message}` }))
    throw new InputError(faults, { cause: error })
  })
  const model = own?.models[name]
  if (model === undefined) {
    throw new InputError({
      message: `the modelgate.yml of commit ${shown} has no model ${name}`,
      help: 'run in the folder whose modelgate.yml has it, or name the file by --config',
    })
  }
  if (model.reproduce !== null) return { model, settings: model.reproduce, from: 'commit' }
  const here = (await services.project())?.models[name]?.reproduce ?? null
  if (here !== null) return { model, settings: here, from: 'here' }
  const hasPipeline = await inside.workspace.exists('dvc.yaml', 'config')
  throw new InputError({
    message: `nothing says how ${name} is trained: modelgate.yml has no models.${name}.reproduce, neither at commit ${shown} nor here`,
    help: hasPipeline
      ? 'DVC knows the pipeline: add reproduce: {train: [[dvc, repro]]} to the model'
      : 'add the commands to the model: reproduce: {train: [[python, train.py]]}',
    place: model.place,
  })
}

function judgeCode({ commit, from: giver, submodules }: OpenCheckout, from: 'commit' | 'here'): CheckResult {
  const whose =
    from === 'commit' ? '' : '; it has no reproduce settings, so those of the modelgate.yml at hand are used'
  const draft = {
    id: ['code'],
    title: 'the code is that of the record',
    observed: `commit ${commit} from the ${giver}${whose}`,
  }
  if (submodules.length === 0) return reproduceCheck({ ...draft, verdict: 'pass' })
  const help = `submodules are not checked out: ${submodules.slice(0, 5).join(', ')}`
  return reproduceCheck({ ...draft, verdict: 'inconclusive', severity: 'warning', help })
}

function finish(result: Result, { version, record, commands }: Rebuilt, { keep, isDryRun }: ReproduceRequest): Outcome {
  const document = {
    ...result,
    reproduced: {
      version: version.version,
      commit: record?.codeCommit ?? null,
      folder: keep,
      commands: commands.map(({ command }) => command),
    },
  }
  const lines = commands.map(({ name, command }) => `  ${name}: ${escapeLogText(command.join(' '), 1000)}`)
  const text = [
    renderText([result], { colour: false }),
    ...(isDryRun && lines.length > 0 ? ['Commands that would run:', ...lines] : []),
    ...(keep === null || commands.length === 0 ? [] : [`The checkout is in ${escapeLogText(keep, 1000)}`]),
  ]
  return { results: [result], document, text: text.join('\n') }
}
