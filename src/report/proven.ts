import { formatPlural } from '../core/count.ts'
import type { CheckResult } from '../core/result.ts'
import { isActing } from './headline.ts'
import { decodeIdPart, type ModelSection, type RowState, stateOf } from './section.ts'

/** A line about what `promote` or `rollback` looked at; plain text. */
export interface ProvenLine {
  readonly state: RowState
  readonly text: string
}

type Kind = 'evidence' | 'material' | 'stage' | 'way-back' | 'other' | 'told'

/**
 * What was proven before a stage was moved, a line for each kind of check, then what was skipped with its reason, and what
 * was told to whom. Empty for judgements and refusals, and where there was nothing to do.
 */
export function listProven(section: ModelSection): readonly ProvenLine[] {
  if (!isActing(section) || section.blocks) return []
  const kinds = new Map<Kind, CheckResult[]>()
  for (const check of section.checks) {
    if (check.id === 'evidence/again') continue
    const kind = kindOf(check.id.split('/'))
    kinds.set(kind, [...(kinds.get(kind) ?? []), check])
  }
  const proven = (kind: Kind) => (kinds.get(kind) ?? []).filter((check) => check.verdict === 'pass')
  const skipped = [...kinds].flatMap(([kind, checks]) => (kind === 'told' ? [] : checks.filter(isSkipped)))
  return [
    ...describeKind(proven('evidence'), (checks) => `evidence of ${listCommands(checks)}: ${countChecks(checks)}`),
    ...describeKind(proven('material'), (checks) => `${formatPlural(checks.length, 'file')} as judged`),
    ...describeKind(proven('stage'), (checks) => checks.map(({ title }) => title).join(', ')),
    ...describeKind(proven('way-back'), describeWayBack),
    ...proven('other').map((check): ProvenLine => ({ state: 'pass', text: withObserved(check) })),
    ...skipped.map(
      (check): ProvenLine => ({ state: 'skip', text: `${check.title}: ${check.help ?? 'not looked at'}` }),
    ),
    ...(kinds.get('told') ?? []).map((check): ProvenLine => ({ state: stateOf(check), text: describeTold(check) })),
  ]
}

const isSkipped = (check: CheckResult): boolean => check.verdict === 'skip'

function kindOf([, first = '', second]: readonly string[]): Kind {
  if (first === 'material' || first === 'way-back' || first === 'told') return first
  if (first === 'stage') return 'stage'
  if (first === 'file' || first === 'required') return 'evidence'
  return COMMANDS.has(first) && second !== undefined ? 'evidence' : 'other'
}

const COMMANDS: ReadonlySet<string> = new Set(['validate', 'compare'])

function describeKind(
  checks: readonly CheckResult[],
  describe: (checks: readonly CheckResult[]) => string,
): readonly ProvenLine[] {
  return checks.length === 0 ? [] : [{ state: 'pass', text: describe(checks) }]
}

function listCommands(checks: readonly CheckResult[]): string {
  const commands = checks.map(({ id }) => id.split('/')[1] ?? '').filter((name) => COMMANDS.has(name))
  return [...new Set(commands)].join(' and ')
}

function countChecks(checks: readonly CheckResult[]): string {
  return checks.length === 1 ? '1 check holds' : `${formatPlural(checks.length, 'check')} hold`
}

/** `churn v1.2.0 can be brought back: record, artifacts/model, code, data train`; what is less than proven is said. */
function describeWayBack(checks: readonly CheckResult[]): string {
  const parts = checks.map((check) => {
    const name = check.id.split('/').slice(2).map(decodeIdPart).join(' ')
    return check.kind === 'evidence' && check.statistics['proof'] === 'size' ? `${name} (by its size alone)` : name
  })
  const version = / of (.+?) (?:can be fetched|is in place)$/.exec(checks[0]!.title)?.[1]
  return `${version === undefined ? 'the way back is proven' : `${version} can be brought back`}: ${parts.join(', ')}`
}

const withObserved = ({ title, observed }: CheckResult): string =>
  observed === null ? title : `${title}: ${String(observed)}`

function describeTold(check: CheckResult): string {
  if (check.verdict === 'pass') return withObserved(check)
  // the headline of a dry run says so of everything
  return (check.help ?? check.title).replace(/\. Nothing was (?:done|run)$/, '')
}
