import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { created, findRow, type Handlers, none, notFound, ok, page, refuse } from './answers.ts'

/** Releases, dispatches, rules, environments, deployments and code scanning. */
export const DELIVERIES: Handlers = {
  'repos/get': ({ state }) =>
    ok({ id: 1, full_name: state.repository, private: state.isPrivate, default_branch: state.defaultBranch }),
  'repos/list-attestations': ({ state, params }) => {
    const bundles = state.attestations.get(params['subject_digest']!)
    if (bundles === undefined) return notFound
    return ok({
      attestations: bundles.map((bundle) => ({ bundle, repository_id: 1, bundle_url: 'https://github.test' })),
    })
  },
  'repos/get-branch': ({ state, params }) => {
    const sha = state.refs.get(`refs/heads/${params['branch']}`)
    return sha === undefined ? notFound : ok({ name: params['branch'], commit: { sha } })
  },
  'repos/get-commit': ({ state, params }) =>
    state.commits.has(params['ref']!) ? ok({ sha: params['ref'] }) : refuse(422, 'No commit found for SHA'),
  'repos/create-release': ({ state, body, apiUrl }) => {
    if (state.releases.some(({ tag_name }) => tag_name === body.tag_name)) {
      return refuse(422, 'Validation Failed', [{ resource: 'Release', code: 'already_exists', field: 'tag_name' }])
    }
    const id = state.nextId()
    const upload_url = `${apiUrl}/repos/${state.repository}/releases/${id}/assets{?name,label}`
    const html_url = `https://github.test/${state.repository}/releases/tag/${encodeURIComponent(body.tag_name)}`
    const release = { id, upload_url, html_url, ...body, assets: [] }
    state.releases.push(release)
    const target = state.refs.get(`refs/heads/${state.defaultBranch}`)
    if (!state.refs.has(`refs/tags/${body.tag_name}`) && target !== undefined) {
      state.refs.set(`refs/tags/${body.tag_name}`, body.target_commitish ?? target)
    }
    return created(release)
  },
  'repos/get-release': ({ state, params }) => show(findRow(state.releases, params['release_id'])),
  'repos/get-release-by-tag': ({ state, params }) =>
    show(state.releases.find(({ tag_name }) => tag_name === params['tag'])),
  'repos/list-release-assets': (call) => {
    const assets = call.state.assets.filter(({ release }) => String(release) === call.params['release_id'])
    return page(
      call,
      assets.map(({ content, release: _, ...asset }) => ({ ...asset, size: content.length })),
    )
  },
  'repos/upload-release-asset': ({ state, params, query, bytes }) => {
    const release = Number(params['release_id'])
    if (findRow(state.releases, params['release_id']) === undefined) return notFound
    const name = query.get('name')
    if (state.assets.some((asset) => asset['name'] === name && asset['release'] === release)) {
      return refuse(422, 'Validation Failed', [{ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }])
    }
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
    const asset = { id: state.nextId(), name, release, state: 'uploaded', digest, content: bytes }
    state.assets.push(asset)
    const { content, release: _, ...shown } = asset
    return created({ ...shown, size: content.length })
  },
  'repos/get-release-asset': ({ state, params, accept }) => {
    const asset = state.assets.find(({ id }) => String(id) === params['asset_id'])
    if (asset === undefined) return notFound
    const { content, release: _, ...shown } = asset
    return accept === 'application/octet-stream' ? { status: 200, bytes: content } : ok(shown)
  },
  'repos/delete-release-asset': ({ state, params }) => {
    const index = state.assets.findIndex(({ id }) => String(id) === params['asset_id'])
    if (index < 0) return notFound
    state.assets.splice(index, 1)
    return none
  },
  'repos/create-dispatch-event': ({ state, body }) => {
    state.dispatches.push(body)
    return none
  },
  'actions/create-workflow-dispatch': ({ state, params, body, apiUrl }) => {
    if (Object.keys(body.inputs ?? {}).length > 25) return refuse(422, 'you may only define up to 25 `inputs`')
    const declared = state.workflowInputs.get(params['workflow_id']!)
    if (declared === undefined && state.workflowInputs.size > 0) return notFound
    const unknown = Object.keys(body.inputs ?? {}).filter((name) => declared !== undefined && !declared.includes(name))
    if (unknown.length > 0) return refuse(422, `Unexpected inputs provided: ${JSON.stringify(unknown)}`)
    const { return_run_details: isTold, ...dispatch } = body
    state.dispatches.push({ workflow: params['workflow_id'], ...dispatch })
    const id = state.nextId()
    const html_url = `https://github.test/${state.repository}/actions/runs/${id}`
    const path = `.github/workflows/${params['workflow_id']}`
    const event = 'workflow_dispatch'
    state.runs.unshift({ id, path, event, html_url, head_branch: body.ref, created_at: new Date().toISOString() })
    return isTold === true ? ok({ workflow_run_id: id, run_url: `${apiUrl}/runs/${id}`, html_url }) : none
  },
  'actions/get-reviews-for-run': ({ state, params }) => ok(state.approvals.get(params['run_id']!) ?? []),
  'actions/list-workflow-runs': (call) => {
    const { query, state, params } = call
    const isWanted = (name: string, value: unknown) => !query.has(name) || query.get(name) === value
    const runs = state.runs.filter(
      (run) =>
        isWanted('head_sha', run['head_sha']) &&
        isWanted('event', run['event']) &&
        isWanted('branch', run['head_branch']) &&
        // GitHub takes a conclusion for a status as well
        (isWanted('status', run['status']) || isWanted('status', run['conclusion'])) &&
        String(run['path']).endsWith(`/${params['workflow_id']}`),
    )
    return page(call, runs, (rows) => ({ total_count: runs.length, workflow_runs: rows }))
  },
  'actions/get-workflow-run': ({ state, params }) => show(findRow(state.runs, params['run_id'])),
  'repos/get-branch-rules': (call) =>
    page(
      call,
      call.state.rulesets.flatMap((ruleset) => (ruleset['rules'] ?? []) as readonly unknown[]),
    ),
  'repos/get-repo-rulesets': (call) =>
    page(
      call,
      call.state.rulesets
        .filter((ruleset) => !call.query.has('targets') || call.query.get('targets') === (ruleset['target'] ?? 'tag'))
        .map(({ rules: _, conditions: __, bypass_actors: ___, current_user_can_bypass: ____, ...ruleset }) => ruleset),
    ),
  'repos/get-repo-ruleset': ({ state, params }) => show(findRow(state.rulesets, params['ruleset_id'])),
  'repos/get-all-environments': (call) =>
    page(call, call.state.environments, (rows) => ({
      total_count: call.state.environments.length,
      environments: rows,
    })),
  'repos/get-environment': ({ state, params }) =>
    show(state.environments.find(({ name }) => name === params['environment_name'])),
  'repos/create-deployment': ({ state, body }) => {
    const deployment = { id: state.nextId(), ...body, created_at: state.time(), statuses: [] }
    state.deployments.push(deployment)
    return created(deployment)
  },
  'repos/list-deployments': (call) => {
    const { query, state } = call
    const names = ['sha', 'ref', 'task', 'environment']
    const isWanted = (row: Readonly<Record<string, unknown>>) =>
      names.every((name) => !query.has(name) || row[name] === query.get(name))
    return page(call, state.deployments.filter(isWanted).toReversed())
  },
  'repos/create-deployment-status': ({ state, params, body }) => {
    const deployment = findRow(state.deployments, params['deployment_id'])
    if (deployment === undefined) return notFound
    const status = { id: state.nextId(), ...body, created_at: state.time() }
    ;(deployment['statuses'] as unknown[]).unshift(status)
    return created(status)
  },
  'repos/list-deployment-statuses': (call) => {
    const deployment = findRow(call.state.deployments, call.params['deployment_id'])
    return deployment === undefined ? notFound : page(call, deployment['statuses'] as readonly unknown[])
  },
  'code-scanning/upload-sarif': ({ state, body }) => {
    const id = `sarif-${state.nextId()}`
    try {
      const sarif: unknown = JSON.parse(gunzipSync(Buffer.from(body.sarif, 'base64')).toString('utf8'))
      state.sarifs.push({ id, ref: body.ref, commit_sha: body.commit_sha, sarif })
    } catch {
      return refuse(400, 'Invalid SARIF. It must be compressed by gzip and encoded by base64.')
    }
    return { status: 202, body: { id } }
  },
  'code-scanning/get-sarif': ({ state, params }) =>
    findRow(state.sarifs, params['sarif_id']) === undefined ? notFound : ok({ processing_status: 'complete' }),
  'users/get-authenticated': ({ token }) =>
    token.permissions === undefined
      ? ok({ login: token.login, id: 1, type: 'User' })
      : refuse(403, 'Resource not accessible by integration'),
}

const show = (row: Readonly<Record<string, unknown>> | undefined) => (row === undefined ? notFound : ok(row))
