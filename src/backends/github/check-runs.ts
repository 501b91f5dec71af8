import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Octokit } from 'octokit'
import type { CheckRunDraft, Posted } from '../../ports/code-host.ts'
import type { GitHubClient } from './client.ts'
import { refusePosting } from './failures.ts'

/** What GitHub takes of each, in bytes where it may count those; longer texts are cut. */
const LONGEST = { title: 255, summary: 65_535, message: 64_000 }
/** Annotations of one request. */
const PORTION = 50
const ATTEMPTS = 3
const PERMISSION = 'checks: write'

type CheckOutput = NonNullable<
  NonNullable<Parameters<Octokit['rest']['checks']['create']>[0]>['output'] & { readonly summary: string }
>
type Annotation = NonNullable<CheckOutput['annotations']>[number]

interface MadeRun {
  readonly id: number
  readonly url: string
}

/**
 * Makes a finished check run on a commit and adds its annotations in portions of 50. A request whose answer was lost is
 * repeated only once it is read that it had no effect. Throws only where the signal is aborted.
 */
export async function putCheckRun(client: GitHubClient, draft: CheckRunDraft, signal: AbortSignal): Promise<Posted> {
  const annotations = draft.annotations.map(describeAnnotation)
  try {
    const made = await createRun(client, draft, annotations.slice(0, PORTION), signal)
    try {
      for (let start = PORTION; start < annotations.length; start += PORTION) {
        await addAnnotations(client, { draft, made, annotations, start }, signal)
      }
    } catch (error) {
      if (signal.aborted) throw error
      // it stands with its conclusion, which is what counts
      client.options.logger.warning(`check run ${draft.name} lacks annotations: ${client.explain(error).said}`)
    }
    return { kind: 'posted', url: made.url, isNew: true }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const doing = `make check run ${draft.name} on commit ${draft.headCommit.slice(0, 12)}`
    return refusePosting(doing, client.explain(error), PERMISSION)
  }
}

async function createRun(
  client: GitHubClient,
  draft: CheckRunDraft,
  annotations: Annotation[],
  signal: AbortSignal,
): Promise<MadeRun> {
  const { owner, repo } = client
  // names this very request, so that it is found again
  const mark = `modelgate-${randomUUID()}`
  return repeatUnclear(client, signal, async (isFirst) => {
    const before = isFirst ? null : await findRun(client, draft, mark, signal)
    if (before !== null) return before
    const { data } = await client.work(signal, (octokit, request) =>
      octokit.rest.checks.create({
        owner,
        repo,
        name: draft.name,
        head_sha: draft.headCommit,
        external_id: mark,
        status: 'completed',
        conclusion: draft.conclusion,
        ...(draft.detailsUrl === null ? {} : { details_url: draft.detailsUrl }),
        output: { ...describeOutput(draft), annotations },
        request,
      }),
    )
    return { id: data.id, url: data.html_url ?? '' }
  })
}

/** Our check run of a request whose answer was lost; null where it had no effect. */
async function findRun(
  client: GitHubClient,
  { name, headCommit }: CheckRunDraft,
  mark: string,
  signal: AbortSignal,
): Promise<MadeRun | null> {
  const { owner, repo } = client
  return client.work(signal, async (octokit, request) => {
    const parameters = { owner, repo, ref: headCommit, check_name: name, filter: 'all', per_page: 100 } as const
    const runs = await octokit.paginate(octokit.rest.checks.listForRef, { ...parameters, request })
    const found = runs.find((run) => run.external_id === mark)
    return found === undefined ? null : { id: found.id, url: found.html_url ?? '' }
  })
}

interface Portion {
  readonly draft: CheckRunDraft
  readonly made: MadeRun
  readonly annotations: Annotation[]
  readonly start: number
}

/** Each update adds to the annotations that are there, so a repeated one would double them. */
async function addAnnotations(
  client: GitHubClient,
  { draft, made, annotations, start }: Portion,
  signal: AbortSignal,
): Promise<void> {
  const { owner, repo } = client
  const place = { owner, repo, check_run_id: made.id }
  await repeatUnclear(client, signal, async (isFirst) => {
    if (!isFirst) {
      const { data } = await client.work(signal, (octokit, request) => octokit.rest.checks.get({ ...place, request }))
      if (data.output.annotations_count > start) return
    }
    const output = { ...describeOutput(draft), annotations: annotations.slice(start, start + PORTION) }
    await client.work(signal, (octokit, request) => octokit.rest.checks.update({ ...place, output, request }))
  })
}

/** Does it again where the answer was lost; `isFirst` is false then. */
async function repeatUnclear<T>(
  client: GitHubClient,
  signal: AbortSignal,
  send: (isFirst: boolean) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send(attempt === 1)
    } catch (error) {
      if (signal.aborted || attempt === ATTEMPTS || client.explain(error).kind !== 'unclear') throw error
      await wait(attempt ** 2 * client.waits.secondMs, undefined, { signal })
    }
  }
}

function describeOutput({ title, summary }: CheckRunDraft): { title: string; summary: string } {
  return { title: cut(title, LONGEST.title), summary: cut(summary, LONGEST.summary) }
}

function describeAnnotation({ path, line, level, title, message }: CheckRunDraft['annotations'][number]): Annotation {
  const row = Math.max(1, line)
  return {
    path,
    start_line: row,
    end_line: row,
    annotation_level: level,
    title: cut(title, LONGEST.title),
    message: cut(message, LONGEST.message),
  }
}

/** The beginning of a text that has more bytes in UTF-8, never half a character. */
function cut(text: string, most: number): string {
  const bytes = Buffer.from(text, 'utf8')
  if (bytes.length <= most) return text
  const kept = bytes.subarray(0, most - Buffer.byteLength('…')).toString('utf8')
  return `${kept.replace(/\uFFFD+$/, '')}…`
}
