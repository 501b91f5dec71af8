import { checkId } from '../../core/check-id.ts'
import type { CheckResult } from '../../core/result.ts'
import { evidenceCheck } from '../../evidence/evidence-check.ts'
import type { EnvironmentProtection, TagRules, TagRuleset } from '../../ports/code-host.ts'
import { formatTagName } from '../../registry/tag-name.ts'
import { matchRef } from './ref-pattern.ts'

/** What a ruleset may forbid of a tag, in the words of its rules. */
const OPERATIONS = ['update', 'deletion', 'creation'] as const
type Operation = (typeof OPERATIONS)[number]

const WORDS: Readonly<Record<Operation, string>> = { update: 'moving', deletion: 'removing', creation: 'creating' }

const TITLE = 'nobody can move or remove tags of the registry'

/** Full names like those that the registry writes for a model, of now and of later: all of them have to be protected. */
export function listRegistryRefs(model: string, stages: readonly string[], version: string): readonly string[] {
  const versions = [...new Set([version, 'v0.0.1', 'v10.20.30', 'v1.0.0-rc.1'])]
  return [
    ...versions.flatMap((number) => [
      formatTagName({ kind: 'version', model, version: number }),
      formatTagName({ kind: 'deregistered', model, version: number }),
    ]),
    ...stages.flatMap((stage) =>
      [1, 12345].flatMap((number) => [
        formatTagName({ kind: 'stage', model, stage, number }),
        formatTagName({ kind: 'unassigned', model, stage, number }),
      ]),
    ),
  ].map((name) => `refs/tags/${name}`)
}

type State = 'protected' | 'open' | 'unknown'

interface Finding {
  readonly state: State
  /** Why it is not protected: a name that no ruleset covers, or that the token is not bound, or not known to be. */
  readonly reason: string | null
  readonly rulesets: readonly TagRuleset[]
}

/**
 * Whether GitHub's rules keep the registry's tags as they were written: `protected` where an active ruleset forbids to
 * move and to remove every one of the names and binds the token too, else `open`; `unknown` where the rules could not be
 * read, or GitHub does not say whether they bind the token. Who may create tags is told and asked of nobody. Never blocks.
 */
export function verifyProtection(rules: TagRules, refs: readonly string[]): CheckResult {
  if (rules.kind === 'unknown') {
    return advise({
      id: ['registry', 'protection'],
      title: TITLE,
      verdict: 'inconclusive',
      observed: 'unknown',
      statistics: { state: 'unknown' },
      help: `whether rulesets protect the registry's tags is unknown: ${rules.reason}`,
    })
  }
  const found = Object.fromEntries(
    OPERATIONS.map((operation) => [operation, judge(operation, rules.rulesets, refs)]),
  ) as Record<Operation, Finding>
  const state = findWorst((['update', 'deletion'] as const).map((operation) => found[operation].state))
  const wanting = (['update', 'deletion'] as const).filter((operation) => found[operation].state === state)
  const involved = [...new Set(OPERATIONS.flatMap((operation) => found[operation].rulesets))]
  const trials = rules.rulesets.filter(({ enforcement }) => enforcement === 'evaluate')
  const notes = [
    ...OPERATIONS.map((operation) => `${WORDS[operation]} them: ${found[operation].state}`),
    ...involved.map(describeBypass),
    ...trials.map(({ name }) => `ruleset ${name} only evaluates and enforces nothing`),
  ]
  const reasons = wanting.map(
    (operation, index) =>
      `${WORDS[operation]} ${index === 0 ? "the registry's tags" : 'them'} is ${state} (${found[operation].reason})`,
  )
  return advise({
    id: ['registry', 'protection'],
    title: TITLE,
    verdict: VERDICTS[state],
    observed: `${state}; ${notes.join('; ')}`,
    statistics: {
      state,
      ...Object.fromEntries(OPERATIONS.map((operation) => [operation, found[operation].state])),
      rulesets: involved.map(({ name, source, bypass }) => ({ name, source, bypass })),
    },
    help: {
      protected: null,
      unknown: `${reasons.join(', ')}: look at the bypass list of the ruleset, which GitHub shows to those who may change it`,
      open: `${reasons.join(', ')}: add an active ruleset for tags that restricts updates and deletions of ${describePattern(refs)}`,
    }[state],
  })
}

const VERDICTS = { protected: 'pass', open: 'fail', unknown: 'inconclusive' } as const

const findWorst = (states: readonly State[]): State =>
  (['open', 'unknown'] as const).find((state) => states.includes(state)) ?? 'protected'

function judge(operation: Operation, rulesets: readonly TagRuleset[], refs: readonly string[]): Finding {
  const active = rulesets.filter(({ enforcement, rules }) => enforcement === 'active' && rules.includes(operation))
  const covering = refs.map((ref) => ({ ref, by: active.filter((ruleset) => isCovered(ruleset, ref)) }))
  const involved = active.filter((ruleset) => covering.some(({ by }) => by.includes(ruleset)))
  const bare = covering.find(({ by }) => by.length === 0)
  if (bare !== undefined) {
    const reason = involved.length === 0 ? 'no active ruleset forbids it' : `${bare.ref} is not covered`
    return { state: 'open', reason, rulesets: involved }
  }
  if (covering.every(({ by }) => by.some((ruleset) => isBinding(ruleset) === true))) {
    return { state: 'protected', reason: null, rulesets: involved }
  }
  if (covering.some(({ by }) => by.every((ruleset) => isBinding(ruleset) === false))) {
    return { state: 'open', reason: 'the rulesets do not bind the token of this job', rulesets: involved }
  }
  return { state: 'unknown', reason: 'GitHub does not say whether they bind the token of this job', rulesets: involved }
}

/** Whether the token is bound; null where nobody says so. Rules without an exception bind everybody. */
function isBinding({ isBypassed, bypass }: TagRuleset): boolean | null {
  if (isBypassed !== null) return !isBypassed
  return bypass?.length === 0 ? true : null
}

const isCovered = ({ include, exclude }: TagRuleset, ref: string): boolean =>
  include.some((pattern) => matchRef(pattern, ref)) && !exclude.some((pattern) => matchRef(pattern, ref))

function describeBypass({ name, source, bypass }: TagRuleset): string {
  const label = `ruleset ${name} of ${source}`
  if (bypass === null) return `${label}, whose exceptions this token may not see`
  return bypass.length === 0 ? `${label}, without exception` : `${label}, but for ${bypass.join(', ')}`
}

/** A pattern that takes all of them, or the one that takes every tag. */
function describePattern(refs: readonly string[]): string {
  const [model = ''] = refs[0]?.slice('refs/tags/'.length).split('@') ?? []
  return `refs/tags/${model}@* and refs/tags/${model}#*`
}

/** Whether somebody has to approve before a job may use the environment that a stage names. Never blocks. */
export function verifyEnvironment(stage: string, environment: string, found: EnvironmentProtection): CheckResult {
  const base = { id: ['stage', stage, 'environment'], title: `environment ${environment} asks for a reviewer` }
  const advice = `add required reviewers under Settings, Environments, ${environment}`
  switch (found.kind) {
    case 'unknown':
      return advise({
        ...base,
        verdict: 'inconclusive',
        observed: 'unknown',
        statistics: { state: 'unknown' },
        help: `whether environment ${environment} has reviewers is unknown: ${found.reason}`,
      })
    case 'missing':
      return advise({
        ...base,
        verdict: 'fail',
        observed: 'there is no such environment',
        statistics: { state: 'missing' },
        help: `GitHub has no environment ${environment}, which stage ${stage} names, so nobody approves: make it and ${advice}`,
      })
    case 'known': {
      const { reviewers, preventsSelfReview } = found
      const self = preventsSelfReview ? '' : '; who starts the job may approve it'
      return advise({
        ...base,
        verdict: reviewers.length > 0 ? 'pass' : 'fail',
        observed: reviewers.length > 0 ? `${reviewers.join(', ')}${self}` : 'no reviewers',
        statistics: { state: reviewers.length > 0 ? 'reviewed' : 'open', reviewers, preventsSelfReview },
        help: reviewers.length > 0 ? null : `environment ${environment} lets every job in unseen: ${advice}`,
      })
    }
  }
}

/** A check that may warn and never blocks: what is unknown is told as information. */
function advise(draft: {
  readonly id: readonly string[]
  readonly title: string
  readonly verdict: 'pass' | 'fail' | 'inconclusive'
  readonly observed: string
  readonly statistics: Readonly<Record<string, unknown>>
  readonly help: string | null
}): CheckResult {
  const { id, verdict, observed, statistics, help, title } = draft
  return {
    ...evidenceCheck({ id, title, problem: null, observed }),
    id: checkId('evidence', ...id),
    verdict,
    severity: verdict === 'fail' ? 'warning' : 'info',
    statistics,
    help,
  } as CheckResult
}
