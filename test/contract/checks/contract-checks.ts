import type { CheckContext } from '../../../src/contract/checks/check-scope.ts'
import { type ContractCheck, finishCheck, judgeCheck } from '../../../src/contract/checks/contract-check.ts'
import { makeObjectChecks } from '../../../src/contract/checks/object-checks.ts'
import { readOdcs } from '../../../src/contract/odcs/odcs.ts'
import type { DataFormat, DataSource } from '../../../src/core/data-source.ts'
import type { FailingRow, Measurement, Probe } from '../../../src/core/probe.ts'
import { parseLocatedYaml } from '../../../src/yaml/located-document.ts'

export const readSchema = (schema: string, rest = '', version = 'v3.1.0') =>
  readOdcs(
    parseLocatedYaml(
      `apiVersion: ${version}\nkind: DataContract\nschema:\n${schema}\n${rest}\nid: c\nversion: 1.0.0\nstatus: active`,
      'c.yaml',
    ),
  )

export const sourceOf = (name: string, format: DataFormat = 'csv'): DataSource => ({
  uri: `${name}.${format}`,
  files: [`/data/${name}.${format}`],
  format,
})

export const AS_OF = Date.UTC(2026, 10, 21, 12)

interface Given extends Partial<CheckContext> {
  readonly rest?: string
  readonly version?: string
}

/** Checks of the first object, under its own name. */
export function checksOf(schema: string, { rest = '', version, ...context }: Given = {}): readonly ContractCheck[] {
  const contract = readSchema(schema, rest, version)
  const [object] = contract.objects
  return makeObjectChecks(contract, object!, object!.name, { asOf: AS_OF, dataOf: () => null, ...context })
}

/** Checks of a table with one property. */
export const checksOfProperty = (property: string, given: Given = {}) =>
  checksOf(`- {name: t, properties: [${property}]}`, given)

export const idsOf = (checks: readonly { readonly id: string }[]) => checks.map(({ id }) => id.replace('contract/', ''))

/** The check of that id, without `contract/`. */
export function pick(checks: readonly ContractCheck[], id: string): ContractCheck {
  const found = checks.find((check) => check.id === `contract/${id}`)
  if (found === undefined) throw new Error(`no ${id} among ${idsOf(checks).join(', ')}`)
  return found
}

export const measured = (value: unknown): Measurement => ({ measured: true, value })
export const notMeasured = (reason: string): Measurement => ({ measured: false, reason })

export const rowsMeasured = (failing: number, rows = 100, samples: readonly FailingRow[] = []): Measurement =>
  measured({ rows, failing, samples, actualType: null })

export const columnsMeasured = (...columns: readonly (readonly [name: string, type?: string])[]): Measurement =>
  measured(columns.map(([name, type = 'VARCHAR']) => ({ name, type })))

/** The result of a check for what its probes gave; one measurement does for all. */
export function finish(check: ContractCheck, ...measurements: readonly Measurement[]) {
  const given = check.probes.map((_, index) => measurements[index] ?? measurements.at(-1)!)
  return finishCheck(check, judgeCheck(check, given), 'fail', () => false)
}

/** The one probe of a check, of that kind. */
export function probeOf<K extends Probe['kind']>(check: ContractCheck, kind: K): Extract<Probe, { kind: K }> {
  const found = check.probes.find((probe) => probe.kind === kind)
  if (found === undefined) throw new Error(`${check.id} has no ${kind} probe`)
  return found as Extract<Probe, { kind: K }>
}
