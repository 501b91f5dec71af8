import type { CheckContext } from '../../contract/checks/check-scope.ts'
import { type ContractCheck, finishCheck, judgeCheck } from '../../contract/checks/contract-check.ts'
import { hasCustomRules } from '../../contract/checks/custom-rule-checks.ts'
import { makeObjectChecks } from '../../contract/checks/object-checks.ts'
import { makePublicTest } from '../../contract/checks/placed-property.ts'
import { showLocation } from '../../core/data-location.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import { type FailingRow, isSampled, type Measurement, type Probe } from '../../core/probe.ts'
import type { ContractCheckResult, Material } from '../../core/result.ts'
import type { OnInconclusive } from '../../core/verdict.ts'
import type { Services } from '../services.ts'
import type { OpenDataSet } from './open-data-set.ts'

/** What came of one data set. */
export interface ValidatedDataSet {
  /** Its key, or the contract's object. */
  readonly key: string
  readonly uri: string
  readonly checks: readonly ContractCheckResult[]
  readonly onInconclusive: OnInconclusive
  readonly materials: readonly Material[]
  readonly engine: string
}

/**
 * Measures all demands of a contract on a data set and judges them; then asks for the failing rows of what failed, and
 * judges that again with them.
 *
 * @throws InputError where the data cannot be read, or the contract asks what cannot be asked.
 */
export async function validateDataSet(
  open: OpenDataSet,
  context: CheckContext,
  services: Services,
): Promise<ValidatedDataSet> {
  const { key, contract, object, source, onInconclusive } = open
  const translator = hasCustomRules(object) ? await import('../../contract/custom/custom-rule.ts') : null
  const checks = makeObjectChecks(contract, object, key, {
    ...context,
    ...(translator === null ? {} : { translateCustomRule: translator.translateCustomRule }),
  })
  const engine = await services.engine()
  const probes = new ProbeList(checks)
  // Hashing takes one core for a while: it need not wait for the engine.
  const digests = digestMaterials(open, services)
  digests.catch(ignore)
  const measured = await engine.measure(source, probes.all, services.signal)
  refuseBroken(checks, (check) => probes.pick(check, measured))
  const judged = checks.map((check) => {
    const measurements = probes.pick(check, measured)
    return { check, measurements, judgement: judgeCheck(check, measurements) }
  })
  const failed = judged.filter(({ judgement }) => judgement.verdict === 'fail')
  const sampled = failed.flatMap(({ check }) => check.probes.filter(isSampled))
  const samples = sampled.length === 0 ? [] : await engine.samples(source, sampled, services.signal)
  const rowsOf = new Map<Probe, readonly FailingRow[]>(sampled.map((probe, index) => [probe, samples[index] ?? []]))
  const isPublic = makePublicTest(object)
  return {
    key,
    uri: source.uri,
    checks: judged.map(({ check, measurements, judgement }) => {
      const isShown = judgement.verdict === 'fail' && check.probes.some(isSampled)
      const final = isShown ? judgeCheck(check, addSamples(check, measurements, rowsOf)) : judgement
      return finishCheck(check, final, onInconclusive, isPublic)
    }),
    onInconclusive,
    materials: listMaterials(open, probes.pick({ probes: [ROW_COUNT] }, measured)[0]!, await digests),
    engine: engine.name,
  }
}

/** What no data could be held against is the contract's fault. */
function refuseBroken(
  checks: readonly ContractCheck[],
  measurementsOf: (check: ContractCheck) => readonly Measurement[],
): void {
  const faults = checks.flatMap((check): readonly Fault[] => {
    const broken = measurementsOf(check).find((one) => !one.measured && one.isBroken === true)
    if (broken === undefined || broken.measured) return []
    return [
      { message: `${check.column ?? check.object}: ${broken.reason}`, place: check.place, help: 'mend the contract' },
    ]
  })
  if (faults.length > 0) throw new InputError(faults)
}

const ROW_COUNT: Probe = { kind: 'rowCount' }

/** The probes of all checks, each once: several rules often ask for the same. */
class ProbeList {
  readonly all: readonly Probe[]
  readonly #places = new Map<string, number>()

  constructor(checks: readonly ContractCheck[]) {
    const all: Probe[] = []
    for (const probe of [ROW_COUNT, ...checks.flatMap(({ probes }) => probes)]) {
      const text = JSON.stringify(probe)
      if (this.#places.has(text)) continue
      this.#places.set(text, all.length)
      all.push(probe)
    }
    this.all = all
  }

  pick({ probes }: Pick<ContractCheck, 'probes'>, measured: readonly Measurement[]): readonly Measurement[] {
    return probes.map((probe) => measured[this.#places.get(JSON.stringify(probe))!]!)
  }
}

function addSamples(
  check: ContractCheck,
  measurements: readonly Measurement[],
  rowsOf: ReadonlyMap<Probe, readonly FailingRow[]>,
): readonly Measurement[] {
  return measurements.map((measurement, index) => {
    const samples = rowsOf.get(check.probes[index]!)
    if (samples === undefined || !measurement.measured) return measurement
    return { measured: true, value: { ...(measurement.value as object), samples } }
  })
}

/** Digests of the data's locations, in their order, and of the contract. */
async function digestMaterials(open: OpenDataSet, { workspace }: Services): Promise<readonly Material['digest'][]> {
  const { locations, dataOrigin, contract, contractOrigin } = open
  const digested = await Promise.all([
    ...locations.map((uri) => workspace.digest(uri, dataOrigin)),
    workspace.digest(contract.file, contractOrigin),
  ])
  return digested.map(({ digest }) => digest)
}

function listMaterials(
  { key, locations, contract }: OpenDataSet,
  rowCount: Measurement,
  digests: readonly Material['digest'][],
): readonly Material[] {
  const rows = rowCount.measured && locations.length === 1 ? (rowCount.value as number) : null
  const data = locations.map((uri, index) => ({
    name: key,
    uri: showLocation(uri),
    digest: digests[index]!,
    rows,
    derived: false,
  }))
  const file = { name: 'contract', uri: contract.file, rows: null, derived: false }
  return [...data, { ...file, digest: digests.at(-1)! }]
}

/** What could not be hashed is told where the digests are asked for. */
function ignore(): void {}
