import { copyFile, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { SystemError } from '../../core/faults.ts'
import type { Presence } from '../../ports/data-versions.ts'
import { Http, type HttpOptions, type Reach } from '../http/client.ts'
import { download } from '../http/download.ts'
import { askLfsServer, type LfsServer } from './batch.ts'
import type { LfsEndpoint } from './endpoint.ts'
import { findInFolder, lfsObjectPath } from './object-folder.ts'
import type { LfsPointer } from './pointer.ts'

/** An endpoint with what reaches it. */
export type LfsPlace = Extract<LfsEndpoint, { kind: 'folder' }> | (LfsServer & { readonly kind: 'server' })

/** Objects of Git LFS, asked for and fetched without git-lfs. */
export interface LfsObjects {
  /** @throws SystemError, InputError where nobody can tell */
  prove(pointer: LfsPointer, place: LfsPlace): Promise<Presence>
  /** Writes an object's bytes, which are not looked at, to a path that is free. @throws as `prove`, and where it is not there */
  write(pointer: LfsPointer, place: LfsPlace, target: string): Promise<void>
  close(): Promise<void>
}

/** Nothing is asked before the first call. */
export function createLfsObjects(options: HttpOptions): LfsObjects {
  const http = new Http(options)

  return {
    async prove(pointer, place) {
      if (place.kind === 'server') {
        const answer = await askLfsServer(http, place, pointer)
        if (answer.kind !== 'present') return answer
        return { kind: 'present', where: `Git LFS at ${place.url.host}${place.url.pathname}` }
      }
      const found = await findInFolder(place.folder, pointer.oid)
      const where = `Git LFS in ${place.folder}`
      if (found === null) return { kind: 'missing', reason: `${where} has no ${lfsObjectPath(pointer.oid)}` }
      if (found.size === pointer.size) return { kind: 'present', where }
      const reason = `${where}: ${pointer.oid} has ${found.size} bytes, the pointer says ${pointer.size}`
      return { kind: 'missing', reason }
    },

    async write(pointer, place, target) {
      if (place.kind === 'folder') {
        const found = await findInFolder(place.folder, pointer.oid)
        if (found === null) throw new SystemError(`${place.folder} has no object ${pointer.oid} of Git LFS`)
        await mkdir(dirname(target), { recursive: true })
        return copyFile(found.path, target)
      }
      const answer = await askLfsServer(http, place, pointer)
      if (answer.kind !== 'present') throw new SystemError(answer.reason)
      const { url } = answer
      const isOwn = url.origin === place.url.origin
      const headers = { 'accept-encoding': 'identity', ...(isOwn ? place.headers : {}), ...answer.headers }
      const reach: Reach = isOwn ? place.reach : () => 'listed'
      const doing = `fetch an object of Git LFS from ${url.host}`
      await http.exchange({ method: 'GET', url, headers }, { reach, doing, followsRedirects: true }, async (found) => {
        if (found.status !== 200) throw new SystemError(`cannot ${doing}: it answers ${found.status}`)
        // one byte more than it has is too much
        await download(found, target, `the object ${pointer.oid}`, { left: pointer.size, whole: pointer.size })
      })
    },

    close: () => http.close(),
  }
}
