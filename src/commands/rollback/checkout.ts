import { InputError, SystemError } from '../../core/faults.ts'
import type { ModelRecord, ModelVersion } from '../../registry/model-version.ts'
import { escapeLogText } from '../../text/escape.ts'
import type { Services } from '../services.ts'

/** What to check out to work with a version again. */
export interface Checkout {
  /** Code commit; null where the record names none. */
  readonly commit: string | null
  /** Lines for a shell, in the clone. */
  readonly commands: readonly string[]
  /** Stored files that lie outside of git, which `--checkout` fetches. */
  readonly kept: readonly { readonly uri: string; readonly location: string }[]
  readonly data: ModelRecord['data']
  /** `sha256:…`; null where the record names none. */
  readonly image: string | null
}

/** The checkout of a version by its record: code, what DVC keeps, and the stored files. */
export async function describeCheckout(
  { tag }: ModelVersion,
  record: ModelRecord,
  remote: string,
  services: Services,
): Promise<Checkout> {
  const { codeCommit, data, artifacts, image } = record
  const stored = artifacts.filter(({ location }) => location === 'git')
  const commands = [
    ...(codeCommit === null ? [] : [`git fetch ${quote(remote)} ${codeCommit}`, `git checkout ${codeCommit}`]),
    ...(codeCommit !== null && (await usesDvc(codeCommit, data, services)) ? ['dvc pull'] : []),
    ...(stored.length === 0 ? [] : [`git fetch ${quote(remote)} tag ${quote(tag)}`]),
    ...listFolders(stored.map(({ uri }) => uri)).map((folder) => `mkdir -p ${quote(folder)}`),
    ...stored.map(({ path, uri }) => `git show ${quote(`${tag}:${path}`)} > ${quote(uri)}`),
  ]
  const kept = artifacts.filter(({ location }) => location !== 'git').map(({ uri, location }) => ({ uri, location }))
  return { commit: codeCommit, commands, kept, data, image }
}

/** Whether the commit's files say that DVC keeps data; a clone that cannot tell is no reason not to go back. */
async function usesDvc(commit: string, data: ModelRecord['data'], services: Services): Promise<boolean> {
  try {
    const files = await services.revision(commit)
    for (const path of ['dvc.lock', ...data.map(({ uri }) => `${uri}.dvc`)]) {
      if ((await files.file(path)) !== null) return true
    }
  } catch (error) {
    if (!(error instanceof InputError || error instanceof SystemError) || services.signal.aborted) throw error
    services.logger.debug(error.message)
  }
  return false
}

/** The checkout as a person reads it, under the result. */
export function renderCheckout(version: ModelVersion, { commands, kept, data, image }: Checkout): string {
  const lines = [
    ...commands,
    ...kept.map(({ uri, location }) => `# ${uri} is kept at ${location}: --checkout DIR fetches it`),
    ...data.map(({ name, uri, digest }) => `# data ${name}: ${uri} is sha256:${digest.sha256}`),
    ...(image === null ? [] : [`# image ${image}`]),
  ]
  const title = `To work with ${version.model} ${version.version} again:`
  return [title, ...lines.map((line) => `  ${escapeLogText(line, 1000)}`)].join('\n')
}

/** Folders that files lie in: a fresh clone does not have those that git ignores. */
function listFolders(files: readonly string[]): readonly string[] {
  return [...new Set(files.filter((file) => file.includes('/')).map((file) => file.slice(0, file.lastIndexOf('/'))))]
}

/** A word that a POSIX shell reads as it is. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
