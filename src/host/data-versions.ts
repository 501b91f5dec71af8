import { resolve } from 'node:path'
import { findOutputVersion } from '../backends/dvc/output-version.ts'
import { proveInRemote } from '../backends/dvc/remote-proof.ts'
import { createWorkspace } from '../backends/filesystem/workspace.ts'
import { readHeadFiles } from '../backends/git/head-files.ts'
import { createLfsObjects } from '../backends/lfs/object-proof.ts'
import { parsePointer } from '../backends/lfs/pointer.ts'
import { isRemote } from '../core/data-location.ts'
import type { DataVersion } from '../core/data-version.ts'
import { InputError, SystemError } from '../core/faults.ts'
import { hasNamePattern } from '../core/name-pattern.ts'
import type { DataVersions, Presence } from '../ports/data-versions.ts'
import type { RemoteData } from '../ports/remote-data.ts'
import { DataPlaces } from './data-places.ts'
import { restoreData } from './data-restore.ts'
import { systemClock } from './environment.ts'
import type { ReleaseRequest } from './release-request.ts'

/** Who keeps the bytes of data sets; nothing is asked before the first call. */
export async function createDataVersions(request: ReleaseRequest): Promise<DataVersions & { close(): Promise<void> }> {
  const { environment, remote, logger, toolVariables } = request
  const places = await DataPlaces.open(request)
  const { variables, cwd } = environment
  const lfs = createLfsObjects({ variables, signal: request.signal, now: () => systemClock.now() })

  return {
    async find(location) {
      if (isRemote(location)) return findObjectVersion(location, remote)
      const path = places.locate(location)
      const dvc = await findOutputVersion(resolve(places.top, path))
      if (dvc !== null) {
        if (dvc.isSame) return dvc.version
        logger.warning(`${location} has other bytes than ${dvc.source} records: who keeps them is not recorded`)
        return null
      }
      if (places.place === null) return null
      const names = await createWorkspace({ root: cwd }).glob(location, 'caller')
      const paths = names.map((name) => places.locate(name))
      if (paths.length === 0 || paths.some((one) => one.startsWith('../'))) return null
      const files = await readHeadFiles(places.place, toolVariables, { paths, below: path }, request.signal)
      if (paths.every((one) => files.get(one)?.isSame === true)) return { tool: 'git' }
      const only = paths.length === 1 ? files.get(paths[0]!) : undefined
      const pointer = only === undefined || only.text === null ? null : parsePointer(only.text)
      return pointer !== null && pointer.oid === only!.sha256 ? { tool: 'lfs', ...pointer } : null
    },

    async prove(data, codeCommit, signal) {
      const version = data.version ?? null
      if (version === null) {
        const reason = `the record names ${data.uri} by its digest and not who keeps its bytes: nobody was asked`
        return { kind: 'unknown', reason }
      }
      const source = places.sourceOf(codeCommit)
      try {
        if (version.tool === 'dvc') {
          const { store } = await places.findDvcStore(data.uri, version.remote, source, signal)
          return await proveInRemote(version, store, signal)
        }
        if (version.tool === 'lfs') return await lfs.prove(version, await places.findLfsPlace(source, signal))
        if (version.tool === 'object') return await proveObject(version, remote)
        if (codeCommit === null) return { kind: 'unknown', reason: 'the record names no code commit' }
        const where = await (await request.registry()).locateCommit(codeCommit, signal)
        const commit = `commit ${codeCommit.slice(0, 12)}`
        if (where === null) return { kind: 'missing', reason: `${commit} is neither at the remote nor here` }
        return { kind: 'present', where: commit }
      } catch (error) {
        if (signal.aborted || !(error instanceof InputError || error instanceof SystemError)) throw error
        return { kind: 'unknown', reason: firstLine(error.message) }
      }
    },

    restore: (data, folder, signal) => restoreData({ data, folder }, { places, lfs, remote }, signal),

    close: () => lfs.close(),
  }
}

type ObjectVersion = Extract<DataVersion, { tool: 'object' }>

/** An address has no versions, and several objects have no one of them. @throws InputError, SystemError where the store cannot be asked */
async function findObjectVersion(location: string, remote: RemoteData): Promise<ObjectVersion | null> {
  if (/^https?:/i.test(location) || location.endsWith('/') || hasNamePattern(location)) return null
  const facts = await remote.statObject(location, {}, null)
  return facts === null ? null : { tool: 'object', uri: location, version: facts.version, etag: facts.etag }
}

async function proveObject({ uri, version, etag }: ObjectVersion, remote: RemoteData): Promise<Presence> {
  const facts = await remote.statObject(uri, {}, version)
  if (facts === null) {
    return { kind: 'missing', reason: version === null ? `${uri} is not there` : `${uri} has no version ${version}` }
  }
  if (version !== null) return { kind: 'present', where: `${uri}, version ${version}` }
  if (etag !== null && facts.etag === etag) return { kind: 'present', where: uri }
  const problem = `${uri} was written again: its etag is ${facts.etag}, recorded is ${etag}`
  // only an md5 says that the bytes are others
  const isOther = facts.isEtagOfBytes && /^[0-9a-f]{32}$/.test(etag ?? '')
  return { kind: isOther ? 'missing' : 'unknown', reason: `${problem}, and the bucket keeps no versions` }
}

const firstLine = (text: string): string => text.split('\n')[0]!
