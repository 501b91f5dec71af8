import { SystemError } from '../../core/faults.ts'
import type { GitHubClient } from './client.ts'
import { failReading } from './failures.ts'

const READ = 'contents: read'
const WRITE = 'contents: write'

/** A release that keeps files. */
export interface KeptRelease {
  readonly id: number
  /** Where its assets are sent: `https://uploads.github.com/repos/…/assets`. */
  readonly uploadUrl: string
}

/** A file of a release. */
export interface KeptAsset {
  readonly id: number
  readonly name: string
  /** `starter` and `open`: it has not all come yet. */
  readonly state: string
  readonly size: number
  /** Lower-case hex, computed by GitHub; null of those that came before it did so. */
  readonly sha256: string | null
}

/** The release of a tag; null where there is none. @throws SystemError */
export async function findRelease(client: GitHubClient, tag: string, signal: AbortSignal): Promise<KeptRelease | null> {
  const { owner, repo } = client
  try {
    const { data } = await client.work(signal, (octokit, request) =>
      octokit.rest.repos.getReleaseByTag({ owner, repo, tag, request }),
    )
    return { id: data.id, uploadUrl: data.upload_url.replace(/\{.*$/, '') }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const failure = client.explain(error)
    if (failure.kind === 'gone') return null
    throw failReading(`read the release ${tag}`, failure, READ, error)
  }
}

/** A release for files: a pre-release beside those of the code, that is never offered as the latest. @throws SystemError */
export async function makeRelease(
  client: GitHubClient,
  draft: { readonly tag: string; readonly title: string; readonly body: string },
  signal: AbortSignal,
): Promise<KeptRelease> {
  const { owner, repo } = client
  const { tag, title, body } = draft
  try {
    const { data } = await client.work(signal, (octokit, request) =>
      octokit.rest.repos.createRelease({
        ...{ owner, repo, tag_name: tag, name: title, body, request },
        prerelease: true,
        make_latest: 'false',
      }),
    )
    return { id: data.id, uploadUrl: data.upload_url.replace(/\{.*$/, '') }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const failure = client.explain(error)
    // another run was quicker, or ours came through without a word of it
    const isUnsure = failure.kind === 'invalid' || failure.kind === 'unclear'
    const made = isUnsure ? await findRelease(client, tag, signal) : null
    if (made !== null) return made
    throw failReading(`make the release ${tag}`, failure, WRITE, error)
  }
}

/** All files of a release. @throws SystemError */
export async function listAssets(
  client: GitHubClient,
  release: KeptRelease,
  signal: AbortSignal,
): Promise<readonly KeptAsset[]> {
  const { owner, repo } = client
  try {
    return await client.work(signal, async (octokit, request) => {
      const parameters = { owner, repo, release_id: release.id, per_page: 100, request }
      const found = await octokit.paginate(octokit.rest.repos.listReleaseAssets, parameters)
      return found.map(({ id, name, state, size, digest }) => ({
        ...{ id, name, state, size },
        sha256: /^sha256:([0-9a-f]{64})$/.exec(digest ?? '')?.[1] ?? null,
      }))
    })
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw failReading('list the files of a release', client.explain(error), READ, error)
  }
}

/** Takes away what never came whole; no error where it is gone already. @throws SystemError */
export async function removeAsset(client: GitHubClient, asset: KeptAsset, signal: AbortSignal): Promise<void> {
  const { owner, repo } = client
  if (asset.state === 'uploaded') throw new SystemError(`${asset.name} came whole and is not taken away`)
  try {
    await client.work(signal, (octokit, request) =>
      octokit.rest.repos.deleteReleaseAsset({ owner, repo, asset_id: asset.id, request }),
    )
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const failure = client.explain(error)
    if (failure.kind === 'gone') return
    throw failReading(`take away the part of ${asset.name} that came`, failure, WRITE, error)
  }
}
