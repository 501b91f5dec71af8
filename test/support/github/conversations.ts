import { type Answer, type Call, created, type Handlers, none, notFound, ok, page, refuse } from './answers.ts'
import type { FakeComment, Row } from './state.ts'

/** GitHub counts characters, and 65,536 of them fit. */
const LONGEST_BODY = 65_536

/** Pull requests, issues and what is said about them. */
export const CONVERSATIONS: Handlers = {
  'pulls/list': (call) => page(call, listPulls(call)),
  'pulls/get': ({ state, params }) => answer(state.pulls.get(Number(params['pull_number']))),
  // commits of forks are not found this way
  'repos/list-pull-requests-associated-with-commit': (call) => {
    const isOwn = (pull: Row) => readSide(pull, 'head').repository === call.state.repository
    return page(
      call,
      [...call.state.pulls.values()].filter(
        (pull) =>
          pull['merge_commit_sha'] === call.params['commit_sha'] ||
          (readSide(pull, 'head').commit === call.params['commit_sha'] && isOwn(pull)),
      ),
    )
  },
  'issues/list-comments': (call) => {
    const number = Number(call.params['issue_number'])
    if (!isKnown(call, number)) return notFound
    return page(
      call,
      call.state.comments.filter((comment) => comment.issue === number).map((comment) => showComment(call, comment)),
    )
  },
  'issues/get-comment': (call) => {
    const comment = findComment(call)
    return comment === undefined ? notFound : ok(showComment(call, comment))
  },
  'issues/create-comment': (call) => {
    const number = Number(call.params['issue_number'])
    if (!isKnown(call, number)) return notFound
    const { token, body } = call
    const comment = () => call.state.addComment(number, token.login, body.body, token.type)
    return checkBody(body.body) ?? created(showComment(call, comment()))
  },
  'issues/update-comment': (call) => {
    const comment = findComment(call)
    if (comment === undefined) return notFound
    const fault = checkBody(call.body.body)
    if (fault !== null) return fault
    comment.body = call.body.body
    call.state.nextId()
    comment.updated_at = call.state.time()
    return ok(showComment(call, comment))
  },
  'issues/delete-comment': (call) => {
    const comment = findComment(call)
    if (comment === undefined) return notFound
    call.state.comments = call.state.comments.filter((other) => other !== comment)
    return none
  },
  'issues/list-for-repo': (call) => {
    const state = call.query.get('state') ?? 'open'
    const labels = call.query.get('labels')?.split(',') ?? []
    const rows = [...call.state.issues.values()].filter(
      (issue) =>
        (state === 'all' || issue['state'] === state) &&
        labels.every((label) => (issue['labels'] as readonly string[]).includes(label)),
    )
    return page(call, rows.map(showIssue).toReversed())
  },
  'issues/get': ({ state, params }) => answer(state.issues.get(Number(params['issue_number'])), showIssue),
  'issues/create': ({ state, body, token }) => {
    const number = Math.max(0, ...state.pulls.keys(), ...state.issues.keys()) + 1
    const user = { login: token.login, type: token.type ?? 'Bot' }
    const html_url = `https://github.test/${state.repository}/issues/${number}`
    const issue = { id: state.nextId(), number, state: 'open', labels: [], ...body, user, html_url }
    state.issues.set(number, issue)
    return created(showIssue(issue))
  },
  'issues/update': ({ state, params, body }) => {
    const number = Number(params['issue_number'])
    const issue = state.issues.get(number)
    if (issue === undefined) return notFound
    state.issues.set(number, { ...issue, ...body })
    return ok(showIssue(state.issues.get(number)!))
  },
  'issues/add-labels': ({ state, params, body }) => {
    const number = Number(params['issue_number'])
    const issue = state.issues.get(number)
    if (issue === undefined) return notFound
    const added = (Array.isArray(body) ? body : body.labels) as readonly string[]
    const labels = [...new Set([...(issue['labels'] as readonly string[]), ...added])]
    state.issues.set(number, { ...issue, labels })
    return ok(labels.map((name) => ({ name })))
  },
  'issues/create-label': ({ state, body }) => {
    if (state.labels.has(body.name)) {
      return refuse(422, 'Validation Failed', [{ resource: 'Label', code: 'already_exists', field: 'name' }])
    }
    state.labels.add(body.name)
    return created({ name: body.name, color: body.color ?? 'ededed' })
  },
  'issues/get-label': ({ state, params }) =>
    state.labels.has(params['name']!) ? ok({ name: params['name'] }) : notFound,
}

/** Which commit and branch of which repository a pull request's head or base is. */
function readSide(pull: Row, side: 'head' | 'base') {
  const { sha, ref, repo } = pull[side] as { sha: string; ref: string; repo: { full_name: string } | null }
  return { commit: sha, branch: ref, repository: repo?.full_name ?? null }
}

function listPulls({ state, query }: Call): readonly Row[] {
  const wanted = query.get('state') ?? 'open'
  const [owner, ...branch] = query.get('head')?.split(':') ?? []
  const rows = [...state.pulls.values()].filter((pull) => {
    const head = readSide(pull, 'head')
    const isHead =
      owner === undefined ||
      (head.repository?.split('/')[0]?.toLowerCase() === owner.toLowerCase() && head.branch === branch.join(':'))
    const isBase = !query.has('base') || readSide(pull, 'base').branch === query.get('base')
    return (wanted === 'all' || (pull['state'] ?? 'open') === wanted) && isHead && isBase
  })
  return query.get('direction') === 'asc' ? rows : rows.reverse()
}

function isKnown({ state }: Call, number: number): boolean {
  return state.pulls.has(number) || state.issues.has(number)
}

function findComment({ state, params }: Call): FakeComment | undefined {
  return state.comments.find(({ id }) => String(id) === params['comment_id'])
}

function showComment({ state, apiUrl }: Call, { issue, ...comment }: FakeComment): Row {
  return {
    ...comment,
    url: `${apiUrl}/repos/${state.repository}/issues/comments/${comment.id}`,
    html_url: `https://github.test/${state.repository}/pull/${issue}#issuecomment-${comment.id}`,
    author_association: 'NONE',
  }
}

const showIssue = (issue: Row): Row => ({
  ...issue,
  labels: (issue['labels'] as readonly string[]).map((name) => ({ name })),
})

function answer(row: Row | undefined, show: (row: Row) => Row = (found) => found): Answer {
  return row === undefined ? notFound : ok(show(row))
}

function checkBody(body: string): Answer | null {
  if (body.length <= LONGEST_BODY) return null
  const message = `body is too long (maximum is ${LONGEST_BODY} characters)`
  return refuse(422, 'Validation Failed', [{ resource: 'IssueComment', code: 'custom', field: 'body', message }])
}
