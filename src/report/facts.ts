import { formatCount, formatPlural } from '../core/count.ts'
import type { Material, Result } from '../core/result.ts'
import { describeProposal } from './facts-proposal.ts'
import { formatScalar } from './numbers.ts'
import { isUnjudged, type ModelSection, nameBaseline } from './section.ts'

/**
 * A piece of a sentence: our own words, or a name out of the user's files, which renderers set apart. `page` is where it
 * can be looked at, below the repository's web address.
 */
export type Piece = string | { readonly name: string; readonly page?: string }

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

/** `3 commits, 12 files`, `51aa0c9…7d1e0b2`. */
function describeCode({ before, after, commits, files }: Result['changes']['code']): readonly Fact[] {
  const isRange = before !== undefined && after !== undefined && before !== after
  if (!isRange && commits === undefined && files === undefined) return []
  const counts = [
    commits === undefined ? '' : formatPlural(commits, 'commit'),
    files === undefined ? '' : formatPlural(files, 'file'),
  ].filter((part) => part !== '')
  const text = counts.length === 0 ? 'code' : counts.join(', ')
  return [isRange ? [`${text} `, nameRange(before, after)] : [text]]
}

/** `51aa0c9…7d1e0b2`, to be looked at where both are ids of commits. */
function nameRange(before: string, after: string): Piece {
  const name = `${shortenCommit(before)}…${shortenCommit(after)}`
  return isCommit(before) && isCommit(after) ? { name, page: `compare/${before}...${after}` } : { name }
}

/** `4f2a91c`, to be looked at where it is the id of a commit. */
export function nameCommit(commit: string): Piece {
  const name = shortenCommit(commit)
  return isCommit(commit) ? { name, page: `commit/${commit}` } : { name }
}

/** `51aa0c9`, with a link to what changed from there to another commit. */
export function nameStart(before: string, after: string | null): Piece {
  const name = shortenCommit(before)
  return after !== null && after !== before && isCommit(before) && isCommit(after)
    ? { name, page: `compare/${before}...${after}` }
    : { name }
}

const isCommit = (id: string): boolean => /^[0-9a-f]{7,64}$/.test(id)
const shortenCommit = (id: string): string => id.slice(0, 7)

function formatChange(value: string | number | boolean | null): string {
  if (value === null) return 'not set'
  return typeof value === 'number' && !Number.isInteger(value) ? String(value).replace('-', '−') : formatScalar(value)
}

/** Which policies judged, from where, and what the change at hand would make of them; empty where nothing was judged. */
export function listPolicies({ results }: ModelSection): readonly Fact[] {
  const judged = results.filter(({ policy, checks }) => policy !== null || !checks.some(isUnjudged))
  const facts = judged.map(({ policy, proposal, verdict, blocks }): Fact => {
    if (policy === null) return ['flags alone, no policy file']
    const from: Piece[] =
      policy.ref === null
        ? [' from the work tree']
        : [' from ', { name: policy.ref.replace(/^refs\/(heads|tags)\//, '') }]
    const at: Piece[] = policy.commit === undefined ? [] : [' at ', nameCommit(policy.commit)]
    const proposed = proposal ? describeProposal(proposal, { verdict, blocks }) : []
    return [{ name: policy.uri }, ...from, ...at, ...proposed]
  })
  // of results by one policy, only one may know what the change makes of it
  const texts = facts.map((fact) => JSON.stringify(fact).slice(0, -1))
  return distinct(
    facts.filter((_, index) => !texts.some((text) => text !== texts[index] && text.startsWith(`${texts[index]!},`))),
  )
}

/**
 * What a reader looks for first: the rows, the evaluation data, which decision on it this is, and the policy's digest;
 * of several results each fact once.
 */
export function listBrief({ results, checks }: ModelSection): readonly Fact[] {
  const materials = results.flatMap((result) =>
    result.materials.filter(({ name }) => name === 'evaluation').map(describeEvaluation),
  )
  const reuse = checks.find(({ id }) => id === 'gate/reuse')
  const used = reuse?.kind === 'gate' ? reuse.statistics.value : null
  const budget = reuse?.kind === 'gate' ? reuse.statistics.threshold : undefined
  const decision: Fact[] =
    used === null || !Number.isSafeInteger(used)
      ? []
      : [
          [
            `${formatOrdinal(used + 1)} decision${budget === undefined ? '' : ` of ${formatCount(budget)}`} on these labels`,
          ],
        ]
  const policies = results.flatMap(({ policy }): Fact[] =>
    policy === null ? [] : [['policy sha256 ', { name: shortenDigest(policy.digest.sha256) }]],
  )
  return distinct([...materials, ...decision, ...policies])
}

function describeEvaluation({ uri, rows, digest }: Material): Fact {
  const count = rows === null ? [] : [`${formatPlural(rows, 'row')}, `]
  return [...count, { name: uri }, ' sha256 ', { name: shortenDigest(digest.sha256) }]
}

const shortenDigest = (digest: string): string => digest.slice(0, 7)

/** `1st`, `22nd`, `113th`. */
function formatOrdinal(number: number): string {
  const isTeen = Math.floor(number / 10) % 10 === 1
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${formatCount(number)}${ending}`
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
    result.source?.commit ? [['commit ', nameCommit(result.source.commit)]] : [],
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
