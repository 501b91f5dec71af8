import { formatPlural } from '../core/count.ts'
import type { Result } from '../core/result.ts'
import { escapeMarkdown } from '../text/escape.ts'
import { describeVerdict, sectionIcon } from './headline.ts'
import { type Block, renderSection } from './markdown-section.ts'
import { groupByModel, type ModelSection } from './section.ts'

/** GitHub takes 1 MiB for one step's summary; what other actions of the step wrote needs room too. */
const SUMMARY_BYTES = 1_000_000

/**
 * The results as Markdown: one section per model, verdict first, several models under a table of verdicts. Where it
 * would be longer than `maxBytes` (UTF-8), the least important parts are left out and named.
 */
export function renderMarkdown(results: readonly Result[], options: { readonly maxBytes?: number } = {}): string {
  const sections = groupByModel(results)
  if (sections.length === 0) return '### ➖ There was nothing to judge\n'
  const head = sections.length > 1 ? [renderOverview(sections)] : []
  const body = sections.flatMap((section) =>
    sections.length > 1 ? renderAmongOthers(section) : renderSection(section, 3),
  )
  return fitBlocks([...head, ...body], options.maxBytes ?? Number.POSITIVE_INFINITY)
}

/** The same Markdown, short enough for a step summary. Empty for no results. */
export function renderSummary(results: readonly Result[]): string {
  return results.length === 0 ? '' : renderMarkdown(results, { maxBytes: SUMMARY_BYTES })
}

/** The verdicts of several models, the worst first. */
function renderOverview(sections: readonly ModelSection[]): Block {
  const blocking = sections.filter((section) => section.blocks).length
  const title =
    blocking === 0
      ? `✅ ${formatPlural(sections.length, 'model')}: nothing speaks against them`
      : `⛔ ${blocking} of ${formatPlural(sections.length, 'model')} may not go on`
  const rows = sections.slice(0, 200).map((section) => {
    const name = section.model === null ? '_no model_' : escapeMarkdown(section.model, 80)
    return `| ${sectionIcon(section)} | ${name} | ${escapeMarkdown(describeVerdict(section))} |`
  })
  const more = sections.length > rows.length ? `\n\nand ${sections.length - rows.length} more` : ''
  return {
    name: 'overview',
    rank: 0,
    text: `## ${title}\n\n| | model | verdict |\n|---|---|---|\n${rows.join('\n')}${more}`,
  }
}

/** Among several models, one that passed is folded as a whole. */
function renderAmongOthers(section: ModelSection): readonly Block[] {
  const blocks = renderSection(section, 3)
  if (section.blocks || section.verdict === 'warn')
    return blocks.map((block) => ({ ...block, rank: Math.max(1, block.rank) }))
  const [headline, ...rest] = blocks
  const text = `${headline!.text}\n\n<details><summary>Its report</summary>\n\n${rest.map((block) => block.text).join('\n\n')}\n\n</details>`
  return [{ name: 'reports of models that pass', rank: 6, text }]
}

function fitBlocks(blocks: readonly Block[], maxBytes: number): string {
  const kept = new Set(blocks)
  const left = new Set<string>()
  const sizes = new Map(blocks.map((block) => [block, new TextEncoder().encode(block.text).length + 2]))
  const noteBytes = 1000
  let size = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
  const order = blocks.filter((block) => block.rank > 0).toReversed()
  for (const block of order.toSorted((a, b) => b.rank - a.rank)) {
    if (size <= maxBytes - (left.size > 0 ? noteBytes : 0)) break
    kept.delete(block)
    left.add(block.name)
    size -= sizes.get(block)!
  }
  const texts = [...kept].map((block) => block.text)
  if (left.size > 0)
    texts.push(
      `> Shortened to fit: left out here are ${[...left].join(', ')}. The HTML report and the result file have them.`,
    )
  return `${texts.join('\n\n')}\n`
}
