import { type Fault, InputError } from '../../core/faults.ts'
import type { Result } from '../../core/result.ts'
import { worstVerdict } from '../../core/verdict.ts'
import type { ReportContext } from '../../report/context.ts'
import type { Outcome, RunCommand } from '../command.ts'
import { makeFailedResult, makeUnjudged } from '../failed-result.ts'
import type { Services } from '../services.ts'
import { describeContext, type Published, publishError, publishReports } from './publish.ts'
import { readResults } from './result-files.ts'
import type { reportSpec } from './spec.ts'

/**
 * Renders result files. Of what it read its outcome holds nothing, so that a no that it renders is not told twice; only
 * models that must have a result and have none, and files that cannot be read, are its own.
 */
export const runReport: RunCommand<typeof reportSpec.inputs> = async (inputs, services) => {
  const { expect = [] } = inputs
  const files = [...inputs.operands, ...(inputs.results ?? [])]
  const { all, error } = await openResults(files, inputs, services).catch(async (caught: unknown) => {
    await publishError('report', caught, inputs, services)
    throw caught
  })
  const unread = error === null ? [] : [makeFailedResult('report', null, error, services)]
  const missing = expect
    .filter((model) => !all.some((result) => result.model === model))
    .map((model) => makeMissing(model, services))
  const results = [...all, ...missing, ...unread]
  const context = describeContext(services)
  const published = await publishReports(results, inputs, context, services)
  const verdict = worstVerdict(results.map((result) => result.verdict))
  const blocks = results.some((result) => result.blocks)
  const { comment, checkRun, ...written } = published
  const { renderSummary } = await import('../../report/markdown.ts')
  return {
    results: missing,
    errors: error === null ? [] : [error],
    document: {
      ...{ schema: 'modelgate.report/v1', verdict, blocks, results: results.length, written },
      ...{ comment: comment ?? null, checkRun: checkRun ?? null },
    },
    text: await describeReport(results, published),
    // of a thousand checks that takes as long as a file, and outside of a job nobody may want it
    get markdown() {
      return renderSummary(results, context)
    },
    outputs: {
      verdict,
      blocks: String(blocks),
      summary: await describeShown(results),
      ...listOutputs(published),
    },
  } satisfies Outcome
}

/** @throws InputError where no file holds a result, or none of a model that is asked for. */
async function openResults(
  files: readonly string[],
  { model, expect = [] }: Parameters<typeof runReport>[0],
  services: Services,
): Promise<{ readonly all: readonly Result[]; readonly error: InputError | null }> {
  const { results, error } = await readResults(files, services, expect.length > 0)
  if (error !== null && results.length === 0) throw error
  return { all: chooseModels(results, model), error }
}

/** What was written, as an action's outputs. */
export function listOutputs({ markdown, html, comment }: Published): Readonly<Record<string, string>> {
  return {
    markdown: markdown ?? '',
    html: html ?? '',
    'comment-url': comment?.kind === 'posted' ? comment.url : '',
  }
}

function makeMissing(model: string, services: Services): Result {
  return makeUnjudged(
    'report',
    model,
    {
      summary: 'There is no result: the job that judges it did not finish.',
      title: 'There is a result of this model',
      help: 'look at the job that judges it: it failed before it could judge, or its results were not uploaded',
      source: null,
    },
    services,
  )
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

/** The report as the step's summary holds it. */
export async function renderStepSummary(results: readonly Result[], context: ReportContext): Promise<string> {
  const { renderSummary } = await import('../../report/markdown.ts')
  return renderSummary(results, context)
}

/** The report in one line. */
export async function describeShown(results: readonly Result[]): Promise<string> {
  const { describeInLine } = await import('../../report/summary-line.ts')
  return describeInLine(results)
}

async function describeReport(
  results: readonly Result[],
  { markdown, html, junit, sarif }: Published,
): Promise<string> {
  const { renderText } = await import('../../report/text.ts')
  const files = [markdown, html, junit, sarif].filter((path) => path !== null)
  return [renderText(results, { colour: false }), ...(files.length > 0 ? [`Written: ${files.join(', ')}`] : [])].join(
    '\n\n',
  )
}
