import { type Fault, InputError } from '../../core/faults.ts'
import type { Result } from '../../core/result.ts'
import { worstVerdict } from '../../core/verdict.ts'
import type { Inputs, Outcome, RunCommand } from '../command.ts'
import type { Services } from '../services.ts'
import { readResults } from './result-files.ts'
import type { reportSpec } from './spec.ts'

type ReportInputs = Inputs<typeof reportSpec.inputs>

/** Outputs that are accepted and have no renderer or backend yet: refused by name. */
const LATER = ['junit', 'sarif', 'comment', 'check-run'] as const

/** Renders result files; its outcome holds no results of its own, so that a no that it renders is not told twice. */
export const runReport: RunCommand<typeof reportSpec.inputs> = async (inputs, services) => {
  refuseLater(inputs)
  const all = await readResults([...inputs.operands, ...(inputs.results ?? [])], services)
  const results = chooseModels(all, inputs.model)
  const written = await writeReports(results, { markdown: inputs.markdown, html: inputs.html }, services)
  const verdict = worstVerdict(results.map((result) => result.verdict))
  const blocks = results.some((result) => result.blocks)
  return {
    results: [],
    document: { schema: 'modelgate.report/v1', verdict, blocks, results: results.length, written },
    text: await describeReport(results, written),
    markdown: await renderStepSummary(results),
    outputs: {
      verdict,
      blocks: String(blocks),
      summary: [...new Set(results.map((result) => result.summary))].join(' '),
      markdown: written.markdown ?? '',
      html: written.html ?? '',
    },
  } satisfies Outcome
}

function refuseLater(inputs: ReportInputs): void {
  const faults = LATER.filter((name) => inputs[name] !== undefined && inputs[name] !== false).map(
    (name): Fault => ({ message: `report --${name} is not there yet`, help: 'use --markdown, --html or --summary' }),
  )
  if (faults.length > 0) throw new InputError(faults)
}

function chooseModels(results: readonly Result[], models: readonly string[]): readonly Result[] {
  if (models.length === 0) return results
  const known = [...new Set(results.flatMap((result) => result.model ?? []))]
  const faults = models
    .filter((model) => !known.includes(model))
    .map(
      (model): Fault => ({
        message: `no result is about model ${JSON.stringify(model)}`,
        help: known.length > 0 ? `the results are about ${known.slice(0, 10).join(', ')}` : 'the results name no model',
      }),
    )
  if (faults.length > 0) throw new InputError(faults)
  return results.filter((result) => result.model !== null && models.includes(result.model))
}

/** Paths of the files that were written, as the caller named them. */
export interface WrittenReports {
  readonly markdown: string | null
  readonly html: string | null
}

/** Writes the reports that are asked for; renderers are loaded only then. */
export async function writeReports(
  results: readonly Result[],
  paths: { readonly markdown: string | undefined; readonly html: string | undefined },
  { workspace }: Pick<Services, 'workspace'>,
): Promise<WrittenReports> {
  if (paths.markdown !== undefined) {
    const { renderMarkdown } = await import('../../report/markdown.ts')
    await workspace.writeText(paths.markdown, renderMarkdown(results))
  }
  if (paths.html !== undefined) {
    const { renderHtml } = await import('../../report/html.ts')
    await workspace.writeText(paths.html, await renderHtml(results))
  }
  return { markdown: paths.markdown ?? null, html: paths.html ?? null }
}

async function renderStepSummary(results: readonly Result[]): Promise<string> {
  const { renderSummary } = await import('../../report/markdown.ts')
  return renderSummary(results)
}

async function describeReport(results: readonly Result[], written: WrittenReports): Promise<string> {
  const { renderText } = await import('../../report/text.ts')
  const files = [written.markdown, written.html].filter((path) => path !== null)
  return [renderText(results, { colour: false }), ...(files.length > 0 ? [`Written: ${files.join(', ')}`] : [])].join(
    '\n\n',
  )
}
