import { formatPlural } from '../core/count.ts'
import type { Proposal } from '../core/result.ts'
import { escapeMarkdown, markdownCode } from '../text/escape.ts'
import { type Advice, listAdvice, pickAdvice } from './advice.ts'
import { type ChangeGroup, listChanges, listPolicies } from './facts.ts'
import { STATE_ICONS } from './headline.ts'
import { fold, joinFacts } from './markdown-facts.ts'
import { renderTable } from './markdown-table.ts'
import { listOpenNotes } from './notes.ts'
import type { ModelSection } from './section.ts'

/** Entries of lists beyond these are counted, not shown. */
const MOST_ENTRIES = 10

/** More changes than these take a line for each kind. */
const MOST_IN_LINE = 8

/** What changed, by which policy, and what to do next. */
export function renderFacts(section: ModelSection, repositoryUrl: string | null): string {
  const notes = listOpenNotes(section).slice(0, MOST_ENTRIES)
  const policies = joinFacts(listPolicies(section), repositoryUrl)
  const lines = [
    renderChanges(listChanges(section), repositoryUrl),
    notes.length > 0 ? `**Evaluation data** · ${notes.map((note) => escapeMarkdown(note, 800)).join(' · ')}` : '',
    policies === '' ? '' : `**Policy** ${policies}`,
  ].filter((line) => line !== '')
  return [lines.join('  \n'), renderAdvice(listAdvice(section, true))].filter((part) => part !== '').join('\n\n')
}

/** Few changes in one line, many in one for each kind. */
function renderChanges(groups: readonly ChangeGroup[], repositoryUrl: string | null): string {
  const facts = groups.flatMap((group) => group.facts)
  if (facts.length === 0) return ''
  if (facts.length <= MOST_IN_LINE) return `**What changed** · ${joinFacts(facts, repositoryUrl)}`
  return groups
    .map(({ name, facts: own }) => `**What changed** in ${CHANGES[name]} · ${joinFacts(own, repositoryUrl)}`)
    .join('  \n')
}

const CHANGES: Readonly<Record<ChangeGroup['name'], string>> = {
  data: 'data',
  parameters: 'parameters',
  environment: 'packages',
  code: 'code',
}

function renderAdvice(advice: readonly Advice[]): string {
  if (advice.length === 0) return ''
  const { shown, more } = pickAdvice(advice, MOST_ENTRIES)
  const entries = shown.map((entry) => {
    const place = entry.place === null ? '' : ` (${markdownCode(entry.place, 120)})`
    return `${STATE_ICONS[entry.state]} ${describeSubjects(entry.subjects)}: ${escapeMarkdown(entry.help, 600)}${place}`
  })
  return entries.length === 1
    ? `**Next** ${entries[0]}`
    : [
        '**Next**',
        ...entries.map((entry) => `- ${entry}`),
        ...(more > 0 ? [`- and ${formatPlural(more, 'more step')}`] : []),
      ].join('\n')
}

function describeSubjects(subjects: readonly string[]): string {
  const shown = subjects.slice(0, 3).map((subject) => escapeMarkdown(subject, 120))
  return subjects.length > 3 ? `${shown.join(', ')} and ${subjects.length - 3} more` : shown.join(', ')
}

const PARTS: Readonly<Record<Proposal['differences'][number]['part'], string>> = {
  policy: 'gates and rules',
  exam: 'what is judged on',
  contract: 'data contract',
  wiring: 'wiring',
  model: 'new model',
}

/** What the pull request changes of how it is judged, one row each. Empty where it changes nothing. */
export function renderDifferences({ results }: ModelSection): string {
  const differences = results.flatMap(({ proposal }) => proposal?.differences ?? [])
  if (differences.length === 0) return ''
  const describe = (text: string | null) => (text === null ? '–' : escapeMarkdown(text, 160))
  const table = renderTable([
    { title: 'where', align: 'left', cells: differences.map(({ path }) => markdownCode(path, 120)) },
    { title: 'what', align: 'left', cells: differences.map(({ part }) => PARTS[part]) },
    { title: 'base branch', align: 'left', cells: differences.map(({ base }) => describe(base)) },
    { title: 'this pull request', align: 'left', cells: differences.map(({ head }) => describe(head)) },
    { title: 'counts', align: 'left', cells: differences.map(({ counts }) => (counts ? 'now' : 'once merged')) },
  ])
  return fold(
    `What this pull request changes of how it is judged: ${formatPlural(differences.length, 'difference')}`,
    table,
  )
}
