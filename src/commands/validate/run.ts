import type { ModelSettings } from '../../config/project.ts'
import type { DataSource } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import { refuseLater } from '../../core/later.ts'
import type { Material, PolicyReference, Result } from '../../core/result.ts'
import type { Waiver } from '../../core/waiver.ts'
import type { Workspace } from '../../ports/workspace.ts'
import type { Outcome } from '../command.ts'
import { ContractReader } from '../contract-reading.ts'
import { type JudgedProject, openJudgedProject } from '../judged-project.ts'
import type { Side } from '../judged-side.ts'
import { judgeDispute } from '../judged-verdict.ts'
import { joinOutcomes, judgeModel, type ModelOutcome } from '../model-outcomes.ts'
import { selectModels } from '../model-selection.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { noteIdleWaivers } from '../waivers.ts'
import { findContractChanges } from './contract-changes.ts'
import { validateDataSet } from './data-set.ts'
import { type OpenDataSet, openDataSets } from './open-data-set.ts'
import {
  type DataSetRequest,
  type Moment,
  readMoment,
  requestFromFlags,
  requestsFromModel,
  type ValidateValues,
} from './request.ts'
import { describeMoment, summarizeValidation } from './summary.ts'
import { makeUnusable } from './unusable-data.ts'

/** Holds data sets against their contracts: the one that flags name, or those of each model. */
export async function runValidate(values: ValidateValues, services: Services): Promise<Outcome> {
  const request = requestFromFlags(values)
  const moment = readMoment(values, services.clock.now())
  if (request !== null) {
    const given: Given = { moment, policy: null, waivers: [], unusable: [], head: services.workspace }
    return { results: [await validateAll(values.model[0] ?? null, [request], given, services)] }
  }
  const judged = await openJudgedProject(services)
  if (judged === null) {
    throw new InputError({
      message: 'there is nothing to validate: neither --contract and --data nor a modelgate.yml',
      help: 'modelgate validate --contract customers.odcs.yaml --data customers.csv',
    })
  }
  const outcomes: ModelOutcome[] = []
  for (const { name } of selectModels(judged.project, values.model)) {
    outcomes.push(await judgeModel('validate', name, () => validateJudged(name, moment, judged, services), services))
  }
  const outcome = joinOutcomes(outcomes)
  noteIdleWaivers(judged.project.waivers, outcome.results, ['contract'], services)
  return outcome
}

/** One model by the base branch's policy where that has the say, and by its own where they differ. */
export async function validateJudged(
  name: string,
  moment: Moment,
  judged: JudgedProject,
  services: Services,
): Promise<Result> {
  const sides = await judged.sidesOf(name, 'validate', { hasCandidate: false, hasData: false, hasBaseline: false })
  const validate = ({ model, waivers, policy: own, services: from }: Side, unusable: Unusable = []) => {
    const policy = moment.isAsked ? null : own
    return validateAll(
      name,
      requestsFromModel(model),
      { moment, policy, waivers, unusable, head: services.workspace },
      from,
    )
  }
  return judgeDispute<Side>(
    sides,
    {
      run: async (side) => {
        refuseLater(side.later, name, 'validate')
        return validate(side)
      },
      leaveOpen: async (reason) => {
        const side = sides.judging instanceof InputError ? (sides.base ?? sides.head) : sides.judging
        const unusable: Unusable = []
        for (const request of requestsFromModel(side.model)) {
          const error = await findFault(() => validate({ ...side, model: onlyData(side.model, request.key) }))
          if (error !== null) unusable.push({ request, error })
        }
        // what is wrong lies between the data sets, not in one of them
        if (unusable.length === 0) throw reason
        return validate(side, unusable)
      },
    },
    services,
  )
}

/** Data sets that the base branch asks for and that cannot be held against its contract here. */
type Unusable = { readonly request: DataSetRequest; readonly error: InputError }[]

function onlyData(model: ModelSettings, key: string | null): ModelSettings {
  return { ...model, data: Object.fromEntries(Object.entries(model.data).filter(([name]) => name === key)) }
}

async function findFault(run: () => Promise<unknown>): Promise<InputError | null> {
  try {
    await run()
    return null
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
}

/** What holds for every model of a run. */
interface Given {
  readonly moment: Moment
  /** null where flags say what is judged, or to which moment ages are counted. */
  readonly policy: PolicyReference | null
  readonly waivers: readonly Waiver[]
  readonly unusable: Unusable
  /** The files as the change has them. */
  readonly head: Workspace
}

async function validateAll(
  model: string | null,
  all: readonly DataSetRequest[],
  { moment, policy, waivers, unusable, head }: Given,
  services: Services,
): Promise<Result> {
  const startedAt = services.clock.now()
  const requests = all.filter(({ key }) => !unusable.some(({ request }) => request.key === key))
  const reader = new ContractReader(services.workspace)
  // Loading the engine and reading contracts need not wait for each other; what is wrong with it is told where it is used.
  if (requests.length > 0) services.engine().catch(() => undefined)
  const open = (await collect(requests, (request) => openDataSets(request, reader, services))).flat()
  const dataSets = await collect(open, (one) =>
    validateDataSet(one, { asOf: moment.instant, dataOf: (object) => findData(object, one, open) }, services),
  )
  const changes = await findContractChanges(open, { ...services, workspace: head })
  const missing = unusable.map(({ request, error }) => makeUnusable(request, error))
  const silent = [
    ...dataSets.flatMap(({ checks, onInconclusive }) =>
      onInconclusive === 'pass' ? checks.filter(({ verdict }) => verdict === 'inconclusive') : [],
    ),
    ...missing.filter((_, index) => unusable[index]!.request.onInconclusive === 'pass'),
  ]
  return finishResult(
    {
      command: 'validate',
      model,
      summary:
        missing[0] !== undefined
          ? `Not validated: ${missing[0].help}`
          : requests.length === 0
            ? `Nothing to validate: no data set of ${model} has a contract.`
            : summarizeValidation(dataSets) + describeMoment(moment),
      checks: [...missing, ...dataSets.flatMap(({ checks }) => checks), ...changes],
      silent: new Set(silent),
      waivers,
      materials: keepFirst(dataSets.flatMap(({ materials }) => materials)),
      policy,
      engine: dataSets[0]?.engine ?? null,
    },
    services,
    startedAt,
  )
}

/** One after the other; the faults of all make one error. */
async function collect<T, U>(entries: readonly T[], run: (entry: T) => Promise<U>): Promise<readonly U[]> {
  const results: U[] = []
  const faults: InputError[] = []
  for (const entry of entries) {
    try {
      results.push(await run(entry))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      faults.push(error)
    }
  }
  if (faults.length === 1) throw faults[0]!
  // Data sets that share a contract share its faults.
  if (faults.length > 1) throw new InputError([...new Set(faults.flatMap((error) => error.faults))])
  return results
}

/** The data of an object of the contract: this data set's own, else that of the one data set that shares the contract. */
function findData(object: string, own: OpenDataSet, all: readonly OpenDataSet[]): DataSource | null {
  if (own.object.name === object) return own.source
  const others = all.filter((other) => other.contract === own.contract && other.object.name === object)
  return others.length === 1 ? others[0]!.source : null
}

/** A contract that several data sets share is one material. */
function keepFirst(materials: readonly Material[]): readonly Material[] {
  return materials.filter(
    ({ name, uri }, index) => materials.findIndex((other) => other.name === name && other.uri === uri) === index,
  )
}
