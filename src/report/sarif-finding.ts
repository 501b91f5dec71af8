import { encodeIdPart } from '../core/check-id.ts'
import type { CheckResult, Result } from '../core/result.ts'
import { breakReferences, cleanText } from '../text/escape.ts'
import { describeFault, describeNumbers, levelOfFault } from './fault-sentence.ts'

/** SARIF's words for how much a result weighs, worst first. */
export const SARIF_LEVELS = ['error', 'warning', 'note'] as const
type SarifLevel = (typeof SARIF_LEVELS)[number]

/** A check that did not pass, as SARIF says it: the rule and what became of it. */
export interface Finding {
  readonly level: SarifLevel
  readonly ruleId: string
  readonly rule: object
  readonly result: object
}

/** Where a result's paths lie in the repository. */
export interface PathOptions {
  /** Path from the repository's root of a path in a result; null where it lies outside. */
  readonly locate: (file: string) => string | null
}

/** The file that a check without a place of its own is shown at, where the result names no policy. */
const DEFAULT_FILE = 'modelgate.yml'

/**
 * The checks of a result that did not pass. What only informs is a note; measurements, what passed and what was skipped
 * are no findings. A rule is a model's check, so that alerts of one line stay apart and are named by what the check asks.
 */
export function listFindings(result: Result, options: PathOptions): readonly Finding[] {
  return result.checks.flatMap((check): Finding[] => {
    const level = levelOf(check)
    return level === null ? [] : [describeFinding(check, level, result, options)]
  })
}

function levelOf(check: CheckResult): SarifLevel | null {
  const level = levelOfFault(check)
  if (level !== null) return level === 'notice' ? 'note' : level
  const isOpen = check.verdict === 'fail' || check.verdict === 'inconclusive'
  return isOpen && check.kind !== 'metric' ? 'note' : null
}

function describeFinding(check: CheckResult, level: SarifLevel, result: Result, options: PathOptions): Finding {
  const owner = result.model === null ? '' : `${encodeIdPart(result.model)}/`
  const ruleId = cleanText(`${owner}${check.id}`, 400)
  const title = writeMessage(result.model === null ? check.title : `${result.model}: ${check.title}`, 200)
  const { waiver } = check
  return {
    level,
    ruleId,
    rule: {
      id: ruleId,
      name: cleanText(check.id, 250),
      shortDescription: { text: title },
      fullDescription: { text: writeMessage(describeRule(check), 500) },
      help: { text: writeMessage(check.help ?? describeRule(check), 800) },
      defaultConfiguration: { level },
      properties: { tags: listTags(check), 'problem.severity': level === 'note' ? 'recommendation' : level },
    },
    result: {
      ruleId,
      level,
      message: { text: writeMessage(`${check.title}: ${describeFault(check)}`, 1000) },
      locations: [{ physicalLocation: findPlace(check, result, options) }],
      partialFingerprints: { 'modelgateCheck/v1': cleanText(`${result.command}/${ruleId}`, 400) },
      ...(waiver === null ? {} : { suppressions: [suppress(waiver)] }),
      properties: { verdict: check.verdict, severity: check.severity, blocks: check.blocks },
    },
  }
}

function describeRule(check: CheckResult): string {
  const allowed = describeNumbers({ ...check, observed: null })
  return allowed === '' ? check.title : `${check.title} (${allowed})`
}

function listTags(check: CheckResult): readonly string[] {
  const dimension = check.kind === 'contract' && check.dimension ? [cleanText(check.dimension, 40)] : []
  return ['modelgate', check.kind, ...dimension]
}

function suppress({ reason, by, until }: NonNullable<CheckResult['waiver']>): object {
  return { kind: 'external', status: 'accepted', justification: writeMessage(`${reason} (${by}, until ${until})`, 500) }
}

/** GitHub takes no result without a file and a line: a check that has none is shown at the top of its policy. */
function findPlace({ source }: CheckResult, { policy }: Result, { locate }: PathOptions): object {
  const own = source === null ? null : locate(source.file)
  const path = own ?? (policy === null ? null : locate(policy.uri)) ?? DEFAULT_FILE
  const line = own === null ? 1 : Math.max(1, Math.trunc(source?.line ?? 1))
  return { artifactLocation: { uri: encodePath(path) }, region: { startLine: line } }
}

/** A relative path as a URI; half a surrogate pair has no bytes that could be encoded. */
function encodePath(path: string): string {
  return path
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .split(/[\\/]/)
    .map(encodeURIComponent)
    .join('/')
}

/** Plain text of a message, in which `[text](target)` would be a link, `{0}` a placeholder and `@name` a mention. */
export function writeMessage(text: string, limit: number): string {
  return breakReferences(cleanText(text, limit))
    .replace(/\](?=\()/g, ']\u200B')
    .replace(/\{(?=\d+\})/g, '{\u200B')
}
