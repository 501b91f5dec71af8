import { formatPlural } from '../core/count.ts'
import { escapeHtml, markdownCode } from '../text/escape.ts'
import { listDataRules } from './data-rules.ts'
import type { Block } from './markdown-block.ts'
import { fold } from './markdown-facts.ts'
import { renderHeldRules, renderRuleTable, renderSamples } from './markdown-tables.ts'
import type { ModelSection } from './section.ts'

const MOST_RULES = 20
const MOST_OBJECTS = 10

/** The contract's rules: those that do not hold as a table, what holds and the rows that break them folded. */
export function renderDataBlocks(section: ModelSection): readonly Block[] {
  const rules = listDataRules(section)
  if (rules === null) return []
  const shown = rules.open.slice(0, MOST_RULES)
  const more = rules.open.length - shown.length
  const moreText = more > 0 ? `\n\nand ${formatPlural(more, 'more rule')}, below` : ''
  const objects = rules.objects.slice(0, MOST_OBJECTS)
  // in a summary Markdown is not read, in a paragraph it is, within HTML too
  const describe = (codes: readonly string[]) =>
    `Data${codes.length > 0 ? ` ${codes.join(', ')}` : ''}: ${rules.headline}`
  const about = describe(objects.map((name) => `<code>${escapeHtml(name, 80)}</code>`))
  const heading = describe(objects.map((name) => markdownCode(name, 80)))
  const open = shown.length === 0 ? '' : `**${heading}**\n\n${renderRuleTable(shown)}${moreText}`
  const rest = rules.rows.slice(shown.length).filter((row) => row.state !== 'pass')
  const held = rules.rows.filter((row) => row.state === 'pass')
  const others = [rest.length === 0 ? '' : renderRuleTable(rest), held.length === 0 ? '' : renderHeldRules(held)]
  return [
    { name: 'broken rules', rank: 1, text: open },
    { name: 'failing rows', rank: 5, text: fold('Rows that break them', renderSamples(rules)) },
    {
      name: 'all data rules',
      rank: 4,
      text: fold(shown.length === 0 ? about : 'The other rules', others.filter((text) => text !== '').join('\n\n')),
    },
  ]
}
