import { readFileSync } from 'node:fs'
import { judgeCheck } from '../../src/contract/checks/contract-check.ts'
import { makeObjectChecks } from '../../src/contract/checks/object-checks.ts'
import { translateCustomRule } from '../../src/contract/custom/custom-rule.ts'
import type { DataContract } from '../../src/contract/data-contract.ts'
import type { DataSource } from '../../src/core/data-source.ts'
import { openTestEngine } from './engine.ts'

/** A check and what was found: enough to hold against another tool's answer. */
export interface JudgedCheck {
  readonly id: string
  readonly severity: string
  readonly verdict: string
  readonly observed: unknown
  readonly failing: number | null
  readonly help: string | null
}

/** Judges the first table of each contract on the same data, all in one scan; per contract its checks. `others`: the data of other tables, by name. */
export async function judgeContracts(
  contracts: readonly DataContract[],
  source: DataSource,
  others: Readonly<Record<string, DataSource>> = {},
): Promise<readonly (readonly JudgedCheck[])[]> {
  const context = {
    asOf: Date.parse('2026-11-21T08:00:00Z'),
    dataOf: (name: string) => others[name] ?? source,
    translateCustomRule,
  }
  const made = contracts.map((contract) => makeObjectChecks(contract, contract.objects[0]!, 'data', context))
  const engine = await openTestEngine()
  try {
    const probes = made.flatMap((checks) => checks.flatMap((check) => check.probes))
    const measured = await engine.measure(source, probes, new AbortController().signal)
    const rest = [...measured]
    return made.map((checks) =>
      checks.map((check) => {
        const judgement = judgeCheck(check, rest.splice(0, check.probes.length))
        const { verdict, observed, help, statistics } = judgement
        return { id: check.id, severity: check.severity, verdict, observed, failing: statistics.failing, help }
      }),
    )
  } finally {
    engine.close()
  }
}

/** A CSV file's text with cells changed; rows count from 1. */
export function editCells(
  file: string,
  edits: readonly { readonly row: number; readonly column: string; readonly cell: string }[],
): string {
  const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  const columns = header!.split(',')
  const rows = lines.map((line) => line.split(','))
  for (const { row, column, cell } of edits) rows[row - 1]![columns.indexOf(column)] = cell
  return `${[header, ...rows.map((cells) => cells.join(','))].join('\n')}\n`
}

/** What all blocking checks together say: true where all pass, null where one is not settled and none fails. */
export function succeeded(checks: readonly JudgedCheck[]): boolean | null {
  const judged = checks.filter(({ severity, verdict }) => severity === 'error' && verdict !== 'skip')
  if (judged.some(({ verdict }) => verdict === 'fail')) return false
  return judged.every(({ verdict }) => verdict === 'pass') ? true : null
}

/** How many rows all demands of a contract count together, without those on its columns and their types. */
export function countOf(checks: readonly JudgedCheck[]): number {
  return checks
    .filter(({ id }) => !/\/(columns|readable|present|type)$/.test(id))
    .reduce((total, { failing, observed }) => total + (failing ?? Number(observed)), 0)
}
