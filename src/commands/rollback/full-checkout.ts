import { formatDigest } from '../../core/digest.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { ModelRecord, ModelVersion } from '../../registry/model-version.ts'
import { escapeLogText } from '../../text/escape.ts'
import type { OpenCheckout, Services } from '../services.ts'

/** A version in a folder of its own. */
export interface MadeCheckout {
  /** Absolute. */
  readonly folder: string
  readonly commit: string
  /** Stored files that were put at their places. */
  readonly files: readonly string[]
  readonly data: readonly { readonly name: string; readonly uri: string; readonly missing: string | null }[]
  /** Paths of submodules, whose files are not there. */
  readonly submodules: readonly string[]
}

/** What would be put where: nothing was written. */
export interface PlannedCheckout {
  /** As it was given. */
  readonly folder: string
  readonly commit: string
  readonly files: readonly string[]
  readonly data: readonly { readonly name: string; readonly uri: string }[]
}

/** The folder as it is given. @throws InputError where something is in it, or it is no folder */
async function refuseFilledFolder(folder: string, { workspace }: Pick<Services, 'workspace'>): Promise<void> {
  const help = 'name an empty folder or one that is not there yet'
  const found = await workspace
    .listFolder(folder, 'caller', { isDeep: true, isWhole: true })
    .catch((error: unknown) => {
      throw error instanceof InputError ? new InputError({ message: error.message, help }, { cause: error }) : error
    })
  if (found.length === 0) return
  const files = found.filter((name) => !name.endsWith('/'))
  const names = files.length > 0 ? files : found
  throw new InputError({
    message: `there is something in ${folder}, and nothing is written over: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`,
    help,
  })
}

/**
 * Whether a version can be put into the folder, before anything is decided: it is made and taken away again.
 *
 * @param isDryRun then it is only looked at.
 * @throws InputError where something is in it, or it cannot be made
 */
export async function refuseUnfitFolder(
  folder: string,
  isDryRun: boolean,
  services: Pick<Services, 'workspace' | 'proveCheckoutFolder'>,
): Promise<void> {
  await refuseFilledFolder(folder, services)
  if (!isDryRun) await services.proveCheckoutFolder(folder)
}

/** What `makeCheckout` would put into the folder. @throws InputError where the record names no commit */
export function planCheckout(version: ModelVersion, record: ModelRecord, folder: string): PlannedCheckout {
  return {
    folder,
    commit: findCommit(version, record),
    files: record.artifacts.map(({ uri }) => uri),
    data: record.data.map(({ name, uri }) => ({ name, uri })),
  }
}

function findCommit({ tag }: ModelVersion, { codeCommit }: ModelRecord): string {
  if (codeCommit !== null) return codeCommit
  throw new InputError(`the record of ${tag} names no commit to check out`)
}

/**
 * Puts a version into an empty or new folder: its code as a repository of its own, the stored files at their places, each
 * verified, and its data where somebody is known to keep it.
 *
 * @throws InputError where the record names no commit, or something is in the folder
 * @throws SystemError where code or a stored file cannot be had, or has other bytes than the record says
 */
export async function makeCheckout(
  version: ModelVersion,
  record: ModelRecord,
  into: string,
  services: Services,
): Promise<MadeCheckout> {
  const { artifacts } = record
  const wanted = findCommit(version, record)
  await refuseFilledFolder(into, services)
  const checkout = await services.checkOut(wanted, into)
  try {
    const files: string[] = []
    for (const artifact of artifacts) {
      await putArtifact(version, artifact, checkout, services)
      files.push(artifact.uri)
    }
    const data: MadeCheckout['data'][number][] = []
    for (const entry of record.data) {
      data.push({ name: entry.name, uri: entry.uri, missing: await bringData(entry, checkout, services) })
    }
    const { folder, commit, submodules } = checkout
    return { folder, commit, files, data, submodules }
  } finally {
    await checkout.close()
  }
}

async function putArtifact(
  version: ModelVersion,
  { path, uri, digest }: ModelRecord['artifacts'][number],
  { services: there }: OpenCheckout,
  { registry, commands, signal }: Services,
): Promise<void> {
  const stored = await (await registry()).artifact(version, path, signal)
  if (stored === null) throw new SystemError(`${path} of ${version.tag} cannot be had`)
  const aside = await (await commands()).makeFolder()
  await aside.take(stored.path, 'file')
  await aside.give('file', await there.workspace.resolve(uri, 'config'))
  const written = await there.workspace.digest(uri, 'config')
  if (written.digest.sha256 === digest.sha256) return
  throw new SystemError(
    `${uri} was written as ${formatDigest(written.digest)}, the record of ${version.tag} has ${formatDigest(digest)}`,
  )
}

/** Why a data set is not there with the bytes of the record; null where it is. */
async function bringData(
  data: ModelRecord['data'][number],
  { services: there, folder }: OpenCheckout,
  { dataVersions, signal }: Services,
): Promise<string | null> {
  try {
    const { version = null } = data
    if (version !== null && version.tool !== 'git') await (await dataVersions()).restore(data, folder, signal)
    const { digest } = await there.workspace.digest(data.uri, 'config')
    return digest.sha256 === data.digest.sha256 ? null : `it has other bytes, ${formatDigest(digest)}`
  } catch (error) {
    if (signal.aborted || !(error instanceof InputError || error instanceof SystemError)) throw error
    return error.message.split('\n')[0]!
  }
}

/** What was done, as a person reads it under the result. */
export function renderMadeCheckout({ tag }: ModelVersion, made: MadeCheckout, image: string | null): string {
  const data = made.data.map(
    ({ name, uri, missing }) => `data ${name}: ${uri}${missing === null ? '' : ` is not there: ${missing}`}`,
  )
  const submodules = made.submodules.map((path) => `submodule ${path} is not there`)
  return renderLines(`${tag} is checked out in ${made.folder}:`, made, [...data, ...submodules], image)
}

/** What a dry run says of it. */
export function renderPlannedCheckout({ tag }: ModelVersion, planned: PlannedCheckout, image: string | null): string {
  const data = planned.data.map(({ name, uri }) => `data ${name}: ${uri}`)
  return renderLines(`${tag} would be checked out in ${planned.folder}:`, planned, data, image)
}

function renderLines(
  title: string,
  { commit, files }: Pick<PlannedCheckout, 'commit' | 'files'>,
  more: readonly string[],
  image: string | null,
): string {
  const lines = [
    `code: commit ${commit}`,
    ...files.map((file) => `stored: ${file}`),
    ...more,
    ...(image === null ? [] : [`image ${image}`]),
  ]
  return [escapeLogText(title, 1000), ...lines.map((line) => `  ${escapeLogText(line, 1000)}`)].join('\n')
}
