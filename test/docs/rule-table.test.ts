import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { writeParquet } from '../support/parquet.ts'
import { makeFolder } from '../support/temporary-folder.ts'
import { validateIn } from '../support/validate.ts'

/** A row of docs/data-contracts.md, and an example of its kind of rule. */
interface Row {
  readonly rule: string
  readonly says: 'executed' | 'inconclusive' | 'skip'
  readonly why?: string
  /** The check's id below `contract/t/`. */
  readonly id?: string
  readonly format?: 'parquet'
  readonly version?: string
  readonly property?: object
  readonly properties?: readonly object[]
  readonly quality?: readonly object[]
  readonly others?: readonly object[]
  readonly sla?: readonly object[]
  /** What a custom rule's engine is told. */
  readonly rule_text?: unknown
  /** Of a Frictionless package. */
  readonly field?: object
  readonly schema?: object
  readonly resource?: object
}

interface Section {
  readonly standard: string
  /** Engine of the custom rules that the rows stand in. */
  readonly inside?: string
  readonly rows: readonly Row[]
}

const SECTIONS = parse(
  readFileSync(resolve(import.meta.dirname, '../fixtures/rule-table/rows.yaml'), 'utf8'),
) as readonly Section[]

const TABLE = [
  'n,x,s,d,t,j,l',
  '1,"1,5",a,2026-01-01,2026-01-01T00:00:00,"{""a"": 1}","[1, 2]"',
  '2,"2,5",b,2026-01-02,2026-01-02T00:00:00,"{""a"": 2}","[3]"',
  '3,"3,5",c,2026-01-03,2026-01-03T00:00:00,"{""a"": 3}","[]"',
  '',
].join('\n')

function makeOdcs({ version, property, properties, quality, others, sla }: Row, data: string): string {
  return stringify({
    apiVersion: version ?? 'v3.1.0',
    kind: 'DataContract',
    id: 'rules',
    version: '1.0.0',
    status: 'active',
    servers: [{ server: 'here', type: 'local', path: data, format: data.split('.')[1] }],
    schema: [
      { name: 't', properties: properties ?? (property ? [property] : [{ name: 'n' }]), quality },
      ...(others ?? []),
    ],
    slaProperties: sla,
  })
}

function makeCustom(engine: string, implementation: unknown): Row {
  const text = typeof implementation === 'string' ? `checks for t:\n  - ${implementation}\n` : implementation
  return { rule: '', says: 'executed', quality: [{ type: 'custom', engine, implementation: text }] }
}

function makePackage({ field, schema, resource }: Row): string {
  const fields = ['n', 'x', 's', 'd', 't', 'j', 'l'].map((name) => {
    const given = field as { readonly name: string } | undefined
    return given?.name === name ? given : { name, type: 'any' }
  })
  return JSON.stringify({
    name: 'rules',
    resources: [{ name: 't', path: 'table.csv', schema: { fields, ...schema }, ...resource }],
  })
}

/** What the checks of that id come to: of a custom rule all that it makes. */
async function judge(row: Row, { inside, standard }: Section): Promise<ReadonlySet<string>> {
  const folder = makeFolder({ 'table.csv': TABLE })
  if (row.format === 'parquet') {
    await writeParquet("SELECT range + 1 AS n, 'a' AS s FROM range(3)", join(folder, 'table.parquet'))
  }
  const data = `table.${row.format ?? 'csv'}`
  const isPackage = standard === 'Frictionless'
  const contract = isPackage ? 'datapackage.json' : 'contract.yaml'
  const written = inside === undefined ? row : makeCustom(inside, row.rule_text)
  writeFileSync(join(folder, contract), isPackage ? makePackage(row) : makeOdcs(written, data))
  const flags = isPackage ? { contract } : { contract, data, object: 't', 'as-of': '2026-01-10' }
  const { results } = await validateIn(folder, flags)
  const wanted = `contract/t/${row.id ?? ''}`
  const checks = results[0]!.checks.filter(({ id }) => {
    if (inside !== undefined) return /^contract\/t\/(\w+\/)?custom/.test(id)
    return id === wanted || (row.id !== undefined && id.replace(/-\d+$/, '').endsWith(`/${row.id}`))
  })
  return new Set(checks.map(({ verdict }) => (verdict === 'pass' || verdict === 'fail' ? 'executed' : verdict)))
}

const escapePipes = (text: string) => text.replaceAll('|', '\\|')

function renderRow({ rule, says, why }: Row): string {
  const words = { executed: 'executed', inconclusive: '*inconclusive*', skip: 'not judged' }[says]
  return `| ${escapePipes(rule)} | ${words}${why === undefined ? '' : `: ${escapePipes(why)}`} |`
}

describe('the table of rules in docs/data-contracts.md', () => {
  it('has the rows that are tried here, and no others', () => {
    const page = readFileSync(resolve(import.meta.dirname, '../../docs/data-contracts.md'), 'utf8')
    const lines = page.split('\n').filter((line) => /^\| .* \| (executed|\*inconclusive\*|not judged)/.test(line))
    expect(lines).toEqual(SECTIONS.flatMap(({ rows }) => rows.map(renderRow)))
  })

  it.each(
    SECTIONS.flatMap((section) => section.rows.map((row) => [section.standard, row.rule, row, section] as const)),
  )('%s: %s', async (_, __, row, section) => {
    expect([...(await judge(row, section))]).toEqual([row.says])
  })
})
