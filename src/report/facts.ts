import { formatPlural } from '../core/count.ts'
import type { Result } from '../core/result.ts'
import { formatScalar } from './numbers.ts'
import { type ModelSection, nameBaseline } from './section.ts'

/** A piece of a sentence: our own words, or a name out of the user's files, which renderers set apart. */
type Piece = string | { readonly name: string }

/** One fact: pieces that follow each other. */
export type Fact = readonly Piece[]

/** A digest, commit or run id as people read it. */
export const shorten = (id: string): string => (id.length > 12 ? `${id.slice(0, 7)}…` : id)

/** What differs of one kind. */
export interface ChangeGroup {
  readonly name: 'data' | 'parameters' | 'environment' | 'code'
  readonly facts: readonly Fact[]
}

/** What differs between baseline and candidate, as far as it is known; empty where nothing is. */
export function listChanges({ results }: ModelSection): readonly ChangeGroup[] {
  const groups = (['data', 'parameters', 'environment', 'code'] as const).map((name): ChangeGroup => {
    const facts = results.flatMap(({ changes }) =>
      name === 'code' ? describeCode(changes.code) : changes[name].map(describeEntry),
    )
    return { name, facts: distinct(facts) }
  })
  return groups.filter(({ facts }) => facts.length > 0)
}

function describeEntry({ name, before, after }: Result['changes']['data'][number]): Fact {
  return [{ name }, ` ${formatChange(before)} → ${formatChange(after)}`]
}

/** `3 commits, 12 files (51aa0c9… → 7d1e0b2…)`. */
function describeCode({ before, after, commits, files }: Result['changes']['code']): readonly Fact[] {
  const isRange = before !== undefined && after !== undefined && before !== after
  if (!isRange && commits === undefined && files === undefined) return []
  const counts = [
    commits === undefined ? '' : formatPlural(commits, 'commit'),
    files === undefined ? '' : formatPlural(files, 'file'),
  ].filter((part) => part !== '')
  const range = isRange ? ` (${shorten(before)} → ${shorten(after)})` : ''
  return [[`${counts.length === 0 ? 'code' : counts.join(', ')}${range}`]]
}

function formatChange(value: string | number | boolean | null): string {
  if (value === null) return 'not set'
  return typeof value === 'number' && !Number.isInteger(value) ? String(value).replace('-', '−') : formatScalar(value)
}

/** Which policies judged, and from where. */
export function listPolicies({ results }: ModelSection): readonly Fact[] {
  const facts = results.map(({ policy }): Fact => {
    if (policy === null) return ['flags alone, no policy file']
    const from: Piece[] =
      policy.ref === null
        ? [' from the work tree']
        : [' from ', { name: policy.ref.replace(/^refs\/(heads|tags)\//, '') }]
    return [{ name: policy.uri }, ...from, ` (sha256 ${shorten(policy.digest.sha256)})`]
  })
  return distinct(facts)
}

/** Where a report comes from: versions, rows, digests, baseline and why, trust, commit. */
export function listOrigins(section: ModelSection): readonly Fact[] {
  const { results, baseline } = section
  const tools = results.map(
    ({ tool }): Fact => [[`${tool.name} ${tool.version}`, tool.engine].filter(Boolean).join(', ')],
  )
  const materials = results.flatMap((result) =>
    result.materials.map((material): Fact => {
      const rows = material.rows === null ? '' : ` ${formatPlural(material.rows, 'row')},`
      return [`${material.name}: `, { name: material.uri }, `${rows} sha256 ${shorten(material.digest.sha256)}`]
    }),
  )
  const compared: Fact[] = baseline ? [[`compared with ${nameBaseline(baseline).full}: ${baseline.reason}`]] : []
  const commits = results.flatMap((result): Fact[] =>
    result.source?.commit ? [[`commit ${shorten(result.source.commit)}`]] : [],
  )
  return distinct([...tools, ...materials, ...compared, ...results.map(describeTrust), ...commits])
}

function describeTrust({ trust }: Result): Fact {
  if (trust === 'pull_request') return ["a pull request's run: advice, no evidence for a promotion"]
  return [trust === 'local' ? 'a local run' : 'a run on a protected branch']
}

function distinct(facts: readonly Fact[]): readonly Fact[] {
  const seen = new Set<string>()
  return facts.filter((fact) => {
    const key = JSON.stringify(fact)
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}
