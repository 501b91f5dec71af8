import { createHash } from 'node:crypto'
import { type Answer, type Call, created, type Handlers, none, notFound, ok, page, refuse } from './answers.ts'
import type { FakeCheckRun, Row } from './state.ts'

/** Bytes of the longest summary, and of the longest message of an annotation. */
const LONGEST_OUTPUT = 65_535
const LONGEST_MESSAGE = 65_536

/** Check runs, statuses, refs and tags: what hangs on commits. */
export const COMMITS: Handlers = {
  'checks/create': (call) => {
    const { state, body } = call
    if (!isKnown(call, body.head_sha)) return refuse(422, `No commit found for SHA: ${body.head_sha}`)
    if (call.token.type === 'User') return refuse(403, 'You must authenticate via a GitHub App.')
    const fault = checkOutput(body.output)
    if (fault !== null) return fault
    if (body.status === 'completed' && body.conclusion === undefined) {
      return refuse(422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.')
    }
    const run: FakeCheckRun = {
      id: state.nextId(),
      head_sha: body.head_sha,
      name: body.name,
      status: body.conclusion === undefined ? (body.status ?? 'queued') : 'completed',
      conclusion: body.conclusion ?? null,
      external_id: body.external_id ?? '',
      details_url: body.details_url ?? null,
      output: { title: body.output?.title ?? null, summary: body.output?.summary ?? null },
      annotations: [...(body.output?.annotations ?? [])],
    }
    state.checkRuns.push(run)
    return created(showRun(call, run))
  },
  'checks/get': (call) => {
    const run = findRun(call)
    return run === undefined ? notFound : ok(showRun(call, run))
  },
  'checks/update': (call) => {
    const run = findRun(call)
    if (run === undefined) return notFound
    const { output } = call.body
    const fault = checkOutput(output)
    if (fault !== null) return fault
    if (output !== undefined) {
      run.output = { title: output.title ?? run.output.title, summary: output.summary }
      // each update adds to those that are there
      run.annotations.push(...(output.annotations ?? []))
    }
    return ok(showRun(call, run))
  },
  'checks/list-for-ref': (call) => {
    const { state, params, query } = call
    const runs = state.checkRuns.filter(
      (run) => run.head_sha === params['ref'] && (!query.has('check_name') || run.name === query.get('check_name')),
    )
    return page(
      call,
      runs.map((run) => showRun(call, run)),
      (rows) => ({ total_count: runs.length, check_runs: rows }),
    )
  },
  'repos/create-commit-status': (call) => {
    const { state, params, body } = call
    if (!isKnown(call, params['sha']!)) return refuse(422, `No commit found for SHA: ${params['sha']}`)
    const status = { id: state.nextId(), sha: params['sha'], ...body }
    state.statuses.push(status)
    return created(status)
  },
  'repos/list-commit-statuses-for-ref': (call) =>
    page(
      call,
      call.state.statuses.filter(({ sha }) => sha === call.params['ref']),
    ),
  'git/get-ref': (call) => {
    const ref = `refs/${call.params['ref']}`
    return call.state.refs.has(ref) ? ok(showRef(call, ref)) : notFound
  },
  'git/list-matching-refs': (call) => {
    const names = [...call.state.refs.keys()].filter((name) => name.startsWith(`refs/${call.params['ref']}`)).sort()
    return page(
      call,
      names.map((name) => showRef(call, name)),
    )
  },
  'git/create-ref': (call) => {
    const { state, body } = call
    if (!/^refs\/[^/]+\/.+/.test(body.ref)) return refuse(422, `${body.ref} is not a valid ref name.`)
    if (state.refs.has(body.ref)) return refuse(422, 'Reference already exists')
    const fault = checkTarget(call, body.sha)
    if (fault !== null) return fault
    state.refs.set(body.ref, body.sha)
    return created(showRef(call, body.ref))
  },
  'git/update-ref': (call) => {
    const { state, params, body } = call
    const ref = `refs/${params['ref']}`
    const before = state.refs.get(ref)
    if (before === undefined) return refuse(422, 'Reference does not exist')
    const fault = checkTarget(call, body.sha)
    if (fault !== null) return fault
    if (body.force !== true && !state.isAncestor(peel(call, before), peel(call, body.sha))) {
      return refuse(422, 'Update is not a fast forward')
    }
    state.refs.set(ref, body.sha)
    return ok(showRef(call, ref))
  },
  'git/delete-ref': ({ state, params }) =>
    state.refs.delete(`refs/${params['ref']}`) ? none : refuse(422, 'Reference does not exist'),
  'git/create-tag': (call) => {
    const { state, body } = call
    if (!isKnown(call, body.object)) return refuse(422, 'Object does not exist')
    const sha = createHash('sha1').update(JSON.stringify(body)).digest('hex')
    const tag = { sha, tag: body.tag, message: body.message, object: { sha: body.object, type: body.type } }
    state.tagObjects.set(sha, tag)
    return created(tag)
  },
  'git/get-tag': ({ state, params }) => {
    const tag = state.tagObjects.get(params['tag_sha']!)
    return tag === undefined ? notFound : ok(tag)
  },
}

function isKnown({ state }: Call, sha: string): boolean {
  return state.commits.size === 0 || state.commits.has(sha) || state.tagObjects.has(sha)
}

/** The commit that a tag object names, or the commit itself. */
function peel({ state }: Call, sha: string): string {
  const tag = state.tagObjects.get(sha) as { readonly object: { readonly sha: string } } | undefined
  return tag?.object.sha ?? sha
}

/** An app without the permission `workflows` may not put a name on workflow files that no branch has. */
function checkTarget(call: Call, sha: string): Answer | null {
  const { state, token } = call
  if (!isKnown(call, sha)) return refuse(422, 'Object does not exist')
  if (token.permissions === undefined || token.permissions['workflows'] === 'write') return null
  const workflows = state.commits.get(peel(call, sha))?.workflows
  const branches = [...state.refs].filter(([name]) => name.startsWith('refs/heads/'))
  const isCarried = branches.some(([, tip]) => state.commits.get(peel(call, tip))?.workflows === workflows)
  return workflows === undefined || isCarried ? null : refuse(403, 'Resource not accessible by integration')
}

function showRef(call: Call, ref: string): Row {
  const sha = call.state.refs.get(ref)!
  const type = call.state.tagObjects.has(sha) ? 'tag' : 'commit'
  return { ref, object: { sha, type } }
}

function findRun({ state, params }: Call): FakeCheckRun | undefined {
  return state.checkRuns.find(({ id }) => String(id) === params['check_run_id'])
}

function showRun({ state }: Call, { annotations, ...run }: FakeCheckRun): Row {
  return {
    ...run,
    html_url: `https://github.test/${state.repository}/runs/${run.id}`,
    output: { ...run.output, annotations_count: annotations.length },
  }
}

function checkOutput(output: { title?: string; summary?: string; annotations?: Row[] } | undefined): Answer | null {
  if (output === undefined) return null
  if ((output.annotations?.length ?? 0) > 50) {
    return refuse(422, 'Invalid request.\n\nNo more than 50 items are allowed; 51 were supplied.')
  }
  if (Buffer.byteLength(output.summary ?? '') > LONGEST_OUTPUT) return refuse(422, 'Only 65535 characters are allowed')
  const annotations = output.annotations ?? []
  if (annotations.some(({ title }) => typeof title === 'string' && title.length > 255)) {
    return refuse(422, 'Invalid request.\n\ntitle is too long (maximum is 255 characters)')
  }
  const isLong = annotations.some(({ message }) => Buffer.byteLength(String(message)) > LONGEST_MESSAGE)
  return isLong ? refuse(422, 'Invalid request.\n\nmessage exceeds a maximum bytesize of 65536') : null
}
